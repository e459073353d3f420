"""What stands at the bars of flows in a picture: their ranges, their hatching and their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.appearance import Appearance
from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.figures.layout import FULL
from tracker.charts.figures.ranges import BAR, FRINGE, list_whiskers, outline_open
from tracker.charts.pictures.plot import Panel, stroke_any
from tracker.charts.pictures.symbols import draw_symbol
from tracker.charts.series.flows import FlowPoint


def draw_ranges(
    flows: Sequence[FlowPoint], panel: Panel, colour: str, appearance: Appearance, sign: int = 1
) -> Iterator[str]:
    """Whiskers and hatching, to stand in a panel; downwards with sign -1."""
    hatched = outline_open(flows, FRINGE * (panel.high - panel.low), BAR / 2, sign)
    yield stroke_any(panel.hatch(hatched), colour, 1)
    yield stroke_any(panel.whiskers(list_whiskers(flows, sign)), appearance.ink, 1.5)


def mark_flows(
    flows: Sequence[FlowPoint],
    panel: Panel,
    appearance: Appearance,
    sign: int = 1,
    *,
    pad: float = FULL.pad,
) -> Iterator[str]:
    """Symbols of days beyond the ends of their bars, by `pad` of the panel's height."""
    colours, apart = (appearance.ink, appearance.surface), pad * (panel.high - panel.low)
    for at, flow in enumerate(flows):
        if mark := choose_flow_mark(flow):
            height = sign * ((flow.reach or 0) + apart)
            yield draw_symbol(mark, panel.across(at), panel.down(height), *colours)
