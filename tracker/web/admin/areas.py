"""Pages that show the register of areas, and add to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.audit import Act
from tracker.domain.errors import NotFound
from tracker.registry import areas as register
from tracker.registry.boundaries import find_boundary
from tracker.registry.keeping import keep_change
from tracker.registry.p_codes import list_code_warnings
from tracker.registry.people import Role
from tracker.registry.places import (
    DISTRICT,
    Place,
    PlaceKind,
    list_children,
    list_units_under,
    load_place,
)
from tracker.registry.places import (
    list_areas as load_areas,
)
from tracker.registry.reporting_modes import list_modes
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.area_forms import AddAreaForm, ChangeAreaForm
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.clock import today
from tracker.web.shared.operation import current_operation
from tracker.web.shared.unit_of_work import reading, writing


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A country, or a region with its districts."""

    area: Place
    districts: tuple[Place, ...]


@blueprint.get("/areas")
@access.roles(Role.ADMINISTRATOR)
def list_areas() -> ResponseReturnValue:
    """The tree of areas."""
    if current_operation() is None:
        flash("Set the operation up first: everything else belongs to it.", "message")
        return redirect(url_for("admin.change_settings"), code=303)
    areas = load_areas(reading(), include_retired=True)
    return render_template(
        "admin/areas/list.html",
        branches=group_branches(areas),
        by_shelter=find_districts_by_shelter(),
        warnings=list_code_warnings(areas),
        today=today(),
    )


@blueprint.get("/areas/<id:place_id>")
@access.roles(Role.ADMINISTRATOR)
def show_area(place_id: int) -> ResponseReturnValue:
    """One area: its codes, how it reports, and what lies in it."""
    area = load_area(place_id)
    return render_template(
        "admin/areas/area.html",
        area=area,
        warnings=list_warnings_of(area),
        boundary=find_boundary(reading(), place_id),
        children=[c for c in list_children(reading(), place_id) if c.kind is not PlaceKind.OUTSIDE],
        modes=list_modes(reading(), place_id),
        today=today(),
    )


@blueprint.route("/areas/new", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def add_area() -> ResponseReturnValue:
    """Register an area."""
    form = AddAreaForm(load_areas(reading()), parent=request.args.get("parent", type=int))
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.AREA_ADDED, by := sign_now()) as added:
                added.id = place_id = register.add_area(writing(), **form.values, by=by)
            show_code_warnings(place_id)
            name = load_place(writing(), place_id).name
            return go_to("admin.show_area", f"{name} is added.", place_id=place_id)
    return show_form("admin/areas/add.html", form)


@blueprint.route("/areas/<id:place_id>/edit", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def change_area(place_id: int) -> ResponseReturnValue:
    """Change an area's name and codes."""
    area = load_area(place_id)
    form = ChangeAreaForm(obj=area)
    if form.validate_on_submit():
        with refusals_shown(form):
            with keep_change(writing(), Act.AREA_CHANGED, sign_now(), place_id):
                register.change_area(writing(), place_id, **form.values)
            show_code_warnings(place_id)
            name = load_place(writing(), place_id).name
            return go_to("admin.show_area", f"{name} is changed.", place_id=place_id)
    return show_form("admin/areas/change.html", form, area=area)


def load_area(place_id: int) -> Place:
    """An area; other places are not found here."""
    place = load_place(reading(), place_id)
    if place.kind is not PlaceKind.AREA:
        raise NotFound("area", place_id)
    return place


def find_districts_by_shelter() -> frozenset[int]:
    """Districts that report by their shelters today: their outside is a reporting unit."""
    units = list_units_under(reading(), None, today())
    return frozenset(unit.path[-1][0] for unit in units if unit.kind is PlaceKind.OUTSIDE)


def group_branches(areas: Iterable[Place]) -> tuple[Branch, ...]:
    """Countries and regions in the order of the tree, regions with their districts."""
    found: list[tuple[Place, list[Place]]] = []
    for area in areas:
        if area.level == DISTRICT:
            found[-1][1].append(area)
        else:
            found.append((area, []))
    return tuple(Branch(area=area, districts=tuple(districts)) for area, districts in found)


def list_warnings_of(area: Place) -> tuple[str, ...]:
    """What looks wrong with one area's P-code."""
    return list_code_warnings(load_areas(reading(), include_retired=True)).get(area.id, ())


def show_code_warnings(place_id: int) -> None:
    """Say on the next page what looks wrong with a P-code just written; it is kept as it is."""
    areas = load_areas(writing(), include_retired=True)
    for warning in list_code_warnings(areas).get(place_id, ()):
        flash(f"{warning}. It is kept as you typed it.", "warning")
