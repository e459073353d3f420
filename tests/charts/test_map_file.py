"""A map as a document of its own."""

from xml.etree import ElementTree as ET

from tests.charts.map_made import make_area, make_map, make_square
from tracker.charts.map_look import MAP_PRINT
from tracker.charts.pictures.map_file import MAP_SIZE, draw_map_file

SVG = "{http://www.w3.org/2000/svg}"


def test_a_map_that_is_taken_away_brings_its_key_and_its_words() -> None:
    series = make_map(
        make_area(1, make_square(0, 0), 0.81, url=None), make_area(2, make_square(1, 0), url=None)
    )
    found = draw_map_file(series, "Occupancy & more", "As known then")
    assert found is not None
    document = ET.fromstring(found)  # noqa: S314 (our own)
    texts = [text.text for text in document.iter(f"{SVG}text")]
    assert texts[0] == "Occupancy & more"
    assert texts[-1] == "As known then"
    assert texts[-7:-1] == [*(step.label for step in series.steps), "no number"]
    fills = [box.attrib["fill"] for box in document.iter(f"{SVG}rect")]
    assert fills[-6:-1] == [MAP_PRINT.fill(step) for step in range(5)]
    assert "var(" not in found
    picture = next(part for part in document.iter(f"{SVG}svg") if part.attrib.get("role") == "img")
    assert picture.attrib["width"] == str(MAP_SIZE.width)


def test_a_map_without_gaps_has_no_key_for_them() -> None:
    found = draw_map_file(make_map(make_area(1, make_square(0, 0), 0.81)), "Map", "Foot")
    assert found is not None
    assert "no number" not in found


def test_without_a_shape_there_is_no_document() -> None:
    assert draw_map_file(make_map(make_area(1, None, 1)), "Map", "Foot") is None
