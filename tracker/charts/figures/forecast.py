"""Traces of the coming days: where people sheltered are going to be, and the places then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.levels import LevelStyle, draw_doubts
from tracker.charts.figures.notes import WIDE, Note
from tracker.charts.figures.shapes import Trace, draw_steps, fill_outlines, space_days
from tracker.charts.geometry import Bounds, Edge, outline_cells, outline_wide_cells
from tracker.charts.sentences.forecast import phrase_until
from tracker.charts.series.forecast import FullSeries, Outlook
from tracker.charts.wording import phrase_bounds, phrase_number
from tracker.domain.forecast import ForecastDay, Room


@dataclass(frozen=True, kw_only=True, slots=True)
class LastCount:
    """People sheltered on the day from which the forecast goes on."""

    day: date
    people: int


FORECAST_NAME = "Forecast"
PLANNED_NAME = "Places as planned"
FEWEST_AHEAD, MOST_AHEAD = 5, 14


def count_ahead(full: FullSeries | None, days: int) -> int:
    """Coming days that are drawn beside so many past ones: none without a forecast."""
    if full is None or full.forecast is None:
        return 0
    return max(FEWEST_AHEAD, min(MOST_AHEAD, days // 2))


def list_ahead(full: FullSeries, ahead: int) -> list[ForecastDay]:
    """The days drawn: from the one after the last count on."""
    days = full.forecast.days if full.forecast else ()
    return [each for each in days if (each.day - full.day).days <= ahead]


def draw_forecast(
    full: FullSeries,
    last: LastCount,
    ahead: int,
    first: date,
    appearance: Appearance,
    *,
    fringe: float,
) -> list[Trace]:
    """The range, the likeliest course from the last count on, and the coming places.

    `fringe` is the height of the hatching that says "open upwards".
    """
    days = list_ahead(full, ahead)
    begin = (last.day - first).days
    edges = [Edge(at=begin, bottom=last.people, top=last.people)]
    edges += [Edge(at=(d.day - first).days, bottom=d.low, top=d.high) for d in days]
    band = fill_outlines(
        [tuple(edges)],
        first,
        name=f"{FORECAST_NAME}: 8 times in 10",
        colour=appearance.forecast_fill,
        fillpattern={
            "shape": ".",
            "size": 6,
            "solidity": 0.18,
            "fgcolor": appearance.sheltered,
            "bgcolor": appearance.forecast_fill,
            "fillmode": "overlay",
        },
        legendgroup=FORECAST_NAME,
    )
    return [
        band,
        _draw_course(last, days, appearance),
        *_draw_places(full, ahead, first, appearance, fringe),
    ]


def note_full(full: FullSeries, ahead: int, appearance: Appearance) -> list[Note]:
    """Where the likeliest course reaches the places, or else its range theirs, in words."""
    until = full.usable
    if full.outlook is not Outlook.AHEAD or until is None:
        return []
    day = until.likely or until.earliest
    if day is None or (day - full.day).days > ahead:
        return []
    return [
        {
            "name": WIDE,
            "x": day.isoformat(),
            "y": full.room[day].value if until.likely else full.room[day].low,
            "text": f"Full {phrase_until(full, until)}",
            "font": {"color": appearance.sheltered, "size": 13, "weight": 700},
            "bgcolor": appearance.surface,
            "opacity": 0.9,
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "yshift": 4,
        }
    ]


def _draw_course(last: LastCount, days: list[ForecastDay], appearance: Appearance) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": FORECAST_NAME,
        "legendgroup": FORECAST_NAME,
        "legendrank": 15,
        **space_days(last.day),
        "y": [last.people, *(each.value for each in days)],
        "line": {"color": appearance.sheltered, "width": 2, "dash": "longdashdot"},
        "hoverinfo": "skip",
    }


def list_planned(full: FullSeries, ahead: int, first: date) -> list[Room | None]:
    """The coming places that are drawn, from the `first` day on; None where there are none yet."""
    days = [day for day in sorted(full.room) if (day - full.day).days <= ahead]
    before = (days[0] - first).days if days else 0
    return [*[None] * before, *(full.room[day] for day in days)]


def bound_rooms(rooms: Sequence[Room | None]) -> list[Bounds | None]:
    """From the fewest to the most places, as far as that is closed."""
    return [
        None if room is None else (room.low, room.value if room.high is None else room.high)
        for room in rooms
    ]


def _draw_places(
    full: FullSeries, ahead: int, first: date, appearance: Appearance, fringe: float
) -> list[Trace]:
    rooms = list_planned(full, ahead, first)
    style = LevelStyle(
        key=PLANNED_NAME,
        label=PLANNED_NAME,
        colour=appearance.capacity,
        band=appearance.make_band(appearance.standby),
        width=1.5,
        rank=16,
    )
    open_tops = [
        (room.value, room.value + fringe) if room and room.high is None else None for room in rooms
    ]
    return [
        *draw_doubts(
            outline_wide_cells(bound_rooms(rooms)), outline_cells(open_tops), first, style
        ),
        draw_steps(
            [room.value if room else None for room in rooms],
            first,
            name=style.label,
            line={"color": style.colour, "width": style.width, "dash": "dot"},
            legendgroup=style.key,
            legendrank=style.rank,
        ),
    ]


def explain_coming(full: FullSeries | None, ahead: int) -> list[str]:
    """What is said of each coming day that is drawn."""
    if full is None:
        return []
    return [_explain(full, each) for each in list_ahead(full, ahead) if each.day > full.day]


def _explain(full: FullSeries, each: ForecastDay) -> str:
    said = (
        f"{FORECAST_NAME} of people sheltered<br>{phrase_number(each.low)} to "
        f"{phrase_number(each.high)}, most likely {phrase_number(each.value)}"
    )
    room = full.room[each.day]
    return f"{said}<br>{PLANNED_NAME} {phrase_bounds(room.value, room.low, room.high)}"
