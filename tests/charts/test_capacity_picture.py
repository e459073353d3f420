"""Capacity against arrivals as a picture: what stands in the chart's place without scripts."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.charts.made import (
    UNITS,
    build,
    day_at,
    make_claim,
    make_flow,
    make_level,
    make_month,
    make_total,
)
from tracker.charts.appearance import LIGHT, PAGE, Appearance
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.plot import Panel
from tracker.charts.pictures.svg import element, say
from tracker.charts.pictures.trend import draw_course, draw_trend
from tracker.charts.series.capacity import CapacitySeries
from tracker.domain.indicators import Indicator

Element = ET.Element


def draw(series: CapacitySeries, appearance: Appearance = LIGHT) -> Element:
    return ET.fromstring(draw_capacity_picture(series, appearance, "Capacity & arrivals"))  # noqa: S314 (our own)


def draw_month(days: int = 30) -> Element:
    return draw(build(make_month(days)))


def panels_of(picture: Element) -> list[Element]:
    return [part for part in picture if part.tag == "svg" and "viewBox" in part.attrib]


def texts_of(picture: Element) -> list[str]:
    return [part.text or "" for part in picture.iter("text")]


def paths_of(panel: Element, colour: str, kind: str) -> list[str]:
    return [path.attrib["d"] for path in panel.iter("path") if path.attrib.get(kind) == colour]


def test_the_picture_says_what_it_shows() -> None:
    picture = draw_month()
    assert picture.attrib["role"] == "img"
    assert picture[0].tag == "title"
    assert picture[0].text == "Capacity & arrivals"


def test_three_panels_stand_one_below_the_other() -> None:
    tops = [float(panel.attrib["y"].rstrip("%")) for panel in panels_of(draw_month())]
    heights = [float(panel.attrib["height"].rstrip("%")) for panel in panels_of(draw_month())]
    assert len(tops) == 3
    assert all(
        top + height <= below
        for top, height, below in zip(tops, heights, [*tops[1:], 92], strict=True)
    )


def test_a_silent_stretch_is_a_gap_in_the_line_not_a_zero() -> None:
    people = [
        make_level(0, 100),
        make_level(1, 100),
        make_total(2),
        make_level(3, 90),
        make_level(4, 80),
    ]
    series = build({Indicator.SHELTERED: people, Indicator.CAPACITY: [make_level(4, 200)]})
    (line,) = [
        d
        for d in paths_of(panels_of(draw(series))[0], LIGHT.sheltered, "stroke")
        if d.count("M") == 2
    ][:1]
    assert re.findall(r"[ML]([\d.]+) ", line) == ["5", "15", "35", "45"]


def test_a_carried_day_is_dotted_and_not_part_of_the_solid_line() -> None:
    carried = make_level(2, 100, reporting=0, carried=UNITS)
    people = [make_level(0, 100), make_level(1, 110), carried, make_level(3, 90), make_level(4, 95)]
    series = build({Indicator.SHELTERED: people})
    dotted, solid = paths_of(panels_of(draw(series))[0], LIGHT.sheltered, "stroke")
    assert dotted.count("M") == 1
    assert solid.count("M") == 2


def test_a_lone_day_is_a_dash_and_not_lost() -> None:
    panel = Panel(days=3, top=0, height=100, low=0, high=10)
    assert panel.trace([None, 5, None]) == "M12 500h6"


def test_steps_change_at_the_edges_of_days() -> None:
    panel = Panel(days=4, top=0, height=100, low=0, high=10)
    assert panel.step([5, 5, 10, None]) == "M0 500H20V0H30"


def test_departures_point_down() -> None:
    came, left = [make_flow(0, 100)], [make_flow(0, 50)]
    panel = panels_of(draw(build({Indicator.ARRIVALS: came, Indicator.DEPARTURES: left})))[1]
    (up,), (down,) = (paths_of(panel, c, "fill") for c in (LIGHT.arrivals, LIGHT.departures))
    zero, top = map(float, re.findall(r"[ V]([\d.]+)", up)[:2])
    same_zero, bottom = map(float, re.findall(r"[ V]([\d.]+)", down)[:2])
    assert zero == same_zero
    assert top < zero < bottom


def test_overflow_is_shaded_and_named() -> None:
    picture = draw_month()
    assert paths_of(panels_of(picture)[0], LIGHT.overflow, "fill") != [""]
    assert "Over capacity" in texts_of(picture)
    calm = draw(
        build({Indicator.CAPACITY: [make_level(0, 200)], Indicator.SHELTERED: [make_level(0, 100)]})
    )
    assert "Over capacity" not in texts_of(calm)
    assert "Plus standby" not in texts_of(calm)


def test_marks_have_the_shapes_of_the_chart() -> None:
    symbols = [part for part in draw_month() if part.tag == "svg" and "viewBox" not in part.attrib]
    shapes = {next(iter(symbol)).attrib.get("d", "dot") for symbol in symbols}
    # corrected, contested, derived, disputed, stale, plain dots; over bars a lump and a fall
    assert len(shapes) == 8


def test_long_periods_show_events_only() -> None:
    picture = draw_month(120)
    symbols = [part for part in picture if part.tag == "svg" and "viewBox" not in part.attrib]
    # Each month people corrected and contested, places corrected, and four marks over bars.
    assert len(symbols) == 4 * 7


def test_days_are_named_at_the_ends() -> None:
    assert {"6 Aug", "4 Sep"} <= set(texts_of(draw_month()))
    assert "6 Aug" in texts_of(draw(build({Indicator.PRESENT: [make_level(0, 5)]})))


def test_nothing_reported_is_an_empty_frame() -> None:
    assert panels_of(draw(build({Indicator.PRESENT: [make_total(0)]})))


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_picture_is_light_and_holds_no_style(days: int) -> None:
    text = draw_capacity_picture(build(make_month(days)), PAGE, "Capacity")
    assert "style=" not in text
    assert len(text) < 80_000
    assert "#" not in text  # every colour comes from the page's tokens


def test_a_trend_shows_people_under_places() -> None:
    trend = ET.fromstring(draw_trend([100, 100, None], [80, 120, 90], LIGHT))  # noqa: S314 (our own)
    (panel,) = panels_of(trend)
    assert paths_of(panel, LIGHT.capacity, "stroke") != [""]
    assert paths_of(panel, LIGHT.overflow, "fill") != [""]
    assert trend.attrib["aria-hidden"] == "true"
    assert draw_trend([], [], LIGHT).startswith("<svg")


def test_a_course_is_one_line_with_its_gaps() -> None:
    course = ET.fromstring(draw_course([3, None, 5, 6], "#123456"))  # noqa: S314 (our own)
    (line,) = paths_of(panels_of(course)[0], "#123456", "stroke")
    assert line.count("M") == 2


def test_what_is_written_is_escaped() -> None:
    assert element("a", say("<b>"), title='"&') == '<a title="&quot;&amp;">&lt;b&gt;</a>'


def test_claims_stand_beside_the_sums_unless_they_would_crush_the_scale() -> None:
    near, far = make_claim(1500), make_claim(90_000, day=day_at(3))
    picture = draw(build(make_month(), claims=[near, far]))
    stars = [path for path in picture.iter("path") if path.attrib["d"].startswith("M-6-6H6")]
    assert len(stars) == 1
    assert "Claim" in texts_of(picture)
    alone = draw(build({Indicator.PRESENT: [make_total(at) for at in range(3)]}, claims=[near]))
    assert "Claim" in texts_of(alone)
