"""Read and record long files beside the pages.

A long file is read once for what becomes of its rows, in a thread, and the pages show what was
found (`outlooks`). It is recorded in another thread and in one transaction: when the server stops,
nothing is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from flask import current_app
from sqlalchemy.orm import Session

from tracker.config import LIMITS_KEY
from tracker.exchange.importing import ImportDraft, plan_import, record_import
from tracker.exchange.mapping import save_mapping
from tracker.extensions import current_database
from tracker.web.imports.drafts import Draft, open_draft
from tracker.web.imports.outlooks import keep_outlook, look_ahead
from tracker.web.shared import courses
from tracker.web.shared.courses import Kind, Tell, begin_course
from tracker.web.shared.kept_files import KeptFile

_OPENED = 0.3
"""The part of reading that opening the file and looking at its columns is."""

_READING = 0.15
"""The part of recording that reading and comparing is."""

_ROWS = "rows"


def keep_rows(draft: Draft) -> None:
    """Keep how long the chosen table is, so that nobody has to open the file for it."""
    draft.file.write_note(_ROWS, f"{draft.survey.rows}")


def is_long(file: KeptFile) -> bool:
    """Whether the file is worked on beside the pages."""
    return int(file.read_note(_ROWS) or 0) > courses.LONG


def begin_reading(file: KeptFile, moment: datetime) -> threading.Thread | None:
    """Find out in a thread what becomes of a file's rows; None where that is being done."""
    database, limits = current_database(), current_app.config[LIMITS_KEY]

    def read(tell: Tell) -> None:
        draft = open_draft(file, limits=limits)
        tell(_OPENED)
        with database.reader() as session:
            say = _shift(tell, _OPENED, 1)
            plan = plan_import(session, draft.survey, draft.mapping, now=moment, progress=say)
            keep_outlook(file, look_ahead(session, plan), plan)

    return begin_course(file, Kind.READING, str(uuid4()), read)


def begin(file: KeptFile, sent: ImportDraft, moment: datetime) -> threading.Thread | None:
    """Record a file in a thread; None where it is being recorded, or was in this submission."""
    database, limits = current_database(), current_app.config[LIMITS_KEY]

    def record(tell: Tell) -> int:
        draft = open_draft(file, limits=limits)
        # The lock of writers is taken before what stands is looked at.
        with database.writer() as session:
            import_id = record_file(session, draft, sent, moment, tell)
            session.commit()
        return import_id

    return begin_course(file, Kind.RECORDING, str(sent.submission_id), record)


def record_file(
    session: Session,
    draft: Draft,
    sent: ImportDraft,
    moment: datetime,
    tell: Tell | None = None,
) -> int:
    """Plan under the lock of writers, so that nothing changes in between, and record."""
    say = tell or (lambda _part: None)
    plan = plan_import(
        session, draft.survey, draft.mapping, now=moment, progress=_shift(say, 0, _READING)
    )
    import_id = record_import(session, plan, sent, now=moment, progress=_shift(say, _READING, 1))
    if sent.mapping_name:
        name, mapping = sent.mapping_name, draft.mapping
        save_mapping(session, name, mapping, person_id=sent.person_id, now=moment)
    return import_id


def _shift(tell: Tell, start: float, stop: float) -> Callable[[int, int], None]:
    """Tell steps done of all as a part between two of the whole."""
    return lambda done, every: tell(start + (stop - start) * done / every)
