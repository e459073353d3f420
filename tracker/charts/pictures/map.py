"""A map as a picture: areas in the colours of their steps, with their numbers, and shelters."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.geography import Frame, frame
from tracker.charts.labels import (
    BOX,
    LARGE_TYPE,
    LEADING,
    NAME_TYPE,
    TYPE,
    choose_labels,
    wrap_name,
    write_label,
)
from tracker.charts.map_look import MapLook
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.svg import element, say
from tracker.charts.series.map import MapArea, MapSeries, MapSite
from tracker.domain.windows import ShelterStatus

SITE = 9
HATCH = "map-hatch"


def draw_map_picture(
    series: MapSeries, look: MapLook, label: str, size: Size | None = None
) -> str | None:
    """The map as an SVG element that keeps its shape; None without any shape.

    It fills its place, or has a size in pixels.
    `label` says what it shows. Areas and shelters with an address are links. Labels that would run
    into each other in a phone's large type have a class of their own: the style sheet hides them.
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
        *_write_labels(series, around, look),
        *(_write_names(series, around, look) if series.schematic else ()),
        *(_draw_site(site, around, look) for site in series.sites),
        role="group" if is_linked else "img",
        aria_label=label if is_linked else None,
        viewBox=f"0 0 {round(around.width)} {round(around.height)}",
        width=size.width if size else "100%",
        height=size.height if size else "100%",
        font_size=TYPE,
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


def _write_labels(series: MapSeries, around: Frame, look: MapLook) -> Iterator[str]:
    shown = choose_labels(series.drawn, around, TYPE)
    roomy = choose_labels(series.drawn, around, LARGE_TYPE)
    for area, shape in series.drawn:
        if area.place_id not in shown:
            continue
        across, down = around.place(shape.centre)
        yield element(
            "text",
            say(write_label(area)),
            class_="map-label" if area.place_id in roomy else "map-label map-label--tight",
            x=round(across),
            y=round(down),
            dy="1.1em" if series.schematic else "0.35em",
            text_anchor="middle",
            fill=look.text(area.step),
            stroke=look.fill(area.step),
            stroke_width=6,
            stroke_linejoin="round",
            paint_order="stroke",
            pointer_events="none",
        )


def _write_names(series: MapSeries, around: Frame, look: MapLook) -> Iterator[str]:
    """Names above the numbers: a schematic map would otherwise say nothing of where."""
    for area, shape in series.drawn:
        across, down = (round(number) for number in around.place(shape.centre))
        lines = wrap_name(area.name)
        for number, line in enumerate(lines):
            yield element(
                "text",
                say(line),
                class_="map-name",
                x=across,
                y=round(down - NAME_TYPE * LEADING * (len(lines) - number - 1)),
                text_anchor="middle",
                font_size=NAME_TYPE,
                fill=look.text(area.step),
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
