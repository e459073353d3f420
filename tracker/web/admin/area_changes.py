"""Pages that move areas, retire places and bring them back, and set how districts report."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.domain.errors import InUse, NotFound
from tracker.registry import areas as register
from tracker.registry.keeping import keep_change
from tracker.registry.people import Role
from tracker.registry.places import Place, PlaceKind, list_areas, load_place
from tracker.registry.reporting_modes import set_reporting_mode as register_mode
from tracker.registry.retirement import (
    restore_place as bring_back,
)
from tracker.registry.retirement import (
    retire_place as register_retired,
)
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.area_forms import MoveAreaForm, ReportingModeForm, RetireForm
from tracker.web.admin.areas import load_area
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.clock import today
from tracker.web.shared.unit_of_work import discard_writing, reading, writing


@blueprint.route("/areas/<id:place_id>/move", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def move_area(place_id: int) -> ResponseReturnValue:
    """Put an area into another of the level above."""
    area = load_area(place_id)
    areas = list_areas(reading())
    form = MoveAreaForm([a for a in areas if a.level == area.level - 1], parent=area.parent_id)
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.AREA_MOVED, by := sign_now(), place_id):
                register.move_area(writing(), place_id, form.parent.data, by=by)
            above = load_place(writing(), form.parent.data)
            message = f"{area.name} now lies in {above.name}."
            return go_to("admin.show_area", message, place_id=place_id)
    return show_form("admin/areas/move.html", form, area=area)


@blueprint.route("/areas/<id:place_id>/reporting", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def set_reporting_mode(place_id: int) -> ResponseReturnValue:
    """Set how a district reports from a day on."""
    area = load_area(place_id)
    if not area.is_district:
        raise NotFound("district", place_id)
    form = ReportingModeForm(since=today())
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.REPORTING_MODE_SET, by := sign_now(), place_id):
                register_mode(writing(), place_id, **form.values, by=by)
            message = f"{area.name} {form.sentence}."
            return go_to("admin.show_area", message, place_id=place_id)
    return show_form("admin/areas/reporting.html", form, area=area)


@blueprint.route("/places/<id:place_id>/retire", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def retire_place(place_id: int) -> ResponseReturnValue:
    """Retire an area or shelter from a day on."""
    place = load_place(reading(), place_id)
    form = RetireForm(day=today())
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.PLACE_RETIRED, by := sign_now(), place_id):
                register_retired(writing(), place_id, **form.values, by=by)
            flash(f"{place.name} {form.sentence}.", "success")
            return redirect(find_page(place), code=303)
    return show_form("admin/areas/retire.html", form, place=place, page=find_page(place))


@blueprint.post("/places/<id:place_id>/restore")
@access.roles(Role.ADMINISTRATOR)
def restore_place(place_id: int) -> ResponseReturnValue:
    """Bring a retired area or shelter back."""
    place = load_place(reading(), place_id)
    try:
        with keep_change(writing(), Act.PLACE_RESTORED, by := sign_now(), place_id):
            bring_back(writing(), place_id, by=by)
    except InUse as refusal:
        discard_writing()
        flash(refusal.message, "error")
    else:
        flash(f"{place.name} is back, with its whole history.", "success")
    return redirect(find_page(place), code=303)


def find_page(place: Place) -> str:
    """The address of the page about a place; that of its district for an outside."""
    match place.kind:
        case PlaceKind.SHELTER:
            return url_for("admin.show_shelter", place_id=place.id)
        case PlaceKind.OUTSIDE:
            return url_for("admin.show_area", place_id=place.parent_id)
    return url_for("admin.show_area", place_id=place.id)
