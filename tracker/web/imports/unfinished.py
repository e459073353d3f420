"""Files that somebody began to import and has not recorded: found again, or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.errors import NotFound
from tracker.web.admin.answers import go_to
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.course_notes import find_course
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import KeptFile, find_file, list_files

_STEP = "step"


class Step(StrEnum):
    """The page that comes next, by its endpoint."""

    OPENING = "imports.show_opening"
    COLUMNS = "imports.choose_columns"
    PLACES = "imports.match"
    PREVIEW = "imports.preview"
    COURSE = "imports.show_course"


_WORDS = {
    Step.OPENING: "See how far it is",
    Step.COLUMNS: "Say what the columns mean",
    Step.PLACES: "Say what the names stand for",
    Step.PREVIEW: "Look at what will be recorded",
    Step.COURSE: "See how far it is",
}
_FAILED = "See why it was not done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfinished:
    """A file under way, when it was sent, and the step that comes next, in words and as address."""

    token: str
    name: str
    sent_at: datetime
    step: str
    url: str
    is_under_way: bool


def go_on(file: KeptFile, step: Step) -> ResponseReturnValue:
    """Go on to a step, and keep that it comes next."""
    keep_step(file, step)
    return lead_to(file, step)


def lead_to(file: KeptFile, step: Step) -> Response:
    """The way to the page of a step, which is kept already."""
    return redirect(url_for(step, token=file.token), code=303)


def keep_step(file: KeptFile, step: Step) -> None:
    """Keep which step comes next."""
    file.write_note(_STEP, step)


def find_step(file: KeptFile) -> Step:
    """The step that comes next."""
    return Step(file.read_note(_STEP) or Step.COLUMNS)


def list_unfinished() -> list[Unfinished]:
    """What the current person began and has not recorded, the latest first."""
    found = []
    for file in list_files(current_person().id, now()):
        try:
            found.append(_describe(file))
        except NotFound:
            # It was recorded or thrown away meanwhile.
            continue
    return found


def _describe(file: KeptFile) -> Unfinished:
    course = find_course(file)
    step = find_step(file) if course is None else Step.COURSE
    seen = find_course(file, Kind.OPENING) if step is Step.OPENING else course
    failed = seen is not None and seen.problem is not None
    return Unfinished(
        token=file.token,
        name=file.name,
        sent_at=file.kept_at,
        step=_FAILED if failed else _WORDS[step],
        url=url_for(step, token=file.token),
        is_under_way=course is not None and course.is_under_way,
    )


@blueprint.post("/drafts/<token>/discard")
@access.roles(*IMPORTING)
def discard(token: str) -> ResponseReturnValue:
    """Throw a file away that is not recorded yet."""
    file = find_file(token, current_person().id)
    course = find_course(file)
    if course is not None and course.is_under_way:
        flash(f"{file.name} is being recorded: stop it on its page first.", "error")
        return redirect(url_for("imports.list_all"), code=303)
    file.discard()
    return go_to("imports.list_all", f"{file.name} is thrown away. Nothing of it was recorded.")
