"""What waits for the reviewer of the example: something of every kind."""

import pytest
from sqlalchemy.orm import Session

from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.urgency import Reason
from tracker.example.people import REVIEWER
from tracker.recording.conflicts import list_conflicts
from tracker.recording.decided import list_in_state
from tracker.recording.history import ReportHistory
from tracker.recording.queue import QueueFilter, count_by_reason, find_waiting
from tracker.registry.people import find_by_email


@pytest.fixture
def wanted(reading: Session) -> QueueFilter:
    found = find_by_email(reading, REVIEWER.email)
    assert found is not None
    return QueueFilter(reviewer=found.person.id)


def test_something_waits_for_every_reason(reading: Session, wanted: QueueFilter) -> None:
    counts = count_by_reason(reading, wanted)
    assert all(counts[reason] for reason in Reason)
    assert counts[None] > sum(counts[reason] for reason in Reason)


def test_one_report_is_returned_and_one_changed_since_it_was_verified(
    reading: Session, wanted: QueueFilter, reports: list[ReportHistory]
) -> None:
    assert list_in_state(reading, wanted, DecisionKind.RETURNED, 5)
    assert any(report.standing.review is ReviewState.CHANGED for report in reports)


def test_one_form_was_sent_twice_with_other_counts(reading: Session, wanted: QueueFilter) -> None:
    (conflict,) = list_conflicts(reading, wanted.reviewer, 5)
    assert conflict.sent.place_name == "Fatezh district"
    assert find_waiting(reading, conflict.report_id) is not None
