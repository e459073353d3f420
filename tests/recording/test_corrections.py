"""Correcting and withdrawing: with a reason, and never on what changed meanwhile."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.histories import START, WHOLE
from tests.recording.drafts import (
    FELL,
    correction,
    level,
    new,
    noon_of,
    report,
    so_far,
    withdrawal,
)
from tracker.domain.errors import (
    InvalidReport,
    NotFound,
    OutdatedRevision,
    ReasonMissing,
    ReportWithdrawn,
    SubmissionConflict,
)
from tracker.domain.falls import Move
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Effect
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.history import load_report
from tracker.recording.reports import record_report
from tracker.totals.read import read_days

PRESENT = Indicator.PRESENT


def value_on_first_day(session: Session, indicator: Indicator = PRESENT) -> int | None:
    return read_days(session, [WHOLE], START, START)[indicator][0].value


def test_a_correction_replaces_the_counts_and_keeps_what_was_said(operation: Session) -> None:
    made = record_report(
        operation, report(level(PRESENT, 100), new(Indicator.KILLED, 4)), now=noon_of(0)
    )
    receipt = correct_report(
        operation, correction(made.report_id, level(PRESENT, 90)), now=noon_of(0)
    )
    assert (receipt.seq, receipt.report_id) == (2, made.report_id)
    assert Effect(indicator=PRESENT, day=START, before=100, after=90) in receipt.effects
    assert Effect(indicator=Indicator.KILLED, day=START, before=4, after=None) in receipt.effects
    kept = load_report(operation, made.report_id)
    assert [revision.reason for revision in kept.revisions] == [None, "counted again"]
    assert kept.revisions[0].counts == (level(PRESENT, 100), new(Indicator.KILLED, 4))
    assert value_on_first_day(operation) == 90
    assert value_on_first_day(operation, Indicator.KILLED) is None


def test_a_withdrawn_report_counts_no_longer(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    withdraw_report(operation, withdrawal(made.report_id), now=noon_of(0))
    kept = load_report(operation, made.report_id)
    assert kept.standing.withdrawn
    assert kept.counts == (level(PRESENT, 100),)
    assert value_on_first_day(operation) is None


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_required(operation: Session, reason: str) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    with pytest.raises(ReasonMissing, match="correction"):
        correct_report(
            operation, correction(made.report_id, level(PRESENT, 1), reason=reason), now=noon_of(0)
        )
    with pytest.raises(ReasonMissing, match="withdrawal"):
        withdraw_report(operation, withdrawal(made.report_id, reason=reason), now=noon_of(0))


def test_an_outdated_correction_is_refused(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    correct_report(operation, correction(made.report_id, level(PRESENT, 90)), now=noon_of(0))
    with pytest.raises(OutdatedRevision) as outdated:
        correct_report(operation, correction(made.report_id, level(PRESENT, 80)), now=noon_of(0))
    assert (outdated.value.based_on, outdated.value.latest) == (1, 2)
    assert value_on_first_day(operation) == 90


def test_a_withdrawn_report_cannot_be_corrected(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0))
    withdraw_report(operation, withdrawal(made.report_id), now=noon_of(0))
    with pytest.raises(ReportWithdrawn):
        correct_report(
            operation, correction(made.report_id, level(PRESENT, 1), based_on=2), now=noon_of(0)
        )


def test_an_unknown_report_is_not_found(operation: Session) -> None:
    with pytest.raises(NotFound):
        correct_report(operation, correction(999, level(PRESENT, 1)), now=noon_of(0))
    with pytest.raises(NotFound):
        load_report(operation, 999)


def test_after_a_withdrawal_the_rival_counts(operation: Session) -> None:
    best = record_report(operation, report(level(PRESENT, 100), source_id=1), now=noon_of(0))
    record_report(operation, report(level(PRESENT, 70), source_id=3), now=noon_of(0))
    assert value_on_first_day(operation) == 100
    withdraw_report(operation, withdrawal(best.report_id), now=noon_of(0))
    assert value_on_first_day(operation) == 70


def test_the_reason_of_a_correction_explains_a_total_that_falls(operation: Session) -> None:
    record_report(operation, report(so_far(Indicator.KILLED, 5)), now=noon_of(0))
    made = record_report(operation, report(so_far(Indicator.KILLED, 6), on=1), now=noon_of(1))
    falling = correction(
        made.report_id,
        so_far(Indicator.KILLED, 4),
        confirmed=frozenset({"fall:killed"}),
        falls=(FELL,),
    )
    assert correct_report(operation, falling, now=noon_of(1)).seq == 2


def test_an_injured_person_who_died_changes_both_counts_in_one_revision(operation: Session) -> None:
    said = (new(Indicator.INJURED, 5), new(Indicator.HOSPITALISED, 4), new(Indicator.KILLED, 1))
    made = record_report(operation, report(*said), now=noon_of(0))
    moved = Move(people=1, source=Indicator.INJURED, target=Indicator.KILLED)
    died = correction(made.report_id, *said, move=moved, confirmed=frozenset())
    receipt = correct_report(operation, died, now=noon_of(0))
    changed = [effect for effect in receipt.effects if effect.before != effect.after]
    assert {(effect.indicator, effect.before, effect.after) for effect in changed} == {
        (Indicator.INJURED, 5, 4),
        (Indicator.KILLED, 1, 2),
    }
    kept = load_report(operation, made.report_id).revisions[-1]
    assert kept.falls == (moved.fall,)
    assert kept.counts == (
        new(Indicator.KILLED, 2),
        new(Indicator.INJURED, 4),
        new(Indicator.HOSPITALISED, 4),
    )
    assert correct_report(operation, died, now=noon_of(0)).repeated


def test_people_cannot_be_moved_so_that_more_are_in_hospital_than_injured(
    operation: Session,
) -> None:
    said = (new(Indicator.INJURED, 4), new(Indicator.HOSPITALISED, 4))
    made = record_report(operation, report(*said), now=noon_of(0))
    moved = Move(people=1, source=Indicator.INJURED, target=Indicator.KILLED)
    with pytest.raises(InvalidReport, match="taken to hospital as at most 3"):
        correct_report(operation, correction(made.report_id, *said, move=moved), now=noon_of(0))
    too_many = replace(moved, people=9)
    with pytest.raises(InvalidReport, match="at most 4, the people injured"):
        correct_report(operation, correction(made.report_id, *said, move=too_many), now=noon_of(0))


def test_moving_people_explains_the_total_that_falls_by_it(operation: Session) -> None:
    record_report(operation, report(so_far(Indicator.INJURED, 24)), now=noon_of(0))
    made = record_report(operation, report(so_far(Indicator.INJURED, 24), on=1), now=noon_of(1))
    died = correction(
        made.report_id,
        so_far(Indicator.INJURED, 24),
        move=Move(people=1, source=Indicator.INJURED, target=Indicator.KILLED),
        confirmed=frozenset({"fall:injured"}),
    )
    assert correct_report(operation, died, now=noon_of(1)).seq == 2
    (day,) = read_days(operation, [WHOLE], report(on=1).day, report(on=1).day)[Indicator.KILLED]
    assert (day.value, day.new) == (1, 1)


def test_other_people_moved_is_another_submission(operation: Session) -> None:
    made = record_report(operation, report(new(Indicator.INJURED, 5)), now=noon_of(0))
    moved = Move(people=1, source=Indicator.INJURED, target=Indicator.KILLED)
    died = correction(made.report_id, new(Indicator.INJURED, 5), move=moved)
    correct_report(operation, died, now=noon_of(0))
    with pytest.raises(SubmissionConflict):
        correct_report(operation, replace(died, move=None), now=noon_of(0))
