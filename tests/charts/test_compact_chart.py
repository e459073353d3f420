"""The chart in half the height: nothing touches, and no mark covers the bar that it is of."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.charts.drawing import draw, named
from tests.charts.made import build, make_flow, make_level
from tracker.charts.appearance import LIGHT
from tracker.charts.figures.capacity import PANEL_NAMES
from tracker.charts.figures.extents import measure_flows
from tracker.charts.figures.layout import COMPACT
from tracker.charts.pictures.capacity import HEIGHT_ALONE, TOP, draw_capacity_picture
from tracker.charts.pictures.plot import Panel
from tracker.charts.series.capacity import CapacitySeries
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

LOWEST = 216
"""The least height of the chart on the overview (`.overview .chart__plot`), in pixels."""

TRIANGLE = "M0-6L6 5H-6Z"

LINE = 17
"""The height of a line of its letters."""

FLOWS = [
    pytest.param((500, 0), (2, 1), id="few left where many came"),
    pytest.param((2, 1), (500, 0), id="few came where many left"),
    pytest.param((6, 1), (9, 1), id="marks on both sides"),
    pytest.param((900, 1), (0, 1), id="the longest bar"),
    pytest.param((900, 1), (900, 1), id="the longest bars of both"),
    pytest.param((0, 1), (0, 1), id="nobody came or left"),
]


def make_flows(came: tuple[int, int], left: tuple[int, int]) -> CapacitySeries:
    """A day of each: how many, and in how many units that was corrected."""
    flows: dict[str, list[DayTotal]] = {
        key: [make_flow(0, people, corrected=corrected)]
        for key, (people, corrected) in (
            (Indicator.ARRIVALS, came),
            (Indicator.DEPARTURES, left),
        )
    }
    return build({**flows, Indicator.SHELTERED: [make_level(0, 40)]})


def measure_plot(layout: dict[str, Any]) -> float:
    return LOWEST - layout["margin"]["t"] - layout["margin"]["b"]


def test_between_the_panels_is_room_for_a_name_and_what_hangs_above_it() -> None:
    layout = draw(make_flows((5, 0), (5, 0)), compact=True)["layout"]
    apart = (layout["yaxis"]["domain"][0] - layout["yaxis2"]["domain"][1]) * measure_plot(layout)
    (name,) = (note for note in layout["annotations"] if note["text"] == PANEL_NAMES[1])
    lowest_number = layout["yaxis"]["tickfont"]["size"] / 2
    assert apart >= name["yshift"] + LINE + lowest_number - 1


@pytest.mark.parametrize(("came", "left"), FLOWS)
def test_marks_stand_beyond_their_bars_and_within_the_panel(
    came: tuple[int, int], left: tuple[int, int]
) -> None:
    figure = draw(make_flows(came, left), compact=True)
    axis = figure["layout"]["yaxis2"]
    low, high = axis["range"]
    height = (axis["domain"][1] - axis["domain"][0]) * measure_plot(figure["layout"])
    pixels = height / (high - low)
    marks = [trace for trace in figure["data"] if trace["name"] == "Corrected"]
    assert len(marks) == came[1] + left[1]
    for trace in marks:
        (at,), half = trace["y"], trace["marker"]["size"] / 2
        bar = named(figure, "Arrivals" if at > 0 else "Departures")["y"][0]
        assert abs(at - bar) * pixels >= half
        assert min(at - low, high - at) * pixels >= half - 1


@pytest.mark.parametrize(("came", "left"), FLOWS)
def test_so_they_do_in_the_picture(came: tuple[int, int], left: tuple[int, int]) -> None:
    series = make_flows(came, left)
    text = draw_capacity_picture(series, LIGHT, "Capacity", compact=True)
    picture = ET.fromstring(text)  # noqa: S314 (our own)
    marks = [
        float(part.attrib["y"].rstrip("%"))
        for part in picture
        if any(child.attrib.get("d") == TRIANGLE for child in part)
    ]
    down, up = measure_flows(series.days, COMPACT.beyond)
    bottom, top = (TOP + HEIGHT_ALONE * (1 - end) for end in COMPACT.flows)
    panel = Panel(days=1, top=top, height=bottom - top, low=-down, high=up)
    ends = [panel.down(sign * people) for sign, (people, said) in ((1, came), (-1, left)) if said]
    pixels = LOWEST / 100
    assert len(marks) == len(ends)
    for at, end in zip(marks, (float(end.rstrip("%")) for end in ends), strict=True):
        assert abs(at - end) * pixels >= 5
        assert min(at - top, bottom - at) * pixels >= 4
