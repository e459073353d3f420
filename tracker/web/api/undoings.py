"""Undoing an import: at once, or a long one beside the answers."""

from __future__ import annotations

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.exchange.importing import (
    AlreadyUndone,
    ImportRun,
    check_undoing,
    load_import,
    undo_import,
)
from tracker.web.api.answering import answer
from tracker.web.api.asking import Asked
from tracker.web.api.calls import call
from tracker.web.api.import_shapes import COURSE, IMPORT, describe_course, describe_import
from tracker.web.api.imports import IDS, IMPORT_PATH, IMPORTING, require_everywhere
from tracker.web.api.records import Record, given
from tracker.web.api.report_bodies import REASON
from tracker.web.shared.clock import now
from tracker.web.shared.course_notes import Course
from tracker.web.shared.long_undoings import begin_undoing, find_undoing, is_long
from tracker.web.shared.unit_of_work import writing

UNDOING = Record(name="Undoing", items={"reason": given(REASON.schema, "Why.")})
_DONE = Course(started=0, heard=0, is_finished=True)


@call(
    "POST",
    f"{IMPORT_PATH}/undoing",
    tag="imports",
    roles=IMPORTING,
    body=UNDOING,
    answers={200: IMPORT, 202: COURSE},
    problems=(409,),
    ids=IDS,
)
def undo(asked: Asked, import_id: int) -> ResponseReturnValue:
    """Undo an import as a whole, with the reason.

    What it added is withdrawn; what it corrected gets the numbers of before, unless somebody
    changed it since. Shelters that it registered count on no day, and districts that it let report
    by their shelters report as a whole again, up to the day from which they did so before it,
    unless somebody else relies on them. 409 while a later import that corrected the same reports
    stands. An import that added or corrected more than 1,000 reports is undone beside the answers:
    202, and `Location` is where to ask how far that is. Everything of it is undone, or nothing.
    Sent again with the same reason, by the same account, an import that is undone is answered with
    200 as it is, and nothing is done twice; any other undoing of it gets 422.
    """
    require_everywhere(asked)
    reason, person_id, moment = asked.body["reason"], asked.person.id, now()
    run = load_import(asked.session, import_id)
    # A long one without the lock of writers, which another long import may hold for minutes.
    session = asked.session if is_long(run) else writing()
    try:
        if is_long(run):
            check_undoing(session, import_id, reason)
        else:
            undo_import(session, import_id, reason=reason, person_id=person_id, now=moment)
    except AlreadyUndone:
        if not _was_undone_so(session, import_id, person_id, reason):
            raise
        return answer(describe_import(load_import(session, import_id)))
    if not is_long(run):
        return answer(describe_import(load_import(session, import_id)))
    begin_undoing(run, reason=reason, person_id=person_id, moment=moment)
    return answer_course(run, find_undoing(run) or _DONE, is_begun=True)


@call(
    "GET",
    f"{IMPORT_PATH}/undoing",
    tag="imports",
    roles=IMPORTING,
    answers={200: COURSE},
    ids=IDS,
)
def show_undoing(asked: Asked, import_id: int) -> ResponseReturnValue:
    """Say how far undoing a long import is, and what became of it.

    It is told for a day, and of an import that is undone for good; `import` is its id then.
    """
    require_everywhere(asked)
    run = load_import(asked.session, import_id)
    return answer_course(run, require_course(run))


def require_course(run: ImportRun) -> Course:
    """How far undoing an import is. Raises NotFound where nobody began it, or a day ago."""
    course = _DONE if run.undone else find_undoing(run)
    if course is None:
        raise NotFound("undoing of import", run.id)
    return course


def answer_course(run: ImportRun, course: Course, *, is_begun: bool = False) -> Response:
    """How far undoing an import is; where something was begun, also where to ask for it."""
    described = describe_course(course, run.id if course.is_finished else None, None)
    if not is_begun:
        return answer(described)
    return answer(described, 202, location=url_for("api.show_undoing", import_id=run.id))


def _was_undone_so(session: Session, import_id: int, person_id: int, reason: str) -> bool:
    """Whether this very undoing was done before, as when its answer was lost."""
    undone = load_import(session, import_id).undone
    return undone is not None and undone.is_by(person_id, reason)
