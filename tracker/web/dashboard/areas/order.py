"""The order of the areas list: the tree or one level of it, by name or by a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.registry.places import LEVEL_NAMES
from tracker.web.dashboard.summaries import PlaceSummary
from tracker.web.shared.navigation import Link

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

NAME = "name"
TREE = "all"
UP, DOWN = "asc", "desc"
DIRECTIONS = {UP: "ascending", DOWN: "descending"}
LEVELS = {name: depth for depth, name in enumerate(LEVEL_NAMES)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What the address asks for: a column, which way, the level (TREE: all of them), and the day.

    In the tree the areas within each area are sorted, so that each stays below the one it is part
    of; a level alone is sorted as one list.
    """

    column: str = NAME
    direction: str = UP
    level: str = TREE
    day: date | None = None

    @property
    def is_tree(self) -> bool:
        """Whether all levels are shown, each area below its parent."""
        return self.level == TREE

    def url(self, **changed: str | date | None) -> str:
        """The list in this order but for what is changed; defaults stay out of the address."""
        chosen = {
            "sort": self.column,
            "dir": self.direction,
            "level": self.level,
            "day": self.day,
            **changed,
        }
        defaults = {"sort": NAME, "dir": UP, "level": TREE, "day": None}
        query = {name: value for name, value in chosen.items() if value != defaults[name]}
        return url_for("dashboard.list_areas", **query)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True, slots=True)
class SortLink:
    """The head of a column: `direction` is None unless the list is sorted by it."""

    url: str
    direction: str | None


def link_column(column: str, order: Order) -> SortLink:
    """A link that sorts by the column, or turns the direction round when it does already."""
    is_current = order.column == column
    turned = DOWN if is_current and order.direction == UP else UP
    direction = DIRECTIONS[order.direction] if is_current else None
    return SortLink(url=order.url(sort=column, dir=turned), direction=direction)


def list_level_links(places: Sequence[PlaceSummary], order: Order) -> tuple[Link, ...]:
    """Links to all areas and to each level that has several; none where there is one level only."""
    depths = [place.depth for place in places]
    levels = [name for name, depth in LEVELS.items() if depths.count(depth) > 1]
    if len(set(depths)) < 2:  # noqa: PLR2004 (nothing to choose between)
        return ()
    links = [(TREE, "All areas"), *((name, _name_many(name)) for name in levels)]
    return tuple(
        Link(label=label, url=order.url(level=level), current=order.level == level)
        for level, label in links
    )


def _name_many(level: str) -> str:
    return {"country": "Countries"}.get(level, f"{level.capitalize()}s")


def sort_places(places: Sequence[PlaceSummary], order: Order) -> list[PlaceSummary]:
    """The areas, given depth first, in the order asked for; without a number last, either way."""
    if not order.is_tree:
        return _sort([place for place in places if place.depth == LEVELS[order.level]], order)
    branches = _split_branches(places)
    below = {branch[0].place_id: branch[1:] for branch in branches}
    return [
        place
        for head in _sort([branch[0] for branch in branches], order)
        for place in (head, *sort_places(below[head.place_id], order))
    ]


def _split_branches(places: Sequence[PlaceSummary]) -> list[list[PlaceSummary]]:
    """The areas of the highest level, each with what lies beneath it."""
    branches: list[list[PlaceSummary]] = []
    for place in places:
        if branches and place.depth > branches[0][0].depth:
            branches[-1].append(place)
        else:
            branches.append([place])
    return branches


def _sort(places: list[PlaceSummary], order: Order) -> list[PlaceSummary]:
    if order.column == NAME:
        return sorted(
            places, key=lambda place: place.name.casefold(), reverse=order.direction == DOWN
        )
    measure = COLUMNS[order.column][1]
    known = [(value, place) for place in places if (value := measure(place)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.direction == DOWN)
    return [
        *(place for _, place in known),
        *(place for place in places if measure(place) is None),
    ]
