"""The append-only table of the audit trail, and the one statement that adds a link to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    bindparam,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from tracker.domain.audit import VERSION
from tracker.store.base import Base, BigId, UtcMoment, table_of
from tracker.store.prepared import Prepared

RARE = "act <> 'revision'"
"""Of the acts that a filter by act has to look for; reports are met wherever one looks."""


class LinkRow(Base):
    """One act with its place in the chain, never changed; see `tracker.domain.audit`.

    `person_id` and `subject_id` are no foreign keys: a link outlives what it tells of.
    """

    __tablename__ = "audit_link"
    __table_args__ = (
        Index("ix_audit_link_subject_id_act", "subject_id", "act"),
        Index("ix_audit_link_person_id_number", "person_id", "number"),
        Index(
            "ix_audit_link_act_number",
            "act",
            "number",
            sqlite_where=text(RARE),
            postgresql_where=text(RARE),
        ),
    )

    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(SmallInteger)
    act: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    person_id: Mapped[int | None]
    recorded_at: Mapped[datetime]
    details: Mapped[str | None] = mapped_column(Text)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class LinkHash(FunctionElement[bytes]):
    """`tracker.domain.audit.hash_link` in the database: of previous, number, said."""

    type = LargeBinary()
    inherit_cache = True


@compiles(LinkHash, "sqlite")
def _compile_for_sqlite(element: LinkHash, compiler: SQLCompiler, **options: Any) -> str:
    return f"link_hash({compiler.process(element.clauses, **options)})"


@compiles(LinkHash, "postgresql")
def _compile_for_postgresql(element: LinkHash, compiler: SQLCompiler, **options: Any) -> str:
    previous, number, said = (compiler.process(part, **options) for part in element.clauses)
    return f"sha256({previous} || int8send({number}) || {said})"


LINK = table_of(LinkRow)

_LAST = select(LINK.c.number, LINK.c.hash).order_by(LINK.c.number.desc()).limit(1).subquery("last")
_NEXT = _LAST.c.number + literal_column("1", BigInteger)

FIND_LAST = Prepared(select(_LAST.c.number, _LAST.c.hash))

APPEND_LINK = Prepared(
    insert(LINK)
    .from_select(
        [column.key for column in LINK.columns],
        select(
            _NEXT,
            literal_column(str(VERSION), SmallInteger),
            bindparam("act", type_=String()),
            bindparam("subject_id", type_=BigInteger()),
            bindparam("content", type_=LargeBinary()),
            bindparam("person_id", type_=BigInteger()),
            bindparam("recorded_at", type_=UtcMoment()),
            bindparam("details", type_=Text()),
            _LAST.c.hash,
            LinkHash(_LAST.c.hash, _NEXT, bindparam("said", type_=LargeBinary())),
        ),
    )
    .returning(LINK.c.number)
)
"""Takes act, subject_id, content, person_id, recorded_at, details, and `said`, which is hashed."""
