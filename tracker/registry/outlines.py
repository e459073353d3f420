"""Outlines for maps, made once out of boundaries: simplified together, so that they still meet."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

FINENESS = 600
"""Details smaller than this part of what a parent's page shows are left out."""

ROOMY = 0.9
"""A centre of gravity is taken that is nearly as far inside as can be."""

SMALLEST_SIDE = 0.0001
"""Degrees; a boundary that is one point gets an outline as well."""

ROUNDING = 5
"""Positions are rounded to about this part of the smallest detail."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounded:
    """An area with its boundary as GeoJSON text; areas of one parent are looked at together."""

    place_id: int
    parent_id: int | None
    geometry: str


def make_outlines(areas: Sequence[Bounded]) -> dict[int, str]:
    """The outline of each area by its id, as GeoJSON text of a MultiPolygon with a `centre`.

    Pass all areas of a level: a border that two of them share is simplified once, for both. Outer
    rings run clockwise and holes the other way, as Plotly's maps want them. `centre` is a place for
    a label, as far inside as can be. Boundaries that overlap or cross themselves are drawn as they
    are; nothing is refused.
    """
    if not areas:
        return {}
    import shapely  # noqa: PLC0415 -- it takes 0.1 s to import, and only imports of areas need it

    shapes = shapely.from_geojson([area.geometry for area in areas])
    tolerance = _choose_tolerance(areas, shapely.bounds(shapes))
    simplified = shapely.orient_polygons(
        shapely.coverage_simplify(shapes, tolerance), exterior_cw=True
    )
    return {
        area.place_id: _write(shape, tolerance)
        for area, shape in zip(areas, simplified, strict=True)
    }


def _choose_tolerance(areas: Sequence[Bounded], bounds: Iterable[Sequence[float]]) -> float:
    """Degrees, by the side of what the areas of one parent usually cover."""
    groups: Mapping[int | None, list[Sequence[float]]] = defaultdict(list)
    for area, box in zip(areas, bounds, strict=True):
        groups[area.parent_id].append(box)
    return max(SMALLEST_SIDE, median(map(_measure_side, groups.values()))) / FINENESS


def _measure_side(boxes: Sequence[Sequence[float]]) -> float:
    west, south, east, north = zip(*boxes, strict=True)
    return float(max(max(east) - min(west), max(north) - min(south)))


def _write(shape: Any, tolerance: float) -> str:
    digits = max(0, math.ceil(-math.log10(tolerance / ROUNDING)))
    outline = {
        "type": "MultiPolygon",
        "coordinates": [
            [_round(ring.coords, digits) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in getattr(shape, "geoms", [shape])
        ],
        "centre": _round([_find_centre(shape, tolerance)], digits)[0],
    }
    return json.dumps(outline, separators=(",", ":"))


def _find_centre(shape: Any, tolerance: float) -> tuple[float, float]:
    """The middle of the largest circle inside, or the centre of gravity where it has as much room.

    In a long strip many circles are the largest, and only one of them is in its middle.
    """
    import shapely  # noqa: PLC0415 -- as above

    flat = math.cos(math.radians(shape.centroid.y))
    level = shapely.transform(shape, lambda positions: positions * (flat, 1))
    circle = shapely.maximum_inscribed_circle(level, tolerance=tolerance)
    middle = level.centroid
    room = middle.distance(level.boundary) if level.contains(middle) else 0.0
    across, down = (middle if room >= ROOMY * circle.length else circle).coords[0]
    return across / flat, down


def _round(coordinates: Iterable[Any], digits: int) -> list[list[float]]:
    return [[round(degrees, digits) for degrees in position] for position in coordinates]
