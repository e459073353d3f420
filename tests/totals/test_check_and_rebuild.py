"""The read model can be thrown away, and what is wrong in it is found."""

from datetime import date

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, JUDGE, REGION, START, WHOLE
from tests.recording.drafts import LATE, level, noon_of, report, withdrawal
from tracker.domain.changes import SUMMED
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow
from tracker.store.totals import AreaChangeRow, AreaSumRow, UnitDayRow
from tracker.totals.candidates import load_preferences
from tracker.totals.check import find_differences
from tracker.totals.read import read_days
from tracker.totals.rebuild import rebuild
from tracker.totals.refresh import refresh_units


def wrong(session: Session) -> list[tuple[int, str]]:
    session.expire_all()
    return [(difference.place_id, difference.key) for difference in find_differences(session)]


def test_all_is_well(reported: Session) -> None:
    steps: list[tuple[int, int]] = []
    assert list(find_differences(reported, lambda done, total: steps.append((done, total)))) == []
    assert steps[-1] == (5, 5)


def test_a_changed_total_is_found(reported: Session) -> None:
    reported.execute(
        update(AreaChangeRow)
        .where(AreaChangeRow.place_id == REGION, AreaChangeRow.indicator == "present")
        .where(AreaChangeRow.day == START)
        .values(value=AreaChangeRow.value + 1)
    )
    assert wrong(reported) == [(REGION, "present")]


def test_a_changed_sum_of_changes_is_found(reported: Session) -> None:
    reported.execute(
        update(AreaSumRow)
        .where(AreaSumRow.place_id == REGION, AreaSumRow.indicator == "present")
        .values(lapses=AreaSumRow.lapses + 1)
    )
    assert wrong(reported) == [(REGION, "present, all days together")]
    rebuild(reported)
    assert wrong(reported) == []


def test_a_sum_of_a_place_without_business_in_the_totals_is_found(reported: Session) -> None:
    spare = {"id": 90, "name": "Elsewhere", "kind": "area", "level": 0, "valid_from": START}
    reported.execute(insert(PlaceRow).values(**spare))
    for key, value in (("present", 3), ("arrivals", 0)):
        numbers = dict.fromkeys(SUMMED, 0) | {"value": value}
        reported.execute(insert(AreaSumRow).values(place_id=90, indicator=key, **numbers))
    assert wrong(reported) == [(90, "present, all days together")]


def test_a_changed_point_is_found(reported: Session) -> None:
    reported.execute(
        update(UnitDayRow)
        .where(UnitDayRow.place_id == WHOLE, UnitDayRow.indicator == "present")
        .values(low=7)
    )
    assert wrong(reported) == [(WHOLE, "present")]


def test_missing_rows_are_found_and_made_anew(reported: Session) -> None:
    before = read_days(reported, None, START, date(2024, 8, 12))
    reported.execute(delete(AreaChangeRow).where(AreaChangeRow.place_id == COUNTRY))
    reported.execute(delete(UnitDayRow).where(UnitDayRow.place_id == FIRST))
    assert {place for place, _ in wrong(reported)} == {COUNTRY, FIRST}
    steps: list[int] = []
    assert rebuild(reported, lambda done, _: steps.append(done)) > 0
    assert (wrong(reported), steps[-1]) == ([], 5)
    assert read_days(reported, None, START, date(2024, 8, 12)) == before


def test_a_place_without_business_in_the_totals_is_found(reported: Session) -> None:
    spare = {"id": 90, "name": "Elsewhere", "kind": "area", "level": 0, "valid_from": START}
    reported.execute(insert(PlaceRow).values(**spare))
    for table, values in ((AreaChangeRow, {"value": 3}), (AreaChangeRow, {"value": 0})):
        numbers = dict.fromkeys((c.key for c in table.__table__.columns if not c.primary_key), 0)
        day = START if values["value"] else date(2024, 8, 20)
        key = {"place_id": 90, "indicator": "present", "day": day}
        reported.execute(insert(table).values(**(numbers | values | key)))
    assert wrong(reported) == [(90, "present")]


def test_points_of_a_region_are_found(reported: Session) -> None:
    row = {
        column.key: value
        for column, value in zip(
            UnitDayRow.__table__.columns,
            reported.execute(UnitDayRow.__table__.select().limit(1)).one(),
            strict=True,
        )
    }
    reported.execute(insert(UnitDayRow).values(**(row | {"place_id": REGION})))
    assert [place for place, _ in wrong(reported)] == [REGION]


def test_a_standing_that_is_not_the_fold_of_its_acts_is_found(operation: Session) -> None:
    kept = record_report(operation, report(level(Indicator.PRESENT, 1)), now=noon_of(0))
    gone = record_report(
        operation, report(level(Indicator.PRESENT, 2), source_id=2), now=noon_of(0)
    )
    verified = DecisionDraft(
        report_id=kept.report_id, seq=1, kind=DecisionKind.VERIFIED, person_id=JUDGE
    )
    decide(operation, verified, now=noon_of(1))
    withdraw_report(operation, withdrawal(gone.report_id), now=noon_of(1))
    assert wrong(operation) == []
    operation.execute(
        update(ReportRow).where(ReportRow.id == gone.report_id).values(review="disputed")
    )
    assert wrong(operation) == [(WHOLE, f"report {gone.report_id}")]


@pytest.mark.parametrize("again", [1, 2])
def test_folding_all_reports_of_units_again_changes_nothing(reported: Session, again: int) -> None:
    before = read_days(reported, None, START, date(2024, 8, 12))
    steps: list[int] = []
    for _ in range(again):
        refresh_units(reported, [WHOLE, FIRST], lambda done, _: steps.append(done))
    assert read_days(reported, None, START, date(2024, 8, 12)) == before
    assert (wrong(reported), steps[-1]) == ([], 2)


def test_days_stored_before_distances_were_kept_stay_true_when_touched(reported: Session) -> None:
    rival = report(level(Indicator.PRESENT, 195), source_id=2)
    record_report(reported, rival, now=noon_of(0))
    (day,) = read_days(reported, [WHOLE], START, START)[Indicator.PRESENT]
    assert day.contested == 0
    add = {"contested": AreaChangeRow.contested + 1}
    above = AreaChangeRow.place_id.in_([WHOLE, REGION, COUNTRY])
    contested = AreaChangeRow.indicator == "present", AreaChangeRow.day == START
    reported.execute(update(AreaChangeRow).where(above, *contested).values(**add))
    reported.execute(update(UnitDayRow).where(UnitDayRow.contested.is_(True)).values(apart=None))
    assert [place for place, _ in wrong(reported)] == [WHOLE, WHOLE, REGION, COUNTRY]

    record_report(reported, report(level(Indicator.PRESENT, 199), source_id=3), now=noon_of(0))

    assert wrong(reported) == []


def test_folding_a_unit_again_reads_the_preferences_of_its_own_reports_only(
    reported: Session,
) -> None:
    rival = report(level(Indicator.PRESENT, 90), source_id=3, confirmed=LATE)
    preferred = [
        record_report(reported, rival, now=noon_of(0)).report_id,
        record_report(
            reported,
            report(level(Indicator.PRESENT, 9), place_id=FIRST, source_id=3),
            now=noon_of(0),
        ).report_id,
    ]
    for report_id in preferred:
        draft = DecisionDraft(
            report_id=report_id, seq=1, kind=DecisionKind.PREFERRED, person_id=JUDGE, reason="So."
        )
        decide(reported, draft, now=noon_of(1))
    assert {report_id for report_id, _ in load_preferences(reported, [WHOLE])} == {preferred[0]}
    assert {report_id for report_id, _ in load_preferences(reported)} == set(preferred)
    refresh_units(reported, [WHOLE])
    assert wrong(reported) == []
    (total,) = read_days(reported, [WHOLE], START, START)["present"]
    assert total.value == 90
