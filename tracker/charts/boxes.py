"""Boxes on a picture that must not run into each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.charts.geography import Position

CELL = 100
"""Units across and down of a cell of the register: about the size of a large box."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """An upright box, in units across and down."""

    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def around(cls, middle: Position, width: float, height: float) -> Box:
        """The box of this size around a place."""
        across, down = middle
        return cls(
            left=across - width / 2,
            right=across + width / 2,
            top=down - height / 2,
            bottom=down + height / 2,
        )

    @property
    def width(self) -> float:
        """Units across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Units down."""
        return self.bottom - self.top

    @property
    def middle(self) -> Position:
        """The place that it is around."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def corners(self) -> tuple[Position, ...]:
        """Its four corners, clockwise from the left of the top."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def meets(self, other: Box) -> bool:
        """Whether both cover any place; touching is not meeting."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_as_large_as(self, other: Box, times: float = 1) -> bool:
        """Whether it is at least as wide and as high, taken so many times."""
        return self.width * times >= other.width and self.height * times >= other.height

    def lies_in(self, other: Box) -> bool:
        """Whether all of it lies within the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Taken:
    """The room that boxes take on a picture; finding out does not grow with their number."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Take its room."""
        for cell in _list_cells(box):
            self._cells[cell].append(box)

    def remove(self, box: Box) -> None:
        """Give its room back."""
        for cell in _list_cells(box):
            self._cells[cell].remove(box)

    def is_free(self, box: Box) -> bool:
        """Whether it meets none of the boxes."""
        return not any(
            box.meets(other)
            for cell in _list_cells(box)
            if cell in self._cells
            for other in self._cells[cell]
        )


def _list_cells(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for down in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield across, down
