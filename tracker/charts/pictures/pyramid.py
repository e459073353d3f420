"""A total by sex and age as a picture: female to the left, male to the right, unknown beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.appearance import Appearance
from tracker.charts.figures.pyramid import (
    BETWEEN,
    HEAD,
    HIDDEN,
    ROW,
    Column,
    choose_columns,
    find_longest,
    list_columns,
    measure_pyramid,
)
from tracker.charts.pictures.plot import Size, write
from tracker.charts.pictures.svg import element, say
from tracker.charts.series.pyramid import Pyramid
from tracker.charts.wording import phrase_number


def draw_pyramid(
    pyramid: Pyramid, appearance: Appearance, label: str, size: Size | None = None
) -> str:
    """The picture as an SVG element as wide as its place, or of a size in pixels."""
    height, chosen = measure_pyramid(pyramid), choose_columns(pyramid)
    columns, scale = list(list_columns(pyramid, appearance)), chosen.reach / find_longest(pyramid)
    return element(
        "svg",
        element("title", say(label)),
        *_write_heads(columns, chosen.ages, appearance),
        *(
            write(
                row.label, f"{chosen.ages}%", _find_middle(at), appearance.ink, text_anchor="middle"
            )
            for at, row in enumerate(pyramid.rows)
        ),
        *(
            _draw_cell(column, at, scale, appearance)
            for at in range(len(pyramid.rows))
            for column in columns
        ),
        role="img",
        width=size.width if size else "100%",
        height=height,
        viewBox=f"0 0 {size.width:g} {height}" if size else None,
        font_size=12,
        font_family=None if size else "inherit",
    )


def _write_heads(columns: Sequence[Column], ages: float, appearance: Appearance) -> Iterator[str]:
    names = [(c.name, c.begin, "end" if c.is_left else "start") for c in columns]
    for text, across, anchor in (*names, ("Age", ages, "middle")):
        yield write(text, f"{across}%", "14", appearance.quiet, text_anchor=anchor)


def _draw_cell(column: Column, at: int, scale: float, appearance: Appearance) -> str:
    value = column.values[at]
    if value is not None:
        return _draw_bar(column, at, value, scale * value, appearance)
    if not column.hidden[at]:
        return ""
    anchor = "end" if column.is_left else "start"
    return write(HIDDEN, f"{column.begin}%", _find_middle(at), appearance.quiet, text_anchor=anchor)


def _draw_bar(column: Column, at: int, value: int, length: float, appearance: Appearance) -> str:
    top = HEAD + ROW * at
    left = column.begin - length if column.is_left else column.begin
    end, anchor, away = (left, "end", "-4") if column.is_left else (left + length, "start", "4")
    bar = element(
        "rect",
        x=f"{left:.2f}%",
        y=top + BETWEEN // 2,
        width=f"{length:.2f}%",
        height=ROW - BETWEEN,
        fill=column.colour,
        fill_opacity=0.85,
    )
    number = write(
        phrase_number(value),
        f"{end:.2f}%",
        _find_middle(at),
        appearance.ink,
        text_anchor=anchor,
        dx=away,
    )
    return bar + number


def _find_middle(at: int) -> str:
    return f"{HEAD + ROW * at + ROW // 2 + 4}"
