"""A map as a picture: areas, their numbers, shelters."""

import re
from itertools import pairwise

import pytest

from tests.charts.map_made import draw, make_area, make_map, make_ring, make_site, make_square
from tests.charts.test_appearance import STATIC
from tracker.charts.map_look import (
    MAP_DARK,
    MAP_LIGHT,
    MAP_PAGE,
    MAP_PRINT,
    STEPS,
    MapLook,
    map_map_colours,
)
from tracker.charts.pictures.map import draw_map_picture
from tracker.charts.pictures.map_file import draw_map_file
from tracker.domain.windows import ShelterStatus

LOOKS = (MAP_LIGHT, MAP_DARK, MAP_PRINT)


def test_every_area_is_a_link_that_says_its_number() -> None:
    picture = draw(make_map(make_area(1, make_square(0, 0), 0.81), make_area(2, None, 0.5)))
    assert picture.attrib["role"] == "group"
    (link,) = picture.iter("a")
    assert link.attrib == {"href": "/places/1", "aria-label": "Area 1: 81%"}
    assert link[0].attrib["fill"] == MAP_LIGHT.step_2
    assert link[0][0].text == "Area 1: 81%"


def test_without_addresses_it_is_one_picture() -> None:
    picture = draw(make_map(make_area(1, make_square(0, 0), 0.81, url=None)))
    assert picture.attrib["role"] == "img"
    assert picture[0].text == "Occupancy & more"
    assert not list(picture.iter("a"))


def test_an_area_without_a_number_is_hatched_with_a_dash() -> None:
    picture = draw(make_map(make_area(1, make_square(0, 0))))
    (path,) = (path for path in picture.iter("path") if "fill-rule" in path.attrib)
    (pattern,) = picture.iter("pattern")
    assert path.attrib["fill"] == f"url(#{pattern.attrib['id']})"
    assert {text.text for text in picture.iter("text")} == {"Area 1", "\N{EN DASH}"}


def test_a_hole_stays_open_for_the_city_in_it() -> None:
    hole = make_ring(0.25, 0.25, 0.5)
    around = make_area(1, make_square(0, 0, 1, hole), 0.2)
    city = make_area(2, make_square(0.25, 0.25, 0.5), 1.2)
    paths = [
        path for path in draw(make_map(around, city)).iter("path") if "fill-rule" in path.attrib
    ]
    assert [path.attrib["d"].count("z") for path in paths] == [2, 1]
    assert {path.attrib["fill-rule"] for path in paths} == {"evenodd"}


def test_labels_stand_in_it_once_for_each_class_of_widths() -> None:
    areas = [make_area(at, make_square(at, 0), 0.5, name="Zheleznogorsk") for at in range(9)]
    groups = list(draw(make_map(*areas)).iter("g"))
    assert [group.attrib["class"] for group in groups] == [
        f"map-labels map-labels--{name}" for name in ("wide", "middle", "narrow")
    ]
    wide, _, narrow = ([text.text for text in group] for group in groups)
    assert wide == ["Zheleznogorsk", "50%"] * 9
    assert narrow == ["50%"] * 9
    assert float(groups[0].attrib["font-size"]) < float(groups[2].attrib["font-size"])


def test_a_picture_of_its_own_has_the_labels_of_one_room() -> None:
    series = make_map(make_area(1, make_square(0, 0), 0.2))
    document = draw_map_file(series, "Map", "")
    assert document is not None
    assert document.count("map-labels--") == 1


def test_shelters_open_and_on_standby_are_told_apart_without_colour() -> None:
    sites = (make_site((0.2, 0.2)), make_site((0.8, 0.8), ShelterStatus.STANDBY))
    picture = draw(make_map(make_area(1, make_square(0, 0), 0.2), sites=sites))
    fills = [circle.attrib["fill"] for circle in picture.iter("circle")]
    assert fills == [MAP_LIGHT.site, MAP_LIGHT.surface]
    assert next(picture.iter("circle"))[0].text == "Hall <1>: open"


def test_shelters_alone_are_no_map() -> None:
    assert draw_map_picture(make_map(sites=(make_site((0, 0)),)), MAP_LIGHT, "Map") is None
    assert draw_map_picture(make_map(make_area(1, None, 1)), MAP_LIGHT, "Map") is None


def test_the_name_stands_above_the_number() -> None:
    series = make_map(make_area(1, make_square(0, 0), 0.2, name="Bolshoye Soldatskoye"))
    texts = list(draw(series).iter("text"))[:3]
    assert [text.text for text in texts] == ["Bolshoye", "Soldatskoye", "20%"]
    heights = [int(text.attrib["y"]) for text in texts]
    assert heights == sorted(set(heights))
    assert len({text.attrib["x"] for text in texts}) == 1


@pytest.mark.parametrize(("look", "which"), [(MAP_LIGHT, 0), (MAP_DARK, 1)])
def test_maps_have_the_colours_of_the_style_sheet(look: MapLook, which: int) -> None:
    css = (STATIC / "css" / "tracker.css").read_text(encoding="utf-8")
    part = css.split("prefers-color-scheme: dark", 1)[which]
    tokens = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", part))
    for name, colour in look.colours.items():
        token = name if name in {"ink", "surface"} else f"map-{name.replace('_', '-')}"
        assert tokens[token] == colour
        assert getattr(MAP_PAGE, name) == f"var(--{token})"


@pytest.mark.parametrize("look", LOOKS)
def test_steps_keep_their_order_without_colour(look: MapLook) -> None:
    order = [luminance(look.fill(step)) for step in range(STEPS)]
    assert sorted(order, reverse=look is not MAP_DARK) == order
    assert all(contrast(one, other) > 1.3 for one, other in pairwise(order))


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_written_on_a_step_can_be_read(look: MapLook) -> None:
    for step in (None, *range(STEPS)):
        assert contrast(luminance(look.text(step)), luminance(look.fill(step))) > 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_looks_of_maps_can_be_swapped(look: MapLook) -> None:
    assert len(set(look.colours.values())) == len(look.colours)
    assert len(map_map_colours(MAP_LIGHT, look)) == len(look.colours)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: float, other: float) -> float:
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)
