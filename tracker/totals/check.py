"""Compare the stored read model with one computed anew from the reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import MEASURES, Change
from tracker.domain.reports import RevisionKind, fold_report
from tracker.domain.review import DecisionKind, ReviewState
from tracker.store.base import table_of
from tracker.store.places import PlaceRow
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.store.totals import AreaChangeRow, AreaSumRow, UnitDayRow
from tracker.totals.check_waiting import find_wrong_waiting
from tracker.totals.difference import Difference
from tracker.totals.points import load_points
from tracker.totals.rebuild import ComputedArea, Progress, compute_all
from tracker.totals.scopes import SERIES_KEYS
from tracker.totals.sums import list_summed, load_sums, sum_changes


def find_differences(session: Session, progress: Progress | None = None) -> Iterator[Difference]:
    """Differences between what is stored and what follows from the reports.

    None when all is well.
    """
    seen_units: set[int] = set()
    seen_areas: set[int] = set()
    for computed in compute_all(session, progress):
        if isinstance(computed, ComputedArea):
            seen_areas.add(computed.place_id)
            stored_changes = _load_changes(session, computed.place_id)
            wanted = {k: c for k, c in computed.changes.items() if not c.is_empty}
            yield from _compare(computed.place_id, stored_changes, wanted)
            yield from _compare_sums(session, computed)
        else:
            seen_units.add(computed.place_id)
            stored = load_points(session, computed.place_id, SERIES_KEYS)
            yield from _compare(computed.place_id, _flatten(stored), _flatten(computed.points))
    yield from _find_strays(session, seen_units, seen_areas)
    yield from _find_wrong_heads(session)
    yield from find_wrong_waiting(session)


def _flatten(points: Mapping[date, Mapping[str, Any]]) -> dict[tuple[str, date], Any]:
    return {(key, day): point for day, found in points.items() for key, point in found.items()}


def _load_changes(session: Session, place_id: int) -> dict[tuple[str, date], Change]:
    table = table_of(AreaChangeRow)
    changes: dict[tuple[str, date], Change] = {}
    for row in session.execute(select(table).where(table.c.place_id == place_id)):
        change = Change(**dict(zip(MEASURES, row[3:], strict=True)))
        if not change.is_empty:
            changes[row.indicator, row.day] = change
    return changes


def _compare(
    place_id: int,
    stored: Mapping[tuple[str, date], Any],
    computed: Mapping[tuple[str, date], Any],
) -> Iterator[Difference]:
    for key, day in sorted(stored.keys() | computed.keys()):
        old, new = stored.get((key, day)), computed.get((key, day))
        if old != new:
            yield Difference(
                place_id=place_id, key=key, day=day, stored=repr(old), computed=repr(new)
            )


def _compare_sums(session: Session, computed: ComputedArea) -> Iterator[Difference]:
    """Sums that are not those of the changes; the day is the last one that changes the series."""
    area = computed.place_id
    stored = {key: change for (_, key), change in load_sums(session, [area], SERIES_KEYS).items()}
    wanted = sum_changes(computed.changes)
    days = dict(sorted(computed.changes))
    for key in sorted(stored.keys() | wanted.keys()):
        old, new = (list_summed(sums.get(key, Change())) for sums in (stored, wanted))
        if old != new:
            yield Difference(
                place_id=area,
                key=f"{key}, all days together",
                day=days.get(key, date.min),
                stored=repr(old),
                computed=repr(new),
            )


def _find_strays(
    session: Session, seen_units: set[int], seen_areas: set[int]
) -> Iterator[Difference]:
    """Rows of places that no longer have any business in the read model."""
    for row_type, seen in ((UnitDayRow, seen_units), (AreaChangeRow, seen_areas)):
        table = table_of(row_type)
        places = session.execute(
            select(table.c.place_id, func.min(table.c.indicator), func.min(table.c.day))
            .join(PlaceRow, PlaceRow.id == table.c.place_id)
            .group_by(table.c.place_id)
        )
        for place_id, key, day in places.all():
            if place_id not in seen and (
                row_type is UnitDayRow or _load_changes(session, place_id)
            ):
                yield Difference(
                    place_id=place_id, key=key, day=day, stored="rows", computed="nothing"
                )
    summed = session.execute(select(AreaSumRow.place_id).distinct()).scalars().all()
    for area in sorted(set(summed) - seen_areas):
        yield from _compare_sums(session, ComputedArea(area, {}))


_UNTOUCHED = (1, False, ReviewState.UNREVIEWED.value)


def _find_wrong_heads(session: Session) -> Iterator[Difference]:
    """Reports whose noted standing is not the fold of their revisions and decisions."""
    decisions = _load_decisions(session)
    revisions = session.execute(
        select(
            ReportRow.id,
            ReportRow.place_id,
            ReportRow.day,
            ReportRow.head_seq,
            ReportRow.withdrawn,
            ReportRow.review,
            func.max(RevisionRow.seq).label("newest"),
        )
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .group_by(ReportRow.id)
        .order_by(ReportRow.id)
    )
    for row in revisions:
        stored = (row.head_seq, bool(row.withdrawn), row.review)
        if row.newest == 1 and row.id not in decisions:
            standing: tuple[int, bool, str] | None = _UNTOUCHED
        else:
            standing = _fold(session, row.id, decisions.get(row.id, []))
        if stored != standing:
            yield Difference(
                place_id=row.place_id,
                key=f"report {row.id}",
                day=row.day,
                stored=repr(stored),
                computed=repr(standing),
            )


def _load_decisions(session: Session) -> dict[int, list[tuple[int, DecisionKind]]]:
    decisions: dict[int, list[tuple[int, DecisionKind]]] = defaultdict(list)
    query = select(DecisionRow.report_id, DecisionRow.seq, DecisionRow.kind)
    for report_id, seq, kind in session.execute(query.order_by(DecisionRow.id)):
        decisions[report_id].append((seq, DecisionKind(kind)))
    return decisions


def _fold(
    session: Session, report_id: int, decisions: list[tuple[int, DecisionKind]]
) -> tuple[int, bool, str] | None:
    """Standing of one report."""
    revisions = session.execute(
        select(RevisionRow.seq, RevisionRow.kind)
        .where(RevisionRow.report_id == report_id)
        .order_by(RevisionRow.seq)
    )
    standing = fold_report([(seq, RevisionKind(kind)) for seq, kind in revisions], decisions)
    return (standing.seq, standing.withdrawn, standing.review.value) if standing else None
