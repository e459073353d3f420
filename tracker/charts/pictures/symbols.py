"""The symbols of marks in pictures: the shapes that the charts use for them."""

from __future__ import annotations

from tracker.charts.marks import Mark
from tracker.charts.pictures.svg import element

_FILLED = {
    Mark.CORRECTED: "M0-6L6 5H-6Z",
    Mark.CONTESTED: "M-6-4V4L6-4V4Z",
    Mark.LUMP: "M-4-4H4V4H-4Z",
}
_HOLLOW = {
    Mark.DERIVED: "M0-5L5 0 0 5-5 0Z",
    Mark.DISPUTED: "M0-6L2-2 6 0 2 2 0 6-2 2-6 0-2-2Z",
    Mark.STALE: "M-4-4L4 4M-4 4L4-4",
    Mark.FALLEN: "M0 5L5-4H-5Z",
}


def draw_symbol(mark: Mark, across: str, down: str, colour: str, surface: str) -> str:
    """The symbol of a mark at a place in per cent of the picture; others than these are a dot."""
    if mark in _FILLED:
        shape = element("path", d=_FILLED[mark], fill=colour, stroke=surface)
    elif mark in _HOLLOW:
        shape = element("path", d=_HOLLOW[mark], fill="none", stroke=colour, stroke_width=2)
    elif mark is Mark.CARRIED:
        shape = element("circle", r=1.5, fill=colour)
    else:
        shape = element("circle", r=2.5, fill=colour)
    return _place(shape, across, down)


def draw_claim(across: str, down: str, colour: str) -> str:
    """A claim, which is no part of any sum: a square with a star, as in the chart."""
    shape = element(
        "path",
        d="M-6-6H6V6H-6ZM0-4L1-1 4-1 2 1 3 4 0 2-3 4-2 1-4-1-1-1Z",
        fill="none",
        stroke=colour,
        stroke_width=1.5,
    )
    return _place(shape, across, down)


def _place(shape: str, across: str, down: str) -> str:
    return element("svg", shape, x=across, y=down, overflow="visible")
