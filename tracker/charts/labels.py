"""Which labels of a map are written: the most urgent first, none over another."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.charts.geography import Frame, Position, Shape
from tracker.charts.series.map import MapArea

LETTER = 0.58
"""The usual width of a figure, as a part of the size of the type."""

LEADING = 1.1
"""The height of a line, as a part of the size of the type."""

Box = tuple[float, float, float, float]


def choose_labels(drawn: Iterable[tuple[MapArea, Shape]], frame: Frame, size: float) -> set[int]:
    """Ids of the areas whose short words stand on the map, in a type of a size in its units."""
    chosen: dict[int, Box] = {}
    for area, shape in sorted(drawn, key=_order):
        box = _surround(write_label(area), frame.place(shape.centre), size)
        if not any(_meet(box, other) for other in chosen.values()):
            chosen[area.place_id] = box
    return set(chosen)


def write_label(area: MapArea) -> str:
    """What stands on an area; a cross marks what rests on old counts."""
    return f"{area.short}\N{MULTIPLICATION SIGN}" if area.doubtful else area.short


def _order(drawn: tuple[MapArea, Shape]) -> tuple[int, int]:
    area, _ = drawn
    return (-1 if area.step is None else -area.step - 2, area.place_id)


def _surround(label: str, place: Position, size: float) -> Box:
    across, down = place
    half_width, half_height = LETTER * size * len(label) / 2, LEADING * size / 2
    return (across - half_width, across + half_width, down - half_height, down + half_height)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
