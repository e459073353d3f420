"""Links as they are read back, in order and in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.store.audit import LINK
from tracker.store.base import AnyRow

BATCH = 2_000


class UnreadableLink(Exception):
    """A link in which something was stored that cannot be, such as letters for a moment."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Link {number} cannot be read")
        self.number = number


def read_link(session: Session, number: int) -> AnyRow | None:
    """One link."""
    return session.execute(select(LINK).where(LINK.c.number == number)).one_or_none()


def read_batches(session: Session, first: int) -> Iterator[Sequence[AnyRow]]:
    """Links from a number on, a batch at a time; memory does not grow with the chain.

    Raises UnreadableLink once all links before it were given.
    """
    after = first - 1
    while links := list(_read_batch(session, after)):
        yield links
        after = links[-1].number


def _read_batch(session: Session, after: int) -> Iterator[AnyRow]:
    query = select(LINK).where(LINK.c.number > after).order_by(LINK.c.number).limit(BATCH)
    try:
        yield from session.execute(query).all()
    except (ValueError, TypeError):
        yield from _read_singly(session, after)


def _read_singly(session: Session, after: int) -> Iterator[AnyRow]:
    numbers = select(LINK.c.number).where(LINK.c.number > after).order_by(LINK.c.number)
    found = session.scalars(numbers.limit(BATCH)).all()
    for place, number in enumerate(found):  # pragma: no branch -- one of them cannot be read
        try:
            yield session.execute(select(LINK).where(LINK.c.number == number)).one()
        except (ValueError, TypeError):
            if place:
                return  # those before it come first; the next batch begins with it
            raise UnreadableLink(number) from None


def find_head_number(session: Session) -> int:
    """The number of the last link, 0 where there is none."""
    return session.execute(select(func.max(LINK.c.number))).scalar() or 0


def find_last_subject(session: Session, act: str, before: int) -> int | None:
    """The id of what the last link of an act before a number is about."""
    query = (
        select(LINK.c.subject_id)
        .where(LINK.c.act == act, LINK.c.number < before)
        .order_by(LINK.c.number.desc())
        .limit(1)
    )
    found: Any = session.execute(query).scalar()
    return None if found is None else int(found)
