"""Which places daily values are asked of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.errors import NotYetRegistered
from tracker.registry.places import (
    Path,
    Place,
    PlaceKind,
    list_areas,
    list_units_under,
    load_place,
    load_places,
)
from tracker.totals.known.registers import Registers
from tracker.web.api.asking import Asked

SELF, UNIT = "self", "unit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A place whose values are asked for."""

    place_id: int
    name: str
    level: str
    path: Path


def list_targets(
    asked: Asked, levels: Sequence[str], day: date, registers: Registers | None = None
) -> list[Target]:
    """The places of the levels in and beneath what is asked for, each once, in the tree's order.

    Statements do not grow with them. With `registers` as these said.
    """
    session = asked.session
    tops = find_tops(asked, registers)
    wanted: dict[int, Target] = {}
    if SELF in levels:
        wanted |= {top.id: _make_target(top) for top in tops}
    ids = [top.id for top in tops]
    if not set(levels) <= {SELF, UNIT}:
        wanted |= {
            area.id: _make_target(area)
            for area in _list_beneath(session, ids, registers)
            if area.level_name in levels
        }
    if UNIT in levels:
        wanted |= {unit.place_id: unit for unit in _list_units(session, ids, day, registers)}
    return [target for target in wanted.values() if asked.reach.holds(target.place_id)]


def find_tops(asked: Asked, registers: Registers | None = None) -> tuple[Place, ...]:
    """The area asked for, else the highest places that are seen.

    Raises NotYetRegistered for an area that the `registers` did not know.
    """
    area = asked.query["area"]
    if area is not None:
        asked.require_reached(area)
        if registers and not registers.is_registered(area):
            raise NotYetRegistered(area, load_place(asked.session, area).full_name)
        return load_places(asked.session, [area], registers)
    seen = asked.reach.seen
    if seen is None:
        areas = list_areas(asked.session, registers=registers)
        return tuple(place for place in areas if place.parent_id is None)
    found = load_places(asked.session, sorted(seen), registers)
    return tuple(place for place in found if place.parent_id not in seen)


def _list_beneath(
    session: Session, ids: Iterable[int], registers: Registers | None
) -> Iterator[Place]:
    tops = set(ids)
    for area in list_areas(session, registers=registers):
        if area.id in tops or any(above in tops for above, _ in area.path):
            yield area


def _list_units(
    session: Session, ids: Iterable[int], day: date, registers: Registers | None
) -> Iterator[Target]:
    for unit in list_units_under(session, ids, day, registers):
        is_area = unit.kind is PlaceKind.AREA
        yield Target(
            place_id=unit.place_id,
            name=unit.name,
            level="district" if is_area else unit.kind.value,
            path=unit.path,
        )


def _make_target(place: Place) -> Target:
    return Target(place_id=place.id, name=place.name, level=place.level_name, path=place.path)
