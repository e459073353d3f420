"""A map as a figure: areas in the colours of their steps, their numbers, and shelters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tracker.charts.appearance import FONT
from tracker.charts.figures.hover import escape
from tracker.charts.figures.layout import configure
from tracker.charts.geography import Frame, Shape, frame
from tracker.charts.labels import BOX, ROOMS, TYPE, WIDE, Room, place_labels
from tracker.charts.map_look import MAP_DARK, MAP_LIGHT, MAP_PRINT, STEPS, MapLook, map_map_colours
from tracker.charts.series.map import MapArea, MapSeries, MapSite, rank_area
from tracker.domain.windows import ShelterStatus

Drawn = Sequence[tuple[MapArea, Shape]]

SITE_SIZE = 11
CLEAR = "rgba(0,0,0,0)"
NAME = "map"


def draw_map(series: MapSeries, look: MapLook = MAP_LIGHT) -> dict[str, Any] | None:
    """The figure as Plotly takes it; None where nothing has a shape.

    Areas and shelters lead to the address in their `customdata`. `looks` gives, for other looks,
    the colour that takes the place of each colour of this one; `labels` what the trace "labels" has
    in maps of each class of widths. The trace "cursor" is for the script: it goes around the area
    chosen by keyboard.
    """
    # The most urgent first: the script's keys go through them in this order.
    drawn = sorted(series.drawn, key=lambda pair: rank_area(series.measure, pair[0]))
    around = frame((shape for _, shape in drawn), (site.position for site in series.sites), BOX)
    if around is None or not drawn:
        return None
    labels = {room.name: _write_labels(series, around, room, look) for room in ROOMS}
    return {
        "data": [
            _fill([pair for pair in drawn if pair[0].step is not None], look, "areas"),
            _fill([pair for pair in drawn if pair[0].step is None], look, "missing"),
            _draw_cursor(look),
            _trace_labels(labels[WIDE.name]),
            *_draw_sites(series.sites, look),
        ],
        "layout": _lay_out(around, look),
        "config": _configure(around),
        "looks": {
            "dark": map_map_colours(look, MAP_DARK),
            "print": map_map_colours(look, MAP_PRINT),
        },
        "labels": labels,
    }


def _fill(drawn: Drawn, look: MapLook, name: str) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "name": name,
        "geojson": {
            "type": "FeatureCollection",
            "features": [_make_feature(area, shape) for area, shape in drawn],
        },
        "locations": [str(area.place_id) for area, _ in drawn],
        "z": [area.step or 0 for area, _ in drawn],
        "zmin": 0,
        "zmax": STEPS,
        "colorscale": _scale(look, is_missing=name == "missing"),
        "showscale": False,
        "text": [_explain(area.name, area.said, area.detail) for area, _ in drawn],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [area.url for area, _ in drawn],
        "marker": {"line": {"color": look.line, "width": 1}},
    }


def _make_feature(area: MapArea, shape: Shape) -> dict[str, Any]:
    """Outer rings run clockwise, as the outlines of boundaries do: Plotly fills what is inside."""
    return {
        "type": "Feature",
        "id": str(area.place_id),
        "properties": {},
        "geometry": {"type": "MultiPolygon", "coordinates": shape.polygons},
    }


def _scale(look: MapLook, *, is_missing: bool) -> list[list[float | str]]:
    """Colours from edge to edge of each step, without any between them."""
    fills = [look.fill(None if is_missing else step) for step in range(STEPS)]
    return [
        [round((step + edge) / STEPS, 3), fill]
        for step, fill in enumerate(fills)
        for edge in (0, 1)
    ]


def _explain(name: str, said: str, detail: Iterable[str]) -> str:
    """Line by line; Plotly would set bold type by a style that the policy refuses."""
    return "<br>".join(map(escape, (name, said, *detail)))


def _draw_cursor(look: MapLook) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "name": "cursor",
        "mode": "lines",
        "lon": [],
        "lat": [],
        "line": {"color": look.cursor, "width": 4},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _write_labels(series: MapSeries, around: Frame, room: Room, look: MapLook) -> dict[str, Any]:
    """The trace of the labels as far as it differs from room to room."""
    labels = place_labels(series, around, room)
    places = [around.locate(label.middle) for label in labels]
    return {
        "lon": [round(longitude, 4) for longitude, _ in places],
        "lat": [round(latitude, 4) for _, latitude in places],
        "text": ["<br>".join(map(escape, label.lines)) for label in labels],
        "textfont": {"color": [look.text(label.area.step) for label in labels], "size": TYPE},
    }


def _trace_labels(labels: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "name": "labels",
        "mode": "text",
        **labels,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _draw_sites(sites: Sequence[MapSite], look: MapLook) -> list[dict[str, Any]]:
    """Open shelters as dots, others as rings."""
    is_open = [site.status is ShelterStatus.OPEN for site in sites]
    if not sites:
        return []
    return [
        {
            "type": "scattergeo",
            "name": "shelters",
            "mode": "markers",
            "lon": [site.position[0] for site in sites],
            "lat": [site.position[1] for site in sites],
            "marker": {
                "size": SITE_SIZE,
                "opacity": 1,
                "color": [look.site if full else look.surface for full in is_open],
                "line": {
                    "color": [look.surface if full else look.site for full in is_open],
                    "width": 2,
                },
            },
            "text": [_explain(site.name, site.said, ()) for site in sites],
            "hovertemplate": "%{text}<extra></extra>",
            "customdata": [site.url for site in sites],
            "showlegend": False,
        }
    ]


def _lay_out(around: Frame, look: MapLook) -> dict[str, Any]:
    return {
        "paper_bgcolor": look.surface,
        "font": {"family": FONT, "size": 13, "color": look.ink},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": look.surface,
            "bordercolor": look.line,
            "font": {"family": FONT, "size": 13, "color": look.ink},
            "align": "left",
        },
        "geo": {
            "visible": False,
            "bgcolor": CLEAR,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [round(around.west, 4), round(around.east, 4)]},
            "lataxis": {"range": [round(around.south, 4), round(around.north, 4)]},
        },
    }


def _configure(around: Frame) -> dict[str, Any]:
    config = configure(NAME)
    width = config["toImageButtonOptions"]["width"]
    config["toImageButtonOptions"]["height"] = round(width * around.height / around.width)
    zoom = [["zoomInGeo", "zoomOutGeo", "resetGeo"]]
    return config | {"displayModeBar": "hover", "modeBarButtons": zoom}
