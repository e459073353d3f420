"""The pictures of a situation report, from the same series as the charts of the pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.charts.appearance import PAGE, PRINT, Appearance
from tracker.charts.labels import ROOMS, WIDE
from tracker.charts.map_look import MAP_PAGE, MAP_PRINT, MapLook
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.capacity_key import sign_capacity
from tracker.charts.pictures.files import FONTS, NAMESPACE, make_document
from tracker.charts.pictures.key import Key, write_key
from tracker.charts.pictures.map import draw_map_picture
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.svg import element
from tracker.charts.pictures.tallies import draw_tally_picture, sign_tallies
from tracker.charts.series.tallies import TallySeries, build_tally_series
from tracker.domain.indicators import Indicator
from tracker.web.dashboard.periods import end_on
from tracker.web.situation.gathering import Situation

CAPTIONS = {
    "chart": "Capacity against arrivals, day by day",
    "casualties": "Casualties, day by day",
    "map": "Occupancy of usable places, area by area",
}
CHART_SIZE, CASUALTIES_SIZE = Size(width=760, height=460), Size(width=760, height=280)
MAP_ROOM = replace(WIDE, width=760, height=400)
_KEYS = (Indicator.KILLED, Indicator.INJURED, Indicator.MISSING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture, and the key that has to stand with it."""

    svg: str
    key: Key = ()


def draw_for_page(situation: Situation) -> dict[str, Picture]:
    """The pictures that fill their places in a page, by name; those without numbers are absent."""
    pictures = _draw(situation, PAGE, None, None)
    found = draw_map(situation, MAP_PAGE, linked=True)
    return pictures | ({"map": Picture(svg=found)} if found else {})


def draw_for_print(situation: Situation) -> dict[str, str]:
    """The pictures as SVG documents by name."""
    pictures = _draw(situation, PRINT, CHART_SIZE, CASUALTIES_SIZE)
    documents = {name: _wrap(picture, name) for name, picture in pictures.items()}
    found = draw_map(situation, MAP_PRINT, linked=False)
    return documents | ({"map": make_document(found)} if found else {})


def _draw(
    situation: Situation, look: Appearance, chart_size: Size | None, casualties_size: Size | None
) -> dict[str, Picture]:
    numbers = situation.numbers
    pictures: dict[str, Picture] = {}
    if not numbers.series.is_empty:
        pictures["chart"] = Picture(
            svg=draw_capacity_picture(
                numbers.series, look, CAPTIONS["chart"], numbers.full, chart_size
            ),
            key=sign_capacity(numbers.series, numbers.full, look),
        )
    if numbers.has_casualties:
        series = _load_casualties(situation)
        pictures["casualties"] = Picture(
            svg=draw_tally_picture(series, look, CAPTIONS["casualties"], casualties_size),
            key=sign_tallies(series, look),
        )
    return pictures


def _load_casualties(situation: Situation) -> tuple[TallySeries, ...]:
    operation, knowledge = situation.lookback.operation, situation.lookback.knowledge
    period = end_on(situation.day, operation.clock.start)
    days = knowledge.read_days(None, period.first, period.last, _KEYS)
    return build_tally_series(days, _KEYS)


def draw_map(situation: Situation, look: MapLook, *, linked: bool) -> str | None:
    """The map of occupancy; None where no boundary is known. On paper it leads nowhere."""
    series = situation.map.series
    if not linked:
        series = replace(
            series,
            areas=tuple(replace(area, url=None) for area in series.areas),
            sites=tuple(replace(site, url=None) for site in series.sites),
        )
    rooms = ROOMS if linked else (MAP_ROOM,)
    return draw_map_picture(series, look, CAPTIONS["map"], rooms=rooms)


def _wrap(picture: Picture, name: str) -> str:
    """A picture as a document: a file of its own has to name its kind and its fonts."""
    size = CHART_SIZE if name == "chart" else CASUALTIES_SIZE
    below, rows = write_key(picture.key, PRINT, size.width, size.height + 8)
    height = size.height + rows
    return element(
        "svg",
        picture.svg,
        below,
        xmlns=NAMESPACE,
        width=size.width,
        height=height,
        viewBox=f"0 0 {size.width:g} {height:g}",
        font_family=FONTS,
    )
