"""Append links to the chain, in the transaction of the acts that they are about.

A new kind of act:

1. Give it a code in `tracker.domain.audit.Act`.
2. Call `append` beside the write, in the same session: the session holds the write lock, so that
   the chain has one end however many write. Many acts at once go through `append_many`.
3. If the act has a row of its own, append-only, that verifying has to hold against its link: hash
   the row by `tracker.audit.contents`, pass that as `content` and the row's id as `subject_id`, and
   name its table in `tracker.audit.stored`. If not, say what happened in `details`.

No personal data goes into details beyond what accounts hold; no addresses of machines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.audit import VERSION, Entry, describe_link, encode_link, hash_link
from tracker.store.audit import APPEND_LINK, FIND_LAST, LINK
from tracker.store.insertion import insert_rows

_BATCH = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The end of the chain: the number and hash of its last link."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        """As it is written down: `12:9f86d081…`."""
        return f"{self.number}:{self.hash.hex()}"


def append(session: Session, entry: Entry) -> int:
    """Append one act's link by one statement; answers its number."""
    columns = describe_link(entry)
    ((number,),) = APPEND_LINK.rows(session, **columns, said=encode_link(columns))
    return int(number)


def append_many(session: Session, entries: Iterable[Entry]) -> int:
    """Append links of many acts in one pass, in their order; answers how many."""
    head = find_head(session)
    first, rows = head.number, []
    for entry in entries:
        row = _make_row(entry, head)
        rows.append(row)
        head = Head(number=row["number"], hash=row["hash"])
        if len(rows) == _BATCH:
            insert_rows(session, LINK, rows)
            rows = []
    insert_rows(session, LINK, rows)
    return head.number - first


def find_head(session: Session) -> Head:
    """The last link."""
    ((number, found),) = FIND_LAST.rows(session)
    return Head(number=number, hash=bytes(found))


def find_last_moment(session: Session, before: datetime) -> datetime | None:
    """When the last act was recorded, of those before a moment; None where there is none."""
    query = select(LINK.c.recorded_at).where(LINK.c.recorded_at < before)
    return session.execute(query.order_by(LINK.c.number.desc()).limit(1)).scalar_one_or_none()


def _make_row(entry: Entry, before: Head) -> dict[str, Any]:
    columns, number = describe_link(entry), before.number + 1
    return {
        "number": number,
        "version": VERSION,
        **columns,
        "previous": before.hash,
        "hash": hash_link(before.hash, number, encode_link(columns)),
    }
