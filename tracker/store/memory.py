"""Keep in memory what was read out of the registers, for as long as they say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.base import table_of
from tracker.store.database import STEADY
from tracker.store.marking import RegisterMarkRow
from tracker.store.prepared import Prepared

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

MARKS = 4
"""Readers may still stand at an older mark than the newest; a process may serve two databases."""

ANSWERS = 100_000
"""Above so many answers under one mark all are forgotten, lest somebody ask for ever new ones."""

_MARK_NOTED = "register mark"
_memories: dict[str, dict[tuple[Any, ...], Any]] = {}
_MARK = Prepared(select(table_of(RegisterMarkRow).c.mark))


def remembered(
    load: Callable[[Session, *Asked], Answer],
) -> Callable[[Session, *Asked], Answer]:
    """Answer from memory as long as the registers are those that the answer was read from.

    `load` reads tables of `marking.REGISTERS` and nothing else, and answers with what cannot
    change. Every answer is checked against the mark in the session's own transaction: what another
    process changed is seen as soon as its rows are.
    """

    @wraps(load)
    def recall(session: Session, *asked: *Asked) -> Answer:
        memory = _find_memory(session)
        key = (load, *asked)
        if key in memory:
            known: Answer = memory[key]
            return known
        if len(memory) >= ANSWERS:
            memory.clear()
        answer = memory[key] = load(session, *asked)
        return answer

    return recall


def _find_memory(session: Session) -> dict[tuple[Any, ...], Any]:
    mark = _read_mark(session)
    memory = _memories.get(mark)
    if memory is None:
        while len(_memories) >= MARKS:
            _memories.pop(next(iter(_memories)), None)
        memory = _memories.setdefault(mark, {})
    return memory


def _read_mark(session: Session) -> str:
    """The mark in the session's transaction, read once where it is steady."""
    transaction = session.get_transaction()
    noted, mark = session.info.get(_MARK_NOTED, (None, ""))
    if transaction is None or noted is not transaction:
        session.flush()  # what waits to be written may belong to the registers
        ((mark,),) = _MARK.rows(session)
        if session.info.get(STEADY):
            session.info[_MARK_NOTED] = (session.get_transaction(), mark)
    return str(mark)


@contextmanager
def steady(session: Session) -> Iterator[None]:
    """Inside, a writing session changes nothing in the registers, so that they are asked once."""
    session.info[STEADY] = True
    try:
        yield
    finally:
        del session.info[STEADY]
        session.info.pop(_MARK_NOTED, None)
