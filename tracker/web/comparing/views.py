"""What changed between two moments: which totals, by how much, and through which acts."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.indicators import Indicator
from tracker.domain.published import Difference
from tracker.recording.comparing import compare
from tracker.recording.joint_acts import Effect
from tracker.registry.people import Role
from tracker.registry.places import Place
from tracker.web.comparing.forms import MomentsForm
from tracker.web.comparing.lines import Links, make_line
from tracker.web.dashboard.extents import list_breadcrumbs, load_visible_place
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.operation import current_operation
from tracker.web.shared.published_words import (
    name_series,
    say_after,
    say_before,
    say_change,
    say_days,
)
from tracker.web.shared.seeing import find_seen_ids
from tracker.web.shared.unit_of_work import reading

MOST = 200
"""Rows of each list; who compares moments that are further apart is told so."""

SHOWN = 10
"""Acts until somebody asks for all."""

WORDS = {
    word.__name__: word
    for word in (
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
    links = Links(place, operation, moments) if moments else None
    seen = find_seen_ids(reading(), current_person())
    found = compare(reading(), places, *moments, most=MOST, seen=seen) if moments else None
    shows_all = request.args.get("show") == "all"
    acts = found.acts[: MOST if shows_all else SHOWN] if found else ()
    return render_template(
        "comparing/compare.html",
        form=form,
        place=place,
        moments=moments,
        found=found,
        totals=pick_totals(found.differences, shows_all=shows_all) if found else (),
        lines=[make_line(links, act) for act in acts] if links else (),
        shows_all=shows_all,
        most=MOST,
        links=links,
        breadcrumbs=list_breadcrumbs(reading(), current_person(), place, "Two moments"),
        **WORDS,
    )


def pick_totals(differences: Effect, *, shows_all: bool) -> Effect:
    """For each number its last difference, or all of them up to MOST, the last of each first."""
    picked: list[tuple[Indicator, Difference]] = []
    for _, found in groupby(differences, key=itemgetter(0)):
        newest_first = list(found)[::-1]
        picked += newest_first if shows_all else newest_first[:1]
    return tuple(picked[:MOST])
