"""Reading places: one, several, the areas in the order of the tree, what lies beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
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
from tracker.registry.units import Unit, is_unit, list_units_under
from tracker.registry.wording import fold_name
from tracker.store.base import table_of
from tracker.store.memory import remembered
from tracker.store.places import PlaceRow
from tracker.store.prepared import Prepared

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


def load_places(session: Session, place_ids: Iterable[int]) -> tuple[Place, ...]:
    """Places in the order asked for, also retired ones; unknown ids are left out."""
    wanted = list(place_ids)
    rows = session.execute(select_places().where(PlaceRow.id.in_(wanted))).all()
    paths = load_paths(session, rows)
    found = {row.id: make_place(row, paths[row.id]) for row in rows}
    return tuple(found[place_id] for place_id in wanted if place_id in found)


def list_children(session: Session, place_id: int | None) -> tuple[Place, ...]:
    """What lies directly beneath a place (None: the roots), by kind and name, with retired ones."""
    rows = session.execute(select_places().where(PlaceRow.parent_id == place_id)).all()
    paths = load_paths(session, rows)
    return tuple(make_place(row, paths[row.id]) for row in sorted(rows, key=order_rows))


def list_areas(
    session: Session, *, include_retired: bool = False, today: date | None = None
) -> tuple[Place, ...]:
    """All areas, each followed by what lies beneath it, by name.

    Retired ones only when asked for: those with a last day, or one that has come by `today`.
    """
    rows = session.execute(select_places().where(PlaceRow.kind == PlaceKind.AREA)).all()
    kept = [row for row in rows if include_retired or not _is_retired(row, today)]
    return _order_as_tree(kept)


def list_below_districts(session: Session) -> tuple[Place, ...]:
    """All shelters and outsides, also retired ones, by the path of their district and name."""
    rows = session.execute(select_places().where(PlaceRow.level > DISTRICT)).all()
    paths = load_paths(session, rows)
    ordered = sorted(rows, key=lambda row: (*_fold_path(paths[row.id]), *order_rows(row)))
    return tuple(make_place(row, paths[row.id]) for row in ordered)


def _fold_path(path: Path) -> tuple[str, ...]:
    return tuple(fold_name(name) for _, name in path)


@remembered
def list_areas_on(session: Session, day: date) -> tuple[Place, ...]:
    """The areas that are not retired by a day, as `list_areas` gives them."""
    return list_areas(session, today=day)


def list_ids_beneath(session: Session, place_ids: Iterable[int] | None) -> tuple[int, ...]:
    """Ids of the places named (None: all) with everything that lies beneath them."""
    below = beneath(place_ids)
    return tuple(session.scalars(select(below.c.id).distinct()))


def _order_as_tree(rows: Sequence[Row[Any]]) -> tuple[Place, ...]:
    """Areas depth first; areas whose parent is left out are left out as well."""
    children: dict[int | None, list[Row[Any]]] = defaultdict(list)
    for row in sorted(rows, key=order_rows):
        children[row.parent_id].append(row)
    ordered: list[Place] = []

    def visit(parent_id: int | None, path: Path) -> None:
        for row in children[parent_id]:
            ordered.append(make_place(row, path))
            visit(row.id, (*path, (row.id, row.name)))

    visit(None, ())
    return tuple(ordered)


def _is_retired(row: Row[Any], today: date | None) -> bool:
    if row.valid_until is None:
        return False
    return today is None or row.valid_until <= today
