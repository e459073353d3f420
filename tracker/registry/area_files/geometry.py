"""Boundaries as GeoJSON geometry: checked, never repaired."""

from __future__ import annotations

import json
import math
from typing import Any

LARGEST_LONGITUDE = 180
LARGEST_LATITUDE = 90
FEWEST_POSITIONS = 4


class BadGeometry(ValueError):
    """A boundary that cannot be drawn, with the reason in words."""


def clean_geometry(geometry: object) -> str | None:
    """A polygon or several, with holes, as compact GeoJSON text; None where there is no geometry.

    Every ring must have four positions or more and be closed, every position be finite degrees in
    range. A height beside longitude and latitude is left out. Raises BadGeometry.
    """
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise BadGeometry("its geometry is no object")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        cleaned: object = _clean_polygon(coordinates)
    elif kind == "MultiPolygon":
        cleaned = [_clean_polygon(polygon) for polygon in _list(coordinates, "its geometry")]
    else:
        raise BadGeometry(f"its geometry is a {kind}; only Polygon and MultiPolygon are areas")
    return json.dumps({"type": kind, "coordinates": cleaned}, separators=(",", ":"))


def _clean_polygon(rings: object) -> list[list[tuple[float, float]]]:
    return [_clean_ring(ring) for ring in _list(rings, "a polygon")]


def _clean_ring(ring: object) -> list[tuple[float, float]]:
    positions = [_clean_position(position) for position in _list(ring, "a ring")]
    if len(positions) < FEWEST_POSITIONS:
        raise BadGeometry(f"a ring has fewer than {FEWEST_POSITIONS} positions")
    if positions[0] != positions[-1]:
        raise BadGeometry("a ring does not end where it begins")
    return positions


def _clean_position(position: Any) -> tuple[float, float]:
    try:
        longitude, latitude = position[:2]
    except (TypeError, ValueError, KeyError):
        raise BadGeometry("a position is not a longitude and a latitude") from None
    for degrees, largest in ((longitude, LARGEST_LONGITUDE), (latitude, LARGEST_LATITUDE)):
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            raise BadGeometry("a position holds something else than numbers")
        if not math.isfinite(degrees) or abs(degrees) > largest:
            raise BadGeometry(
                f"the position {longitude}, {latitude} is out of range; "
                "longitude comes first, in degrees (WGS 84)"
            )
    return longitude, latitude


def _list(value: object, what: str) -> list[object]:
    if not isinstance(value, list) or not value:
        raise BadGeometry(f"{what} is empty or no list")
    return value
