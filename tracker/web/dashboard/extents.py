"""What a page is about: the whole operation, an area or a unit, with what lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound, NotYetRegistered
from tracker.recording.knowledge import Knowledge
from tracker.registry.looking_back import put_right
from tracker.registry.people import Person, covered_place_ids
from tracker.registry.places import DISTRICT, Place, PlaceKind, list_children, load_place
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.navigation import Link
from tracker.web.shared.seeing import find_seen_ids, sees_all
from tracker.web.shared.unit_of_work import reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """The whole operation (`place` None) or a place.

    `same` are the ids of areas that cover just this: the place itself, and down the tree as long as
    there is only one area. `children` are the areas below those, and none in a district or unit.
    """

    place: Place | None
    same: tuple[int, ...]
    children: tuple[Place, ...]

    @property
    def place_ids(self) -> list[int] | None:
        """The places to read totals of; None reads the operation."""
        return None if self.place is None else [self.place.id]

    @property
    def is_unit(self) -> bool:
        """Whether it is a shelter, or the outside of a district's shelters."""
        return self.place is not None and self.place.kind is not PlaceKind.AREA

    @property
    def is_shelter(self) -> bool:
        """Whether it is one shelter."""
        return self.place is not None and self.place.kind is PlaceKind.SHELTER

    @property
    def is_outside(self) -> bool:
        """Whether it is the outside of a district's shelters."""
        return self.place is not None and self.place.kind is PlaceKind.OUTSIDE

    @property
    def counts_never(self) -> bool:
        """Whether it was retired from its first day on, as what an undone import registered."""
        return self.place is not None and self.place.valid_until == self.place.valid_from

    @property
    def is_district(self) -> bool:
        """Whether it can hold shelters."""
        return self.place is not None and self.place.is_district

    def url(self, **query: Any) -> str:
        """The page about it."""
        if self.place is None:
            return url_for("dashboard.show_operation", **query)
        return url_for("dashboard.show_place", place_id=self.place.id, **query)

    def compare_url(self, **query: Any) -> str:
        """The page that compares what was known of it at two moments."""
        if self.place is None:
            return url_for("comparing.compare_operation", **query)
        return url_for("comparing.compare_place", place_id=self.place.id, **query)

    def day_url(self, day: date, indicator: str | None = None) -> str:
        """The page with the reports behind a day."""
        query: dict[str, Any] = {"day": day, "indicator": indicator}
        if self.place is None:
            return url_for("dashboard.show_operation_day", **query)
        return url_for("dashboard.show_day", place_id=self.place.id, **query)

    def said_url(self, day: date, indicator: str, **more: Any) -> str:
        """The page with all that was said of a number of a day."""
        query: dict[str, Any] = {"day": day, "indicator": indicator, **more}
        if self.place is None:
            return url_for("dashboard.show_operation_sides", **query)
        return url_for("dashboard.show_sides", place_id=self.place.id, **query)

    def corrections_url(self, first: date, last: date, indicator: str | None = None) -> str:
        """The page with what changed in published totals of some days."""
        query: dict[str, Any] = {
            "place": self.place.id if self.place else None,
            "from": first,
            "to": last,
            "indicator": indicator,
        }
        return url_for("corrections.show_corrections", **query)


def load_visible_place(session: Session, person: Person, place_id: int) -> Place:
    """A place that the person may look at; for others there is none of that id."""
    seen = find_seen_ids(session, person)
    if seen is not None and place_id not in seen:
        raise NotFound("place", place_id)
    return load_place(session, place_id)


def load_shown_place(place_id: int) -> Place:
    """The place that a page is about, if its reader may look at it, as it was at the page's moment.

    Raises NotYetRegistered where there was none yet.
    """
    place = load_visible_place(reading(), current_person(), place_id)
    found = put_right(reading(), [place], current_lookback().knowledge.registers)
    if not found:
        raise NotYetRegistered(place_id, place.name)
    return found[0]


def load_extent(knowledge: Knowledge, place: Place | None, day: date) -> Extent:
    """The extent of a place, or of the operation, as it is on a day by what was registered.

    Whoever looks back finds only areas in it that they may look at today.
    """
    if place is not None and (place.kind is not PlaceKind.AREA or place.level == DISTRICT):
        return Extent(place=place, same=(place.id,), children=())
    same = [] if place is None else [place.id]
    children = _list_areas_in(knowledge, place, day)
    while len(children) == 1 and children[0].level < DISTRICT:
        same.append(children[0].id)
        children = _list_areas_in(knowledge, children[0], day)
    if place is None:
        return Extent(place=None, same=tuple(same), children=tuple(children))
    return Extent(
        place=place,
        same=current_lookback().keep_seen(same, lambda area: area),
        children=current_lookback().keep_seen(children, lambda area: area.id),
    )


def find_operation(areas: Sequence[Place], day: date) -> Extent:
    """The extent of the operation on a day, found in all its areas without reading any."""
    same: list[int] = []
    children = _find_areas_in(areas, None, day)
    while len(children) == 1 and children[0].level < DISTRICT:
        same.append(children[0].id)
        children = _find_areas_in(areas, children[0].id, day)
    return Extent(place=None, same=tuple(same), children=tuple(children))


def _find_areas_in(areas: Sequence[Place], parent_id: int | None, day: date) -> list[Place]:
    return [area for area in areas if area.parent_id == parent_id and area.is_valid(day)]


def _list_areas_in(knowledge: Knowledge, place: Place | None, day: date) -> list[Place]:
    place_id = place.id if place else None
    found = list_children(knowledge.session, place_id, knowledge.registers)
    return [child for child in found if child.kind is PlaceKind.AREA and child.is_valid(day)]


def list_breadcrumbs(
    session: Session, person: Person, place: Place | None, page: str | None = None
) -> tuple[Link, ...]:
    """The way down to a place, or to a page about it, as far as the person may look at it."""
    crumbs: list[Link] = []
    steps = () if place is None else (*place.path, (place.id, place.name))
    if sees_all(person):
        crumbs.append(Link(label="Overview", url=url_for("dashboard.overview"), current=False))
    elif place is not None:
        covered = covered_place_ids(session, person)
        steps = tuple(step for step in steps if step[0] in covered)
    crumbs += [
        Link(label=name, url=url_for("dashboard.show_place", place_id=at), current=False)
        for at, name in steps
    ]
    if page is not None:
        crumbs.append(Link(label=page, url="", current=True))
    return tuple(crumbs) if len(crumbs) > 1 else ()
