"""What is stored of the acts that have rows of their own, read back to be held against links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table, select
from sqlalchemy.orm import Session

from tracker.audit.contents import (
    Row,
    RowsHash,
    hash_decision,
    hash_import,
    hash_revision,
    hash_row,
)
from tracker.domain.audit import Act
from tracker.store.base import table_of
from tracker.store.imports import ImportRefusedRow, ImportReportRow, ImportRunRow, ImportWordsRow
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
_RUN = table_of(ImportRunRow)
_IMPORTED, _REFUSED = table_of(ImportReportRow), table_of(ImportRefusedRow)
_WORDS = table_of(ImportWordsRow)

STORED: Mapping[str, Table] = {
    Act.REVISION: _REVISION,
    Act.DECISION: _DECISION,
    Act.RULING: table_of(RulingRow),
    Act.GRADE: table_of(GradeChangeRow),
    Act.CONFLICT: table_of(ConflictRow),
    Act.SETTLEMENT: table_of(SettlementRow),
    Act.IMPORTED: _RUN,
}
"""The table of each act that has a row of its own; its ids grow in the order of the links."""

Contents = tuple[bytes, ...]
"""The contents that the link of a stored act may have: that of now, and those of earlier versions.

None at all where something was stored that cannot be, such as letters for a day.
"""

_AT_ONCE = 2_000


def list_ids(session: Session, act: str, *, after: int | None, limit: int) -> Sequence[int]:
    """Ids of stored acts above `after` (None: all), in order."""
    column = STORED[act].c.id
    query = select(column).order_by(column).limit(limit)
    if after is not None:
        query = query.where(column > after)
    return session.execute(query).scalars().all()


def load_contents(session: Session, act: str, ids: Collection[int]) -> dict[int, Contents]:
    """The contents of acts by id, as they are stored now."""
    try:
        if STORED[act] is _RUN:
            return _hash_imports(session, ids)
        return {key: (content,) for key, content in _hash_stored(session, act, ids).items()}
    except (ValueError, TypeError, LookupError):
        if len(ids) == 1:
            return dict.fromkeys(ids, ())
    singly = (load_contents(session, act, [one]) for one in ids)
    return {key: contents for found in singly for key, contents in found.items()}


def _hash_imports(session: Session, ids: Collection[int]) -> dict[int, Contents]:
    """Links of imports were made of the import alone before they held its rows."""
    found: dict[int, Contents] = {}
    for run in _read(session, _RUN, _RUN.c.id, ids):
        reports = _hash_rows(session, _IMPORTED, _IMPORTED.c.revision_id, run["id"])
        refused = _hash_rows(session, _REFUSED, _REFUSED.c.file_row, run["id"])
        words = _hash_rows(session, _WORDS, _WORDS.c.report_id, run["id"])
        content = hash_import(run, reports, refused, words)
        found[run["id"]] = (content, hash_row(_RUN.name, run))
    return found


def _hash_rows(session: Session, table: Table, order: Column[int], import_id: int) -> RowsHash:
    """The rows of an import, a batch at a time."""
    rows, names = RowsHash(), table.columns.keys()
    query = select(table).where(table.c.import_id == import_id).order_by(order)
    streamed = session.execute(query.execution_options(yield_per=_AT_ONCE))
    rows.take(dict(zip(names, row, strict=True)) for row in streamed)
    return rows


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
