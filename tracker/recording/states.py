"""Where each unit stands today: reported, due, late, stale, returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.indicators import LEVELS
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.windows import COVERAGE, find_window
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.totals.scopes import load_scopes
from tracker.totals.units import read_last_points


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedReport:
    """A report that a reviewer sent back to its `authors`, who wrote one of its revisions each."""

    report_id: int
    day: date
    reason: str
    authors: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitState:
    """What is known of a unit's reporting on a day.

    `expected` says that it is an open reporting unit on the day, `reported` the latest standing
    report about the day, `last_day` the last day with any report up to then, `has_levels` whether
    there are levels to confirm.
    """

    place_id: int
    expected: bool
    reported: int | None
    last_day: date | None
    returned: tuple[ReturnedReport, ...]
    has_levels: bool

    def is_stale(self, today: date, stale_after: int) -> bool:
        """Whether the last report is older than the limit, or there never was one.

        The dashboard calls only carried numbers stale: what never reported has none to carry.
        """
        return self.last_day is None or (today - self.last_day).days > stale_after


def list_unit_states(
    session: Session, place_ids: Sequence[int], today: date
) -> dict[int, UnitState]:
    """States by place id; a constant number of statements."""
    scopes = load_scopes(session, place_ids)
    points = read_last_points(session, place_ids, today, (COVERAGE, *LEVELS))
    reported = _find_reported(session, place_ids, today)
    returned = _find_returned(session, place_ids)
    states: dict[int, UnitState] = {}
    for place_id in place_ids:
        scope = scopes.get(place_id)
        last = points.get(place_id, {})
        coverage = last.get(COVERAGE)
        open_windows = scope.windows[COVERAGE] if scope else ()
        states[place_id] = UnitState(
            place_id=place_id,
            expected=find_window(open_windows, today) is not None,
            reported=reported.get(place_id),
            last_day=coverage.point.day if coverage else None,
            returned=tuple(returned[place_id]),
            has_levels=any(
                point.counts and point.point.observation is not None
                for key, point in last.items()
                if key != COVERAGE
            ),
        )
    return states


def _find_reported(session: Session, place_ids: Sequence[int], day: date) -> dict[int, int]:
    query = (
        select(ReportRow.place_id, func.max(ReportRow.id).label("newest"))
        .where(
            ReportRow.place_id.in_(place_ids),
            ReportRow.day == day,
            ~ReportRow.withdrawn,
            ReportRow.review.not_in((ReviewState.RETURNED.value, ReviewState.REJECTED.value)),
        )
        .group_by(ReportRow.place_id)
    )
    return {row.place_id: row.newest for row in session.execute(query)}


def _find_returned(session: Session, place_ids: Sequence[int]) -> dict[int, list[ReturnedReport]]:
    latest = (
        select(DecisionRow.report_id, func.max(DecisionRow.id).label("id"))
        .where(DecisionRow.kind == DecisionKind.RETURNED.value)
        .group_by(DecisionRow.report_id)
        .subquery()
    )
    query = (
        select(
            ReportRow.place_id,
            ReportRow.id,
            ReportRow.day,
            DecisionRow.reason,
            RevisionRow.person_id,
        )
        .join(latest, latest.c.report_id == ReportRow.id)
        .join(DecisionRow, DecisionRow.id == latest.c.id)
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .where(
            ReportRow.place_id.in_(place_ids),
            ReportRow.review == ReviewState.RETURNED.value,
            ~ReportRow.withdrawn,
        )
        .order_by(ReportRow.day, ReportRow.id)
    )
    returned: dict[int, list[ReturnedReport]] = defaultdict(list)
    for _, rows in groupby(session.execute(query), key=attrgetter("id")):
        first, *others = rows
        sent_back = ReturnedReport(
            report_id=first.id,
            day=first.day,
            reason=first.reason or "",
            authors=frozenset(row.person_id for row in (first, *others)),
        )
        returned[first.place_id].append(sent_back)
    return returned
