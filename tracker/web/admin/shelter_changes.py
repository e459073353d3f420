"""Pages that write the register of shelters."""

from __future__ import annotations

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.registry import shelter_changes as register
from tracker.registry import shelter_moves
from tracker.registry.keeping import keep_change
from tracker.registry.people import Role
from tracker.registry.places import list_areas, load_place
from tracker.registry.shelters import load_shelter
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.shelter_forms import (
    AddShelterForm,
    ChangeShelterForm,
    MoveShelterForm,
    StatusForm,
    fill_in,
)
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.clock import today
from tracker.web.shared.unit_of_work import reading, writing


@blueprint.route("/shelters/new", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def add_shelter() -> ResponseReturnValue:
    """Register a shelter."""
    districts = [area for area in list_areas(reading()) if area.is_district]
    chosen = request.args.get("district", type=int)
    form = AddShelterForm(districts, parent=chosen, since=today())
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.SHELTER_ADDED, by := sign_now()) as added:
                added.id = place_id = register.add_shelter(writing(), **form.values, by=by)
            name = load_place(writing(), place_id).name
            return go_to("admin.show_shelter", f"{name} is added.", place_id=place_id)
    return show_form("admin/shelters/add.html", form)


@blueprint.route("/shelters/<id:place_id>/edit", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def change_shelter(place_id: int) -> ResponseReturnValue:
    """Change what the register says of a shelter."""
    shelter = load_shelter(reading(), place_id)
    form = ChangeShelterForm(data=fill_in(shelter))
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.SHELTER_CHANGED, sign_now(), place_id):
                register.change_shelter(writing(), place_id, details=form.details)
            name = load_place(writing(), place_id).name
            return go_to("admin.show_shelter", f"{name} is changed.", place_id=place_id)
    return show_form("admin/shelters/change.html", form, shelter=shelter)


@blueprint.route("/shelters/<id:place_id>/status", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def set_shelter_status(place_id: int) -> ResponseReturnValue:
    """Give a shelter a status from a day on."""
    shelter = load_shelter(reading(), place_id)
    form = StatusForm(status=shelter.status_on(today()), since=today())
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.SHELTER_STATUS_SET, by := sign_now(), place_id):
                register.set_shelter_status(writing(), place_id, **form.values, by=by)
            message = f"{shelter.place.name} {form.sentence}."
            return go_to("admin.show_shelter", message, place_id=place_id)
    return show_form("admin/shelters/status.html", form, shelter=shelter)


@blueprint.route("/shelters/<id:place_id>/move", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def move_shelter(place_id: int) -> ResponseReturnValue:
    """Put a shelter into another district, from a day on or for all days."""
    shelter = load_shelter(reading(), place_id)
    districts = [area for area in list_areas(reading()) if area.is_district]
    others = [district for district in districts if district.id != shelter.place.parent_id]
    form = MoveShelterForm(others, since=today())
    if form.validate_on_submit():
        with refusals_shown(form):
            parent_id = form.parent.data
            moved = write_move(place_id, parent_id, form.moved_since)
            district = load_place(writing(), parent_id).name
            message = f"{shelter.place.name} {form.say_move(district, today())}."
            return go_to("admin.show_shelter", message, place_id=moved)
    return show_form("admin/shelters/move.html", form, shelter=shelter)


def write_move(place_id: int, parent_id: int, since: date | None) -> int:
    """Move a shelter, for all days where no day is given; answers the id it has from then on."""
    session, by = writing(), sign_now()
    with keep_change(session, Act.SHELTER_MOVED, by, place_id):
        if since is None:
            shelter_moves.put_shelter_right(session, place_id, parent_id, by)
            return place_id
        with keep_change(session, Act.SHELTER_ADDED, by) as added:
            added.id = moved = shelter_moves.relocate_shelter(
                session, place_id, parent_id, since=since, by=by
            )
    return moved
