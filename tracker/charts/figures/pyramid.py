"""A total by sex and age as a figure, laid out as the picture that stands in its place first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.charts.appearance import DARK, FONT, LIGHT, PRINT, Appearance, map_colours
from tracker.charts.figures.layout import configure, lay_out_base
from tracker.charts.figures.shapes import Trace
from tracker.charts.series.pyramid import Pyramid
from tracker.charts.wording import phrase_number
from tracker.domain.counts import Sex

ROW, HEAD = 28, 24
"""Heights in pixels: of a row, and of the line with the names of the columns."""

HIDDEN = "hidden"
"""What stands in place of a number that is kept back because it is small."""

BETWEEN = 10
"""Pixels between the bars of two rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Where bars begin, in per cent of the width, and how far the longest reaches."""

    female: float
    ages: float
    male: float
    unknown: float | None
    reach: float


TWO = Columns(female=40, ages=50, male=60, unknown=None, reach=26)
THREE = Columns(female=29, ages=37, male=45, unknown=72, reach=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """The bars of one sex: where they begin, their values by row, and which of them are hidden."""

    name: str
    begin: float
    colour: str
    values: tuple[int | None, ...]
    hidden: tuple[bool, ...]
    is_left: bool = False


def measure_pyramid(pyramid: Pyramid) -> int:
    """The height in pixels."""
    return HEAD + ROW * len(pyramid.rows)


def find_longest(pyramid: Pyramid) -> int:
    """The value of the longest bar; 1 where there is none."""
    cells = (cell for row in pyramid.rows for cell in (row.female, row.male, row.unknown))
    return max((cell for cell in cells if cell is not None), default=0) or 1


def choose_columns(pyramid: Pyramid) -> Columns:
    """Three columns where some people's sex was not told."""
    return THREE if pyramid.tells_no_sex else TWO


def list_columns(pyramid: Pyramid, appearance: Appearance) -> Iterator[Column]:
    """The columns of bars from left to right."""
    columns, rows = choose_columns(pyramid), pyramid.rows
    yield Column(
        name="Female",
        begin=columns.female,
        colour=appearance.present,
        values=tuple(row.female for row in rows),
        hidden=_list_hidden(pyramid, Sex.FEMALE),
        is_left=True,
    )
    yield Column(
        name="Male",
        begin=columns.male,
        colour=appearance.sheltered,
        values=tuple(row.male for row in rows),
        hidden=_list_hidden(pyramid, Sex.MALE),
    )
    if columns.unknown is not None:
        yield Column(
            name="Sex not told",
            begin=columns.unknown,
            colour=appearance.standby,
            values=tuple(row.unknown for row in rows),
            hidden=_list_hidden(pyramid, Sex.UNKNOWN),
        )


def _list_hidden(pyramid: Pyramid, sex: Sex) -> tuple[bool, ...]:
    return tuple(sex in row.hidden for row in pyramid.rows)


def draw_figure(pyramid: Pyramid, appearance: Appearance = LIGHT) -> dict[str, Any]:
    """The figure as Plotly takes it, without a legend: columns are named above their bars."""
    columns = list(list_columns(pyramid, appearance))
    ages = [row.label for row in pyramid.rows]
    return {
        "data": [_draw_bars(column, at, ages) for at, column in enumerate(columns)],
        "layout": _lay_out(pyramid, columns, appearance),
        "config": configure(f"{pyramid.indicator.value}-by-age"),
        "looks": {"dark": map_colours(appearance, DARK), "print": map_colours(appearance, PRINT)},
    }


def _draw_bars(column: Column, at: int, ages: list[str]) -> Trace:
    cells = list(zip(column.values, column.hidden, strict=True))
    said = [_say(value, is_hidden=is_hidden) for value, is_hidden in cells]
    return {
        "type": "bar",
        "orientation": "h",
        "name": column.name,
        "x": [0 if is_hidden else value for value, is_hidden in cells],
        "y": list(range(len(ages))),
        "xaxis": _name_axis("x", at),
        "yaxis": "y",
        "marker": {"color": column.colour, "opacity": 0.85},
        "text": said,
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "hovertext": [
            f"{column.name}, {age}: {value}" for age, value in zip(ages, said, strict=True)
        ],
        "hoverinfo": "text",
    }


def _say(value: int | None, *, is_hidden: bool) -> str | None:
    if value is None:
        return HIDDEN if is_hidden else None
    return phrase_number(value)


def _lay_out(pyramid: Pyramid, columns: list[Column], appearance: Appearance) -> dict[str, Any]:
    base = lay_out_base(appearance)
    count, reach = len(pyramid.rows), choose_columns(pyramid).reach / 100
    layout = {key: base[key] for key in ("paper_bgcolor", "plot_bgcolor", "hoverlabel", "dragmode")}
    for at, column in enumerate(columns):
        layout[_name_axis("xaxis", at)] = _lay_out_bars(column, reach, find_longest(pyramid))
    return layout | {
        "font": {"family": FONT, "size": 12, "color": appearance.ink},
        "height": measure_pyramid(pyramid),
        "margin": {"l": 0, "r": 0, "t": HEAD, "b": 0},
        "showlegend": False,
        "hovermode": "closest",
        "bargap": round(BETWEEN / ROW, 3),
        "barmode": "overlay",
        "yaxis": {"range": [count - 0.5, -0.5], "visible": False, "fixedrange": True},
        "annotations": [*_name_columns(pyramid, columns, appearance), *_name_ages(pyramid)],
    }


def _lay_out_bars(column: Column, reach: float, longest: int) -> dict[str, Any]:
    begin = column.begin / 100
    far = begin - reach if column.is_left else begin + reach
    return {
        "domain": sorted(round(place, 4) for place in (begin, far)),
        "range": [longest, 0] if column.is_left else [0, longest],
        "anchor": "y",
        "visible": False,
        "fixedrange": True,
    }


def _name_columns(
    pyramid: Pyramid, columns: list[Column], appearance: Appearance
) -> Iterator[dict[str, Any]]:
    names = [(c.name, c.begin, "right" if c.is_left else "left") for c in columns]
    names.append(("Age", choose_columns(pyramid).ages, "center"))
    for text, across, anchor in names:
        yield {
            **_write(text, across, anchor),
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "font": {"color": appearance.quiet, "size": 12},
        }


def _name_ages(pyramid: Pyramid) -> Iterator[dict[str, Any]]:
    for at, row in enumerate(pyramid.rows):
        yield {
            **_write(row.label, choose_columns(pyramid).ages, "center"),
            "yref": "y",
            "y": at,
            "yanchor": "middle",
        }


def _write(text: str, across: float, anchor: str) -> dict[str, Any]:
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "x": across / 100,
        "xanchor": anchor,
        "borderpad": 0,
    }


def _name_axis(name: str, at: int) -> str:
    return f"{name}{at + 1}" if at else name
