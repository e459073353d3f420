"""What stands around a report, and where each unit stands today."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, REGION, SPLIT, START, WHOLE
from tests.recording.drafts import FELL, level, new, noon_of, report, so_far
from tracker.domain.checks import LastKnown
from tracker.domain.counts import Count
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.context import load_entry_context
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.states import ReturnedReport, list_unit_states
from tracker.store.places import ReportingModeRow, ShelterStatusRow
from tracker.totals.update import reweigh

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def test_last_counts_come_in_their_own_words(operation: Session) -> None:
    vague = level(I.PRESENT, 400, qualifier=Qualifier.ABOUT)
    record_report(operation, report(vague, new(I.KILLED, 2)), now=noon_of(0))
    record_report(operation, report(new(I.ARRIVALS, 5), on=1), now=noon_of(1))
    context = load_entry_context(operation, WHOLE, on(2), now=noon_of(2), source_id=1)
    assert context.last[I.KILLED] == LastKnown(day=on(0), value=2, said="2")
    assert context.last[I.PRESENT] == LastKnown(day=on(1), value=405, said="405", derived=True)
    assert context.running == {I.KILLED: 2, I.ARRIVALS: 5}
    assert (context.own_report, context.is_late) == (None, False)
    early = load_entry_context(operation, WHOLE, on(1), now=noon_of(2), source_id=1)
    assert early.last[I.PRESENT].said == "about 400"


def test_past_values_stand_newest_first_and_totals_so_far_as_what_they_add(
    operation: Session,
) -> None:
    for offset in range(20):
        counts = (level(I.PRESENT, 100 + offset), so_far(I.KILLED, offset * offset))
        record_report(operation, report(*counts, on=offset), now=noon_of(offset))
    context = load_entry_context(operation, WHOLE, on(20), now=noon_of(20))
    assert context.history == {
        I.PRESENT: tuple(range(119, 105, -1)),
        I.KILLED: tuple(range(37, 9, -2)),
    }
    middle = load_entry_context(operation, WHOLE, on(10), now=noon_of(20))
    assert middle.next_running == {I.KILLED: 121}


def test_totals_that_tell_of_no_single_day_are_no_past_values(operation: Session) -> None:
    words = so_far(I.KILLED, None, qualifier=Qualifier.IN_WORDS, words="many")
    said: dict[int, int | Count] = {0: 10, 1: 13, 4: 30, 5: 25, 6: 29, 7: words, 8: 33, 9: 33}
    for offset, value in said.items():
        count = value if isinstance(value, Count) else so_far(I.KILLED, value)
        confirmed = frozenset({"fall:killed"})
        fell = report(count, on=offset, note="Counted anew.", confirmed=confirmed, falls=(FELL,))
        record_report(operation, fell, now=noon_of(offset))
    context = load_entry_context(operation, WHOLE, on(10), now=noon_of(10))
    assert context.history == {I.KILLED: (0, 4, 3)}


def test_a_total_so_far_that_jumps_is_asked_about(operation: Session) -> None:
    for offset in range(8):
        count = so_far(I.ARRIVALS, 1000 + 40 * offset)
        record_report(operation, report(count, on=offset), now=noon_of(offset))
    with pytest.raises(NeedsConfirmation) as asked:
        record_report(operation, report(so_far(I.ARRIVALS, 3120), on=8), now=noon_of(8))
    assert [warning.key for warning in asked.value.warnings] == ["transposed:arrivals"]


def test_a_series_not_reported_for_long_is_still_found(operation: Session) -> None:
    record_report(operation, report(level(I.CAPACITY, 50)), now=noon_of(0))
    for offset in range(1, 40):
        counts = (level(I.PRESENT, 100), level(I.MISSING, 0))
        record_report(operation, report(*counts, on=offset), now=noon_of(offset))
    context = load_entry_context(operation, WHOLE, on(41), now=noon_of(41))
    assert context.last[I.CAPACITY].value == 50


def test_a_claim_has_no_past(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 5), place_id=REGION), now=noon_of(0))
    context = load_entry_context(operation, REGION, on(1), now=noon_of(1))
    assert (context.last, context.history) == ({}, {})


def test_a_level_from_before_a_closure_is_not_last(operation: Session) -> None:
    with reweigh(operation, [SPLIT, FIRST]):
        operation.execute(
            insert(ReportingModeRow).values(place_id=SPLIT, since=START, mode="by_shelter")
        )
        for since, status in ((on(2), "closed"), (on(4), "open")):
            operation.execute(
                insert(ShelterStatusRow).values(place_id=FIRST, since=since, status=status)
            )
    counts = (level(I.PRESENT, 30), new(I.KILLED, 1))
    record_report(operation, report(*counts, place_id=FIRST), now=noon_of(0))
    again = load_entry_context(operation, FIRST, on(5), now=noon_of(5))
    assert set(again.last) == {I.KILLED}
    closed = load_entry_context(operation, FIRST, on(3), now=noon_of(3))
    assert closed.last[I.PRESENT].value == 30


def test_states_of_units(operation: Session) -> None:
    made = record_report(operation, report(level(I.PRESENT, 5)), now=noon_of(0))
    words = level(I.PRESENT, None, qualifier=Qualifier.IN_WORDS, words="many")
    record_report(operation, report(words, place_id=SPLIT, on=1), now=noon_of(1))
    states = list_unit_states(operation, [WHOLE, SPLIT, FIRST, REGION], on(1))
    whole, split = states[WHOLE], states[SPLIT]
    assert (whole.expected, whole.reported, whole.last_day, whole.has_levels) == (
        True,
        None,
        on(0),
        True,
    )
    assert split.reported is not None
    assert (split.has_levels, split.is_stale(on(1), 3)) == (True, False)
    assert not states[FIRST].expected
    assert states[REGION].is_stale(on(1), 3)
    assert whole.is_stale(on(5), 3)
    assert list_unit_states(operation, [], on(1)) == {}
    decide(
        operation,
        DecisionDraft(
            report_id=made.report_id,
            seq=1,
            kind=DecisionKind.RETURNED,
            person_id=JUDGE,
            reason="count again",
        ),
        now=noon_of(1),
    )
    returned = list_unit_states(operation, [WHOLE], on(1))[WHOLE].returned
    assert returned == (
        ReturnedReport(
            report_id=made.report_id, day=on(0), reason="count again", authors=frozenset({1})
        ),
    )
