"""The signs of a key: each mark, band and line as charts draw it, small, beside its name."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.charts.appearance import Appearance
from tracker.charts.figures import forecast, levels, notes
from tracker.charts.marks import Mark
from tracker.charts.pictures.svg import element
from tracker.charts.pictures.symbols import draw_claim, draw_symbol
from tracker.charts.wording import MARK_NAMES

WIDTH, HEIGHT = 24, 14
_MARKS = {name: mark for mark, name in MARK_NAMES.items()}


def draw_sign(name: str, appearance: Appearance) -> str:
    """The sign of one of the names in a key, as an SVG element that says nothing itself."""
    shape = _draw_shape(name, appearance)
    return element("svg", shape, width=WIDTH, height=HEIGHT, aria_hidden="true")


def sign_marks(marks: Iterable[Mark], appearance: Appearance) -> tuple[tuple[str, str], ...]:
    """Names and signs of marks."""
    names = (MARK_NAMES[mark] for mark in marks)
    return tuple((name, draw_sign(name, appearance)) for name in names)


def _draw_shape(name: str, appearance: Appearance) -> str:
    match name:
        case notes.CLAIM_NAME:
            shape = draw_claim("50%", "50%", appearance.ink)
        case forecast.FORECAST_NAME:
            line = _draw_line(appearance.sheltered, "10 4 2 4")
            shape = _fill(appearance.sheltered, 0.13) + line
        case forecast.PLANNED_NAME:
            shape = _draw_line(appearance.capacity, "2 3")
        case levels.BANDS_NAME:
            shape = _fill(appearance.quiet, 0.25)
        case _:
            shape = _draw_mark(_MARKS[name], appearance)
    return shape


def _draw_mark(mark: Mark, appearance: Appearance) -> str:
    if mark is Mark.CARRIED:
        return _draw_line(appearance.quiet, "2 3")
    if mark is Mark.OPEN:
        return element("path", d="M3 0V14M9 0V14M15 0V14M21 0V14", stroke=appearance.quiet)
    return draw_symbol(mark, "50%", "50%", appearance.ink, appearance.surface)


def _fill(colour: str, opacity: float) -> str:
    return element("rect", width=WIDTH, height=HEIGHT, fill=colour, fill_opacity=opacity)


def _draw_line(colour: str, dash: str) -> str:
    middle = HEIGHT // 2
    return element(
        "path", d=f"M0 {middle}H{WIDTH}", stroke=colour, stroke_width=2, stroke_dasharray=dash
    )
