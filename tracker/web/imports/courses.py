"""The pages of a long file being read or recorded: how far it is, and what became of it."""

from __future__ import annotations

from uuid import UUID

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.exchange.importing import find_import
from tracker.web.admin.answers import go_to
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.unfinished import find_step
from tracker.web.shared import access
from tracker.web.shared.courses import Course, Kind, find_course
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import KeptFile, find_file
from tracker.web.shared.unit_of_work import reading

EVERY = 3
"""Seconds after which the page is asked for again."""

_MINUTE = 60


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
        return go_to("imports.show_import", "The file is imported.", import_id=recorded)
    return _show(file, course, Kind.RECORDING)


@blueprint.get("/drafts/<token>/reading")
@access.roles(*IMPORTING)
def show_reading(token: str) -> ResponseReturnValue:
    """How far a long file is read. Once it is, the step that comes next."""
    file = find_file(token, current_person().id)
    course = find_course(file, Kind.READING)
    if course is None or course.is_finished:
        return redirect(url_for(find_step(file), token=token), code=303)
    return _show(file, course, Kind.READING)


def _show(file: KeptFile, course: Course, kind: Kind) -> ResponseReturnValue:
    response = make_response(
        render_template(
            f"imports/{kind.name.casefold()}.html",
            file=file,
            course=course,
            left=say_left(course.seconds_left),
        )
    )
    if course.is_under_way:
        # By the header, so that it works without scripts and the page itself stays as it is.
        response.headers["Refresh"] = f"{EVERY}"
    return response


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
