"""An import under way: the kept file opened and surveyed, with what was decided so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app

from tracker.config import LIMITS_KEY
from tracker.exchange.detecting import (
    Findings,
    Survey,
    examine,
    suggest,
    survey_table,
)
from tracker.exchange.mapping import ImportMapping, begin_mapping
from tracker.exchange.meanings import Meaning, Role
from tracker.exchange.reading import Book, open_file
from tracker.exchange.reading.limits import Limits
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import KeptFile, find_file
from tracker.web.shared.operation import current_operation


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A file under way, by its kept file."""

    file: KeptFile
    book: Book
    survey: Survey
    mapping: ImportMapping


def load_draft(token: str) -> Draft:
    """The draft of the current person; the first time with what is suggested."""
    return open_draft(find_file(token, current_person().id))


def open_draft(
    file: KeptFile,
    sheet: str | None = None,
    head_row: int | None = None,
    *,
    limits: Limits | None = None,
) -> Draft:
    """Open a kept file. A sheet or head other than the mapping's begins anew.

    Without a request the limits of files have to be given.
    """
    book = open_file(file.content, file.name, limits or current_app.config[LIMITS_KEY])
    kept = file.mapping
    if kept is not None and sheet is None and head_row is None:
        sheet, head_row = kept.sheet, kept.head_row
    else:
        kept = None
    table = book.find(sheet) or book.tables[0]
    survey = survey_table(table, head_row)
    mapping = kept or begin_mapping(survey, sheet, head_row)
    return Draft(file=file, book=book, survey=survey, mapping=mapping)


def find_findings(draft: Draft) -> Findings:
    """What there is to ask and to tell, with the columns as they are mapped."""
    found = suggest(draft.survey)
    columns = {c.name: draft.mapping.columns.get(c.name) for c in draft.survey.head.columns}
    meanings = {name: m or Meaning(role=Role.NOTHING) for name, m in columns.items()}
    suggestion = replace(found, layout=draft.mapping.layout, meanings=meanings)
    operation = current_operation()
    return examine(draft.survey, suggestion, operation.clock.time_zone if operation else None)
