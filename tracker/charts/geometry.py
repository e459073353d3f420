"""Outlines of areas between lines, in days and counts, for any way of drawing them.

Days are numbers from 0 on; a day's cell reaches half a day to each side. Steps change at the edges
of cells, other lines run straight from one day's middle to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

HALF = 0.5
LONE = 0.3
"""Half the width of an area that stands on a single day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """Top and bottom of an area at one moment."""

    at: float
    bottom: float
    top: float


Outline = tuple[Edge, ...]
Bounds = tuple[float, float]
"""Bottom and top of an area on a day."""


def find_runs(values: Sequence[object]) -> Iterator[range]:
    """Stretches of indexes without None.

    >>> list(find_runs([1, 2, None, 3]))
    [range(0, 2), range(3, 4)]
    """
    start: int | None = None
    for index, value in enumerate([*values, None]):
        if value is None and start is not None:
            yield range(start, index)
            start = None
        elif value is not None and start is None:
            start = index


def outline_cells(bounds: Sequence[Bounds | None]) -> tuple[Outline, ...]:
    """Areas that fill the cells of their days and change in steps."""
    return tuple(_outline_steps(bounds, run) for run in find_runs(bounds))


def outline_wide_cells(bounds: Sequence[Bounds | None]) -> tuple[Outline, ...]:
    """The same where there is anything between bottom and top."""
    return outline_cells([pair if pair and pair[0] < pair[1] else None for pair in bounds])


def outline_bands(bounds: Sequence[Bounds | None]) -> tuple[Outline, ...]:
    """Areas between two straight lines, where there is anything between them."""
    outlines: list[Outline] = []
    for run in find_runs(bounds):
        edges = [_edge(index, bounds[index]) for index in run]
        wide = [edge.top > edge.bottom for edge in edges]
        near = [any(wide[max(0, i - 1) : i + 2]) or None for i in range(len(edges))]
        parts = [tuple(edges[part.start : part.stop]) for part in find_runs(near)]
        outlines += [part if len(part) > 1 else _widen(part[0]) for part in parts]
    return tuple(outlines)


def outline_excess(steps: Sequence[int | None], line: Sequence[int | None]) -> tuple[Outline, ...]:
    """Areas in which a straight line lies above steps, within the cells of days that are above.

    The line between two days is nobody's number: where places change from one day to the next it
    can pass over a step though neither day does. So a cell counts only where its own day is above,
    and there the area is cut off exactly where the line crosses.
    """
    outlines: list[list[Edge]] = []
    both = [None if None in pair else pair for pair in zip(steps, line, strict=True)]
    for run in find_runs(both):
        days = [(index, steps[index] or 0, line[index] or 0) for index in run]
        if len(days) == 1:
            outlines += [list(_widen(Edge(at=at, bottom=s, top=n))) for at, s, n in days if n > s]
        for is_above, piece in (half for pair in pairwise(days) for half in _halve(*pair)):
            edges = _cut(*piece) if is_above else []
            if edges and outlines and outlines[-1][-1].at == edges[0].at:
                outlines[-1] += edges
            elif edges:
                outlines.append(list(edges))
    return tuple(tuple(outline) for outline in outlines)


def _edge(at: float, bounds: Bounds | None) -> Edge:
    bottom, top = bounds or (0, 0)
    return Edge(at=at, bottom=bottom, top=top)


def _widen(edge: Edge) -> Outline:
    return tuple(
        Edge(at=edge.at + side, bottom=edge.bottom, top=edge.top) for side in (-LONE, LONE)
    )


def _outline_steps(bounds: Sequence[Bounds | None], run: range) -> Outline:
    edges: list[Edge] = []
    for index in run:
        left = _edge(index - HALF, bounds[index])
        right = _edge(index + HALF, bounds[index])
        if edges and (edges[-1].bottom, edges[-1].top) == (left.bottom, left.top):
            edges[-1] = right
        else:
            edges += [left, right]
    return tuple(edges)


_Half = tuple[bool, tuple[float, Edge, Edge]]
"""Whether its day is above, the height of the step, and the ends of the line over it."""


def _halve(left: tuple[int, int, int], right: tuple[int, int, int]) -> tuple[_Half, _Half]:
    """The two halves between two days, each in the cell of one of them."""
    start, low_left, from_ = left
    end, low_right, to = right
    middle = (from_ + to) / 2
    before = (low_left, _on(start, from_, low_left), _on(start + HALF, middle, low_left))
    after = (low_right, _on(start + HALF, middle, low_right), _on(end, to, low_right))
    return (from_ > low_left, before), (to > low_right, after)


def _on(at: float, top: float, bottom: float) -> Edge:
    return Edge(at=at, bottom=bottom, top=top)


def _cut(step: float, left: Edge, right: Edge) -> list[Edge]:
    """The part of a half in which the line is above the step, as it is at one end at the least."""
    over_left, over_right = left.top - step, right.top - step
    if over_left >= 0 and over_right >= 0:
        return [left, right]
    at = left.at + (right.at - left.at) * over_left / (over_left - over_right)
    crossing = Edge(at=at, bottom=step, top=step)
    return [crossing, right] if over_left < 0 else [left, crossing]
