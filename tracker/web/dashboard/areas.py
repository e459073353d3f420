"""The list of areas: where there is room, where not, and who has not reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.registry.people import Role
from tracker.registry.places import DISTRICT
from tracker.registry.places import list_areas as list_registered_areas
from tracker.totals.latest import find_last_report
from tracker.web.dashboard.blueprint import blueprint
from tracker.web.dashboard.summaries import PlaceSummary, summarise_areas
from tracker.web.shared import access
from tracker.web.shared.clock import today
from tracker.web.shared.operation import current_operation
from tracker.web.shared.unit_of_work import reading

Measure = Callable[[PlaceSummary], float | date | None]


def _share(place: PlaceSummary) -> float | None:
    return place.coverage.reporting / place.coverage.expected if place.coverage else None


COLUMNS: dict[str, tuple[str, Measure]] = {
    "free": ("Free places", lambda place: place.free),
    "occupancy": ("Occupancy", lambda place: place.occupancy),
    "sheltered": ("People sheltered", lambda place: place.sheltered.value),
    "capacity": ("Usable places", lambda place: place.capacity.value),
    "coverage": ("Units reported", _share),
    "last": ("Last report", lambda place: place.last_report),
}
"""Columns by their name in the address, with what they sort by."""

TREE = "name"
UP, DOWN = "ascending", "descending"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorting:
    """How the list is sorted; by TREE it shows the tree."""

    column: str
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SortLink:
    """The head of a column: `direction` is None unless the list is sorted by it."""

    url: str
    direction: str | None


@blueprint.get("/areas")
@access.roles(Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR)
def list_areas() -> ResponseReturnValue:
    """All areas on the last day with a report."""
    if current_operation() is None:
        return render_template("dashboard/not_set_up.html")
    session = reading()
    day = find_last_report(session, None, today()) or today()
    areas = list_registered_areas(session, today=day)
    sorting = read_sorting()
    return render_template(
        "dashboard/areas.html",
        day=day,
        places=sort_places(summarise_areas(session, areas, day), sorting),
        sorting=sorting,
        heads=[(name, label, link_column(name, sorting)) for name, (label, _) in COLUMNS.items()],
        name_head=link_column(TREE, sorting),
        is_tree=sorting.column == TREE,
    )


def read_sorting() -> Sorting:
    """The sorting that the address asks for; the tree when it makes no sense."""
    column = request.args.get("sort", TREE)
    direction = DOWN if request.args.get("dir") == "desc" else UP
    return Sorting(column=column if column in COLUMNS else TREE, direction=direction)


def link_column(column: str, sorting: Sorting) -> SortLink:
    """A link that sorts by the column, or turns the direction round when it does already."""
    current = sorting.direction if sorting.column == column else None
    if column == TREE:
        return SortLink(url=url_for("dashboard.list_areas"), direction=current)
    direction = "desc" if current == UP else "asc"
    url = url_for("dashboard.list_areas", sort=column, dir=direction)
    return SortLink(url=url, direction=current)


def sort_places(places: Sequence[PlaceSummary], sorting: Sorting) -> list[PlaceSummary]:
    """The tree as it is, or its districts by one column, those without a number last."""
    if sorting.column == TREE:
        return list(places)
    measure = COLUMNS[sorting.column][1]
    districts = [place for place in places if place.depth == DISTRICT]
    known = [(value, place) for place in districts if (value := measure(place)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=sorting.direction == DOWN)
    return [
        *(place for _, place in known),
        *(place for place in districts if measure(place) is None),
    ]
