"""Reports, review and refusals: what stands after all acts, and the words of a refusal."""

from __future__ import annotations

import pytest

from tracker.domain.errors import (
    InvalidCount,
    InvalidField,
    InvalidReport,
    NeedsConfirmation,
    NotAllowed,
    NotFound,
    OutdatedRevision,
    ReasonMissing,
    ReportWithdrawn,
    SubmissionConflict,
)
from tracker.domain.indicators import Indicator
from tracker.domain.reports import RevisionKind, SoftWarning, Standing, fold_standing
from tracker.domain.review import (
    DecisionKind,
    ReviewState,
    review_after_correction,
    review_after_decision,
)

ORIGINAL, CORRECTION, WITHDRAWAL = RevisionKind
Act = tuple[int, RevisionKind] | tuple[int, DecisionKind]


def fold(*acts: Act) -> Standing:
    standing = fold_standing(acts)
    assert standing is not None
    return standing


def test_nothing_stands_before_the_original() -> None:
    assert fold_standing([]) is None
    assert fold_standing([(1, DecisionKind.VERIFIED)]) is None


def test_an_original_counts_at_once() -> None:
    standing = fold((1, ORIGINAL))

    assert standing.counts
    assert standing.review is ReviewState.UNREVIEWED


def test_a_withdrawn_report_no_longer_counts() -> None:
    standing = fold((1, ORIGINAL), (1, DecisionKind.VERIFIED), (2, WITHDRAWAL))

    assert standing == Standing(seq=2, withdrawn=True, review=ReviewState.VERIFIED)
    assert not standing.counts


@pytest.mark.parametrize("kind", [DecisionKind.RETURNED, DecisionKind.REJECTED])
def test_a_returned_or_rejected_report_no_longer_counts(kind: DecisionKind) -> None:
    assert not fold((1, ORIGINAL), (1, kind)).counts


def test_a_returned_report_counts_again_after_its_correction() -> None:
    standing = fold((1, ORIGINAL), (1, DecisionKind.RETURNED), (2, CORRECTION))

    assert standing.counts
    assert standing.review is ReviewState.UNREVIEWED


def test_a_verified_report_is_changed_after_its_correction() -> None:
    acts: list[Act] = [(1, ORIGINAL), (1, DecisionKind.VERIFIED), (2, CORRECTION)]

    assert fold(*acts).review is ReviewState.CHANGED
    assert fold(*acts, (3, CORRECTION)).review is ReviewState.CHANGED


def test_a_decision_about_an_outdated_revision_changes_nothing() -> None:
    standing = fold((1, ORIGINAL), (2, CORRECTION), (1, DecisionKind.REJECTED))

    assert standing.counts


def test_a_preference_leaves_the_state_of_review() -> None:
    for state in ReviewState:
        assert review_after_decision(state, DecisionKind.PREFERRED) is state


def test_a_correction_starts_review_anew() -> None:
    assert review_after_correction(ReviewState.DISPUTED) is ReviewState.UNREVIEWED


def test_a_warning_is_confirmed_by_its_key() -> None:
    assert SoftWarning(code="late", indicator=None, message="m").key == "late"
    warning = SoftWarning(code="jump", indicator=Indicator.PRESENT, message="m")
    assert warning.key == "jump:present"


def test_a_refused_report_names_all_its_problems() -> None:
    count = InvalidCount("present", "value", "Enter the number of people present")
    field = InvalidField("day", "Enter the day")

    refusal = InvalidReport((count, field))

    assert refusal.message == "Enter the number of people present Enter the day"
    assert (count.indicator, count.field, field.field) == ("present", "value", "day")


def test_a_report_to_be_confirmed_carries_its_warnings() -> None:
    warning = SoftWarning(code="late", indicator=None, message="Check the day")

    assert NeedsConfirmation((warning,)).message == "Check the day"


def test_refusals_say_what_to_do_and_keep_their_values() -> None:
    assert str(NotFound("report", 12)) == "There is no report 12."
    assert NotFound("report", 12).key == 12
    assert ReasonMissing("correction").message == "Enter the reason for the correction"
    assert ReasonMissing("correction").field == "reason"
    assert OutdatedRevision(12, 1, 3).latest == 3
    assert SubmissionConflict("id", 12, 1).report_id == 12
    assert "Report 12 was withdrawn" in ReportWithdrawn(12).message
    assert NotAllowed("no").message == "no"
