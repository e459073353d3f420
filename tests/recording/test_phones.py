"""What comes by phone is not asked about: it counts, and waits for a reviewer."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.recording.drafts import correction, level, noon_of, report, so_far
from tracker.domain.errors import InvalidReport, ReasonMissing
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel
from tracker.domain.urgency import Reason, reasons_of
from tracker.recording.corrections import correct_report
from tracker.recording.history import load_report
from tracker.recording.reports import record_report
from tracker.store.review import WaitingRow
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild

PRESENT, SHELTERED, CAPACITY = Indicator.PRESENT, Indicator.SHELTERED, Indicator.CAPACITY
KILLED, PHONE = Indicator.KILLED, Channel.PHONE
CROWDED = (level(PRESENT, 200), level(SHELTERED, 60), level(CAPACITY, 50))


def list_reasons(session: Session, report_id: int) -> set[Reason]:
    rank = session.scalars(select(WaitingRow.rank).where(WaitingRow.report_id == report_id)).one()
    return set(reasons_of(rank))


def test_soft_warnings_are_kept_for_a_reviewer(operation: Session) -> None:
    made = record_report(operation, report(*CROWDED, channel=PHONE), now=noon_of(0))
    (revision,) = load_report(operation, made.report_id).revisions
    assert [warning.code for warning in revision.confirmed] == ["over_capacity"]
    assert revision.channel is PHONE
    assert Reason.WARNED in list_reasons(operation, made.report_id)
    rebuild(operation)
    assert Reason.WARNED in list_reasons(operation, made.report_id)
    assert not list(find_differences(operation))


def test_a_report_without_warnings_waits_like_any_other(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 5), channel=PHONE), now=noon_of(0))
    assert Reason.WARNED not in list_reasons(operation, made.report_id)


def test_what_cannot_be_true_is_refused_by_phone_as_well(operation: Session) -> None:
    impossible = report(level(PRESENT, 5), level(SHELTERED, 6), channel=PHONE)
    with pytest.raises(InvalidReport):
        record_report(operation, impossible, now=noon_of(0))


@pytest.mark.parametrize(
    ("said", "kept"), [(None, FallKind.CORRECTION), (FallKind.MISTAKE, FallKind.MISTAKE)]
)
def test_a_total_that_falls_is_a_correction_unless_something_else_is_said(
    operation: Session, said: FallKind | None, kept: FallKind
) -> None:
    record_report(operation, report(so_far(KILLED, 9)), now=noon_of(0))
    falls = (Fall(indicator=KILLED, kind=said),) if said else ()
    fallen = report(so_far(KILLED, 4), on=1, channel=PHONE, falls=falls)
    made = record_report(operation, fallen, now=noon_of(1))
    (revision,) = load_report(operation, made.report_id).revisions
    assert revision.falls == (Fall(indicator=KILLED, kind=kept),)
    assert list_reasons(operation, made.report_id) >= {Reason.FALL}


def test_a_correction_by_phone_needs_its_reason_and_no_confirmation(operation: Session) -> None:
    made = record_report(operation, report(level(PRESENT, 5)), now=noon_of(0))
    changed = correction(made.report_id, *CROWDED, channel=PHONE, confirmed=frozenset())
    correct_report(operation, changed, now=noon_of(0))
    head = load_report(operation, made.report_id).revisions[-1]
    assert (head.channel, head.reason) == (PHONE, "counted again")
    assert [warning.code for warning in head.confirmed] == ["over_capacity"]
    unfounded = correction(made.report_id, *CROWDED, based_on=2, channel=PHONE, reason=" ")
    with pytest.raises(ReasonMissing):
        correct_report(operation, unfounded, now=noon_of(0))
