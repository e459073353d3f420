"""Who came and who left: net, gaps, sentence, figure, picture, table and file."""

from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go

from tests.charts.made import UNITS, day_at, make_flow, make_level, make_total
from tracker.charts.appearance import LIGHT
from tracker.charts.figures.movement import draw_movement
from tracker.charts.figures.shapes import CALM_DAYS
from tracker.charts.pictures.movement import draw_movement_picture, sign_movement
from tracker.charts.sentences.movement import describe_movement
from tracker.charts.series.movement import MovementSeries, build_movement_series
from tracker.charts.tables.movement import list_drawn_movement, tabulate_movement
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator


def build(
    came: list[DayTotal], left: list[DayTotal], present: list[DayTotal] | None = None
) -> MovementSeries:
    return build_movement_series(
        {
            Indicator.ARRIVALS: came,
            Indicator.DEPARTURES: left,
            Indicator.PRESENT: present or [make_level(at, 1) for at in range(len(came))],
        }
    )


def make() -> MovementSeries:
    """Three days: both known, departures silent, and fewer units with departures."""
    return build(
        [make_flow(0, 30), make_flow(1, 5), make_flow(2, 4, lumps=1, lumped=4)],
        [make_flow(0, 10), make_flow(1, None), make_flow(2, 9, reporting=3)],
        [make_level(0, 20), make_level(1, 30, gap=-2), make_level(2, 30, gap=7)],
    )


NOTHING = build([make_flow(0, None)], [make_flow(0, None)])


def test_the_net_needs_both_numbers() -> None:
    assert [day.net for day in make().days] == [20, None, -5]
    assert [day.is_uneven for day in make().days] == [False, False, True]


def test_the_sentence_adds_what_was_reported_and_names_the_largest_gap() -> None:
    assert describe_movement(make()) == (
        "In these 3 days 39 people were reported as arrived and 19 as departed: net +20. "
        "On 2 of the days people present as reported differ from what arrivals and departures "
        "give, most on 8 August: 7 more."
    )
    fewer = build([make_flow(0, 1)], [make_flow(0, 1)], [make_level(0, 3, gap=-3)])
    assert "On this day 1 people" in describe_movement(fewer)
    assert "3 fewer" in describe_movement(fewer)


def test_one_side_alone_is_not_a_net() -> None:
    came = build([make_flow(0, 3)], [make_flow(0, None)])
    assert describe_movement(came).endswith(
        "3 people were reported as arrived; departures were not."
    )
    left = build([make_flow(0, None)], [make_flow(0, 4)])
    assert describe_movement(left).endswith(
        "4 people were reported as departed; arrivals were not."
    )


def test_a_gap_of_zero_says_that_the_numbers_agree() -> None:
    agreed = build([make_flow(0, None)], [make_flow(0, None)], [make_level(0, 3, gap=0)])
    assert not agreed.is_empty
    assert describe_movement(agreed) == (
        "People present as reported are what arrivals and departures give."
    )


def test_nothing_reported_is_empty() -> None:
    assert NOTHING.is_empty
    assert describe_movement(NOTHING) == ""
    assert draw_movement(NOTHING)["data"] == []
    assert len(ET.fromstring(draw_movement_picture(NOTHING, LIGHT, "x"))) == 1  # noqa: S314 (our own)


def draw(series: MovementSeries, **more: Any) -> dict[str, Any]:
    figure = draw_movement(series, **more)
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    return {trace["name"]: trace for trace in figure["data"]}


def test_arrivals_point_up_and_departures_down_with_the_net_between() -> None:
    traces = draw(make())
    assert traces["Arrivals"]["y"] == [30, 5, 4]
    assert traces["Departures"]["y"] == [-10, None, -9]
    assert traces["Net"]["y"] == [20, None, -5]
    assert traces["Arrivals"]["yaxis"] == "y"


def test_gaps_have_a_panel_of_their_own() -> None:
    gaps = draw(make())["Gap"]
    assert (gaps["y"], gaps["yaxis"]) == ([None, -2, 7], "y2")


def test_each_day_says_its_numbers_and_leads_to_its_reports() -> None:
    explained = draw(make(), urls=lambda day: f"/{day}")["Day"]
    assert "Net \N{MINUS SIGN}5, not all of the same units" in explained["text"][2]
    assert "Gap +7" in explained["text"][2]
    assert "Departures not reported" in explained["text"][1]
    assert "Net" not in explained["text"][1]
    assert explained["customdata"][0] == "/2024-08-06"
    assert "customdata" not in draw(make())["Day"]


def test_the_picture_holds_both_panels() -> None:
    picture = ET.fromstring(draw_movement_picture(make(), LIGHT, "Movement"))  # noqa: S314 (our own)
    panels = [part for part in picture if part.tag == "svg" and "viewBox" in part.attrib]
    assert len(panels) == 2
    dots = [part for part in picture if part.tag == "svg" and "viewBox" not in part.attrib]
    assert len(dots) == 2 + 1  # a lump over its bar
    long = CALM_DAYS + 1
    many = build([make_flow(at, 2) for at in range(long)], [make_flow(at, 1) for at in range(long)])
    calm = ET.fromstring(draw_movement_picture(many, LIGHT, "Movement"))  # noqa: S314 (our own)
    assert [part for part in calm if part.tag == "svg" and "viewBox" not in part.attrib] == []


def test_the_key_names_what_the_picture_draws() -> None:
    assert [name for name, _ in sign_movement(make(), LIGHT)] == [
        "Arrivals",
        "Departures",
        "Net",
        "Gap",
        "Several days",
    ]
    assert sign_movement(build([], []), LIGHT) == ()


def test_the_net_can_be_seen_on_bars_as_bright_as_it_is() -> None:
    figure = draw_movement(make())
    casing, net = (trace for trace in figure["data"] if trace["name"] == "Net")
    assert casing["line"]["color"] == LIGHT.surface
    assert casing["line"]["width"] > net["line"]["width"]
    assert not casing["showlegend"]


def test_rows_say_the_same_newest_first() -> None:
    newest, silent, _ = tabulate_movement(make(), lambda day: f"/{day}")
    assert (newest.arrivals, newest.departures) == ("4", "9")
    assert (newest.net, newest.gap) == ("\N{MINUS SIGN}5", "+7")
    assert [words for _, words in newest.marks] == [
        "Arrivals: several days",
        "Net: not all of the same units",
    ]
    assert (silent.net, silent.gap, silent.url) == (None, "\N{MINUS SIGN}2", "/2024-08-07")
    assert tabulate_movement(make())[0].url is None


def test_the_file_holds_what_is_drawn() -> None:
    points = list_drawn_movement(make(), 3)
    net = [(point.day, point.value, point.marks) for point in points if point.series == "net"]
    assert net == [
        (day_at(0), 20, ("derived",)),
        (day_at(2), -5, ("derived", "uneven")),
    ]
    assert [point.value for point in points if point.series == "gap"] == [-2, 7]
    assert points[0].reporting == UNITS
    assert list_drawn_movement(build([make_total(0)], [make_total(0)]), 3)[0].value is None
