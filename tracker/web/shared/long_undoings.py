"""Imports of many reports, undone beside pages and answers.

An import is undone in one transaction: when the server stops in the middle, nothing of it is. How
far it is can be asked for by all who may undo imports, whoever began it.
"""

from __future__ import annotations

import hashlib
import threading
from datetime import datetime

from tracker.domain.errors import NotFound
from tracker.exchange.importing import ImportRun, undo_import
from tracker.extensions import current_database
from tracker.web.shared.clock import now
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.course_notes import Course, find_course
from tracker.web.shared.courses import Tell, begin_course, stop_course
from tracker.web.shared.kept_files import KeptFile, find_file, keep_file
from tracker.web.shared.opened_files import spread
from tracker.web.shared.stopping import Stopped, keep_act_of_stopping

LONG = 1_000
"""Reports of an import that is undone beside the pages: about two seconds of work."""

_NOBODY = 0
"""Whose notes of undoing are: not those of one person's files."""


def is_long(run: ImportRun) -> bool:
    """Whether an import is undone beside the pages."""
    return run.added + run.corrected > LONG


def begin_undoing(
    run: ImportRun, *, reason: str, person_id: int, moment: datetime
) -> threading.Thread | None:
    """Undo an import in a thread; None where that is being done.

    What it may refuse should be asked for before (`check_undoing`).
    """
    database = current_database()

    def undo(tell: Tell) -> None:
        progress = spread(tell, 0, 1)
        with database.writer() as session:
            undo_import(
                session, run.id, reason=reason, person_id=person_id, now=moment, progress=progress
            )
            tell(1)
            session.commit()

    def keep_stop(stopped: Stopped) -> None:
        keep_act_of_stopping(database.writer, stopped, f"undoing import {run.id}", run.id)

    return begin_course(_keep(run), Kind.UNDOING, f"{run.id}", undo, keep_stop)


def stop_undoing(run: ImportRun, *, person_id: int, name: str, moment: datetime) -> bool:
    """Ask to stop undoing an import; False where nobody is undoing it."""
    file = _find(run)
    if file is None:
        return False
    return stop_course(file, Kind.UNDOING, person_id=person_id, name=name, moment=moment)


def find_undoing(run: ImportRun) -> Course | None:
    """How far undoing an import is, None where nobody asked for it within a day."""
    file = _find(run)
    return find_course(file, Kind.UNDOING) if file else None


def forget_undoing(run: ImportRun) -> None:
    """Forget how far undoing an import was, once it is undone."""
    file = _find(run)
    if file:
        file.discard()


def _keep(run: ImportRun) -> KeptFile:
    """What the notes of undoing an import stand beside, without any content."""
    file = _find(run)
    if file is None:
        return keep_file(
            b"",
            run.file_name,
            person_id=_NOBODY,
            now=now(),
            token=_token(run),
            is_listed=False,
        )
    file.renew(now())
    return file


def _find(run: ImportRun) -> KeptFile | None:
    try:
        return find_file(_token(run), _NOBODY)
    except NotFound:
        return None


def _token(run: ImportRun) -> str:
    """By its moment too: an import of this number in another database is another one."""
    said = f"undoing {run.id} {run.recorded_at.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
