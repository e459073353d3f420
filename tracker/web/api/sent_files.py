"""A file as a program sends it: the import that it is to be, and what opens it."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from flask import current_app

from tracker.config import LIMITS_KEY
from tracker.exchange.detecting import Survey
from tracker.exchange.importing import ImportDraft, MappingUnfit
from tracker.exchange.mapping import ImportMapping, check_mapping, find_calendar, load_mapping
from tracker.web.api.asking import Asked
from tracker.web.api.long_imports import name_dry_run
from tracker.web.shared.clock import now
from tracker.web.shared.courses import Tell
from tracker.web.shared.long_files import Opener
from tracker.web.shared.mapped_files import survey_mapped
from tracker.web.shared.operation import require_operation


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
    """The saved mapping that is named, None where the file has to say it all."""
    name = asked.query["mapping"]
    return load_mapping(asked.session, name) if name else None


def make_opener(asked: Asked, content: bytes, mapping: ImportMapping | None) -> Opener:
    """What opens the file that was sent: its table, and how it is read."""
    limits, name = current_app.config[LIMITS_KEY], asked.query["file_name"]
    calendar = find_calendar(require_operation(), now())

    def prepare(tell: Tell) -> tuple[Survey, ImportMapping]:
        survey, fitting = survey_mapped(content, name, limits, mapping, tell, calendar=calendar)
        if problems := check_mapping(fitting, survey):
            raise MappingUnfit(problems)
        return survey, fitting

    # It is walked through as well, which takes about as long as reading its rows.
    return Opener(prepare=prepare, share=0.5)
