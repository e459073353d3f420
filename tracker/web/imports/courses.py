"""The pages of a file being opened, read or recorded: how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.exchange.importing import find_import
from tracker.web.admin.answers import go_to
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.unfinished import Step, find_step, lead_to
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.course_notes import Course, find_course
from tracker.web.shared.courses import stop_course
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import KeptFile, find_file
from tracker.web.shared.unit_of_work import reading

EVERY = 3
"""Seconds after which the page is asked for again."""

TOO_LATE = "The file was recorded before it could be stopped. If it is the wrong one, undo it here."

STOPPING = (
    "It ends with the step that it is at, and nothing of it is kept. Opening a workbook is one "
    "step. This page looks again by itself."
)

_PAGES = {
    Kind.OPENING: "imports.show_opening",
    Kind.READING: "imports.show_reading",
    Kind.RECORDING: "imports.show_course",
}

UNFIT = "Its columns are not used as this file needs it. Go back to the columns:"

WAITS = "It waits until other files are done, and then begins by itself."

_MINUTE = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a page says of what is done with a file; `ways_out` lead on where it was given up.

    A way out is its words, its endpoint, and whether that is about the file.
    """

    heading: str
    done: str
    meanwhile: str
    ways_out: tuple[tuple[str, str, bool], ...]

    def find_ways_out(self, file: KeptFile) -> list[tuple[str, str]]:
        """Words and addresses."""
        return [
            (words, url_for(endpoint, token=file.token) if needs_token else url_for(endpoint))
            for words, endpoint, needs_token in self.ways_out
        ]


LOOKS_AGAIN = "This page looks again by itself every few seconds; it can be closed, and opened "
_COLUMNS = ("Back to the columns", Step.COLUMNS, True)
SAID = {
    Kind.OPENING: Said(
        heading="Opening",
        done="opened",
        meanwhile="The file is looked through for what its columns are. "
        f"{LOOKS_AGAIN}again from the list of imports. Nothing is recorded yet.",
        ways_out=(
            ("Open it again", Step.COLUMNS, True),
            ("Choose another file", "imports.upload", False),
        ),
    ),
    Kind.READING: Said(
        heading="Reading",
        done="read",
        meanwhile="Each row is compared with what is recorded already. "
        f"{LOOKS_AGAIN}again from the list of imports. Nothing is recorded yet.",
        ways_out=(("Read it again", Step.PLACES, True), _COLUMNS),
    ),
    Kind.RECORDING: Said(
        heading="Recording",
        done="recorded",
        meanwhile=f"{LOOKS_AGAIN}again: the file is recorded all the same, whole or not at all. "
        "Meanwhile nobody else can write.",
        ways_out=(("Back to what will be recorded", Step.PREVIEW, True),),
    ),
}


@blueprint.get("/drafts/<token>/recording")
@access.roles(*IMPORTING)
def show_course(token: str) -> ResponseReturnValue:
    """How far it is. Once it is recorded, its page; if it will not be, why not."""
    file = find_file(token, current_person().id)
    course = find_course(file)
    if course is None:
        return redirect(url_for("imports.preview", token=token), code=303)
    # Asked of the database too: a server may stop between the last word and the commit before it.
    recorded = course.import_id or _find_recorded(course)
    if recorded is not None:
        file.discard()
        words = TOO_LATE if course.is_stopping else "The file is imported."
        return go_to("imports.show_import", words, import_id=recorded)
    return _show(file, course, Kind.RECORDING)


@blueprint.get("/drafts/<token>/opening")
@access.roles(*IMPORTING)
def show_opening(token: str) -> ResponseReturnValue:
    """How far a heavy file is opened. Once it is, the step that comes next."""
    return _show_until_done(token, Kind.OPENING)


@blueprint.get("/drafts/<token>/reading")
@access.roles(*IMPORTING)
def show_reading(token: str) -> ResponseReturnValue:
    """How far a long file is read. Once it is, the step that comes next."""
    return _show_until_done(token, Kind.READING)


def _show_until_done(token: str, kind: Kind) -> ResponseReturnValue:
    file = find_file(token, current_person().id)
    course = find_course(file, kind)
    if course is None or course.is_finished:
        step = find_step(file)
        # Nobody opens it, and nothing was found: the columns have it opened again.
        following = Step.COLUMNS if step is Step.OPENING else step
        return redirect(url_for(following, token=token), code=303)
    return _show(file, course, kind)


def _show(file: KeptFile, course: Course, kind: Kind) -> ResponseReturnValue:
    said = SAID[kind]
    title = f"{said.heading} {file.name}"
    if not course.is_under_way:
        title = f"{file.name} is not {said.done}"
    buttons = Buttons(
        stop=url_for("imports.stop", token=file.token),
        discard=url_for("imports.discard", token=file.token),
    )
    return show_page(title, course, said.meanwhile, said.find_ways_out(file), buttons)


@dataclass(frozen=True, kw_only=True, slots=True)
class Buttons:
    """Addresses of what can be done with work under way, and of what was given up, if anything."""

    stop: str
    discard: str | None = None


def show_page(
    title: str,
    course: Course,
    meanwhile: str,
    ways_out: Sequence[tuple[str, str]],
    buttons: Buttons,
) -> ResponseReturnValue:
    """How far something is, or why it was given up; words and addresses lead on from there."""
    response = make_response(
        render_template(
            "imports/course.html",
            page_title=title,
            course=course,
            meanwhile=meanwhile,
            ways_out=ways_out,
            buttons=buttons,
            stopping=STOPPING,
            unfit=UNFIT,
            left=WAITS if course.is_waiting else say_left(course.seconds_left),
        )
    )
    if course.is_under_way:
        # By the header, so that it works without scripts and the page itself stays as it is.
        response.headers["Refresh"] = f"{EVERY}"
    return response


@blueprint.post("/drafts/<token>/stop")
@access.roles(*IMPORTING)
def stop(token: str) -> ResponseReturnValue:
    """Stop what is done with a file: nothing of it is recorded, unless it is already."""
    person, moment = current_person(), now()
    file = find_file(token, person.id)
    for kind, page in _PAGES.items():
        if stop_course(file, kind, person_id=person.id, name=person.display_name, moment=moment):
            return redirect(url_for(page, token=token), code=303)
    # It is over already: what became of it is told as if nobody had asked.
    return lead_to(file, find_step(file) if find_course(file) is None else Step.COURSE)


def _find_recorded(course: Course) -> int | None:
    return find_import(reading(), UUID(course.submission)) if course.submission else None


def say_left(seconds: int | None) -> str:
    """The time that is left, in words that do not change each second."""
    if seconds is None:
        return "How long it takes is not known yet."
    if seconds < _MINUTE:
        return "Less than a minute is left."
    minutes = round(seconds / _MINUTE)
    return f"About {minutes} {'minute' if minutes == 1 else 'minutes'} left."
