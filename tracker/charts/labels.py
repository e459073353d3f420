"""The labels of a map: where there is room for which, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from tracker.charts.geography import Frame, Position, Shape
from tracker.charts.series.map import MapArea

BOX = (2000, 960)
"""Units across and down at most, in the shape of a wide page: a whole one is less than a pixel."""

TYPE, LARGE_TYPE, NAME_TYPE = 22, 66, 20
"""Sizes of the type in these units, in a wide picture, in one of a phone's width, and of names."""

LETTER = 0.58
"""The usual width of a figure, as a part of the size of the type."""

LEADING = 1.1
"""The height of a line, as a part of the size of the type."""

NAME_LENGTH = 13
"""Letters of a name in one line of a cell."""

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


def wrap_name(name: str) -> list[str]:
    """An area's name in lines short enough for a cell of a schematic map.

    >>> wrap_name("Bolshoye Soldatskoye district")
    ['Bolshoye', 'Soldatskoye', 'district']
    """
    return wrap(name, NAME_LENGTH, break_long_words=False)


def _order(drawn: tuple[MapArea, Shape]) -> tuple[int, int]:
    area, _ = drawn
    return (-1 if area.step is None else -area.step - 2, area.place_id)


def _surround(label: str, place: Position, size: float) -> Box:
    across, down = place
    half_width, half_height = LETTER * size * len(label) / 2, LEADING * size / 2
    return (across - half_width, across + half_width, down - half_height, down + half_height)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
