"""Reading places: one, several, the areas in the order of the tree, what lies beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.registry.looking_back import put_right
from tracker.registry.tree import (
    DISTRICT,
    LEVEL_NAMES,
    Path,
    Place,
    PlaceKind,
    beneath,
    load_paths,
    make_place,
    order_rows,
    select_places,
)
from tracker.registry.units import Unit, is_unit, list_places_beneath, list_units_under
from tracker.registry.wording import fold_name
from tracker.store.base import table_of
from tracker.store.memory import remembered
from tracker.store.places import PlaceRow
from tracker.store.prepared import Prepared
from tracker.totals.known.registers import Registers

__all__ = [
    "DISTRICT",
    "LEVEL_NAMES",
    "Path",
    "Place",
    "PlaceKind",
    "Unit",
    "is_unit",
    "list_areas",
    "list_areas_on",
    "list_below_districts",
    "list_children",
    "list_ids_beneath",
    "list_places_beneath",
    "list_units_under",
    "load_kind",
    "load_place",
    "load_places",
]


_PLACE = table_of(PlaceRow)
_KIND = Prepared(select(_PLACE.c.kind).where(_PLACE.c.id == bindparam("wanted")))


@remembered
def load_place(session: Session, place_id: int) -> Place:
    """A place, also a retired one."""
    found = load_places(session, (place_id,))
    if not found:
        raise NotFound("place", place_id)
    return found[0]


@remembered
def load_kind(session: Session, place_id: int) -> PlaceKind:
    """Whether a place, also a retired one, is an area, a shelter or an outside."""
    found = _KIND.first(session, wanted=place_id)
    if found is None:
        raise NotFound("place", place_id)
    return PlaceKind(found.kind)


def load_places(
    session: Session, place_ids: Iterable[int], registers: Registers | None = None
) -> tuple[Place, ...]:
    """Places in the order asked for, also retired ones; unknown ids are left out.

    With `registers` as these said, without places that were not registered.
    """
    wanted = list(place_ids)
    rows = session.execute(select_places().where(PlaceRow.id.in_(wanted))).all()
    paths = load_paths(session, rows)
    found = {row.id: make_place(row, paths[row.id]) for row in rows}
    known = [found[place_id] for place_id in wanted if place_id in found]
    return put_right(session, known, registers)


def list_children(
    session: Session, place_id: int | None, registers: Registers | None = None
) -> tuple[Place, ...]:
    """What lies directly beneath a place (None: the roots), by kind and name, with retired ones.

    With `registers` what lay there.
    """
    beneath = PlaceRow.parent_id == place_id
    if registers is not None:
        lay_there = registers.list_others_in(place_id)
        beneath = or_(beneath, PlaceRow.id.in_(lay_there))
    rows = session.execute(select_places().where(beneath)).all()
    paths = load_paths(session, rows)
    found = [make_place(row, paths[row.id]) for row in sorted(rows, key=order_rows)]
    known = put_right(session, found, registers)
    return tuple(place for place in known if place.parent_id == place_id)


def list_areas(
    session: Session,
    *,
    include_retired: bool = False,
    today: date | None = None,
    registers: Registers | None = None,
) -> tuple[Place, ...]:
    """All areas, each followed by what lies beneath it, by name.

    Retired ones only when asked for: those with a last day, or one that has come by `today`. With
    `registers` as these said, without areas that were not registered.
    """
    rows = session.execute(select_places().where(PlaceRow.kind == PlaceKind.AREA)).all()
    places = put_right(session, [make_place(row, ()) for row in rows], registers)
    kept = [place for place in places if include_retired or not _is_retired(place, today)]
    return _order_as_tree(kept)


def list_below_districts(session: Session) -> tuple[Place, ...]:
    """All shelters and outsides, also retired ones, by the path of their district and name."""
    rows = session.execute(select_places().where(PlaceRow.level > DISTRICT)).all()
    paths = load_paths(session, rows)
    ordered = sorted(rows, key=lambda row: (*_fold_path(paths[row.id]), *order_rows(row)))
    return tuple(make_place(row, paths[row.id]) for row in ordered)


def _fold_path(path: Path) -> tuple[str, ...]:
    return tuple(fold_name(name) for _, name in path)


def list_areas_on(
    session: Session, day: date, registers: Registers | None = None
) -> tuple[Place, ...]:
    """The areas that are not retired by a day, as `list_areas` gives them."""
    if registers is not None:
        return list_areas(session, today=day, registers=registers)
    return _recall_areas(session, day)


@remembered
def _recall_areas(session: Session, day: date) -> tuple[Place, ...]:
    return list_areas(session, today=day)


def list_ids_beneath(session: Session, place_ids: Iterable[int] | None) -> tuple[int, ...]:
    """Ids of the places named (None: all) with everything that lies beneath them."""
    below = beneath(place_ids)
    return tuple(session.scalars(select(below.c.id).distinct()))


def _order_as_tree(areas: Sequence[Place]) -> tuple[Place, ...]:
    """Areas depth first, with their paths; those whose parent is left out are left out as well."""
    children: dict[int | None, list[Place]] = defaultdict(list)
    for area in sorted(areas, key=order_rows):
        children[area.parent_id].append(area)
    ordered: list[Place] = []

    def visit(parent_id: int | None, path: Path) -> None:
        for area in children[parent_id]:
            ordered.append(replace(area, path=path))
            visit(area.id, (*path, (area.id, area.name)))

    visit(None, ())
    return tuple(ordered)


def _is_retired(place: Place, today: date | None) -> bool:
    if place.valid_until is None:
        return False
    return today is None or place.valid_until <= today
