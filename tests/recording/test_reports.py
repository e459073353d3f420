"""Recording a report: what is kept, what it changes, what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import FIRST, REGION, SPLIT, START, WHOLE
from tests.recording.drafts import FELL, NOW, level, new, noon_of, report, so_far
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import (
    InvalidCount,
    InvalidField,
    InvalidReport,
    NeedsConfirmation,
    NothingToReport,
)
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Channel, Effect, RevisionKind
from tracker.domain.review import ReviewState
from tracker.recording.history import ReportHistory, list_place_reports, load_report
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.totals.read import read_days

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


def test_a_report_is_kept_as_it_was_said(operation: Session) -> None:
    children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121)
    relocated = new(
        I.EVACUATED, 300, qualifier=Qualifier.MORE_THAN, words="more than 300", parts=(children,)
    )
    present = level(I.PRESENT, 26, households=10, household_size=2.6)
    receipt = record_report(operation, report(relocated, present, note="by bus"), now=noon_of(0))
    kept = load_report(operation, receipt.report_id)
    assert kept.counts == (relocated, present)
    assert (kept.place_name, kept.source_name, kept.day) == ("Whole", "Source 1", START)
    assert kept.standing.review is ReviewState.UNREVIEWED
    (revision,) = kept.revisions
    assert revision.kind is RevisionKind.ORIGINAL
    assert (revision.note, revision.person_name, revision.recorded_at) == (
        "by bus",
        "Someone",
        noon_of(0),
    )


def test_the_receipt_says_what_changed(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 100)), now=noon_of(0))
    receipt = record_report(
        operation, report(new(I.ARRIVALS, 12), new(I.KILLED, 0), on=1), now=noon_of(1)
    )
    day = START + timedelta(days=1)
    assert receipt.effects == (
        Effect(indicator=I.ARRIVALS, day=day, before=None, after=12),
        Effect(indicator=I.KILLED, day=day, before=None, after=0),
        Effect(indicator=I.PRESENT, day=day, before=100, after=112),
    )
    assert load_report(operation, receipt.report_id).effects[1] == receipt.effects


def test_two_sources_with_1_and_2_give_one_of_them_and_never_3(operation: Session) -> None:
    record_report(operation, report(so_far(I.KILLED, 1), source_id=1), now=noon_of(0))
    record_report(operation, report(so_far(I.KILLED, 2), source_id=2), now=noon_of(0))
    (day,) = read_days(operation, [REGION], START, START)[I.KILLED]
    assert (day.value, day.low, day.high, day.contested) == (1, 1, 2, 1)


def test_a_claim_about_a_region_is_added_to_nothing(operation: Session) -> None:
    receipt = record_report(
        operation, report(level(I.CAPACITY, 2_500), place_id=REGION), now=noon_of(0)
    )
    assert receipt.effects == ()
    (day,) = read_days(operation, None, START, START)[I.CAPACITY]
    assert day.value is None


def test_a_shelter_of_a_district_that_reports_as_a_whole_is_not_added(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40), place_id=FIRST), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 100), place_id=SPLIT), now=noon_of(0))
    (day,) = read_days(operation, None, START, START)[I.PRESENT]
    assert day.value == 100


def test_a_district_with_an_older_day_stays_in_the_total(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 70), place_id=WHOLE), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 30), place_id=SPLIT, on=2), now=noon_of(2))
    last = START + timedelta(days=2)
    (day,) = read_days(operation, None, last, last)[I.PRESENT]
    assert (day.value, day.reporting, day.carried) == (100, 1, 1)


def test_what_cannot_be_true_is_refused_at_its_field(operation: Session) -> None:
    with pytest.raises(InvalidReport) as refused:
        record_report(
            operation, report(level(I.PRESENT, 10), level(I.SHELTERED, 20)), now=noon_of(0)
        )
    (problem,) = refused.value.problems
    assert isinstance(problem, InvalidCount)
    assert problem.indicator == I.SHELTERED
    assert list_place_reports(operation, WHOLE, START, START) == ()


@pytest.mark.parametrize(
    ("field", "wrong"), [("place", {"place_id": 99}), ("source", {"source_id": 99})]
)
def test_unknown_places_and_sources_are_refused(
    operation: Session, field: str, wrong: dict[str, int]
) -> None:
    with pytest.raises(InvalidReport) as refused:
        record_report(operation, report(level(I.PRESENT, 1), **wrong), now=noon_of(0))
    (problem,) = refused.value.problems
    assert isinstance(problem, InvalidField)
    assert problem.field == field


def test_a_warning_must_be_confirmed_and_is_kept(operation: Session) -> None:
    draft = report(level(I.PRESENT, 10))
    with pytest.raises(NeedsConfirmation) as asked:
        record_report(operation, draft, now=NOW)
    assert [warning.key for warning in asked.value.warnings] == ["late"]
    confirmed = report(level(I.PRESENT, 10), confirmed=frozenset({"late"}))
    receipt = record_report(operation, confirmed, now=NOW)
    kept = load_report(operation, receipt.report_id)
    assert kept.is_late
    assert kept.revisions[0].confirmed == asked.value.warnings


def test_a_warning_about_a_count_names_it_in_the_record(operation: Session) -> None:
    record_report(operation, report(so_far(I.KILLED, 5)), now=noon_of(0))
    fell = report(
        so_far(I.KILLED, 3),
        on=1,
        confirmed=frozenset({"fall:killed"}),
        note="One was counted twice.",
        falls=(FELL,),
    )
    receipt = record_report(operation, fell, now=noon_of(1))
    (warning,) = load_report(operation, receipt.report_id).revisions[0].confirmed
    assert warning.indicator is I.KILLED
    (day,) = read_days(operation, [WHOLE], START + timedelta(days=1), START + timedelta(days=1))[
        I.KILLED
    ]
    assert (day.value, day.fallen, day.new) == (3, 2, 0)


def test_confirming_unchanged_makes_a_real_report_of_the_levels(operation: Session) -> None:
    said = (level(I.PRESENT, 100), level(I.SHELTERED, 80), new(I.ARRIVALS, 7))
    record_report(operation, report(*said), now=noon_of(0))
    day = START + timedelta(days=1)
    more = {"place_id": WHOLE, "day": day, "source_id": 1, "person_id": 1, "now": noon_of(1)}
    draft = report(level(I.PRESENT, 0))
    receipt = confirm_unchanged(operation, submission_id=draft.submission_id, **more)  # type: ignore[arg-type]
    again = confirm_unchanged(operation, submission_id=draft.submission_id, **more)  # type: ignore[arg-type]
    kept = load_report(operation, receipt.report_id)
    assert kept.counts == (level(I.PRESENT, 100), level(I.SHELTERED, 80))
    assert kept.revisions[0].channel is Channel.UNCHANGED
    assert (again.report_id, again.repeated) == (receipt.report_id, True)


def confirm(session: Session, offset: int) -> ReportHistory:
    """Confirm the levels of the whole district unchanged on a day."""
    receipt = confirm_unchanged(
        session,
        submission_id=report().submission_id,
        place_id=WHOLE,
        day=START + timedelta(days=offset),
        source_id=1,
        person_id=1,
        now=noon_of(offset),
    )
    return load_report(session, receipt.report_id)


def test_what_was_vague_stays_vague_when_it_is_confirmed(operation: Session) -> None:
    children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121)
    said = (
        level(I.PRESENT, 300, qualifier=Qualifier.MORE_THAN, parts=(children,)),
        level(I.SHELTERED, None, qualifier=Qualifier.BETWEEN, low=100, high=200),
        level(I.MISSING, None, qualifier=Qualifier.IN_WORDS, words="a few"),
    )
    record_report(operation, report(*said), now=noon_of(0))
    assert confirm(operation, 1).counts == said


def test_a_level_that_nobody_counted_is_not_confirmed(operation: Session) -> None:
    said = (level(I.PRESENT, 100), level(I.CAPACITY, 120))
    record_report(operation, report(*said), now=noon_of(0))
    record_report(operation, report(new(I.ARRIVALS, 5), on=1), now=noon_of(1))
    assert confirm(operation, 2).counts == (level(I.CAPACITY, 120),)


def test_there_must_be_something_to_confirm(operation: Session) -> None:
    record_report(operation, report(new(I.KILLED, 1)), now=noon_of(0))
    with pytest.raises(NothingToReport):
        confirm(operation, 1)


def test_zero_stays_zero_and_blank_is_not_zero(operation: Session) -> None:
    record_report(operation, report(level(I.MISSING, 0)), now=noon_of(0))
    days = read_days(operation, [WHOLE], START, START)
    assert days[I.MISSING][0].value == 0
    assert days[I.PRESENT][0].value is None


@pytest.mark.parametrize("note", [None, " "])
def test_a_total_that_falls_needs_its_kind_and_a_note(operation: Session, note: str | None) -> None:
    record_report(operation, report(so_far(I.KILLED, 5), so_far(I.INJURED, 9)), now=noon_of(0))
    keys = frozenset({"fall:killed", "fall:injured"})
    counts = (so_far(I.KILLED, 3), so_far(I.INJURED, 8))
    with pytest.raises(NeedsConfirmation):
        record_report(operation, report(*counts, on=1, note=note), now=noon_of(1))
    with pytest.raises(InvalidReport) as refused:
        record_report(operation, report(*counts, on=1, note=note, confirmed=keys), now=noon_of(1))
    *kinds, problem = refused.value.problems
    assert [found.message for found in kinds] == [
        "Choose why the total of people killed fell",
        "Choose why the total of people injured fell",
    ]
    assert {warning.key for warning in refused.value.warnings} == keys
    assert isinstance(problem, InvalidField)
    assert (problem.field, problem.message) == (
        "note",
        "Enter in the note why the total of people killed and of people injured fell",
    )
