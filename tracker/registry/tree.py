"""The tree of places as the registers read it: rows, paths, and what lies beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, Row, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.registry.wording import fold_name
from tracker.store.places import PlaceRow

Path = tuple[tuple[int, str], ...]
"""Ids and names of the ancestors of a place, top first."""


class PlaceKind(StrEnum):
    """What a place is."""

    AREA = "area"
    SHELTER = "shelter"
    OUTSIDE = "outside"


LEVEL_NAMES = ("country", "region", "district")
DISTRICT = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place of the tree. It counts from `valid_from` up to, not including, `valid_until`."""

    id: int
    kind: PlaceKind
    level: int
    parent_id: int | None
    name: str
    p_code: str | None
    national_code: str | None
    valid_from: date
    valid_until: date | None
    path: Path

    @property
    def level_name(self) -> str:
        """`country`, `region` or `district`; for other places what they are."""
        return LEVEL_NAMES[self.level] if self.kind is PlaceKind.AREA else self.kind.value

    @property
    def is_district(self) -> bool:
        """Whether it can report by its shelters."""
        return self.kind is PlaceKind.AREA and self.level == DISTRICT

    @property
    def full_name(self) -> str:
        """Its name with that of its parent: names may repeat in different parents."""
        return f"{self.name}, {self.path[-1][1]}" if self.path else self.name

    def is_valid(self, day: date) -> bool:
        """Whether it exists on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def select_places() -> Select[Any]:
    return select(PlaceRow.__table__)


def make_place(row: Row[Any], path: Path) -> Place:
    return Place(
        id=row.id,
        kind=PlaceKind(row.kind),
        level=row.level,
        parent_id=row.parent_id,
        name=row.name,
        p_code=row.p_code,
        national_code=row.national_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        path=path,
    )


def load_paths(session: Session, rows: Sequence[Row[Any]]) -> dict[int, Path]:
    """Paths of the places, by one statement for all of them."""
    parents = {row.parent_id for row in rows if row.parent_id is not None}
    above = _load_above(session, parents) if parents else {}
    return {row.id: above[row.parent_id] if row.parent_id is not None else () for row in rows}


def _select_above() -> Select[Any]:
    start = select(
        PlaceRow.id.label("of"), PlaceRow.id, PlaceRow.parent_id, PlaceRow.name, PlaceRow.level
    ).where(PlaceRow.id.in_(bindparam("places", expanding=True)))
    up = start.cte("above", recursive=True)
    parent = aliased(PlaceRow)
    up = up.union_all(
        select(up.c.of, parent.id, parent.parent_id, parent.name, parent.level).join(
            parent, parent.id == up.c.parent_id
        )
    )
    return select(up.c.of, up.c.id, up.c.name).order_by(up.c.level)


_ABOVE = _select_above()
"""Made once: putting a recursive statement together takes longer than the database with it."""


def _load_above(session: Session, place_ids: Iterable[int]) -> dict[int, Path]:
    """For each place its ancestors and itself, top first."""
    paths: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in session.execute(_ABOVE, {"places": list(place_ids)}):
        paths[row.of].append((row.id, row.name))
    return {of: tuple(path) for of, path in paths.items()}


def beneath(place_ids: Iterable[int] | None) -> CTE:
    """The places named (None: the roots) and all beneath them; a place may appear twice."""
    start = select(PlaceRow.id)
    if place_ids is None:
        start = start.where(PlaceRow.parent_id.is_(None))
    else:
        start = start.where(PlaceRow.id.in_(list(place_ids)))
    down = start.cte("beneath", recursive=True)
    child = aliased(PlaceRow)
    return down.union(select(child.id).join(down, child.parent_id == down.c.id))


def order_rows(row: Row[Any] | Place) -> tuple[str, str, int]:
    return (row.kind, fold_name(row.name), row.id)
