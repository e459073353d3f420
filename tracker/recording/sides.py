"""All that was ever said of one number of a day, side by side, with what counts of it and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Decision, Revision, RevisionKind
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.rulings import Ruling
from tracker.domain.selection import Candidate, rank
from tracker.recording.history import ReportHistory, list_reports_about
from tracker.recording.rulings import Different, load_different
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.totals.beneath import select_beneath
from tracker.totals.known.past import Past
from tracker.totals.scopes import load_scopes


class Footing(StrEnum):
    """Whether what was said is a candidate for totals, or why it is out."""

    STANDING = "standing"
    DIFFERENT = "different"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One count as one revision of a report said it.

    `why` is the reason of the act that put it out, `by` who did that and `at` when; all None while
    it stands, and where the act needed no reason.
    """

    report: ReportHistory
    revision: Revision
    count: Count
    footing: Footing
    why: str | None = None
    by: str | None = None
    at: datetime | None = None

    @property
    def candidate(self) -> Candidate:
        """What selection sees of it."""
        preferred = find_preference(self.report.decisions, self.count.indicator)
        return Candidate(
            report_id=self.report.report_id,
            recorded=self.revision.revision_id,
            grade=self.report.grade,
            review=self.report.standing.review,
            preference=preferred.decision_id if preferred else None,
            corrected=self.revision.seq > 1,
            count=self.count,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitSides:
    """What was said of a unit: `standing` from the one that counts down, and what is `out`."""

    place_id: int
    standing: tuple[Side, ...]
    out: tuple[Side, ...]


def find_preference(decisions: Iterable[Decision], indicator: Indicator) -> Decision | None:
    """The latest of a report's decisions that preferred it, as a whole or for the indicator."""
    preferred = [
        decision
        for decision in decisions
        if decision.kind is DecisionKind.PREFERRED and decision.indicator in (None, indicator)
    ]
    return preferred[-1] if preferred else None


def list_stated_units(
    session: Session,
    place_id: int | None,
    day: date,
    indicator: Indicator,
    *,
    past: Past | None = None,
) -> tuple[int, ...]:
    """Units of a place (None: of the operation) about which anybody ever stated the number.

    By name; places that are no reporting unit on the day are left out. A constant number of
    statements. With `past` what was stated, and which places were units, as of then.
    """
    query = (
        select(PlaceRow.id, PlaceRow.name)
        .join(ReportRow, ReportRow.place_id == PlaceRow.id)
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .where(ReportRow.day == day, CountRow.indicator == indicator.value)
        .distinct()
        .order_by(PlaceRow.name, PlaceRow.id)
    )
    if past is not None:
        query = query.where(RevisionRow.recorded_at <= past.moment)
    if place_id is not None and past is not None:
        within = list_ids(session, past.registers.list_beneath([place_id]))
        query = query.where(PlaceRow.id.in_(select(within.c.id)))
    elif place_id is not None:
        query = query.where(PlaceRow.id.in_(select_beneath([place_id])))
    ids = [row.id for row in session.execute(query)]
    scopes = past.registers.load_scopes(ids) if past else load_scopes(session, ids)
    if place_id is not None:
        scopes = {at: s for at, s in scopes.items() if at == place_id or place_id in s.areas}
    return tuple(i for i in ids if i in scopes and scopes[i].timeline.is_active(day))


def load_sides(
    session: Session,
    place_ids: Sequence[int],
    day: date,
    indicator: Indicator,
    *,
    known_at: datetime | None = None,
) -> tuple[UnitSides, ...]:
    """What was said of the places on the day, in their order; a constant number of statements."""
    found = load_sides_of_each(session, dict.fromkeys(place_ids, day), indicator, known_at=known_at)
    return tuple(found[place_id] for place_id in place_ids)


def load_sides_of_each(
    session: Session,
    days: Mapping[int, date],
    indicator: Indicator,
    *,
    known_at: datetime | None = None,
) -> dict[int, UnitSides]:
    """The same where each place has a day of its own, by place id."""
    different = load_different(session, list(days), known_at)
    about: dict[int, list[ReportHistory]] = defaultdict(list)
    for report in list_reports_about(session, days.items(), known_at=known_at):
        about[report.place_id].append(report)
    return {
        place_id: list_sides(place_id, about[place_id], indicator, different) for place_id in days
    }


def list_sides(
    place_id: int, reports: Iterable[ReportHistory], indicator: Indicator, different: Different
) -> UnitSides:
    """What the reports about one day of a place said, as `load_sides` has it."""
    found: list[Side] = []
    for report in reports:
        ruling = different.get((place_id, indicator, report.source_id))
        found += _list_sides(report, indicator, ruling)
    return _sort_sides(place_id, found)


def _sort_sides(place_id: int, sides: Sequence[Side]) -> UnitSides:
    standing = [side for side in sides if side.footing is Footing.STANDING]
    standing.sort(key=lambda side: rank(side.candidate), reverse=True)
    out = tuple(side for side in sides if side.footing is not Footing.STANDING)
    return UnitSides(place_id=place_id, standing=tuple(standing), out=out)


def _list_sides(
    report: ReportHistory, indicator: Indicator, ruling: Ruling | None
) -> Iterator[Side]:
    """What each revision of a report said, the newest first, where it changed."""
    said = [(one, _find_count(one, indicator)) for one in report.revisions]
    for (revision, count), (later, replaced_by) in zip(
        said, [*said[1:], (None, None)], strict=True
    ):
        if count is None:
            continue
        if later is None:
            yield _judge(report, revision, count, ruling)
        elif later.kind is RevisionKind.WITHDRAWAL:
            yield _put_out(report, revision, count, Footing.WITHDRAWN, later)
        elif count != replaced_by:
            yield _put_out(report, revision, count, Footing.REPLACED, later)


def _find_count(revision: Revision, indicator: Indicator) -> Count | None:
    return next((count for count in revision.counts if count.indicator is indicator), None)


def _judge(report: ReportHistory, revision: Revision, count: Count, ruling: Ruling | None) -> Side:
    review = report.standing.review
    if not review.counts:
        decision = next(d for d in reversed(report.decisions) if d.kind.value == review.value)
        footing = Footing.RETURNED if review is ReviewState.RETURNED else Footing.REJECTED
        return _put_out(report, revision, count, footing, decision)
    if ruling is not None:
        return _put_out(report, revision, count, Footing.DIFFERENT, ruling)
    return Side(report=report, revision=revision, count=count, footing=Footing.STANDING)


def _put_out(
    report: ReportHistory,
    revision: Revision,
    count: Count,
    footing: Footing,
    act: Revision | Decision | Ruling,
) -> Side:
    return Side(
        report=report,
        revision=revision,
        count=count,
        footing=footing,
        why=act.reason,
        by=act.person_name,
        at=act.recorded_at,
    )
