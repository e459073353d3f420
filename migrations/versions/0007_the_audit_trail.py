"""The audit trail: one chain of links, also for everything that was recorded before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from tracker.audit.chain import append_many
from tracker.audit.contents import hash_decision, hash_revision, hash_row
from tracker.domain.audit import (
    BEFORE_FIRST,
    FIRST,
    VERSION,
    Act,
    Author,
    Entry,
    describe_link,
    encode_link,
    hash_link,
)
from tracker.store.audit import LINK
from tracker.store.base import UtcMoment
from tracker.store.insertion import insert_rows
from tracker.store.protection import protect_statements

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BATCH = 1_000

# The tables as they are at this point of the history, whatever the code makes of them later.
REPORT = sa.table(
    "report",
    *map(sa.column, ("id", "place_id", "source_id", "grade")),
    sa.column("day", sa.Date()),
    sa.column("is_late", sa.Boolean()),
)
REVISION = sa.table(
    "revision",
    *map(sa.column, ("id", "report_id", "seq", "kind", "channel", "reason", "note", "person_id")),
    sa.column("submission_id", sa.Uuid()),
    sa.column("body_hash", sa.LargeBinary()),
    sa.column("confirmed", sa.JSON(none_as_null=True)),
    sa.column("falls", sa.JSON(none_as_null=True)),
    sa.column("recorded_at", UtcMoment()),
)
COUNT = sa.table(
    "report_count",
    *map(sa.column, ("revision_id", "indicator", "form", "value", "qualifier", "low", "high")),
    *map(sa.column, ("words", "households", "household_size")),
)
PART = sa.table(
    "report_count_part",
    *map(sa.column, ("id", "revision_id", "indicator", "sex", "age_from", "age_to", "value")),
)
EFFECT, DECISION_EFFECT = (
    sa.table(f"{act}_effect", sa.column(f"{act}_id"), sa.column("effects", sa.JSON()))
    for act in ("revision", "decision")
)
DECISION = sa.table(
    "decision",
    *map(sa.column, ("id", "report_id", "seq", "kind", "indicator", "reason", "person_id")),
    sa.column("recorded_at", UtcMoment()),
)
RULING = sa.table(
    "series_ruling",
    *map(sa.column, ("id", "place_id", "indicator", "source_id", "kind", "reason", "person_id")),
    sa.column("recorded_at", UtcMoment()),
)
CONFLICT = sa.table(
    "submission_conflict",
    *map(sa.column, ("id", "person_id")),
    sa.column("submission_id", sa.Uuid()),
    sa.column("body_hash", sa.LargeBinary()),
    sa.column("body", sa.JSON()),
    sa.column("recorded_at", UtcMoment()),
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_link",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_link")),
    )
    session = Session(op.get_bind())
    _begin(session)
    append_many(session, _list_recorded(session))
    rare = sa.text("act <> 'revision'")
    op.create_index("ix_audit_link_subject_id_act", "audit_link", ["subject_id", "act"])
    op.create_index("ix_audit_link_person_id_number", "audit_link", ["person_id", "number"])
    op.create_index(
        "ix_audit_link_act_number",
        "audit_link",
        ["act", "number"],
        sqlite_where=rare,
        postgresql_where=rare,
    )
    for statement in protect_statements(op.get_bind().dialect.name, "audit_link"):
        op.execute(statement)


def downgrade() -> None:
    """What the chain says about the past cannot be made again."""
    raise RuntimeError("the audit trail cannot be taken back")


def _begin(session: Session) -> None:
    """The first link, with the moment from which on links are made with the acts themselves."""
    now = datetime.now(UTC)  # noqa: TID251 -- a migration is an edge, as commands are
    columns = describe_link(Entry(act=Act.CHAIN_BEGUN, by=Author(person_id=None, at=now)))
    link = {
        "number": FIRST,
        "version": VERSION,
        **columns,
        "previous": BEFORE_FIRST,
        "hash": hash_link(BEFORE_FIRST, FIRST, encode_link(columns)),
    }
    insert_rows(session, LINK, [link])


def _list_recorded(session: Session) -> Iterator[Entry]:
    """Everything recorded until now, in the order of recording; each kind in that of its ids."""
    kinds = (
        _list_revisions(session),
        _list_decisions(session),
        _list_rows(session, RULING, Act.RULING),
        _list_rows(session, CONFLICT, Act.CONFLICT),
    )
    return merge(*kinds, key=lambda entry: entry.by.at)


def _list_revisions(session: Session) -> Iterator[Entry]:
    for rows in _read_batches(session, REVISION):
        ids = [row["id"] for row in rows]
        reports = _read(session, REPORT, REPORT.c.id, [row["report_id"] for row in rows], "id")
        counts = _read(session, COUNT, COUNT.c.revision_id, ids, "revision_id")
        parts = _read(session, PART, PART.c.revision_id, ids, "revision_id", PART.c.id)
        effects = _read(session, EFFECT, EFFECT.c.revision_id, ids, "revision_id")
        for row in rows:
            content = hash_revision(
                reports[row["report_id"]][0],
                row,
                counts.get(row["id"], ()),
                parts.get(row["id"], ()),
                _take_effects(effects.get(row["id"], ())),
            )
            yield _make_entry(Act.REVISION, row, content)


def _list_decisions(session: Session) -> Iterator[Entry]:
    for rows in _read_batches(session, DECISION):
        ids = [row["id"] for row in rows]
        effects = _read(session, DECISION_EFFECT, DECISION_EFFECT.c.decision_id, ids, "decision_id")
        for row in rows:
            content = hash_decision(row, _take_effects(effects.get(row["id"], ())))
            yield _make_entry(Act.DECISION, row, content)


def _take_effects(rows: Iterable[dict[str, Any]]) -> list[Any]:
    return [effect for row in rows for effect in row["effects"]]


def _list_rows(session: Session, table: sa.TableClause, act: Act) -> Iterator[Entry]:
    for row in chain.from_iterable(_read_batches(session, table)):
        yield _make_entry(act, row, hash_row(table.name, row))


def _make_entry(act: Act, row: dict[str, Any], content: bytes) -> Entry:
    by = Author(person_id=row["person_id"], at=row["recorded_at"])
    return Entry(act=act, by=by, subject_id=row["id"], content=content)


def _read_batches(session: Session, table: sa.TableClause) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        query = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
        rows = [dict(row) for row in session.execute(query).mappings()]
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _read(
    session: Session,
    table: sa.TableClause,
    column: sa.ColumnClause[Any],
    ids: list[int],
    key: str,
    *order: sa.ColumnClause[Any],
) -> dict[int, list[dict[str, Any]]]:
    """Rows by the id that they belong to."""
    query = sa.select(table).where(column.in_(ids)).order_by(column, *order)
    rows = [dict(row) for row in session.execute(query).mappings()]
    return {owner: list(own) for owner, own in groupby(rows, itemgetter(key))}
