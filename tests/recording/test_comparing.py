"""What changed between two moments, and through which acts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, REGION, REGISTER, SPLIT, START, WHOLE, Act, acts
from tests.properties import holds_for
from tests.recording.drafts import LATE, correction, level, noon_of, report, withdrawal
from tests.recording.drafts import day as on
from tests.recording.test_known_at_equals_a_stopped_database import played
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording import causes, comparing
from tracker.recording.causes import Cause
from tracker.recording.comparing import Comparison
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.history import list_reports_about, load_reports
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


MANY = 70_000
"""More than PostgreSQL takes parameters."""


def compare(
    session: Session,
    places: list[int] | None,
    earlier: datetime,
    later: datetime,
    most: int = 1_000,
) -> Comparison:
    return comparing.compare(session, places, earlier, later, most=most)


def decision(report_id: int, kind: DecisionKind, reason: str = "because") -> DecisionDraft:
    return DecisionDraft(report_id=report_id, seq=1, kind=kind, person_id=JUDGE, reason=reason)


def causes_of(found: Comparison) -> list[Cause]:
    """The acts of a comparison, each of which must be one on a single report."""
    assert all(isinstance(act, Cause) for act in found.acts)
    return [act for act in found.acts if isinstance(act, Cause)]


def test_a_correction_is_told_with_what_it_made_of_the_total(operation: Session) -> None:
    receipt = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 7), place_id=FIRST), now=noon_of(0))
    corrected = correction(receipt.report_id, level(I.PRESENT, 45))
    correct_report(operation, corrected, now=noon_of(2))
    found = compare(operation, None, noon_of(1), noon_of(3))
    ((indicator, difference),) = found.differences
    assert (indicator, difference.first, difference.last) == (I.PRESENT, START, on(1))
    assert (difference.before.value, difference.after.value) == (40, 45)
    (cause,) = causes_of(found)
    assert (cause.place_id, cause.day, cause.act.reason) == (WHOLE, START, "counted again")
    (step,) = cause.steps
    assert step.before is not None
    assert step.after is not None
    assert (step.before.value, step.after.value) == (40, 45)


def test_acts_that_change_nothing_are_no_causes(operation: Session) -> None:
    receipt = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    decide(operation, decision(receipt.report_id, DecisionKind.VERIFIED), now=noon_of(2))
    undone = report(level(I.PRESENT, 90), source_id=2, confirmed=LATE)
    undone_id = record_report(operation, undone, now=noon_of(2)).report_id
    withdraw_report(operation, withdrawal(undone_id), now=noon_of(2) + timedelta(hours=1))
    found = compare(operation, [REGION], noon_of(1), noon_of(3))
    assert (found.differences, found.acts) == ((), ())


def test_a_verified_report_beside_others_and_a_late_one_are_causes(operation: Session) -> None:
    better = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    other = record_report(operation, report(level(I.PRESENT, 60), source_id=3), now=noon_of(0))
    decide(operation, decision(better.report_id, DecisionKind.REJECTED), now=noon_of(2))
    decide(operation, decision(other.report_id, DecisionKind.VERIFIED), now=noon_of(2))
    late = report(level(I.CAPACITY, 5), place_id=WHOLE, on=1, confirmed=LATE)
    record_report(operation, late, now=noon_of(3))
    found = compare(operation, [WHOLE], noon_of(1), noon_of(4))
    assert [indicator for indicator, _ in found.differences] == [I.PRESENT, I.CAPACITY]
    acts_told = [cause.act.kind.value for cause in causes_of(found)]
    assert acts_told == ["original", "rejected"]
    assert compare(operation, [SPLIT], noon_of(1), noon_of(4)).differences == ()


def test_any_number_of_units_and_days_is_loaded(operation: Session) -> None:
    one = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0)).report_id
    record_report(operation, report(level(I.PRESENT, 7), place_id=FIRST), now=noon_of(0))
    pairs = [(WHOLE, START + timedelta(days=number)) for number in range(MANY)]
    assert [found.report_id for found in list_reports_about(operation, pairs)] == [one]
    ids = [one, *range(MANY, 2 * MANY)]
    assert [found.counts[0].value for found in load_reports(operation, ids)] == [40]


def test_each_of_several_acts_of_one_moment_has_its_own_step(operation: Session) -> None:
    first = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0)).report_id
    second = report(level(I.PRESENT, 60), source_id=2, confirmed=LATE)
    second_id = record_report(operation, second, now=noon_of(2)).report_id
    decide(operation, decision(first, DecisionKind.REJECTED), now=noon_of(2))
    decide(operation, decision(second_id, DecisionKind.REJECTED, "too"), now=noon_of(2))
    third = report(level(I.PRESENT, 75), source_id=3, confirmed=LATE)
    record_report(operation, third, now=noon_of(2))
    found = compare(operation, None, noon_of(1), noon_of(3))
    steps = [(cause.act.kind.value, step) for cause in causes_of(found) for step in cause.steps]
    made = [
        (kind, *(said and said.value for said in (step.before, step.after))) for kind, step in steps
    ]
    assert made[::-1] == [
        ("rejected", 40, None),
        ("original", None, 60),
        ("rejected", 60, None),
        ("original", None, 75),
    ]


def test_only_the_newest_acts_are_loaded(
    operation: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(causes, "BATCH", 2)
    loaded: list[int] = []

    def load(session: Session, pairs: list[tuple[int, date]], **more: Any) -> Any:
        loaded.append(len(pairs))
        return list_reports_about(session, pairs, **more)

    monkeypatch.setattr(causes, "list_reports_about", load)
    for at in range(9):
        stated = record_report(operation, report(level(I.PRESENT, 40), on=at), now=noon_of(at))
        corrected = correction(stated.report_id, level(I.PRESENT, 50))
        correct_report(operation, corrected, now=noon_of(20 + at))
    everything = compare(operation, None, noon_of(10), noon_of(30))
    assert (len(everything.acts), everything.has_more) == (9, False)
    assert causes_of(everything)[0].day == on(8)
    assert loaded == [2, 2, 2, 2, 1]
    loaded.clear()
    newest = compare(operation, None, noon_of(10), noon_of(30), most=1)
    assert (newest.acts, newest.has_more) == (everything.acts[:1], True)
    assert loaded == [2]


@holds_for(30, shrinks=False, history=acts(), shares=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_exactly_the_days_differ_that_were_shown_differently(
    session: Session, history: list[Act], shares: tuple[float, float]
) -> None:
    register = [act for act in history if act.kind in REGISTER]
    rest = [act for act in history if act.kind not in REGISTER]
    with played(session, register, rest) as player:
        span = player.now - noon_of(0)
        earlier, later = (noon_of(0) + span * share for share in sorted(shares))
        for places in (None, [SPLIT], [FIRST]):
            told, shown, found = find_told_and_shown(session, places, earlier, later)
            assert told == shown
            assert bool(found.acts) >= bool(found.differences)


Days = set[tuple[Indicator, date]]


def find_told_and_shown(
    session: Session, places: list[int] | None, earlier: datetime, later: datetime
) -> tuple[Days, Days, Comparison]:
    """Days that a comparison tells of, days that two looks show differently, and the former."""
    found = compare(session, places, earlier, later)
    told = {
        (indicator, day)
        for indicator, difference in found.differences
        for day in [START + timedelta(days=n) for n in range(40)]
        if difference.first <= day <= (difference.last or found.until)
    }
    then, since = (
        Knowledge(session, moment).read_days(places, START, found.until, tuple(I))
        for moment in (earlier, later)
    )
    shown = {
        (indicator, old.day)
        for indicator in I
        for old, new in zip(then[indicator], since[indicator], strict=True)
        if (old.value, old.low, old.high) != (new.value, new.low, new.high)
    }
    return told, shown, found
