"""What changed between two moments: which totals, by how much, and through which acts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.recording.comparing import compare
from tracker.registry.operation import Operation
from tracker.registry.people import Role
from tracker.registry.places import Place
from tracker.web.comparing.forms import MomentsForm
from tracker.web.comparing.sentences import describe_steps, name_cause
from tracker.web.dashboard.extents import list_breadcrumbs, load_visible_place
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.moments import say_local
from tracker.web.shared.operation import current_operation
from tracker.web.shared.published_words import (
    name_series,
    say_after,
    say_before,
    say_change,
    say_days,
)
from tracker.web.shared.unit_of_work import reading

MOST = 200
"""Rows of each list; who compares moments that are further apart is told so."""

WORDS = {
    word.__name__: word
    for word in (
        name_cause,
        describe_steps,
        name_series,
        say_after,
        say_before,
        say_change,
        say_days,
    )
}

blueprint = Blueprint("comparing", __name__)


@blueprint.get("/overview/compare")
@access.roles(Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR)
def compare_operation() -> ResponseReturnValue:
    """The whole operation at two moments."""
    return show(None)


@blueprint.get("/places/<id:place_id>/compare")
@access.signed_in
def compare_place(place_id: int) -> ResponseReturnValue:
    """A place at two moments."""
    return show(load_visible_place(reading(), current_person(), place_id))


def show(place: Place | None) -> ResponseReturnValue:
    """Render the comparison."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    form = MomentsForm(operation.clock, clock.now())
    moments = form.choose()
    places = [place.id] if place else None
    found = compare(reading(), places, *moments, most=MOST) if moments else None
    return render_template(
        "comparing/compare.html",
        form=form,
        place=place,
        moments=moments,
        found=found,
        most=MOST,
        link_day=DayLinks(place, operation, moments) if moments else None,
        breadcrumbs=list_breadcrumbs(reading(), current_person(), place, "Two moments"),
        **WORDS,
    )


class DayLinks:
    """Addresses of a number's day as it was known at each moment."""

    def __init__(self, place: Place | None, operation: Operation, moments: Any) -> None:
        self._place = place
        self._said = [say_local(moment, operation.time_zone) for moment in moments]

    def __call__(self, day: Any, indicator: str, number: int) -> str:
        """The page of a day, as known at the earlier (0) or the later (1) moment."""
        query = {"day": day, "indicator": indicator, "known_at": self._said[number]}
        if self._place is None:
            return url_for("dashboard.show_operation_day", **query)
        return url_for("dashboard.show_day", place_id=self._place.id, **query)
