"""A file as a program sends it: the import that it is to be, and what opens it."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import NoReturn

from flask import current_app

from tracker.config import LIMITS_KEY
from tracker.domain.errors import InvalidField
from tracker.exchange.detecting import Survey
from tracker.exchange.importing import ImportDraft, MappingUnfit
from tracker.exchange.mapping import ImportMapping, begin_mapping, check_mapping, load_mapping
from tracker.exchange.reading import Book, Table
from tracker.web.api.asking import Asked
from tracker.web.api.long_imports import name_dry_run
from tracker.web.shared.courses import Tell
from tracker.web.shared.long_files import Opener
from tracker.web.shared.opened_files import survey_file


def draft_import(asked: Asked, content: bytes, mapping: ImportMapping | None) -> ImportDraft:
    """The import as it is sent."""
    query, person_id = asked.query, asked.person.id
    submission = query["submission_id"]
    return ImportDraft(
        submission_id=submission or name_dry_run(person_id, content, mapping),
        file_name=PurePath(query["file_name"].replace("\\", "/")).name or "file",
        file_hash=hashlib.sha256(content).digest(),
        person_id=person_id,
        edition=query["edition"] or None,
        mapping_name=query["mapping"],
    )


def find_named_mapping(asked: Asked) -> ImportMapping | None:
    """The saved mapping that is named, None where hashtags have to say it all."""
    name = asked.query["mapping"]
    return load_mapping(asked.session, name) if name else None


def make_opener(asked: Asked, content: bytes, mapping: ImportMapping | None) -> Opener:
    """What opens the file that was sent: its table, and how it is read."""
    limits, name = current_app.config[LIMITS_KEY], asked.query["file_name"]

    def choose(book: Book) -> tuple[Table, int | None]:
        table = book.find(mapping.sheet if mapping else None)
        if table is None:
            refuse_mapping(f"There is no sheet {mapping.sheet if mapping else ''} in this file")
        return table, mapping.head_row if mapping else None

    def prepare(tell: Tell) -> tuple[Survey, ImportMapping]:
        _, survey = survey_file(content, name, limits, choose, tell)
        if mapping is None and survey.head.tag_row is None:
            refuse_mapping("Name a mapping: no hashtags say what the columns of this file are")
        fitting = mapping or begin_mapping(survey)
        if problems := check_mapping(fitting, survey):
            raise MappingUnfit(problems)
        return survey, fitting

    # It is walked through as well, which takes about as long as reading its rows.
    return Opener(prepare=prepare, share=0.5)


def refuse_mapping(detail: str) -> NoReturn:
    """Refuse a mapping that does not fit, or that is missing."""
    raise InvalidField("mapping", detail)
