"""Pages that show the register of shelters."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.domain.indicators import Indicator
from tracker.registry.floor_area import describe_floor_area
from tracker.registry.people import Role
from tracker.registry.shelters import list_shelters as load_shelters
from tracker.registry.shelters import load_shelter
from tracker.totals.units import read_last_points
from tracker.web.admin.areas import find_districts_by_shelter
from tracker.web.admin.blueprint import blueprint
from tracker.web.shared import access
from tracker.web.shared.clock import today
from tracker.web.shared.unit_of_work import reading


@blueprint.get("/shelters")
@access.roles(Role.ADMINISTRATOR)
def list_shelters() -> ResponseReturnValue:
    """All shelters with today's status."""
    return render_template(
        "admin/shelters/list.html",
        shelters=load_shelters(reading()),
        by_shelter=find_districts_by_shelter(),
        today=today(),
    )


@blueprint.get("/shelters/<id:place_id>")
@access.roles(Role.ADMINISTRATOR)
def show_shelter(place_id: int) -> ResponseReturnValue:
    """One shelter, with its status over time."""
    shelter = load_shelter(reading(), place_id)
    capacity = find_capacity(place_id)
    return render_template(
        "admin/shelters/shelter.html",
        shelter=shelter,
        floor_area_hint=describe_floor_area(shelter.floor_area, capacity),
        reports_by_shelter=shelter.place.parent_id in find_districts_by_shelter(),
        today=today(),
    )


def find_capacity(place_id: int) -> int | None:
    """The usable places last reported of a shelter."""
    points = read_last_points(reading(), [place_id], today(), [Indicator.CAPACITY])
    found = points.get(place_id, {}).get(Indicator.CAPACITY)
    return found.point.amount.value if found else None
