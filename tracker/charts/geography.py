"""Places on a flat picture: shapes in degrees, and the frame that they are drawn in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""

Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]
"""The outer ring, then the rings of its holes; each ends where it begins."""

HIGHEST_LATITUDE = 85.0
"""Beyond it Mercator's projection leads off the picture."""

HALF_TURN, TURN = 180.0, 360.0
MARGIN = 0.02
"""Room around what is drawn, as a part of its longer side."""

SMALLEST_SIDE = 0.02
"""Degrees; a picture of one point shows at least this much around it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """An area's boundary: one polygon or several, and a place well inside for a label."""

    polygons: tuple[Polygon, ...]
    centre: Position

    @property
    def positions(self) -> Iterator[Position]:
        """All positions of its outer rings."""
        return (position for polygon in self.polygons for position in polygon[0])

    def holds(self, position: Position) -> bool:
        """Whether a place lies within its outlines and in none of its holes.

        >>> ring = ((0, 0), (0, 2), (2, 2), (2, 0), (0, 0))
        >>> Shape(polygons=((ring,),), centre=(1, 1)).holds((1, 0.5))
        True
        """
        crossed = (
            _count_crossings(ring, position) for polygon in self.polygons for ring in polygon
        )
        return sum(crossed) % 2 == 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """The part of the world that a picture shows, in Mercator's projection.

    Longitudes from `west` to `east` (beyond 180 where the date line lies between them), latitudes
    from `south` to `north`. `width` and `height` are those of the picture.
    """

    west: float
    east: float
    south: float
    north: float
    width: float

    @property
    def height(self) -> float:
        """As high as keeps shapes true."""
        return self.width * (stretch(self.north) - stretch(self.south)) / (self.east - self.west)

    def place(self, position: Position) -> Position:
        """Across and down in the picture."""
        longitude, latitude = position
        if longitude < self.west and self.east > HALF_TURN:
            longitude += TURN
        scale = self.width / (self.east - self.west)
        return (
            (longitude - self.west) * scale,
            (stretch(self.north) - stretch(latitude)) * scale,
        )

    def locate(self, place: Position) -> Position:
        """The longitude and latitude of a place across and down in the picture."""
        across, down = place
        scale = self.width / (self.east - self.west)
        longitude = self.west + across / scale
        if longitude > HALF_TURN:
            longitude -= TURN
        return longitude, _unstretch(stretch(self.north) - down / scale)

    def outline(self, shape: Shape) -> str:
        """The path around a shape in whole units, for drawing with the rule even-odd."""
        rings = (ring for polygon in shape.polygons for ring in polygon)
        return "".join(self._trace(ring) for ring in rings)

    def _trace(self, ring: Ring) -> str:
        """A ring as steps from point to point; those that lead nowhere are left out."""
        placed = [(round(across), round(down)) for across, down in map(self.place, ring[:-1])]
        (across, down), *rest = placed
        steps = [f"M{across} {down}l"]
        for to_across, to_down in rest:
            if (to_across, to_down) != (across, down):
                steps.append(f"{to_across - across} {to_down - down} ")
                across, down = to_across, to_down
        return "".join(steps).rstrip() + "z" if len(steps) > 1 else ""


def stretch(latitude: float) -> float:
    """A latitude as Mercator draws it, in degrees of the equator.

    >>> round(stretch(60), 2)
    75.46
    """
    held = math.radians(max(-HIGHEST_LATITUDE, min(HIGHEST_LATITUDE, latitude)))
    return math.degrees(math.asinh(math.tan(held)))


def _unstretch(stretched: float) -> float:
    """The latitude that Mercator draws at so many degrees of the equator."""
    return math.degrees(math.atan(math.sinh(math.radians(stretched))))


def _count_crossings(ring: Ring, position: Position) -> int:
    """How often the ring crosses the line from a place to the east."""
    longitude, latitude = position
    crossings = 0
    for (west, south), (east, north) in pairwise(ring):
        if (south > latitude) != (north > latitude):
            share = (latitude - south) / (north - south)
            crossings += west + share * (east - west) > longitude
    return crossings


def frame(
    shapes: Iterable[Shape], points: Iterable[Position], box: tuple[float, float]
) -> Frame | None:
    """The frame around shapes and points that fills a box in one direction; None without any.

    `box` is the width and the height that there are.
    """
    positions = [position for shape in shapes for position in shape.positions] + list(points)
    if not positions:
        return None
    west, east = _span_longitudes([longitude for longitude, _ in positions])
    south = min(latitude for _, latitude in positions)
    north = max(latitude for _, latitude in positions)
    margin = MARGIN * max(east - west, north - south) or SMALLEST_SIDE / 2
    width, height = box
    found = Frame(
        west=west - margin,
        east=east + margin,
        south=_hold(south - margin, -HIGHEST_LATITUDE),
        north=_hold(north + margin, SMALLEST_SIDE - HIGHEST_LATITUDE),
        width=width,
    )
    return replace(found, width=width * min(1, height / found.height))


def _hold(latitude: float, least: float) -> float:
    """A latitude that can be drawn, with room from the southern edge to the northern."""
    return max(least, min(latitude, least + 2 * HIGHEST_LATITUDE - SMALLEST_SIDE))


def _span_longitudes(longitudes: list[float]) -> tuple[float, float]:
    """From the westernmost to the easternmost; what lies on both sides of the date line is near."""
    west, east = min(longitudes), max(longitudes)
    if east - west <= HALF_TURN:
        return west, east
    turned = [longitude + TURN if longitude < 0 else longitude for longitude in longitudes]
    if max(turned) - min(turned) < east - west:
        return min(turned), max(turned)
    return west, east
