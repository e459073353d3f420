"""Capacity against arrivals as a figure: people and places, flows, and units reporting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tracker.charts.appearance import DARK, LIGHT, PRINT, Appearance, map_colours
from tracker.charts.figures.axes import find_top
from tracker.charts.figures.empty import draw_nothing
from tracker.charts.figures.extents import (
    find_last_count,
    list_coming_heights,
    list_heights,
    measure_flows,
)
from tracker.charts.figures.flows import draw_flow
from tracker.charts.figures.forecast import count_ahead, draw_forecast, explain_coming, note_full
from tracker.charts.figures.layout import (
    BESIDE,
    COMPACT,
    FULL,
    Panels,
    back_units,
    configure,
    lay_out_base,
    lay_out_days,
    lay_out_flows,
    lay_out_people,
    lay_out_units,
    leave_out_legend,
)
from tracker.charts.figures.levels import LevelStyle, draw_level, explain_bands
from tracker.charts.figures.notes import (
    Note,
    draw_claims,
    measure_ends,
    note_claims,
    note_ends,
    note_peaks,
    part_claims,
    place_empty_note,
    title_panels,
)
from tracker.charts.figures.ranges import FRINGE
from tracker.charts.figures.room import draw_overflow, draw_room
from tracker.charts.figures.shapes import CALM_DAYS, Trace, name_once
from tracker.charts.figures.units import STRIP_NAME, draw_units
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.claims import ClaimPoint
from tracker.charts.series.forecast import FullSeries
from tracker.charts.series.heads import Head

PANEL_NAMES = ("People and places, end of day", "Arrivals and departures per day", STRIP_NAME)
"""From the top down."""


def draw_capacity(
    series: CapacitySeries,
    appearance: Appearance = LIGHT,
    urls: Callable[[date], str] | None = None,
    *,
    full: FullSeries | None = None,
    name: str = "capacity",
    compact: bool = False,
) -> dict[str, Any]:
    """The figure as Plotly takes it; `urls` gives the page behind a day, `full` the coming days.

    A compact one fits into half the height, without its legend and the strip of units reporting.
    `looks` gives, for other looks, the colour that takes the place of each colour of this one.
    """
    looks = {"dark": map_colours(appearance, DARK), "print": map_colours(appearance, PRINT)}
    figure = draw_nothing(appearance)
    if series.days:
        figure = _draw_days(series, appearance, urls, full, COMPACT if compact else FULL)
    if compact:
        figure["layout"] |= leave_out_legend(figure["layout"])
    return {**figure, "config": configure(name), "looks": looks}


def _draw_days(
    series: CapacitySeries,
    appearance: Appearance,
    urls: Callable[[date], str] | None,
    full: FullSeries | None,
    panels: Panels,
) -> dict[str, Any]:
    first, count = series.days[0].day, len(series.days)
    ahead = count_ahead(full, count)
    heights = [*list_heights(series.days), *list_coming_heights(full, ahead)]
    claims, beyond = part_claims(series.drawn_claims, max(heights, default=0))
    top = find_top([*heights, *(claim.height for claim in claims)])
    down, up = measure_flows(series.days, panels.beyond)
    ends = note_ends(series, appearance, panels.apart * top, dated=ahead > 0)
    base = lay_out_base(appearance)
    return {
        "data": name_once(
            [
                *explain_bands(_draw_people(series, appearance, top, claims)),
                *_draw_coming(series, full, ahead, appearance, FRINGE * top),
                *_draw_flows(series, appearance, panels, up + down),
                *draw_units(
                    series,
                    appearance,
                    urls,
                    height=round(top / 2, 1),
                    coming=explain_coming(full, ahead),
                    with_strip=panels.units is not None,
                ),
            ]
        ),
        "layout": {
            **base,
            "margin": {**base["margin"], "r": max(BESIDE, measure_ends(ends))},
            "xaxis": {
                **lay_out_days(first, count + ahead, appearance, panels.named_days),
                "anchor": "y3" if panels.units else "y2",
            },
            "yaxis": lay_out_people(top, appearance, panels.people),
            "yaxis2": lay_out_flows(down, up, appearance, panels.flows),
            **_lay_out_strip(panels, appearance, count / (count + ahead)),
            "annotations": [
                *_title(appearance, panels),
                *(note_claims(claims, beyond, top, appearance) if count <= CALM_DAYS else []),
                *note_peaks(series, appearance),
                *ends,
                *(note_full(full, ahead, appearance) if full else []),
                *_note_empty(series, appearance, panels),
            ],
        },
    }


def _draw_people(
    series: CapacitySeries, appearance: Appearance, top: float, claims: Sequence[ClaimPoint]
) -> list[Trace]:
    first = series.days[0].day
    fringe = FRINGE * top
    traces = draw_room(series, first, appearance, fringe=fringe)
    traces += draw_overflow(series, first, appearance)
    for style in _style_levels(appearance):
        points = [
            day.present if style.key == Head.PRESENT else day.sheltered for day in series.days
        ]
        if not any(point.known for point in points):
            continue
        traces += draw_level(points, first, style, appearance, fringe=fringe)
    return [*traces, *draw_claims(claims, appearance)]


def _draw_coming(
    series: CapacitySeries,
    full: FullSeries | None,
    ahead: int,
    appearance: Appearance,
    fringe: float,
) -> list[Trace]:
    last = find_last_count(series.days, full)
    if full is None or last is None:
        return []
    return draw_forecast(full, last, ahead, series.days[0].day, appearance, fringe=fringe)


def _draw_flows(
    series: CapacitySeries, appearance: Appearance, panels: Panels, height: float
) -> list[Trace]:
    first = series.days[0].day
    traces: list[Trace] = []
    for head in (Head.ARRIVALS, Head.DEPARTURES):
        flows = [day.arrivals if head is Head.ARRIVALS else day.departures for day in series.days]
        traces += draw_flow(
            flows,
            first,
            head,
            appearance,
            pad=panels.pad * height,
            has_small_marks=panels.has_small_marks,
        )
    return traces


def _style_levels(appearance: Appearance) -> tuple[LevelStyle, LevelStyle]:
    return (
        LevelStyle(
            key=Head.PRESENT,
            label=Head.PRESENT.label,
            colour=appearance.present,
            band=appearance.make_band(appearance.present),
            width=2,
            rank=13,
        ),
        LevelStyle(
            key=Head.SHELTERED,
            label=Head.SHELTERED.label,
            colour=appearance.sheltered,
            band=appearance.make_band(appearance.sheltered),
            width=3,
            rank=12,
        ),
    )


def _lay_out_strip(panels: Panels, appearance: Appearance, share: float) -> dict[str, Any]:
    """The lowest panel, under which the days stand: the strip, or the flows without one."""
    if panels.units is None:
        return {}
    return {"yaxis3": lay_out_units(panels.units), "shapes": [back_units(appearance, share)]}


def _title(appearance: Appearance, panels: Panels) -> list[Note]:
    domains = (panels.people, panels.flows, panels.units)
    named = zip(PANEL_NAMES, domains, strict=True)
    return title_panels(appearance, [(name, domain[1]) for name, domain in named if domain])


def _note_empty(series: CapacitySeries, appearance: Appearance, panels: Panels) -> list[Note]:
    """Where claims are drawn among the people, the empty panel of flows has room for words."""
    if not series.is_empty:
        return []
    has_claims = bool(series.drawn_claims)
    height = sum(panels.flows) / 2 if has_claims else 0.5
    return [place_empty_note(appearance, height=height, has_claims=has_claims)]
