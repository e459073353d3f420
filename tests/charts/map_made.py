"""Small maps: square areas beside each other, and what they say."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from tracker.charts.geography import Polygon, Ring, Shape
from tracker.charts.map_look import MAP_LIGHT, MapLook
from tracker.charts.map_wording import phrase_measure, shorten_measure
from tracker.charts.pictures.map import draw_map_picture
from tracker.charts.series.map import (
    MapArea,
    MapMeasure,
    MapSeries,
    MapSite,
    find_step,
    list_steps,
)
from tracker.domain.windows import ShelterStatus

OCCUPANCY = MapMeasure.OCCUPANCY
DAY = date(2024, 8, 9)


def make_ring(west: float, south: float, side: float = 1.0) -> Ring:
    """Clockwise."""
    east, north = west + side, south + side
    return ((west, south), (west, north), (east, north), (east, south), (west, south))


def make_square(west: float, south: float, side: float = 1.0, *holes: Ring) -> Shape:
    centre = (west + side / 2, south + side / 2)
    return Shape(polygons=((make_ring(west, south, side), *holes),), centre=centre)


def make_shape(*polygons: Polygon) -> Shape:
    return Shape(polygons=polygons, centre=polygons[0][0][0])


def make_area(
    place_id: int, shape: Shape | None, value: float | None = None, **more: Any
) -> MapArea:
    values: dict[str, Any] = {
        "place_id": place_id,
        "name": f"Area {place_id}",
        "url": f"/places/{place_id}",
        "shape": shape,
        "value": value,
        "said": "not known" if value is None else phrase_measure(OCCUPANCY, value),
        "short": shorten_measure(OCCUPANCY, value),
        "step": find_step(OCCUPANCY, value, 3),
    }
    return MapArea(**values | more)


def make_site(position: tuple[float, float], status: ShelterStatus = ShelterStatus.OPEN) -> MapSite:
    return MapSite(
        place_id=90,
        name="Hall <1>",
        url="/places/90",
        position=position,
        status=status,
        said=status.value,
    )


def make_map(*areas: MapArea, sites: tuple[MapSite, ...] = (), **more: Any) -> MapSeries:
    return MapSeries(
        measure=OCCUPANCY,
        day=DAY,
        steps=list_steps(OCCUPANCY, 3),
        areas=areas,
        sites=sites,
        **more,
    )


def draw(series: MapSeries, look: MapLook = MAP_LIGHT) -> ET.Element:
    picture = draw_map_picture(series, look, "Occupancy & more")
    assert picture is not None
    return ET.fromstring(picture)  # noqa: S314 (our own)
