"""The lines of the queue: reports with what they say, and why they wait or what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.recording.decided import Decided
from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.queue import Waiting
from tracker.registry.places import Place, load_places
from tracker.web.entry.sentences import DECISION_WORDS, describe_counts
from tracker.web.review.wording import REASON_MARKS

MOST_COUNTS = 3
"""Counts in a line; the page of the report has them all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A report in the list. `key` names it and the revision seen, `decided` says what was decided.

    `counts` are the first numbers in words, `more` how many there are beside them.
    """

    report: ReportHistory
    place: Place
    counts: tuple[tuple[str, str], ...]
    more: int
    marks: tuple[tuple[str, str], ...]
    authors: str
    recorded_at: datetime
    decided: str | None = None
    reason: str | None = None

    @property
    def key(self) -> str:
        """What a checkbox sends: the report and the revision that is looked at."""
        return f"{self.report.report_id}:{self.report.standing.seq}"


def load_waiting_lines(session: Session, waiting: Sequence[Waiting]) -> tuple[Line, ...]:
    """Lines of reports that wait."""
    reasons = {one.report_id: one.reasons for one in waiting}
    return tuple(
        _make_line(report, place, tuple(REASON_MARKS[r] for r in reasons[report.report_id]))
        for report, place in _load(session, [one.report_id for one in waiting])
    )


def load_decided_lines(session: Session, decided: Sequence[Decided]) -> tuple[Line, ...]:
    """Lines of reports that were decided on."""
    decisions: Mapping[int, Decided] = {one.report_id: one for one in decided}
    return tuple(
        _make_line(report, place, (), decisions[report.report_id])
        for report, place in _load(session, list(decisions))
    )


def _load(session: Session, report_ids: Sequence[int]) -> Iterator[tuple[ReportHistory, Place]]:
    reports = load_reports(session, report_ids)
    places = {one.id: one for one in load_places(session, {r.place_id for r in reports})}
    for report in reports:
        yield report, places[report.place_id]


def _make_line(
    report: ReportHistory,
    place: Place,
    marks: tuple[tuple[str, str], ...],
    decided: Decided | None = None,
) -> Line:
    counts = describe_counts(report.counts)
    authors = dict.fromkeys(revision.person_name for revision in report.revisions)
    return Line(
        report=report,
        place=place,
        counts=tuple(counts[:MOST_COUNTS]),
        more=len(counts) - MOST_COUNTS,
        marks=marks,
        authors=", ".join(authors),
        recorded_at=decided.recorded_at if decided else report.revisions[-1].recorded_at,
        decided=f"{DECISION_WORDS[decided.kind]} by {decided.person_name}" if decided else None,
        reason=decided.reason if decided else None,
    )
