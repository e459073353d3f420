"""What bars leave open: whiskers from the lowest to the highest number, hatching without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tracker.charts.appearance import Appearance
from tracker.charts.figures.levels import draw_fringes
from tracker.charts.figures.shapes import Trace, place_moment
from tracker.charts.geometry import Edge, Outline
from tracker.charts.series.flows import FlowPoint

RANGE_NAME = "Range of new"
CAP = 0.16
"""Half the width of a whisker's ends, in days."""

BAR = 0.72
"""The width of a bar, in days."""

FRINGE = 0.06
"""Height of the hatching over what is open upwards, as a part of the axis."""


class Whisker(NamedTuple):
    """From the lowest to the highest number of a day, `at` days after the first."""

    at: int
    low: int
    high: int


def list_whiskers(flows: Sequence[FlowPoint], sign: int = 1) -> Iterator[Whisker]:
    """The days whose bounds say more than their number, downwards with sign -1."""
    for at, flow in enumerate(flows):
        low, high = flow.low, flow.reach
        if low is not None and high is not None and low < high:
            yield Whisker(at, sign * low, sign * high)


def outline_open(
    flows: Sequence[FlowPoint], fringe: float, half: float, sign: int = 1
) -> tuple[Outline, ...]:
    """What is hatched beyond bars that are open, `half` a bar wide to each side of a day."""
    return tuple(
        tuple(
            Edge(at=at + side, bottom=sign * reach, top=sign * (reach + fringe))
            for side in (-half, half)
        )
        for at, flow in enumerate(flows)
        if flow.is_open and (reach := flow.reach) is not None
    )


def draw_ranges(
    flows: Sequence[FlowPoint],
    first: date,
    colour: str,
    appearance: Appearance,
    *,
    fringe: float,
    sign: int = 1,
    **more: str,
) -> list[Trace]:
    """Whiskers and hatching of bars in a colour; `more` holds an axis other than the first."""
    traces: list[Trace] = []
    whiskers = list(list_whiskers(flows, sign))
    if whiskers:
        traces.append(_draw_whiskers(whiskers, first, appearance.ink))
    hatched = outline_open(flows, fringe, BAR / 2, sign)
    if hatched:
        traces.append(draw_fringes(hatched, first, colour))
    return [trace | more for trace in traces]


def _draw_whiskers(whiskers: Sequence[Whisker], first: date, colour: str) -> Trace:
    xs: list[str | None] = []
    ys: list[int | None] = []
    for at, low, high in whiskers:
        left, middle, right = (place_moment(first, at + side) for side in (-CAP, 0, CAP))
        xs += [left, right, None, middle, middle, None, left, right, None]
        ys += [low, low, None, low, high, None, high, high, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": RANGE_NAME,
        "legendgroup": RANGE_NAME,
        "legendrank": 46,
        "x": xs,
        "y": ys,
        "connectgaps": False,
        "line": {"color": colour, "width": 1.5},
        "hoverinfo": "skip",
    }
