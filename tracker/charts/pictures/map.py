"""A map as a picture: areas in the colours of their steps, with their numbers, and shelters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.charts.geography import Frame, frame
from tracker.charts.labels import BOX, ROOMS, TYPE, Label, Room, place_labels
from tracker.charts.map_look import MapLook
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.svg import element, say
from tracker.charts.series.map import MapArea, MapSeries, MapSite
from tracker.domain.windows import ShelterStatus

SITE = 9
HATCH = "map-hatch"


def draw_map_picture(
    series: MapSeries,
    look: MapLook,
    label: str,
    size: Size | None = None,
    rooms: Iterable[Room] = ROOMS,
) -> str | None:
    """The map as an SVG element that keeps its shape; None without any shape.

    It fills its place, or has a size in pixels.
    `label` says what it shows. Areas and shelters with an address are links. In a page the labels
    stand in it once for each of `rooms`, of which the style sheet shows one; a picture away from
    the style sheet has a single one.
    """
    drawn = series.drawn
    around = frame(
        (shape for _, shape in drawn),
        (site.position for site in series.sites),
        BOX,
    )
    if around is None or not drawn:
        return None
    is_linked = any(area.url for area, _ in drawn)
    return element(
        "svg",
        element("title", say(label)),
        _define_hatch(look),
        *(_draw_area(area, around.outline(shape), look) for area, shape in drawn),
        *(_write_group(series, around, room, look) for room in rooms),
        *(_draw_site(site, around, look) for site in series.sites),
        role="group" if is_linked else "img",
        aria_label=label if is_linked else None,
        viewBox=f"0 0 {round(around.width)} {round(around.height)}",
        width=size.width if size else "100%",
        height=size.height if size else "100%",
        font_family="inherit",
    )


def _define_hatch(look: MapLook) -> str:
    stripe = element("path", d="M0 0V16", stroke=look.hatch, stroke_width=6)
    pattern = element(
        "pattern",
        element("rect", width=16, height=16, fill=look.missing),
        stripe,
        id=HATCH,
        width=16,
        height=16,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def _draw_area(area: MapArea, outline: str, look: MapLook) -> str:
    path = element(
        "path",
        element("title", say(f"{area.name}: {area.said}")),
        d=outline,
        fill=f"url(#{HATCH})" if area.step is None else look.fill(area.step),
        fill_rule="evenodd",
        stroke=look.line,
        stroke_width=2,
        stroke_linejoin="round",
    )
    return _link(path, area.url, f"{area.name}: {area.said}")


def _link(shape: str, url: str | None, name: str) -> str:
    return element("a", shape, href=url, aria_label=name) if url else shape


def _write_labels(labels: Iterable[Label], look: MapLook) -> Iterator[str]:
    for label in labels:
        across, _ = label.middle
        for line, down in zip(label.lines, label.baselines, strict=True):
            yield element(
                "text",
                say(line),
                x=round(across),
                y=round(down),
                fill=look.text(label.area.step),
                stroke=look.fill(label.area.step),
            )


def _write_group(series: MapSeries, around: Frame, room: Room, look: MapLook) -> str:
    """The labels of a room; the style sheet shows those of one room at a time."""
    labels = place_labels(series, around, room)
    size = TYPE / room.scale(around)
    return element(
        "g",
        *_write_labels(labels, look),
        class_=f"map-labels map-labels--{room.name}",
        font_size=round(size, 1),
        text_anchor="middle",
        stroke_width=round(size / 4),
        stroke_linejoin="round",
        paint_order="stroke",
        pointer_events="none",
    )


def _draw_site(site: MapSite, around: Frame, look: MapLook) -> str:
    across, down = around.place(site.position)
    is_open = site.status is ShelterStatus.OPEN
    circle = element(
        "circle",
        element("title", say(f"{site.name}: {site.said}")),
        class_="map-site",
        cx=round(across),
        cy=round(down),
        r=SITE,
        fill=look.site if is_open else look.surface,
        stroke=look.surface if is_open else look.site,
        stroke_width=4,
    )
    return _link(circle, site.url, f"{site.name}: {site.said}")
