"""Which numbers of a unit count because a reviewer preferred them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.recording.history import load_reports
from tracker.recording.rulings import load_different
from tracker.recording.sides import find_preference
from tracker.store.listed import list_ids
from tracker.store.reports import DecisionRow, ReportRow
from tracker.totals.units import UnitPoint


def list_preferred(
    session: Session,
    place_id: int,
    first: date,
    last: date,
    *,
    known_at: datetime | None = None,
) -> dict[date, frozenset[Indicator]]:
    """Indicators by day, of those days that have any; see list_preferred_of_each."""
    found = list_preferred_of_each(session, [place_id], first, last, known_at=known_at)
    return found.get(place_id, {})


def list_preferred_of_each(
    session: Session,
    place_ids: Sequence[int],
    first: date,
    last: date,
    *,
    known_at: datetime | None = None,
) -> dict[int, dict[date, frozenset[Indicator]]]:
    """Indicators by place and day, where there are any; a constant number of statements.

    A report that is out (withdrawn, returned, rejected, or ruled a different thing) counts for
    nothing, however it was preferred. With `known_at` as it was known then.
    """
    asked = list_ids(session, place_ids)
    query = (
        select(ReportRow.id)
        .join(asked, asked.c.id == ReportRow.place_id)
        .join(DecisionRow, DecisionRow.report_id == ReportRow.id)
        .where(ReportRow.day.between(first, last))
        .where(DecisionRow.kind == DecisionKind.PREFERRED.value)
        .distinct()
    )
    report_ids = session.execute(query).scalars().all()
    if not report_ids:
        return {}
    different = load_different(session, place_ids, known_at)
    found: dict[int, dict[date, set[Indicator]]] = defaultdict(lambda: defaultdict(set))
    for report in load_reports(session, report_ids, known_at=known_at):
        if not report.standing.counts:
            continue
        for count in report.revisions[-1].counts:
            is_different = (report.place_id, count.indicator, report.source_id) in different
            if find_preference(report.decisions, count.indicator) and not is_different:
                found[report.place_id][report.day].add(count.indicator)
    return {
        place_id: {day: frozenset(indicators) for day, indicators in days.items()}
        for place_id, days in found.items()
    }


_IS_PREFERRED = DecisionRow.kind == literal_column(f"'{DecisionKind.PREFERRED.value}'")
"""Written out, as the index of preferred reports is only used where the statement says so."""


def list_places_ever_preferred(session: Session) -> list[int]:
    """Places of which any report was ever preferred, whatever came of it; one statement."""
    query = select(ReportRow.place_id).join(DecisionRow, DecisionRow.report_id == ReportRow.id)
    return list(session.scalars(query.where(_IS_PREFERRED).distinct()))


def list_preferred_points(
    session: Session,
    points: Mapping[int, Mapping[str, UnitPoint]],
    *,
    known_at: datetime | None = None,
) -> dict[int, frozenset[str]]:
    """Of last points of units, the keys of those that add and were preferred; one statement.

    By place id, of those places that have any. With `known_at` as it was known then, for which the
    points must have been read as well.
    """
    behind = {
        (place_id, key): point.point.observation.report_id
        for place_id, of_place in points.items()
        for key, point in of_place.items()
        if point.counts and point.point.observation
    }
    preferred = _load_preferences(session, behind.values(), known_at)
    found: dict[int, set[str]] = defaultdict(set)
    for (place_id, key), report_id in behind.items():
        if not preferred.isdisjoint(((report_id, key), (report_id, None))):
            found[place_id].add(key)
    return {place_id: frozenset(keys) for place_id, keys in found.items()}


def count_preferred_reports(
    session: Session,
    report_ids: Collection[int],
    indicator: Indicator,
    *,
    known_at: datetime | None = None,
) -> int:
    """Of reports that count, how many a reviewer preferred for an indicator; one statement."""
    preferred = _load_preferences(session, report_ids, known_at)
    return sum(not preferred.isdisjoint(((one, indicator), (one, None))) for one in report_ids)


def _load_preferences(
    session: Session, report_ids: Iterable[int], known_at: datetime | None
) -> set[tuple[int, str | None]]:
    """Which of the reports were preferred for which indicator, None: as a whole."""
    asked = list_ids(session, sorted(set(report_ids)))
    query = (
        select(DecisionRow.report_id, DecisionRow.indicator)
        .join(asked, asked.c.id == DecisionRow.report_id)
        .where(_IS_PREFERRED)
    )
    if known_at is not None:
        query = query.where(DecisionRow.recorded_at <= known_at)
    return {(row.report_id, row.indicator) for row in session.execute(query)}
