"""Whether what is stored of undone imports, and of rows of files, is what the chain tells of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.store.audit import LINK
from tracker.store.base import AnyRow, table_of
from tracker.store.imports import (
    ImportRefusedRow,
    ImportReportRow,
    ImportRunRow,
    ImportUndoRow,
    ImportWordsRow,
)

_UNDO, _RUN = table_of(ImportUndoRow), table_of(ImportRunRow)
_OF_FILES = tuple(map(table_of, (ImportReportRow, ImportRefusedRow, ImportWordsRow)))


def find_wrong_undoings(session: Session, links: Sequence[AnyRow]) -> Iterator[AnyRow]:
    """The links of undone imports that do not say what the mark of the undoing says.

    Such a link has no content: it holds all of the mark by itself.
    """
    for link in links:
        if link.act == Act.IMPORT_UNDONE and not _is_stored(session, link):
            yield link


def _is_stored(session: Session, link: AnyRow) -> bool:
    query = select(_UNDO.c.reason, _UNDO.c.person_id, _UNDO.c.recorded_at)
    query = query.where(_UNDO.c.import_id == link.subject_id)
    try:
        said: Any = json.loads(link.details)["reason"], link.person_id, link.recorded_at
        return bool(session.execute(query).one_or_none() == said)
    except (ValueError, TypeError, LookupError):
        return False


def find_unlinked(session: Session) -> Iterator[str]:
    """What no link of an import tells of, in words."""
    told = exists().where(LINK.c.subject_id == _UNDO.c.import_id)
    undone = _find_import(session, _UNDO, ~told.where(LINK.c.act == Act.IMPORT_UNDONE))
    if undone is not None:
        yield f"The mark that import {undone} was undone"
    for table in _OF_FILES:
        known = exists().where(_RUN.c.id == table.c.import_id)
        if (stray := _find_import(session, table, ~known)) is not None:
            yield f"A row of a file, said to be of import {stray},"


def _find_import(session: Session, table: Table, wrong: ColumnElement[bool]) -> int | None:
    query = select(table.c.import_id).where(wrong).order_by(table.c.import_id).limit(1)
    return session.execute(query).scalar()
