"""The labels of a map: what stands where, so that none is cut and none hides another or a shelter.

Numbers come first, those of the most urgent areas before the rest; then the names for which there
is room within their own areas. What finds no room is left out: the table has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from textwrap import wrap

from tracker.charts.boxes import Box, Taken
from tracker.charts.geography import Frame, Position, Shape
from tracker.charts.lettering import measure_text
from tracker.charts.series.map import MapArea, MapSeries, rank_area

BOX = (2000, 960)
"""Units across and down at most, in the shape of a wide page: a whole one is less than a pixel."""

TYPE = 11
"""Pixels: the size of the type."""

LEADING = 1.3
"""From line to line, as a part of the size of the type; Plotly sets lines so. One line takes 1."""

MARGIN = 0.4
"""Room on both sides of a label together, as a part of the size of the type."""

NAME_LENGTH = 13
"""Letters of a name in one line."""

LONG_WORD = 10
"""A word of so many letters is parted where the name has no room otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """The least room in pixels that a map has in pages of a class of widths.

    `dot` is the size of a shelter's dot in pixels, where it does not grow with the map; `dot_units`
    its size in the map's units, where it does: both with their edges.
    """

    name: str
    width: float
    height: float
    dot: float
    dot_units: float

    def scale(self, frame: Frame) -> float:
        """Pixels in a unit of the map."""
        return min(self.width / frame.width, self.height / frame.height)


WIDE = Room(name="wide", width=940, height=544, dot=13, dot_units=22)
MIDDLE = Room(name="middle", width=556, height=544, dot=13, dot_units=22)
NARROW = Room(name="narrow", width=254, height=272, dot=10, dot_units=52)
ROOMS = (WIDE, MIDDLE, NARROW)
"""Pages from 64rem on, from 40rem on, and below, as the style sheet and the script part them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """Lines on an area: its number, which is the last of them, and above it perhaps its name.

    `box` is the room they take, with a margin; `size` that of their type, in units of the map.
    """

    area: MapArea
    lines: tuple[str, ...]
    box: Box
    size: float

    @property
    def middle(self) -> Position:
        """The place that the lines stand around."""
        return self.box.middle

    @property
    def baselines(self) -> tuple[float, ...]:
        """How far down each line stands."""
        step = LEADING * self.size
        return tuple(
            self.box.top + number * step + 0.85 * self.size for number in range(len(self.lines))
        )


def place_labels(series: MapSeries, frame: Frame, room: Room) -> tuple[Label, ...]:
    """The labels that a map shows in a room, the most urgent first."""
    drawn = sorted(series.drawn, key=lambda pair: rank_area(series.measure, pair[0]))
    placing = _Placing(frame, room, (site.position for site in series.sites))
    grounds = [
        _Ground(area=area, shape=shape, extent=_surround(shape, frame)) for area, shape in drawn
    ]
    numbers = [(placing.put_number(ground), ground) for ground in grounds]
    return tuple(placing.add_name(label, ground) for label, ground in numbers if label is not None)


def write_label(area: MapArea) -> str:
    """What stands on an area, with its bound's sign; a cross marks what rests on old counts."""
    cross = "\N{MULTIPLICATION SIGN}" if area.doubtful else ""
    return f"{area.bound or ''}{area.short}{cross}"


def wrap_name(name: str) -> list[str]:
    """An area's name in short lines.

    >>> wrap_name("Bolshoye Soldatskoye district")
    ['Bolshoye', 'Soldatskoye', 'district']
    """
    return wrap(name, NAME_LENGTH, break_long_words=False)


def break_name(name: str) -> list[str]:
    """The same in lines that are shorter still: a word to a line, long words parted in the middle.

    >>> break_name("Cheremisinovo district")
    ['Cheremi-', 'sinovo', 'district']
    """
    return [part for word in name.split() for part in _part(word)]


def _part(word: str) -> tuple[str, ...]:
    if len(word) < LONG_WORD:
        return (word,)
    middle = (len(word) + 1) // 2
    return f"{word[:middle]}-", word[middle:]


_STEPS = range(-3, 4)
_SHIFTS = sorted(
    ((across / 3, down / 3) for across in _STEPS for down in _STEPS if (across, down) != (0, 0)),
    key=lambda shift: (abs(shift[0]) + abs(shift[1]), shift),
)
"""Where else a label may stand, in parts of its own width and height, the nearest first."""

OVERHANG = 2
"""A number is at most so many times as wide or as high as the area it is moved about in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ground:
    """Where a label is looked for: an area, its shape, and the box around that."""

    area: MapArea
    shape: Shape
    extent: Box


class _Placing:
    """What is taken of a map's room, and what may still stand where."""

    def __init__(self, frame: Frame, room: Room, dots: Iterable[Position]) -> None:
        scale = room.scale(frame)
        self._frame, self._size = frame, TYPE / scale
        self._edge = Box(left=0, right=frame.width, top=0, bottom=frame.height)
        self._taken = Taken()
        dot = max(room.dot / scale, room.dot_units)
        for position in dots:
            self._taken.add(Box.around(frame.place(position), dot, dot))

    def put_number(self, ground: _Ground) -> Label | None:
        """An area's number, as near to its middle as there is room; None without any."""
        label = self._compose(ground, (write_label(ground.area),))
        if self._is_free(label.box):
            return self._take(label, label.box)
        if not ground.extent.is_as_large_as(label.box, OVERHANG):
            return None
        free = [box for box in _shift(label.box) if self._is_free(box)]
        for is_good in (self._lies_within, self._stands_on):
            for box in free:
                if is_good(box, ground.shape):
                    return self._take(label, box)
        return None

    def add_name(self, label: Label, ground: _Ground) -> Label:
        """A label with the area's name above its number, where all lies within the area."""
        self._taken.remove(label.box)
        named = (self._name(label, ground, write) for write in (wrap_name, break_name))
        whole = next(filter(None, named), label)
        return self._take(whole, whole.box)

    def _name(
        self, label: Label, ground: _Ground, write: Callable[[str], list[str]]
    ) -> Label | None:
        """The label with its name in such lines, where there is room for it."""
        whole = self._compose(ground, (*write(label.area.name), *label.lines))
        if not ground.extent.is_as_large_as(whole.box):
            return None
        boxes = (whole.box, *_shift(whole.box))
        free = (box for box in boxes if self._is_free(box) and self._lies_within(box, ground.shape))
        box = next(free, None)
        return None if box is None else replace(whole, box=box)

    def _compose(self, ground: _Ground, lines: tuple[str, ...]) -> Label:
        size = self._size
        width = (max(map(measure_text, lines)) + MARGIN) * size
        height = (1 + LEADING * (len(lines) - 1)) * size
        box = Box.around(self._frame.place(ground.shape.centre), width, height)
        return Label(area=ground.area, lines=lines, box=box, size=size)

    def _is_free(self, box: Box) -> bool:
        return box.lies_in(self._edge) and self._taken.is_free(box)

    def _lies_within(self, box: Box, shape: Shape) -> bool:
        return all(shape.holds(self._frame.locate(corner)) for corner in box.corners)

    def _stands_on(self, box: Box, shape: Shape) -> bool:
        return shape.holds(self._frame.locate(box.middle))

    def _take(self, label: Label, box: Box) -> Label:
        self._taken.add(box)
        return replace(label, box=box)


def _surround(shape: Shape, frame: Frame) -> Box:
    places = [frame.place(position) for position in shape.positions]
    across, down = zip(*places, strict=True)
    return Box(left=min(across), right=max(across), top=min(down), bottom=max(down))


def _shift(box: Box) -> Iterator[Box]:
    across, down = box.middle
    for right, below in _SHIFTS:
        middle = (across + right * box.width, down + below * box.height)
        yield Box.around(middle, box.width, box.height)
