"""Who has reported as a document of its own: names, cells and rates, with their key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.charts.appearance import PRINT
from tracker.charts.lettering import measure_text
from tracker.charts.pictures.files import write_document
from tracker.charts.pictures.heatmap import CELL, HEAD, PITCH, SHAPES
from tracker.charts.pictures.key import HEIGHT, WIDTH, Key
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.svg import element, say
from tracker.domain.completeness import UnitState

ROW, INSET, SPACE, TYPE = 20, 14, 16, 12
"""Pixels: height of a row, how far a unit's name is set in, between columns, size of type."""

RATES = ("Received", "On time")
RATE_WIDTH = 64
LEAST_WIDTH = 480
"""The heading and the foot have to fit over few days, too."""

_DONE, _LATE, _MISSING, _PALE = "#0b5563", "#6d4300", "#94190f", "#6a7883"
_FILLS = {
    "on_time": _DONE,
    "unchanged": _DONE,
    "corrected": _DONE,
    "late": _LATE,
    "waiting": _PALE,
    "closed": _PALE,
}
_STROKES = {"missing": _MISSING, "outline": _PALE}
"""The colours of the page in light."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatRow:
    """A row: its name, set in by its `depth`, the paths of its cells by name, the rates in words.

    `cells` are empty where the units' rows follow, a rate is None where nothing was due.
    """

    name: str
    depth: int
    cells: tuple[tuple[str, str], ...]
    rates: tuple[str | None, ...]


def draw_heatmap_file(  # noqa: PLR0917 (rows, their days, and the words around them)
    rows: Sequence[HeatRow], first: date, days: int, heading: str, foot: str, key: Key
) -> str:
    """The document as SVG in the look for print, with `days` cells to a row from `first` on."""
    left = SPACE + max((_measure_name(row) for row in rows), default=0)
    right = left + PITCH * days + SPACE
    width = max(LEAST_WIDTH, right + RATE_WIDTH * len(RATES))
    size = Size(width=width, height=HEAD + ROW * len(rows))
    inside = (
        *_write_heads(first, days, left, right),
        *(part for at, row in enumerate(rows) for part in _draw_row(row, at, left, right)),
    )
    picture = element(
        "svg",
        element("title", say(heading)),
        *inside,
        role="img",
        width=size.width,
        height=size.height,
        font_size=TYPE,
    )
    return write_document(picture, size, PRINT, heading, foot, key)


def sign_units() -> Key:
    """The key of rows of units: every state by its name."""
    states = (state for state in UnitState if state in SHAPES)
    return tuple((state.label, _sign(state, f"M0 0{SHAPES[state]}")) for state in states)


def sign_areas() -> Key:
    """The key of rows of areas."""
    return (
        ("units on time, as a part of the cell's height", _sign("on_time", "M0 4h14v10h-14z")),
        ("late ones above them, half as wide; empty is missing", _sign("late", "M0 4h7v10h-7z")),
    )


def _sign(name: str, path: str) -> str:
    return element("svg", _paint(name, path), width=WIDTH, height=HEIGHT, aria_hidden="true")


def _paint(name: str, path: str) -> str:
    if name in _STROKES:
        return element("path", d=path, fill="none", stroke=_STROKES[name], stroke_width=1.25)
    return element("path", d=path, fill=_FILLS[name], fill_rule="evenodd")


def _measure_name(row: HeatRow) -> float:
    return INSET * row.depth + round(TYPE * measure_text(row.name))


def _write_heads(first: date, days: int, left: float, right: float) -> Iterator[str]:
    for at in range(days):
        day = first + timedelta(days=at)
        across = left + PITCH * at
        if at == 0 or day.day == 1:
            yield _write(f"{day:%b}", across, 11, PRINT.quiet)
        yield _write(str(day.day), across + CELL / 2, HEAD - 5, PRINT.quiet, "middle", font_size=10)
    for at, name in enumerate(RATES, start=1):
        yield _write(name, right + RATE_WIDTH * at, HEAD - 5, PRINT.quiet, "end")


def _draw_row(row: HeatRow, at: int, left: float, right: float) -> Iterator[str]:
    top = HEAD + ROW * at
    middle = top + CELL - 3
    weight = 400 if row.depth else 700
    yield _write(row.name, INSET * row.depth, middle, PRINT.ink, font_weight=weight)
    cells: Iterable[str] = (_paint(name, path) for name, path in row.cells)
    yield element("g", *cells, transform=f"translate({left:g} {top:g})")
    for column, rate in enumerate(row.rates, start=1):
        said = rate or "\N{EN DASH}"
        yield _write(said, right + RATE_WIDTH * column, middle, PRINT.ink, "end")


def _write(
    text: str, across: float, down: float, colour: str, anchor: str = "start", **more: int
) -> str:
    return element("text", say(text), x=across, y=down, fill=colour, text_anchor=anchor, **more)
