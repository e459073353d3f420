"""The boundaries of areas, kept apart from the tree because they are large, and their outlines."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.charts.geography import Polygon, Position, Ring, Shape
from tracker.registry.outlines import Bounded, make_outlines
from tracker.store.base import table_of
from tracker.store.places import AreaShapeRow, PlaceRow

_SHAPE = table_of(AreaShapeRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class Boundary:
    """That an area has a boundary: whom it comes from, and its size in characters of GeoJSON."""

    attribution: str | None
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """What maps draw of an area. `is_schematic`: it only says where the area lies to others."""

    shape: Shape
    attribution: str | None
    is_schematic: bool


def find_boundary(session: Session, place_id: int) -> Boundary | None:
    """What is known of an area's boundary, without its coordinates; None where it has none."""
    query = select(
        AreaShapeRow.attribution, func.length(AreaShapeRow.geometry).label("size")
    ).where(AreaShapeRow.place_id == place_id)
    row = session.execute(query).one_or_none()
    return Boundary(attribution=row.attribution, size=row.size) if row else None


def list_outlines(session: Session, place_ids: Iterable[int]) -> dict[int, Outline]:
    """Outlines by area, without areas that have no boundary; one statement."""
    query = select(
        _SHAPE.c.place_id, _SHAPE.c.outline, _SHAPE.c.attribution, _SHAPE.c.is_schematic
    ).where(_SHAPE.c.place_id.in_(list(place_ids)), _SHAPE.c.outline != "")
    return {
        row.place_id: Outline(
            shape=_read_shape(row.outline),
            attribution=row.attribution,
            is_schematic=row.is_schematic,
        )
        for row in session.execute(query)
    }


def _read_shape(outline: str) -> Shape:
    read = json.loads(outline)
    polygons: tuple[Polygon, ...] = tuple(
        tuple(_read_ring(ring) for ring in polygon) for polygon in read["coordinates"]
    )
    return Shape(polygons=polygons, centre=_read_position(read["centre"]))


def _read_ring(ring: Iterable[Iterable[float]]) -> Ring:
    return tuple(map(_read_position, ring))


def _read_position(position: Iterable[float]) -> Position:
    longitude, latitude = position
    return longitude, latitude


def draw_schematic(
    session: Session, level: int, cells: Mapping[int, str], attribution: str
) -> None:
    """Give areas of a level, which must have no boundary yet, cells as GeoJSON text by their id.

    They stand for where the areas lie to each other until real boundaries are imported.
    """
    rows = [
        {"place_id": place_id, "geometry": cell, "attribution": attribution, "is_schematic": True}
        for place_id, cell in cells.items()
    ]
    session.execute(insert(_SHAPE), rows)
    renew_outlines(session, [level])


def renew_outlines(session: Session, levels: Iterable[int]) -> None:
    """Make the outlines of all areas of these levels anew, after some of their boundaries changed.

    All of a level, because a border is simplified for both areas that share it.
    """
    for level in sorted(set(levels)):
        query = (
            select(_SHAPE.c.place_id, PlaceRow.parent_id, _SHAPE.c.geometry, _SHAPE.c.outline)
            .join(PlaceRow, PlaceRow.id == _SHAPE.c.place_id)
            .where(PlaceRow.level == level)
        )
        rows = session.execute(query).all()
        known = {row.place_id: row.outline for row in rows}
        found = [
            Bounded(place_id=row.place_id, parent_id=row.parent_id, geometry=row.geometry)
            for row in rows
        ]
        _write_outlines(
            session,
            {at: made for at, made in make_outlines(found).items() if made != known[at]},
        )


def _write_outlines(session: Session, changed: Mapping[int, str]) -> None:
    if changed:
        query = update(_SHAPE).where(_SHAPE.c.place_id == bindparam("at"))
        rows = [{"at": place_id, "made": outline} for place_id, outline in changed.items()]
        session.connection().execute(query.values(outline=bindparam("made")), rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Geometry:
    """A boundary itself, as GeoJSON geometry."""

    geojson: str
    attribution: str | None
    is_schematic: bool


def load_geometries(session: Session, place_ids: Collection[int]) -> dict[int, Geometry]:
    """Boundaries by area, of those that have one."""
    query = select(
        _SHAPE.c.place_id, _SHAPE.c.geometry, _SHAPE.c.attribution, _SHAPE.c.is_schematic
    ).where(_SHAPE.c.place_id.in_(place_ids))
    return {
        row.place_id: Geometry(
            geojson=row.geometry,
            attribution=row.attribution,
            is_schematic=bool(row.is_schematic),
        )
        for row in session.execute(query)
    }
