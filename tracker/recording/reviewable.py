"""Whether decisions can be made: about reports as they stand, by persons who review them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.errors import (
    CountsNowhere,
    InvalidField,
    NotFound,
    OutdatedRevision,
    OwnReport,
    ReasonMissing,
    ReportWithdrawn,
)
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import ReviewState, review_after_decision
from tracker.recording.reviewers import list_reviewed, list_written
from tracker.store.base import AnyRow
from tracker.store.listed import list_ids
from tracker.store.reports import CountRow, ReportRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A decision that can be made, and what it is about.

    `review` is the state of the report after it, `indicators` are those of the counts that stand.
    """

    draft: DecisionDraft
    place_id: int
    day: date
    reason: str | None
    review: ReviewState
    indicators: Collection[Indicator]

    @property
    def pair(self) -> tuple[int, date]:
        """The place and day of the report."""
        return self.place_id, self.day


@dataclass(kw_only=True, slots=True)
class Reviewable:
    """Reports by id as they stand, and who may decide on them."""

    reports: dict[int, AnyRow]
    indicators: dict[int, set[Indicator]]
    reviewed: set[tuple[int, int]]
    written: set[tuple[int, int]]
    _reviews: dict[int, ReviewState] = field(default_factory=dict)

    def accept(self, draft: DecisionDraft) -> Accepted:
        """Refuse what cannot be decided; see `tracker.recording.decisions.decide`.

        What is accepted stands for the drafts after it.
        """
        report = self._find(draft)
        reason = clean_reason(draft)
        if reason is None and draft.kind.needs_reason:
            raise ReasonMissing("decision")
        review = self._reviews.get(report.id, ReviewState(report.review))
        if draft.kind.is_preference and not review.counts:
            raise CountsNowhere(report.id, review)
        indicators = self.indicators.get(report.id, set())
        if draft.indicator is not None and draft.indicator not in indicators:
            raise InvalidField("indicator", "Select a number that this report states")
        self._reviews[report.id] = review = review_after_decision(review, draft.kind)
        return Accepted(
            draft=draft,
            place_id=report.place_id,
            day=report.day,
            reason=reason,
            review=review,
            indicators=indicators,
        )

    def _find(self, draft: DecisionDraft) -> AnyRow:
        """The report at the revision that the person saw, if they may decide on it."""
        report = self.reports.get(draft.report_id)
        if report is None:
            raise NotFound("report", draft.report_id)
        if report.head_seq != draft.seq:
            raise OutdatedRevision(report.id, draft.seq, report.head_seq)
        if report.withdrawn:
            raise ReportWithdrawn(report.id)
        if (draft.person_id, report.place_id) not in self.reviewed:
            raise NotFound("report", report.id)
        if (draft.person_id, report.id) in self.written:
            raise OwnReport(report.id)
        return report


def clean_reason(draft: DecisionDraft) -> str | None:
    """The reason given, None where there is none."""
    return (draft.reason or "").strip() or None


def load_reviewable(session: Session, drafts: Sequence[DecisionDraft]) -> Reviewable:
    """What decisions about reports are held against; two statements, and two for each person."""
    ids = sorted({draft.report_id for draft in drafts})
    asked = list_ids(session, ids)
    query = select(
        ReportRow.id,
        ReportRow.place_id,
        ReportRow.day,
        ReportRow.head_seq,
        ReportRow.withdrawn,
        ReportRow.review,
    ).where(ReportRow.id.in_(select(asked.c.id)))
    reports = {row.id: row for row in session.connection().execute(query)}
    places = {row.place_id for row in reports.values()}
    people = {draft.person_id for draft in drafts}
    return Reviewable(
        reports=reports,
        indicators=_load_indicators(session, ids),
        reviewed={(one, place) for one in people for place in list_reviewed(session, one, places)},
        written={(one, at) for one in people for at in list_written(session, one, ids)},
    )


def _load_indicators(session: Session, report_ids: Sequence[int]) -> dict[int, set[Indicator]]:
    """Indicators of the counts that stand, by report."""
    asked = list_ids(session, report_ids)
    query = (
        select(ReportRow.id, CountRow.indicator)
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == ReportRow.head_seq),
        )
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .where(ReportRow.id.in_(select(asked.c.id)))
    )
    found: dict[int, set[Indicator]] = defaultdict(set)
    for report_id, code in session.connection().execute(query):
        found[report_id].add(Indicator(code))
    return found
