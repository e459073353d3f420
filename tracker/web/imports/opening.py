"""The first look into a kept file: at once, or into a heavy one beside the pages."""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

from flask import current_app
from werkzeug.wrappers import Response

from tracker.config import LIMITS_KEY
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.mapping import Gazetteer, check_mapping, is_open, load_gazetteer
from tracker.extensions import current_database
from tracker.web.imports.drafts import Draft, find_draft, find_findings, make_draft
from tracker.web.imports.unfinished import Step, find_step, keep_step, lead_to
from tracker.web.shared.clock import now
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.course_notes import find_course
from tracker.web.shared.courses import Tell, begin_course, say_nothing
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.opened_files import Where, is_heavy
from tracker.web.shared.operation import current_operation


def look_into(file: KeptFile, where: Where | None = None) -> Step:
    """Open a file, at another sheet or head if that is given; answers the step that comes next.

    Raises FileUnreadable; of a heavy file its page says so.
    """
    limits, database = current_app.config[LIMITS_KEY], current_database()
    zone, years = find_zone(), find_years()

    def find_places() -> Gazetteer:
        with database.reader() as session:
            return load_gazetteer(session)

    def look(tell: Tell = say_nothing) -> None:
        draft = make_draft(file, limits, where, tell, find_places=find_places)
        keep_step(file, _find_next(draft, zone, years) if where is None else Step.COLUMNS)

    if is_heavy(file.content):
        # Kept before: from its end on, the thread says what comes next.
        keep_step(file, Step.OPENING)
        begin_course(file, Kind.OPENING, str(uuid4()), look)
        return Step.OPENING
    look()
    return find_step(file)


def find_zone() -> str | None:
    """The operation's time zone, None before there is an operation."""
    operation = current_operation()
    return operation.clock.time_zone if operation else None


def find_years() -> range:
    """The years in which the operation has lasted so far."""
    operation = current_operation()
    return range(operation.clock.start.year, now().year + 1) if operation else range(0)


def _find_next(draft: Draft, zone: str | None, years: Collection[int]) -> Step:
    fits = not check_mapping(draft.mapping, draft.survey)
    clear = bool(draft.file.mapping_name) or _explains_itself(draft, zone, years)
    return Step.PLACES if fits and clear else Step.COLUMNS


def _explains_itself(draft: Draft, zone: str | None, years: Collection[int]) -> bool:
    """Whether the file says what every column is, and there is nothing to ask or to tell.

    It does by hashtags, or as one of our own exports.
    """
    findings = find_findings(draft, zone, years)
    asked = [one for one in findings.questions if is_open(draft.mapping, one)]
    quiet = not asked and not findings.notices
    head = draft.survey.head
    return (head.tag_row is not None or recognise(head) is not None) and quiet


def load_draft(file: KeptFile) -> Draft | Response:
    """The draft of a file, or the way to the page that tells how far it is opened."""
    limits = current_app.config[LIMITS_KEY]
    draft = None if _is_being_opened(file) else find_draft(file, limits)
    if draft is None and look_into(file) is not Step.OPENING:
        draft = find_draft(file, limits)
    return draft or lead_to(file, Step.OPENING)


def lead_to_opening(file: KeptFile) -> Response | None:
    """The way to the page that tells how far a file is opened, while it is."""
    return lead_to(file, Step.OPENING) if _is_being_opened(file) else None


def _is_being_opened(file: KeptFile) -> bool:
    course = find_course(file, Kind.OPENING)
    return course is not None and course.is_under_way
