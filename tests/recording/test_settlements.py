"""What is recorded when a submission that came under the number of another one is accepted."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.histories import AUTHOR, FIRST, JUDGE, SPLIT, WHOLE
from tests.recording.drafts import (
    correction,
    day,
    level,
    new,
    noon_of,
    report,
    same_id,
    settlement,
    so_far,
    withdrawal,
)
from tracker.domain.errors import ReasonMissing, SubmissionConflict
from tracker.domain.falls import Fall, FallKind, Move
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, CorrectionDraft, Receipt, ReportDraft, RevisionKind
from tracker.recording.causes import load_day_acts, observe_acts
from tracker.recording.conflicts import Conflict, SentKind, list_conflicts
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.foreseen import Counting, foresee
from tracker.recording.history import ReportHistory, load_report
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.recording.settlements import accept_conflict, discard_conflict

PRESENT, INJURED, KILLED = Indicator.PRESENT, Indicator.INJURED, Indicator.KILLED
MISTAKE = Fall(indicator=KILLED, kind=FallKind.MISTAKE)
CORRECTED = Fall(indicator=KILLED, kind=FallKind.CORRECTION)


@pytest.fixture
def stored(operation: Session) -> ReportHistory:
    """The report that the number stands for; another one stands about a shelter elsewhere."""
    elsewhere = report(level(PRESENT, 5), so_far(KILLED, 2), place_id=FIRST, person_id=JUDGE)
    record_report(operation, elsewhere, now=noon_of(0))
    draft = report(level(PRESENT, 100), so_far(KILLED, 5), submission_id=same_id(1))
    return load_report(operation, record_report(operation, draft, now=noon_of(0)).report_id)


def send(session: Session, act: Callable[[], Receipt]) -> Conflict:
    """Send what stands in conflict; answers it as the reviewer sees it."""
    with pytest.raises(SubmissionConflict):
        act()
    (conflict,) = list_conflicts(session, JUDGE, 9)
    return conflict


def send_report(session: Session, draft: ReportDraft) -> Conflict:
    return send(session, lambda: record_report(session, draft, now=noon_of(1)))


def send_correction(session: Session, draft: CorrectionDraft) -> Conflict:
    return send(session, lambda: correct_report(session, draft, now=noon_of(1)))


def accept(session: Session) -> ReportHistory:
    """Accept the one conflict there is; answers the report that it made or changed.

    What counts then is what was foreseen.
    """
    (conflict,) = list_conflicts(session, JUDGE, 9)
    foreseen = foresee(session, conflict, now=noon_of(1))
    assert foreseen.now == count_now(session, conflict)
    made = accept_conflict(session, settlement(session), now=noon_of(1))
    assert foreseen.accepted == count_now(session, conflict)
    found = load_report(session, made.report_id)
    assert foreseen.counts == (() if found.standing.withdrawn else found.counts)
    return found


def count_now(session: Session, conflict: Conflict) -> Counting:
    """What counts of the place and day that was sent."""
    pairs = [(conflict.sent.place_id, conflict.sent.day)]
    return observe_acts(next(load_day_acts(session, pairs, noon_of(1)), []))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("sent to the wrong place", "sent to the wrong place"), ("", "looked at both")],
)
def test_an_accepted_withdrawal_takes_back_what_stands_by_now(
    operation: Session, stored: ReportHistory, sent: str, kept: str
) -> None:
    other = record_report(operation, report(level(PRESENT, 7), place_id=SPLIT), now=noon_of(0))
    draft = replace(withdrawal(other.report_id, reason=sent), submission_id=same_id(1))
    conflict = send(operation, lambda: withdraw_report(operation, draft, now=noon_of(0)))
    assert (conflict.sent.kind, conflict.sent.counts) == (SentKind.WITHDRAWAL, ())
    correct_report(operation, correction(other.report_id, level(PRESENT, 8)), now=noon_of(0))

    withdrawn = accept(operation)
    assert (withdrawn.report_id, withdrawn.standing.withdrawn) == (other.report_id, True)
    last = withdrawn.revisions[-1]
    assert (last.seq, last.kind, last.reason) == (3, RevisionKind.WITHDRAWAL, kept)
    assert last.person_id == AUTHOR
    assert load_report(operation, stored.report_id) == stored


def test_an_accepted_confirmation_repeats_the_levels_on_its_own_day(
    operation: Session, stored: ReportHistory
) -> None:
    conflict = send(
        operation,
        lambda: confirm_unchanged(
            operation,
            submission_id=same_id(1),
            place_id=WHOLE,
            day=day(1),
            source_id=2,
            person_id=AUTHOR,
            now=noon_of(1),
        ),
    )
    assert (conflict.sent.kind, conflict.sent.day) == (SentKind.UNCHANGED, day(1))

    made = accept(operation)
    assert (made.place_id, made.day, made.source_id) == (WHOLE, day(1), 2)
    assert made.counts == (level(PRESENT, 100),)
    assert (made.revisions[0].channel, made.revisions[0].person_id) == (Channel.UNCHANGED, AUTHOR)
    assert load_report(operation, stored.report_id) == stored


def test_an_accepted_correction_moves_the_people_who_died(
    operation: Session, stored: ReportHistory
) -> None:
    said = (new(KILLED, 1), new(INJURED, 5))
    other = record_report(operation, report(*said, place_id=SPLIT), now=noon_of(0))
    moved = Move(people=2, source=INJURED, target=KILLED)
    conflict = send_correction(
        operation, correction(other.report_id, *said, move=moved, submission_id=same_id(1))
    )
    assert (conflict.sent.kind, conflict.sent.move) == (SentKind.CORRECTION, moved)

    changed = accept(operation)
    assert changed.report_id == other.report_id
    assert changed.counts == (new(KILLED, 3), new(INJURED, 3))
    assert changed.revisions[-1].falls == (moved.fall,)


@pytest.mark.parametrize(("told", "kept"), [((), CORRECTED), ((MISTAKE,), MISTAKE)])
def test_the_reviewer_confirms_a_report_whose_total_fell(
    operation: Session, stored: ReportHistory, told: tuple[Fall, ...], kept: Fall
) -> None:
    draft = report(so_far(KILLED, 4), on=1, falls=told, submission_id=same_id(1))
    assert send_report(operation, draft).sent.falls == told

    (revision,) = accept(operation).revisions
    assert [warning.key for warning in revision.confirmed] == ["fall:killed"]
    assert (revision.falls, revision.note) == ((kept,), "looked at both")


@pytest.mark.parametrize(("told", "kept"), [((), CORRECTED), ((MISTAKE,), MISTAKE)])
def test_the_reviewer_confirms_a_correction_by_which_the_total_falls(
    operation: Session, stored: ReportHistory, told: tuple[Fall, ...], kept: Fall
) -> None:
    other = record_report(operation, report(so_far(KILLED, 6), on=1), now=noon_of(1))
    send_correction(
        operation,
        correction(other.report_id, so_far(KILLED, 4), falls=told, submission_id=same_id(1)),
    )

    revision = accept(operation).revisions[-1]
    assert (revision.seq, revision.counts) == (2, (so_far(KILLED, 4),))
    assert [warning.key for warning in revision.confirmed] == ["fall:killed"]
    assert (revision.falls, revision.reason) == ((kept,), "counted again")


def test_without_a_reason_it_still_waits_to_be_settled(
    operation: Session, stored: ReportHistory
) -> None:
    conflict = send_report(operation, report(level(PRESENT, 9), on=1, submission_id=same_id(1)))
    draft = replace(settlement(operation), reason=" \n")
    for settle in (accept_conflict, discard_conflict):
        with pytest.raises(ReasonMissing):
            settle(operation, draft, now=noon_of(1))
    assert list_conflicts(operation, JUDGE, 9) == (conflict,)


def test_a_rival_of_a_better_source_still_counts_once_another_is_accepted(
    operation: Session, stored: ReportHistory
) -> None:
    conflict = send_report(
        operation, report(level(PRESENT, 90), source_id=3, submission_id=same_id(1))
    )
    foreseen = foresee(operation, conflict, now=noon_of(1))
    assert (foreseen.now[PRESENT].value, foreseen.accepted[PRESENT].value) == (100, 100)
    assert foreseen.accepted[PRESENT].same != foreseen.now[PRESENT].same
    accept(operation)


def test_nothing_is_foreseen_of_a_report_that_was_withdrawn_meanwhile(
    operation: Session, stored: ReportHistory
) -> None:
    other = record_report(operation, report(level(PRESENT, 7), place_id=SPLIT), now=noon_of(0))
    changed = correction(other.report_id, level(PRESENT, 9), submission_id=same_id(1))
    conflict = send_correction(operation, changed)
    before = foresee(operation, conflict, now=noon_of(1))
    assert (before.now[PRESENT].value, before.accepted[PRESENT].value) == (7, 9)
    withdraw_report(operation, withdrawal(other.report_id), now=noon_of(1))
    after = foresee(operation, conflict, now=noon_of(1))
    assert (after.now, after.accepted) == ({}, {})


def test_people_of_whom_nobody_spoke_are_not_moved_in_what_is_foreseen(
    operation: Session, stored: ReportHistory
) -> None:
    moved = Move(people=2, source=INJURED, target=KILLED)
    other = record_report(operation, report(new(INJURED, 5), place_id=SPLIT), now=noon_of(0))
    first = correction(other.report_id, new(INJURED, 5), move=moved, submission_id=same_id(2))
    correct_report(operation, first, now=noon_of(1))
    too_many = replace(moved, people=9)
    conflict = send_correction(operation, replace(first, move=too_many))
    foreseen = foresee(operation, conflict, now=noon_of(1))
    assert foreseen.counts == (new(INJURED, 5),)
