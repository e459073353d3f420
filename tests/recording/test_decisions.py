"""A reviewer's decisions: appended, about the revision seen, and followed by the totals."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.histories import AUTHOR, FIRST, JUDGE, REGION, SPLIT, START, WHOLE
from tests.recording.drafts import correction, level, noon_of, report, same_id, withdrawal
from tracker.domain.daily import DayTotal
from tracker.domain.errors import (
    CountsNowhere,
    DecisionConflict,
    InvalidField,
    NotFound,
    OutdatedRevision,
    OwnReport,
    ReasonMissing,
    ReportWithdrawn,
)
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind, ReviewState
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide, decide_each, find_decision
from tracker.recording.history import load_report
from tracker.recording.reports import record_report
from tracker.registry.review_scope import list_reviewed_areas, set_reviewed_areas
from tracker.totals.read import read_days

PRESENT = Indicator.PRESENT


def first_day(session: Session) -> DayTotal:
    return read_days(session, [WHOLE], START, START)[PRESENT][0]


def decision(report_id: int, kind: DecisionKind, **more: object) -> DecisionDraft:
    values = {
        "report_id": report_id,
        "seq": 1,
        "kind": kind,
        "person_id": JUDGE,
        "reason": "because",
    }
    return DecisionDraft(**(values | more))  # type: ignore[arg-type]


@pytest.fixture
def rivals(operation: Session) -> tuple[int, int]:
    """Two reports about one day: 100 from the better source, 70 from the worse."""
    best = record_report(operation, report(level(PRESENT, 100), source_id=1), now=noon_of(0))
    worse = record_report(operation, report(level(PRESENT, 70), source_id=3), now=noon_of(0))
    return best.report_id, worse.report_id


def test_a_verified_report_counts_before_a_better_source(
    operation: Session, rivals: tuple[int, int]
) -> None:
    decide(operation, decision(rivals[1], DecisionKind.VERIFIED, reason=None), now=noon_of(1))
    day = first_day(operation)
    assert (day.value, day.unreviewed, day.low, day.high) == (70, 0, 70, 100)


def test_an_explicit_preference_comes_before_everything(
    operation: Session, rivals: tuple[int, int]
) -> None:
    decide(operation, decision(rivals[0], DecisionKind.VERIFIED), now=noon_of(1))
    decide(
        operation, decision(rivals[1], DecisionKind.PREFERRED, indicator=PRESENT), now=noon_of(1)
    )
    assert first_day(operation).value == 70
    decide(operation, decision(rivals[0], DecisionKind.PREFERRED), now=noon_of(2))
    assert first_day(operation).value == 100


def test_a_decision_is_found_by_the_id_it_was_sent_under(
    operation: Session, rivals: tuple[int, int]
) -> None:
    sent = decision(rivals[0], DecisionKind.VERIFIED, submission_id=same_id(1), reason=" because ")
    assert find_decision(operation, sent) is None
    made = decide(operation, sent, now=noon_of(1))
    assert find_decision(operation, replace(sent, reason="because")) == made
    assert find_decision(operation, replace(sent, submission_id=None)) is None
    with pytest.raises(DecisionConflict) as refused:
        find_decision(operation, replace(sent, report_id=rivals[1]))
    assert (refused.value.report_id, refused.value.seq) == (rivals[0], 1)


@pytest.mark.parametrize("kind", [DecisionKind.RETURNED, DecisionKind.REJECTED])
def test_returned_and_rejected_reports_are_in_no_total(
    operation: Session, rivals: tuple[int, int], kind: DecisionKind
) -> None:
    decide(operation, decision(rivals[0], kind), now=noon_of(1))
    day = first_day(operation)
    assert (day.value, day.high, day.contested) == (70, 70, 0)


def test_a_disputed_report_counts_last_and_is_marked(
    operation: Session, rivals: tuple[int, int]
) -> None:
    decide(operation, decision(rivals[0], DecisionKind.DISPUTED, reason=None), now=noon_of(1))
    assert (first_day(operation).value, first_day(operation).disputed) == (70, 0)
    decide(operation, decision(rivals[1], DecisionKind.REJECTED), now=noon_of(1))
    assert (first_day(operation).value, first_day(operation).disputed) == (100, 100)


def test_a_correction_of_a_verified_report_is_changed_since(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    decide(operation, decision(made.report_id, DecisionKind.VERIFIED), now=noon_of(1))
    correct_report(operation, correction(made.report_id, level(PRESENT, 90)), now=noon_of(0))
    kept = load_report(operation, made.report_id)
    assert kept.standing.review is ReviewState.CHANGED
    assert [d.kind for d in kept.decisions] == [DecisionKind.VERIFIED]
    assert first_day(operation).unreviewed == 90


def test_returning_rejecting_and_preferring_need_a_reason(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    for kind in (DecisionKind.RETURNED, DecisionKind.REJECTED, DecisionKind.PREFERRED):
        with pytest.raises(ReasonMissing):
            decide(operation, decision(made.report_id, kind, reason=" "), now=noon_of(1))


def test_a_decision_is_about_the_revision_seen(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    correct_report(operation, correction(made.report_id, level(PRESENT, 90)), now=noon_of(0))
    with pytest.raises(OutdatedRevision):
        decide(operation, decision(made.report_id, DecisionKind.VERIFIED), now=noon_of(1))
    withdraw_report(operation, withdrawal(made.report_id, based_on=2), now=noon_of(1))
    with pytest.raises(ReportWithdrawn):
        decide(operation, decision(made.report_id, DecisionKind.VERIFIED, seq=3), now=noon_of(1))


def test_nobody_decides_on_a_report_of_which_they_wrote_any_version(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    corrected = correction(made.report_id, level(PRESENT, 90), person_id=JUDGE)
    correct_report(operation, corrected, now=noon_of(0))
    for person_id in (AUTHOR, JUDGE):
        for kind in DecisionKind:
            with pytest.raises(OwnReport, match="Ask another reviewer"):
                decide(
                    operation,
                    decision(made.report_id, kind, seq=2, person_id=person_id),
                    now=noon_of(1),
                )
    assert load_report(operation, made.report_id).decisions == ()


@pytest.mark.parametrize(
    ("areas", "allowed"),
    [
        ((), True),
        ((REGION,), True),
        ((WHOLE,), True),
        ((SPLIT, WHOLE), True),
        ((SPLIT,), False),
        ((FIRST,), False),
    ],
)
def test_a_person_may_be_limited_to_reviewing_some_areas(
    operation: Session, areas: tuple[int, ...], *, allowed: bool
) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    set_reviewed_areas(operation, AUTHOR, [SPLIT])
    set_reviewed_areas(operation, JUDGE, [FIRST])
    set_reviewed_areas(operation, JUDGE, areas)
    assert list_reviewed_areas(operation, JUDGE) == tuple(sorted(areas))
    draft = decision(made.report_id, DecisionKind.VERIFIED)
    if allowed:
        decide(operation, draft, now=noon_of(1))
    else:
        with pytest.raises(NotFound):
            decide(operation, draft, now=noon_of(1))


def test_only_a_number_that_the_report_states_can_be_preferred(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    with pytest.raises(InvalidField, match="Select a number"):
        decide(
            operation,
            decision(made.report_id, DecisionKind.PREFERRED, indicator=Indicator.CAPACITY),
            now=noon_of(1),
        )


@pytest.mark.parametrize("out", [DecisionKind.RETURNED, DecisionKind.REJECTED])
def test_what_counts_nowhere_is_preferred_only_after_it_counts_again(
    operation: Session, rivals: tuple[int, int], out: DecisionKind
) -> None:
    _, worse = rivals
    decide(operation, decision(worse, out), now=noon_of(1))
    preferred = decision(worse, DecisionKind.PREFERRED)
    with pytest.raises(CountsNowhere, match=f"Report {worse} is {out} and counts nowhere"):
        decide(operation, preferred, now=noon_of(1))
    (left_out,) = decide_each(operation, [preferred], now=noon_of(1))
    assert "Verify it first, or wait for a correction" in left_out.message
    assert [made.kind for made in load_report(operation, worse).decisions] == [out]

    correct_report(operation, correction(worse, level(PRESENT, 71)), now=noon_of(1))
    decide(operation, decision(worse, DecisionKind.PREFERRED, seq=2), now=noon_of(1))
    assert first_day(operation).value == 71


def test_of_many_those_that_cannot_be_decided_on_are_left_out_and_named(
    operation: Session, rivals: tuple[int, int]
) -> None:
    own = record_report(
        operation, report(level(PRESENT, 5), place_id=FIRST, person_id=JUDGE), now=noon_of(0)
    )
    correct_report(operation, correction(rivals[1], level(PRESENT, 71)), now=noon_of(1))
    drafts = [
        decision(report_id, DecisionKind.VERIFIED) for report_id in (*rivals, own.report_id, 999)
    ]
    left_out = decide_each(operation, drafts, now=noon_of(1))
    assert [one.report_id for one in left_out] == [rivals[1], own.report_id, 999]
    assert "changed this report" in left_out[0].message
    states = [load_report(operation, one).standing.review for one in rivals]
    assert states == [ReviewState.VERIFIED, ReviewState.UNREVIEWED]
