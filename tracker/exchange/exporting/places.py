"""The places of an export, in the order of the tree, with what stands above each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.windows import Window
from tracker.exchange.exporting.csv_lines import Cell
from tracker.exchange.exporting.hxl_tags import PLACE_TAGS
from tracker.exchange.exporting.tables import Column
from tracker.registry.places import list_areas, list_ids_beneath, load_places
from tracker.registry.tree import Place, PlaceKind
from tracker.totals.known.registers import Registers
from tracker.totals.scopes import Scope, load_all_scopes

LEVEL_COLUMN = Column(
    key="level",
    heading="Level",
    meaning="What the row is about: a country, region, district, shelter, or what lies outside the "
    "shelters of a district. A row about an area is the sum of its reporting units; rows of "
    "different levels must not be added.",
)
AREA_NAMES = (
    LEVEL_COLUMN,
    Column(
        key="country",
        heading="Country",
        meaning="The country's name.",
        tag=PLACE_TAGS["country"],
    ),
    Column(
        key="region",
        heading="Region",
        meaning="The region's name.",
        tag=PLACE_TAGS["region"],
    ),
    Column(
        key="region_code",
        heading="Region P-code",
        meaning="The region's P-code.",
        tag=PLACE_TAGS["region_code"],
    ),
    Column(
        key="region_national_code",
        heading="Region national code",
        meaning="The region's national code.",
        tag=PLACE_TAGS["region_national_code"],
    ),
    Column(
        key="district",
        heading="District",
        meaning="The district's name.",
        tag=PLACE_TAGS["district"],
    ),
    Column(
        key="district_code",
        heading="District P-code",
        meaning="The district's P-code.",
        tag=PLACE_TAGS["district_code"],
    ),
    Column(
        key="district_national_code",
        heading="District national code",
        meaning="The district's national code.",
        tag=PLACE_TAGS["district_national_code"],
    ),
)
"""What names an area."""
PLACE_COLUMNS = (
    *AREA_NAMES,
    Column(
        key="shelter",
        heading="Shelter",
        meaning="The shelter's name, or “Outside shelters” for the rest of its district.",
        tag=PLACE_TAGS["shelter"],
    ),
    Column(
        key="shelter_code",
        heading="Shelter code",
        meaning="The shelter's code.",
        tag=PLACE_TAGS["shelter_code"],
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceLine:
    """A place with the cells that name it (see PLACE_COLUMNS).

    `unit_days` are the days on which it is a reporting unit; none for areas above districts.
    """

    place: Place
    cells: tuple[Cell, ...]
    unit_days: tuple[Window, ...]

    @property
    def is_area(self) -> bool:
        """Whether its totals are the sum of units."""
        return self.place.kind is PlaceKind.AREA


def list_place_lines(
    session: Session,
    place_id: int | None,
    hidden: Iterable[int] = (),
    registers: Registers | None = None,
) -> tuple[PlaceLine, ...]:
    """A place (None: the whole operation) and all beneath it, without those that are hidden.

    With `registers` as these said.
    """
    ids = _list_ids(session, place_id, registers)
    areas = list_areas(session, include_retired=True, registers=registers)
    names = {place.id: place for place in areas}
    units = {scope.place_id: scope.timeline.active for scope in list_scopes(session, registers)}
    left_out = frozenset(hidden)
    lines = [
        PlaceLine(place=place, cells=name_place(place, names), unit_days=units.get(place.id, ()))
        for place in load_places(session, dict.fromkeys(ids), registers)
        if place.id not in left_out
    ]
    return tuple(sorted(lines, key=_order))


def list_scopes(session: Session, registers: Registers | None) -> Collection[Scope]:
    """Scopes of all places that can be reporting units, as the registers say or said."""
    return registers.load_scopes(None).values() if registers else load_all_scopes(session)


def _list_ids(
    session: Session, place_id: int | None, registers: Registers | None
) -> Collection[int]:
    wanted = None if place_id is None else [place_id]
    return registers.list_beneath(wanted) if registers else list_ids_beneath(session, wanted)


def name_place(place: Place, areas: Mapping[int, Place]) -> tuple[Cell, ...]:
    """The cells of PLACE_COLUMNS; `areas` are all areas by id."""
    steps = [areas[at] for at, _ in place.path if at in areas]
    above: list[Place | None] = [*steps, place] if place.kind is PlaceKind.AREA else [*steps]
    above += [None] * (3 - len(above))
    country, region, district = above[:3]
    shelter = place if place.kind is not PlaceKind.AREA else None
    named = [cell for one in (region, district) for cell in _name_area(one)]
    code = (shelter.p_code or shelter.national_code) if shelter else None
    return (place.level_name, _name(country), *named, _name(shelter), code)


def _name(place: Place | None) -> Cell:
    return place.name if place else None


def _name_area(area: Place | None) -> tuple[Cell, ...]:
    return (area.name, area.p_code, area.national_code) if area else (None, None, None)


def _order(line: PlaceLine) -> tuple[str, ...]:
    """An area before what lies in it; what lies outside shelters after them."""
    place = line.place
    last = f"{place.kind is PlaceKind.OUTSIDE:d}{place.name.casefold()} {place.id}"
    return (*(f"0{name.casefold()} {at}" for at, name in place.path), last)
