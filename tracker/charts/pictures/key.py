"""The signs of a key: each mark, band and line as charts draw it, small, beside its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.charts.appearance import BAND, Appearance
from tracker.charts.figures import forecast, levels, notes, ranges
from tracker.charts.lettering import measure_text
from tracker.charts.marks import Mark
from tracker.charts.pictures.svg import element, say
from tracker.charts.pictures.symbols import draw_claim, draw_symbol
from tracker.charts.series.flows import FlowPoint
from tracker.charts.wording import MARK_NAMES

WIDTH, HEIGHT = 24, 14
ROW = 22
"""Pixels from line to line of a key."""
Key = tuple[tuple[str, str], ...]
"""Names, each with its sign."""

PALE = 0.45
"""How strong the bars of running totals are."""

_MARKS = {name: mark for mark, name in MARK_NAMES.items()}


def draw_sign(name: str, appearance: Appearance) -> str:
    """The sign of one of the names in a key, as an SVG element that says nothing itself."""
    shape = _draw_shape(name, appearance)
    return element("svg", shape, width=WIDTH, height=HEIGHT, aria_hidden="true")


def sign_marks(marks: Iterable[Mark], appearance: Appearance) -> Key:
    """Names and signs of marks."""
    names = (MARK_NAMES[mark] for mark in marks)
    return tuple((name, draw_sign(name, appearance)) for name in names)


def sign_bands(appearance: Appearance) -> tuple[str, str]:
    """The entry of bands from the lowest to the highest number."""
    return levels.BANDS_NAME, draw_sign(levels.BANDS_NAME, appearance)


def sign_ranges(flows: Iterable[Sequence[FlowPoint]], appearance: Appearance) -> Key:
    """The entries of what bars leave open: whiskers, and hatching, as far as there are any."""
    rows = [*flows]
    names = []
    if any(any(ranges.list_whiskers(row)) for row in rows):
        names.append(ranges.RANGE_NAME)
    if any(flow.is_open for row in rows for flow in row):
        names.append(MARK_NAMES[Mark.OPEN])
    return tuple((name, draw_sign(name, appearance)) for name in names)


def sign_bars(name: str, colour: str, opacity: float = 1) -> tuple[str, str]:
    """The entry of bars of a colour."""
    shape = element(
        "rect", x=5, width=HEIGHT, height=HEIGHT, fill=colour, fill_opacity=float(opacity)
    )
    return name, element("svg", shape, width=WIDTH, height=HEIGHT, aria_hidden="true")


def sign_line(name: str, colour: str) -> tuple[str, str]:
    """The entry of a line with dots."""
    dot = element("circle", cx=WIDTH // 2, cy=HEIGHT // 2, r=2.5, fill=colour)
    shape = _draw_line(colour, None)
    return name, element("svg", shape, dot, width=WIDTH, height=HEIGHT, aria_hidden="true")


def write_key(key: Key, appearance: Appearance, width: float, top: float) -> tuple[str, float]:
    """The key below a picture of this width that is handed on without its page, and its height."""
    parts: list[str] = []
    across, row = 0.0, 0
    for name, sign in key:
        wide = WIDTH + 6 + 12 * measure_text(name) + 18
        if across and across + wide > width:
            across, row = 0.0, row + 1
        down = top + ROW * row
        parts += [
            element("g", sign, transform=f"translate({across:g} {down:g})"),
            element(
                "text",
                say(name),
                x=across + WIDTH + 6,
                y=down + 11,
                font_size=12,
                fill=appearance.ink,
            ),
        ]
        across += wide
    return "".join(parts), float(ROW * (row + 1)) if key else 0.0


def _draw_shape(name: str, appearance: Appearance) -> str:
    match name:
        case notes.CLAIM_NAME:
            shape = draw_claim("50%", "50%", appearance.ink)
        case forecast.FORECAST_NAME:
            line = _draw_line(appearance.sheltered, "10 4 2 4")
            shape = _fill(appearance.sheltered, 0.13) + line
        case forecast.PLANNED_NAME:
            shape = _draw_line(appearance.capacity, "2 3")
        case ranges.RANGE_NAME:
            shape = element(
                "path",
                d="M12 1V13M8 1H16M8 13H16",
                fill="none",
                stroke=appearance.ink,
                stroke_width=1.5,
            )
        case levels.BANDS_NAME:
            shape = _fill(appearance.quiet, BAND)
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


def _draw_line(colour: str, dash: str | None) -> str:
    middle = HEIGHT // 2
    return element(
        "path", d=f"M0 {middle}H{WIDTH}", stroke=colour, stroke_width=2, stroke_dasharray=dash
    )
