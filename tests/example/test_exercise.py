"""The exercise tells one believable story and shows every mark there is."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.example.reading import find_place, list_reports
from tracker.domain.counts import Sex
from tracker.domain.daily import DayTotal
from tracker.domain.falls import FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Channel, RevisionKind
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.selection import Grade
from tracker.domain.windows import COVERAGE
from tracker.example import places
from tracker.example.calendar import END, START
from tracker.example.sources import RED_CROSS
from tracker.recording.grades import list_grade_changes
from tracker.recording.history import ReportHistory
from tracker.recording.published import Wanted, list_acts
from tracker.recording.sides import Footing, load_sides
from tracker.registry.sources import list_sources
from tracker.totals.breakdowns import read_breakdown
from tracker.totals.check import find_differences
from tracker.totals.read import read_days
from tracker.totals.units import read_last_points

Days = dict[str, tuple[DayTotal, ...]]


@pytest.fixture
def operation(reading: Session) -> Days:
    return read_days(reading, None, START, END)


def read_place(session: Session, name: str) -> Days:
    return read_days(session, [find_place(session, name).id], START, END)


def days_over_capacity(days: Days) -> list[date]:
    return [
        people.day
        for people, beds in zip(days[Indicator.SHELTERED], days[Indicator.CAPACITY], strict=True)
        if (people.value or 0) > (beds.value or 0)
    ]


def august(*numbers: int) -> list[date]:
    return [date(2024, 8, number) for number in numbers]


def test_totals_are_what_the_reports_say(reading: Session) -> None:
    assert list(find_differences(reading)) == []


def test_it_lasts_30_days_with_reports_on_each(operation: Days) -> None:
    coverage = operation[COVERAGE]
    assert len(coverage) == 30
    assert all(0 < day.reporting < day.expected for day in coverage)


def test_the_operation_overflows_for_three_days_and_then_holds(operation: Days) -> None:
    assert days_over_capacity(operation) == august(8, 9, 10)


def test_capacity_grows_to_about_2500_and_stays_above_1800(operation: Days) -> None:
    places_by_day = [day.value or 0 for day in operation[Indicator.CAPACITY]]
    assert places_by_day[:7] == sorted(places_by_day[:7])
    assert all(1_800 <= beds <= 2_600 for beds in places_by_day[3:])


def test_people_arrive_stay_and_slowly_leave(operation: Days) -> None:
    present = [day.value or 0 for day in operation[Indicator.PRESENT]]
    highest = present.index(max(present))
    assert present[:9] == sorted(present[:9])
    assert 9 <= highest <= 18
    assert present[-1] < 0.9 * max(present)
    assert max(present) < (operation[Indicator.EVACUATED][-1].value or 0)


def test_a_shelter_and_a_district_overflow_for_days(reading: Session) -> None:
    assert days_over_capacity(read_place(reading, places.RECEPTION_1)) == august(8, 9, 10, 11)
    district = read_place(reading, "Bolshoye Soldatskoye district")
    assert days_over_capacity(district) == august(7, 8, 9, 10, 11)


def test_standby_shelters_open(operation: Days, reading: Session) -> None:
    standby = [day.value for day in operation[Indicator.CAPACITY_STANDBY]]
    assert standby[:6] == [None, 500, 740, 740, 420, 180]
    centre = read_place(reading, places.COLLECTIVE_1)
    assert [day.value for day in centre[Indicator.CAPACITY]][:5] == [None] * 4 + [320]


def test_a_closed_shelter_is_a_gap_not_zero(reading: Session) -> None:
    sheltered = read_place(reading, places.SCHOOL_2)[Indicator.SHELTERED]
    assert [day.day for day in sheltered if day.value is None] == august(6, 20, 21, 22)


def test_a_silent_unit_goes_stale_and_is_added_all_the_same(
    operation: Days, reading: Session
) -> None:
    people = read_place(reading, "Khomutovka district")[Indicator.PRESENT]
    assert next(day.day for day in people if day.stale) == date(2024, 8, 24)
    assert people[-1].stale == 1
    assert people[-1].value == people[14].value
    assert operation[Indicator.PRESENT][-1].stale == 1


def test_a_total_after_silent_days_is_a_lump(reading: Session) -> None:
    korenevo = find_place(reading, "Korenevo district")
    before = read_last_points(reading, [korenevo.id], date(2024, 8, 15))[korenevo.id]
    lump = read_last_points(reading, [korenevo.id], date(2024, 8, 16))[korenevo.id]
    assert before[Indicator.EVACUATED].point.day == date(2024, 8, 10)
    assert lump[Indicator.EVACUATED].point.lump_days == 6
    lumps = [day for day in read_place(reading, "Korenevo district")["evacuated"] if day.lumps]
    assert [day.day for day in lumps] == august(16)


def test_a_running_total_falls_with_a_reason(reading: Session, operation: Days) -> None:
    fallen = [day for day in operation[Indicator.INJURED] if day.fallen]
    assert [(day.day, day.fallen) for day in fallen] == [(date(2024, 8, 9), 2)]
    report = next(
        report
        for report in list_reports(reading, "Korenevo district")
        if report.day == fallen[0].day
    )
    assert "fall:injured" in {warning.key for warning in report.revisions[0].confirmed}
    assert "listed by both hospitals" in (report.revisions[0].note or "")
    assert [fall.kind for fall in report.revisions[0].falls] == [FallKind.MISTAKE]


def test_an_injured_person_dies_after_the_day_was_published(reading: Session) -> None:
    sudzha = find_place(reading, "Sudzha district").id
    wanted = Wanted(place_ids=(sudzha,), indicator=Indicator.KILLED, kind=ActKind.CORRECTION)
    (act,) = list_acts(reading, wanted, limit=10)
    assert [(fall.indicator, fall.into, fall.people) for fall in act.falls] == [
        (Indicator.INJURED, Indicator.KILLED, 1)
    ]
    (killed,) = act.changes
    assert killed.difference.first == date(2024, 8, 27)
    assert (killed.difference.after.value or 0) - (killed.difference.before.value or 0) == 1


def test_published_days_were_corrected_all_over_the_operation(reading: Session) -> None:
    country = find_place(reading, "Russia").id
    kinds = {act.kind for act in list_acts(reading, Wanted(place_ids=(country,)), limit=500)}
    assert kinds >= {ActKind.LATE, ActKind.CORRECTION, ActKind.DECISION}


def test_people_present_are_derived_where_only_flows_are_told(
    operation: Days, reading: Session
) -> None:
    assert sum(day.derived for day in operation[Indicator.PRESENT]) >= 6
    present = read_place(reading, places.COLLECTIVE_3)[Indicator.PRESENT]
    assert [day.derived for day in present[9:12]] == [1, 1, 1]
    sheltered = read_place(reading, places.COLLECTIVE_3)[Indicator.SHELTERED]
    assert [day.value for day in present[9:12]] == [day.value for day in sheltered[9:12]]


def test_a_count_of_beds_leaves_a_reconciliation_gap(reading: Session) -> None:
    present = read_place(reading, places.SCHOOL_1)[Indicator.PRESENT]
    assert [(day.day, day.gap) for day in present if day.gap] == [(date(2024, 8, 18), 14)]


def test_rivals_far_apart_are_contested_and_one_is_preferred(reading: Session) -> None:
    sheltered = read_place(reading, places.RECEPTION_1)[Indicator.SHELTERED]
    assert [day.day for day in sheltered if day.contested] == august(9)
    assert [sheltered[3].value, sheltered[4].value] == [268, 280]
    assert (sheltered[4].low, sheltered[4].high) == (250, 280)


def test_what_the_kitchens_count_is_ruled_a_different_thing(reading: Session) -> None:
    place = find_place(reading, places.COLLECTIVE_2)
    (found,) = load_sides(reading, [place.id], date(2024, 8, 15), Indicator.SHELTERED)
    assert [side.footing for side in found.out] == [Footing.DIFFERENT]
    assert "everybody fed" in (found.out[0].why or "")
    sheltered = read_place(reading, places.COLLECTIVE_2)[Indicator.SHELTERED]
    assert all((day.high or 0) < 240 for day in sheltered)


def test_a_source_that_was_right_has_a_better_grade_since(reading: Session) -> None:
    source = next(one for one in list_sources(reading) if one.name == RED_CROSS)
    (change,) = list_grade_changes(reading, source.id)
    assert (change.before, change.grade, source.grade) == (Grade.C, Grade.B, Grade.B)


def test_corrections_and_a_withdrawal_have_reasons(
    reports: list[ReportHistory], operation: Days
) -> None:
    acts = [revision for report in reports for revision in report.revisions if revision.seq > 1]
    assert Counter(act.kind for act in acts) == {
        RevisionKind.CORRECTION: 6,
        RevisionKind.WITHDRAWAL: 1,
    }
    assert all(act.reason for act in acts)
    assert sum(day.corrected for day in operation[Indicator.SHELTERED]) >= 2
    (withdrawn,) = [report for report in reports if report.standing.withdrawn]
    assert withdrawn.source_name == "Red Cross branch (exercise)"


def test_every_state_of_review_stands_somewhere(reports: list[ReportHistory]) -> None:
    states = Counter(report.standing.review for report in reports)
    assert {state for state in ReviewState if states[state]} == set(ReviewState)
    decisions = Counter(decision.kind for report in reports for decision in report.decisions)
    assert set(decisions) == set(DecisionKind)


def test_every_qualifier_that_people_use_is_shown(reports: list[ReportHistory]) -> None:
    used = {count.qualifier for report in reports for count in report.counts}
    assert used >= {
        Qualifier.EXACT,
        Qualifier.ABOUT,
        Qualifier.AT_LEAST,
        Qualifier.MORE_THAN,
        Qualifier.BETWEEN,
        Qualifier.IN_WORDS,
    }


def test_households_and_parts_by_sex_and_age_are_shown(reports: list[ReportHistory]) -> None:
    counts = [count for report in reports for count in report.counts]
    assert any(count.households and count.household_size == 2.6 for count in counts)
    detailed = [count for count in counts if len(count.parts) > 1]
    assert detailed
    assert all(sum(part.value for part in count.parts) == count.value for count in detailed)


def test_some_casualties_are_told_by_sex_and_age_and_some_are_not(reading: Session) -> None:
    for indicator in (
        Indicator.KILLED,
        Indicator.INJURED,
        Indicator.HOSPITALISED,
        Indicator.MISSING,
    ):
        told = read_breakdown(reading, None, START, END, indicator)
        sexes = {sex for (_, sex), people in told.cells.items() if people}
        assert {Sex.FEMALE, Sex.MALE} <= sexes, indicator
        value = read_days(reading, None, START, END, [indicator])[indicator][-1].value
        assert 0 < told.told < (value or 0), indicator
    injured = read_breakdown(reading, None, START, END, Indicator.INJURED)
    assert len({band for band, _ in injured.cells}) >= 4
    assert any(sex is Sex.UNKNOWN for _, sex in injured.cells)


def test_some_reports_are_late_and_some_say_unchanged(reports: list[ReportHistory]) -> None:
    assert sum(report.is_late for report in reports) == 4
    channels = Counter(report.revisions[0].channel for report in reports)
    assert channels[Channel.UNCHANGED] >= 15


def test_few_reports_needed_a_second_look(reports: list[ReportHistory]) -> None:
    """Warnings on every third report would make the routine look unbelievable."""
    asked = [report for report in reports if report.revisions[0].confirmed]
    assert 20 < len(asked) < 0.1 * len(reports)


def test_each_report_is_entered_after_its_day_began_and_before_the_next_ones(
    reports: list[ReportHistory],
) -> None:
    for report in reports:
        moments = [revision.recorded_at for revision in report.revisions]
        assert moments == sorted(moments)
        assert report.day <= moments[0].date() <= report.day + timedelta(days=5)
