"""Which reports about some places wait for a reviewer and why, from the store and the points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, and_, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.reports import Channel
from tracker.domain.review import ReviewState
from tracker.domain.selection import differs
from tracker.domain.urgency import Reason, is_warned, judge_point, rank_of
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.reports import EffectRow, ReportRow, RevisionRow
from tracker.store.review import FirstReportRow
from tracker.store.totals import UnitDayRow
from tracker.totals.candidates import read_count, select_candidates
from tracker.totals.rulings import load_rulings

WAITING = (ReviewState.UNREVIEWED.value, ReviewState.CHANGED.value)
"""States of a report that nobody reviewed, or that changed since somebody did."""

Days = tuple[date, date]
"""A first and a last day."""


def compute_rows(
    session: Session, place_ids: Sequence[int], days: Days | None = None
) -> list[dict[str, Any]]:
    """Rows of all reports about the places (and days) that wait; four statements."""
    asked = ask_about(place_ids, days)
    doubts = _load_doubts(session, asked)
    rivals = _find_rivals(session, place_ids, asked)
    rows = []
    for head in session.connection().execute(_select_heads(bool(days)), asked):
        reasons = {*_list_own_reasons(head), *doubts.get(head.report_id, ())}
        if head.report_id in rivals:
            reasons.add(Reason.RIVAL)
        rows.append(_make_row(head, reasons))
    return rows


Asked = Mapping[str, Any]
"""What `within` is given: places and perhaps days."""


def ask_about(place_ids: Sequence[int], days: Days | None) -> Asked:
    """Places, and a first and a last day if only some are meant."""
    places = {"places": list(place_ids)}
    return {**places, "first": days[0], "last": days[1]} if days else places


def within(query: AnySelect, columns: Any, *, dated: bool) -> AnySelect:
    """Only rows about what `ask_about` gives; `dated` where there are days in it.

    Statements are made once: putting one together takes longer than the database with it.
    """
    query = query.where(columns.place_id.in_(bindparam("places", expanding=True)))
    if not dated:
        return query
    first, last = (bindparam(name, type_=Date()) for name in ("first", "last"))
    return query.where(columns.day.between(first, last))


@cache
def _select_heads(dated: bool) -> AnySelect:  # noqa: FBT001 (so that it is the key)
    report, revision = table_of(ReportRow).c, table_of(RevisionRow).c
    first, effect = table_of(FirstReportRow).c, table_of(EffectRow).c
    query = (
        select(
            revision.recorded_at,
            report.id.label("report_id"),
            report.place_id,
            report.day,
            report.source_id,
            revision.person_id,
            report.head_seq,
            report.is_late,
            revision.channel,
            revision.confirmed,
            first.person_id.label("newcomer"),
            effect.effects,
        )
        .select_from(table_of(ReportRow))
        .join(
            table_of(RevisionRow),
            and_(revision.report_id == report.id, revision.seq == report.head_seq),
        )
        .outerjoin(table_of(FirstReportRow), first.report_id == report.id)
        # A day is published once its deadline has passed; what is late changes what was published.
        .outerjoin(table_of(EffectRow), and_(effect.revision_id == revision.id, report.is_late))
        .where(~report.withdrawn, report.review.in_(WAITING))
    )
    return within(query, report, dated=dated)


def _list_own_reasons(head: AnyRow) -> Iterator[Reason]:
    """Reasons that lie in the report itself."""
    codes = [kept["code"] for kept in head.confirmed or ()]
    if is_warned(codes, Channel(head.channel)):
        yield Reason.WARNED
    if any(before != after for *_, before, after in head.effects or ()):
        yield Reason.LATE
    if head.newcomer is not None:
        yield Reason.NEWCOMER


def _make_row(head: AnyRow, reasons: set[Reason]) -> dict[str, Any]:
    return {
        "rank": rank_of(reasons),
        "recorded_at": head.recorded_at,
        "report_id": head.report_id,
        "place_id": head.place_id,
        "day": head.day,
        "source_id": head.source_id,
        "person_id": head.person_id,
        "head_seq": head.head_seq,
    }


def _load_doubts(session: Session, asked: Asked) -> Mapping[int, set[Reason]]:
    """Doubts in the points, by the report whose count was selected."""
    doubts: dict[int, set[Reason]] = defaultdict(set)
    for row in session.connection().execute(_select_doubts("first" in asked), asked):
        doubt = judge_point(row.indicator, row.value, row.gap, row.fallen)
        if doubt is not None:
            doubts[row.report_id].add(doubt)
    return doubts


@cache
def _select_doubts(dated: bool) -> AnySelect:  # noqa: FBT001
    point = table_of(UnitDayRow).c
    query = select(point.report_id, point.indicator, point.value, point.gap, point.fallen).where(
        point.indicator.in_([Indicator.PRESENT.value, *(tally.value for tally in TALLIES)]),
        point.report_id.is_not(None),
        point.gap.is_not(None) | (point.fallen > 0),
    )
    return within(query, point, dated=dated)


def _find_rivals(session: Session, place_ids: Sequence[int], asked: Asked) -> set[int]:
    """Standing reports to which another source says something else, for any count.

    What was ruled a different thing contradicts nothing.
    """
    ruled = load_rulings(session, place_ids)
    groups: dict[tuple[int, date, str], list[AnyRow]] = defaultdict(list)
    for row in session.connection().execute(_select_contested("first" in asked), asked):
        if (row.place_id, row.indicator, row.source_id) not in ruled:
            groups[row.place_id, row.day, row.indicator].append(row)
    return {row.id for group in groups.values() for row in group if _has_rival(row, group)}


@cache
def _select_contested(dated: bool) -> AnySelect:  # noqa: FBT001
    """Counts of days about which several sources say something."""
    report = table_of(ReportRow).c
    standing = select(report.place_id, report.day).where(~report.withdrawn)
    contested = (
        within(standing, report, dated=dated)
        .group_by(report.place_id, report.day)
        .having(func.count(report.source_id.distinct()) > 1)
        .subquery("contested")
    )
    return select_candidates().join(
        contested,
        and_(contested.c.place_id == ReportRow.place_id, contested.c.day == ReportRow.day),
    )


def _has_rival(row: AnyRow, group: Sequence[AnyRow]) -> bool:
    return any(
        other.source_id != row.source_id and differs(read_count(row), read_count(other))
        for other in group
    )
