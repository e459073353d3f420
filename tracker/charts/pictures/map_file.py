"""A map as a document of its own: the picture with its key, away from the page that explains it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.charts.appearance import PRINT
from tracker.charts.labels import WIDE
from tracker.charts.map_look import MAP_PRINT, MapLook
from tracker.charts.pictures.files import write_document
from tracker.charts.pictures.map import HATCH, draw_map_picture
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.svg import element, say
from tracker.charts.series.map import MapSeries

MAP_SIZE = Size(width=1000, height=480)
MAP_ROOM = replace(WIDE, width=MAP_SIZE.width, height=MAP_SIZE.height)
KEY_HEIGHT, KEY_WIDTH = 34, 136
"""Pixels for the key below the map, and for each of its entries."""


def draw_map_file(series: MapSeries, heading: str, foot: str) -> str | None:
    """The document as SVG in the look for print; None where nothing has a shape."""
    picture = draw_map_picture(series, MAP_PRINT, heading, MAP_SIZE, [MAP_ROOM])
    if picture is None:
        return None
    size = Size(width=MAP_SIZE.width, height=MAP_SIZE.height + KEY_HEIGHT)
    whole = element(
        "svg", picture, *_draw_key(series, MAP_PRINT), width=size.width, height=size.height
    )
    return write_document(whole, size, PRINT, heading, foot)


def _draw_key(series: MapSeries, look: MapLook) -> Iterator[str]:
    """A box and words for each class, and for no number where there is any."""
    entries = [(look.fill(step.number), step.label) for step in series.steps]
    if series.has_missing:
        entries.append((f"url(#{HATCH})", "no number"))
    for number, (fill, words) in enumerate(entries):
        across, down = KEY_WIDTH * number, MAP_SIZE.height + 12
        yield element("rect", x=across, y=down, width=20, height=14, fill=fill, stroke=look.line)
        yield element("text", say(words), x=across + 27, y=down + 12, font_size=13, fill=look.ink)
