"""A small picture of one place: people sheltered under the usable places, without any text."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.charts.appearance import Appearance
from tracker.charts.figures.axes import find_top
from tracker.charts.geometry import Bounds, outline_cells, outline_excess
from tracker.charts.pictures.plot import Panel, fill, stroke
from tracker.charts.pictures.svg import element


def draw_trend(
    capacity: Sequence[int | None], sheltered: Sequence[int | None], appearance: Appearance
) -> str:
    """The picture as an SVG element that fills its place; both series hold a value per day."""
    top = find_top([*capacity, *sheltered])
    panel = Panel(days=max(1, len(capacity)), top=0, height=100, low=0, high=top)
    below: list[Bounds | None] = [None if value is None else (0, value) for value in capacity]
    shapes = panel.draw(
        fill(panel.enclose(outline_cells(below)), appearance.capacity, 0.08),
        stroke(panel.step(capacity), appearance.capacity, 1.5),
        fill(panel.enclose(outline_excess(capacity, sheltered)), appearance.overflow, 0.6),
        stroke(panel.trace(sheltered), appearance.sheltered, 2),
    )
    return element("svg", shapes, width="100%", height="100%", aria_hidden="true")


def draw_course(values: Sequence[int | None], colour: str) -> str:
    """A single line with the area under it, as an SVG element that fills its place."""
    panel = Panel(days=max(1, len(values)), top=0, height=100, low=0, high=find_top(values))
    below: list[Bounds | None] = [None if value is None else (0, value) for value in values]
    shapes = panel.draw(
        fill(panel.enclose(outline_cells(below)), colour, 0.12),
        stroke(panel.trace(values), colour, 2),
    )
    return element("svg", shapes, width="100%", height="100%", aria_hidden="true")
