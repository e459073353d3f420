"""Which places can be assigned to a person, in groups short enough to be looked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.registry.places import DISTRICT, Place, list_areas
from tracker.registry.shelters import list_shelters


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentOption:
    """A place to assign."""

    place_id: int
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentGroup:
    """A country, or a region with its districts and their shelters."""

    label: str
    options: tuple[AssignmentOption, ...]

    def count_chosen(self, chosen: Collection[int]) -> int:
        """How many of its places are among those chosen."""
        return sum(option.place_id in chosen for option in self.options)


def list_assignable(session: Session, kept: Collection[int] = ()) -> tuple[AssignmentGroup, ...]:
    """Areas and shelters that are not retired, and those that are but are assigned (`kept`)."""
    shelters: dict[int | None, list[Place]] = defaultdict(list)
    for shelter in list_shelters(session):
        shelters[shelter.place.parent_id].append(shelter.place)
    groups: list[tuple[str, list[Place]]] = []
    for area in list_areas(session, include_retired=True):
        if area.level < DISTRICT:
            groups.append((area.full_name, []))
        groups[-1][1].extend((area, *shelters[area.id]))
    usable = (
        (label, [p for p in places if p.valid_until is None or p.id in kept])
        for label, places in groups
    )
    return tuple(
        AssignmentGroup(label=label, options=tuple(map(_make_option, places)))
        for label, places in usable
        if places
    )


def _make_option(place: Place) -> AssignmentOption:
    match place.level_name:
        case "country":
            label = f"All of {place.name}"
        case "region":
            label = f"All districts of {place.name}"
        case "district":
            label = place.name
        case _:
            label = f"{place.full_name} (shelter)"
    ended = " (retired)" if place.valid_until is not None else ""
    return AssignmentOption(place_id=place.id, label=label + ended)
