"""Who settles a submission that came under the number of another one."""

import pytest
from sqlalchemy.orm import Session

from tests.histories import AUTHOR, FIRST, JUDGE, REGION, SPLIT, WHOLE
from tests.recording.drafts import correction, level, noon_of, report, same_id, settlement
from tracker.domain.errors import NotFound, SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft
from tracker.recording.conflicts import count_conflicts, list_conflicts
from tracker.recording.corrections import correct_report
from tracker.recording.history import load_report
from tracker.recording.reports import record_report
from tracker.recording.settlements import accept_conflict, discard_conflict
from tracker.registry.review_scope import set_reviewed_areas

PRESENT = Indicator.PRESENT


@pytest.fixture
def stored(operation: Session) -> int:
    """A report about a district; another one stands about a shelter elsewhere."""
    elsewhere = report(level(PRESENT, 5), place_id=FIRST, person_id=JUDGE)
    record_report(operation, elsewhere, now=noon_of(0))
    draft = report(level(PRESENT, 100), submission_id=same_id(1))
    return record_report(operation, draft, now=noon_of(0)).report_id


def send_correction(session: Session, draft: CorrectionDraft) -> None:
    with pytest.raises(SubmissionConflict):
        correct_report(session, draft, now=noon_of(0))


@pytest.mark.parametrize(
    ("areas", "allowed"),
    [
        ((), True),
        ((REGION,), True),
        ((WHOLE, FIRST), True),
        ((WHOLE,), False),
        ((FIRST,), False),
        ((SPLIT,), False),
    ],
)
def test_both_places_have_to_be_the_reviewers(
    operation: Session, stored: int, areas: tuple[int, ...], *, allowed: bool
) -> None:
    sent = report(level(PRESENT, 9), on=1, place_id=FIRST, submission_id=same_id(1))
    with pytest.raises(SubmissionConflict):
        record_report(operation, sent, now=noon_of(1))
    set_reviewed_areas(operation, JUDGE, areas)
    listed = list_conflicts(operation, JUDGE, 9)
    assert (len(listed), count_conflicts(operation, JUDGE)) == (allowed, allowed)

    draft = settlement(operation)
    if allowed:
        made = accept_conflict(operation, draft, now=noon_of(1))
        assert load_report(operation, made.report_id).place_id == FIRST
    else:
        for settle in (accept_conflict, discard_conflict):
            with pytest.raises(NotFound):
                settle(operation, draft, now=noon_of(1))


def test_a_correction_of_another_report_changes_that_one(operation: Session, stored: int) -> None:
    other = record_report(operation, report(level(PRESENT, 7), place_id=SPLIT), now=noon_of(0))
    changed = correction(other.report_id, level(PRESENT, 8), submission_id=same_id(1))
    send_correction(operation, changed)
    set_reviewed_areas(operation, JUDGE, [WHOLE])
    assert list_conflicts(operation, JUDGE, 9) == ()

    set_reviewed_areas(operation, JUDGE, [WHOLE, SPLIT])
    (conflict,) = list_conflicts(operation, JUDGE, 9)
    assert (conflict.report_id, conflict.sent.report_id) == (stored, other.report_id)
    assert conflict.sent.place_name == "Split"
    draft = settlement(operation)
    accept_conflict(operation, draft, now=noon_of(1))

    assert [one.value for one in load_report(operation, other.report_id).counts] == [8]
    assert [one.value for one in load_report(operation, stored).counts] == [100]


def test_a_correction_of_a_report_that_never_was_cannot_be_accepted(
    operation: Session, stored: int
) -> None:
    send_correction(operation, correction(999, level(PRESENT, 8), submission_id=same_id(1)))
    draft = settlement(operation)
    with pytest.raises(NotFound, match="no report 999"):
        accept_conflict(operation, draft, now=noon_of(1))
    discard_conflict(operation, draft, now=noon_of(1))


@pytest.mark.parametrize("whose", ["stored", "changed"])
def test_whoever_wrote_any_version_of_either_report_does_not_settle_it(
    operation: Session, stored: int, whose: str
) -> None:
    other = record_report(operation, report(level(PRESENT, 7), place_id=SPLIT), now=noon_of(0))
    send_correction(
        operation, correction(other.report_id, level(PRESENT, 8), submission_id=same_id(1))
    )
    assert count_conflicts(operation, JUDGE) == 1
    assert count_conflicts(operation, AUTHOR) == 0

    written = stored if whose == "stored" else other.report_id
    own = correction(written, level(PRESENT, 101), person_id=JUDGE)
    correct_report(operation, own, now=noon_of(0))
    assert count_conflicts(operation, JUDGE) == 0
    with pytest.raises(NotFound):
        accept_conflict(operation, settlement(operation), now=noon_of(1))
