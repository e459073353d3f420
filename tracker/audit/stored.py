"""What is stored of the acts that have rows of their own, read back to be held against links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table, select
from sqlalchemy.orm import Session

from tracker.audit.contents import Row, hash_decision, hash_revision, hash_row
from tracker.domain.audit import Act
from tracker.store.base import table_of
from tracker.store.imports import ImportRunRow
from tracker.store.reports import (
    ConflictRow,
    CountPartRow,
    CountRow,
    DecisionEffectRow,
    DecisionRow,
    EffectRow,
    ReportRow,
    RevisionRow,
)
from tracker.store.review import SettlementRow
from tracker.store.rulings import GradeChangeRow, RulingRow

_REPORT, _REVISION, _DECISION = map(table_of, (ReportRow, RevisionRow, DecisionRow))
_COUNT, _PART = table_of(CountRow), table_of(CountPartRow)
_EFFECT, _DECISION_EFFECT = table_of(EffectRow), table_of(DecisionEffectRow)

STORED: Mapping[str, Table] = {
    Act.REVISION: _REVISION,
    Act.DECISION: _DECISION,
    Act.RULING: table_of(RulingRow),
    Act.GRADE: table_of(GradeChangeRow),
    Act.CONFLICT: table_of(ConflictRow),
    Act.SETTLEMENT: table_of(SettlementRow),
    Act.IMPORTED: table_of(ImportRunRow),
}
"""The table of each act that has a row of its own; its ids grow in the order of the links."""

UNREADABLE = b""
"""In place of a content: something was stored that cannot be, such as letters for a day."""


def list_ids(session: Session, act: str, *, after: int | None, limit: int) -> Sequence[int]:
    """Ids of stored acts above `after` (None: all), in order."""
    column = STORED[act].c.id
    query = select(column).order_by(column).limit(limit)
    if after is not None:
        query = query.where(column > after)
    return session.execute(query).scalars().all()


def load_contents(session: Session, act: str, ids: Collection[int]) -> dict[int, bytes]:
    """The contents of acts by id, as they are stored now."""
    try:
        return _hash_stored(session, act, ids)
    except (ValueError, TypeError, LookupError):
        if len(ids) == 1:
            return dict.fromkeys(ids, UNREADABLE)
    singly = (load_contents(session, act, [one]) for one in ids)
    return {key: content for found in singly for key, content in found.items()}


def _hash_stored(session: Session, act: str, ids: Collection[int]) -> dict[int, bytes]:
    table = STORED[act]
    rows = _read(session, table, table.c.id, ids)
    if table is _REVISION:
        return _hash_revisions(session, rows)
    if table is _DECISION:
        effects = _load_effects(session, _DECISION_EFFECT.c.decision_id, ids)
        return {row["id"]: hash_decision(row, effects[row["id"]]) for row in rows}
    return {row["id"]: hash_row(table.name, row) for row in rows}


def _hash_revisions(session: Session, rows: Sequence[Row]) -> dict[int, bytes]:
    ids = [row["id"] for row in rows]
    abouts = {row["report_id"] for row in rows}
    reports = {row["id"]: row for row in _read(session, _REPORT, _REPORT.c.id, abouts)}
    counts = _group(_read(session, _COUNT, _COUNT.c.revision_id, ids))
    parts = _group(_read(session, _PART, _PART.c.revision_id, ids, _PART.c.id))
    effects = _load_effects(session, _EFFECT.c.revision_id, ids)
    return {
        row["id"]: hash_revision(
            reports[row["report_id"]],
            row,
            counts[row["id"]],
            parts[row["id"]],
            effects[row["id"]],
        )
        for row in rows
    }


def _load_effects(
    session: Session, owner: Column[int], ids: Collection[int]
) -> defaultdict[int, list[Any]]:
    """Effects by the act that had them."""
    effects: defaultdict[int, list[Any]] = defaultdict(list)
    for row in _read(session, owner.table, owner, ids):
        effects[row[owner.key]] += row["effects"]
    return effects


def _read(
    session: Session,
    table: FromClause,
    column: ColumnElement[Any],
    ids: Collection[int],
    *order: ColumnElement[Any],
) -> list[Row]:
    names = table.columns.keys()
    query = select(table).where(column.in_(ids)).order_by(*order)
    return [dict(zip(names, row, strict=True)) for row in session.execute(query)]


def _group(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    """Rows by the revision that they belong to."""
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["revision_id"]].append(row)
    return grouped
