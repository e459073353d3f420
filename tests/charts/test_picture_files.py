"""Pictures as documents of their own: a size in pixels, and words that say what they are."""

from xml.etree import ElementTree as ET

from tests.charts.made import build, make_month
from tracker.charts.appearance import PRINT
from tracker.charts.lettering import measure_text
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.files import CAPACITY_SIZE, size_tallies, write_document
from tracker.charts.pictures.key import sign_line
from tracker.charts.pictures.plot import Size

SVG = "{http://www.w3.org/2000/svg}"


def write() -> ET.Element:
    series = build(make_month(30))
    picture = draw_capacity_picture(series, PRINT, "Capacity", None, CAPACITY_SIZE)
    document = write_document(picture, CAPACITY_SIZE, PRINT, "A <place>", "As known & so on")
    return ET.fromstring(document)  # noqa: S314 (our own)


def test_a_picture_says_what_it_is_and_of_when() -> None:
    words = [text.text for text in write().iter(f"{SVG}text")]
    assert words[0] == "A <place>"
    assert words[-1] == "As known & so on"


def test_a_key_stands_below_the_picture_in_as_many_lines_as_it_needs() -> None:
    small = Size(width=200, height=100)
    key = [sign_line(name, PRINT.ink) for name in ("Total so far", "New that day", "Gap")]
    heights = []
    for count in range(4):
        document = write_document("", small, PRINT, "Head", "Foot", tuple(key[:count]))
        found = ET.fromstring(document)  # noqa: S314 (our own)
        words = [(text.text, float(text.attrib["y"])) for text in found.iter(f"{SVG}text")]
        heights.append(float(found.attrib["height"]))
        assert [word for word, _ in words[1:-1]] == [name for name, _ in key[:count]]
        assert all(small.height < down < heights[-1] for _, down in words[1:-1])
    none, one, two, three = heights
    assert none < one < two == three


def test_nothing_in_it_stretches() -> None:
    document = write()
    (picture,) = document.findall(f"{SVG}g/{SVG}svg")
    assert (picture.attrib["width"], picture.attrib["height"]) == ("960", "620")
    panels = [panel.attrib for panel in picture.findall(f"{SVG}svg") if "viewBox" in panel.attrib]
    assert len(panels) == 3
    for panel in panels:
        width, height = (float(part) for part in panel["viewBox"].split()[2:])
        assert abs(width - CAPACITY_SIZE.width) < 0.1
        assert abs(height - CAPACITY_SIZE.height * float(panel["height"].rstrip("%")) / 100) < 0.1


def test_a_picture_of_more_panels_is_higher() -> None:
    assert size_tallies(4).height > size_tallies(1).height == size_tallies(0).height


def test_a_long_foot_is_written_in_lines_and_not_cut_off() -> None:
    foot = "As known on 5 September 2024 (Europe/Moscow). Example operation: daily counts invented."
    found = ET.fromstring(write_document("", Size(width=300, height=90), PRINT, "Head", foot))  # noqa: S314 (our own)
    lines = list(found.iter(f"{SVG}text"))[1:]
    assert " ".join(line.text or "" for line in lines) == foot
    assert len(lines) > 1
    assert all(12 * measure_text(line.text or "") <= 300 for line in lines)
    downs = [float(line.attrib["y"]) for line in lines]
    assert downs == sorted(set(downs))
    assert downs[-1] < float(found.attrib["height"])
