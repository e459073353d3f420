"""Running totals and what was new each day: series, figure and picture."""

from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from tests.charts.made import UNITS, day_at, make_flow, make_level, make_total
from tracker.charts.appearance import LIGHT
from tracker.charts.figures.tallies import colour_of, draw_tallies, find_tops
from tracker.charts.marks import Mark
from tracker.charts.pictures.tallies import draw_tally_picture, sign_tallies
from tracker.charts.sentences.tallies import describe_tallies
from tracker.charts.series.tallies import TallySeries, build_named_series, build_tally_series
from tracker.charts.tables.drawn_tallies import list_drawn_tallies
from tracker.charts.tables.tallies import tabulate_tallies
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

I = Indicator  # noqa: E741 -- the tests are about indicators on every line

CASUALTIES = (I.KILLED, I.INJURED, I.MISSING)


def make_tally(index: int, value: int, new: int | None, /, **measures: Any) -> DayTotal:
    plain = {"value": value, "low": value, "high": value, "known": UNITS}
    reporting = 0 if new is None else UNITS
    return make_flow(index, new, **{**plain, "reporting": reporting, **measures})


DAYS: dict[str, list[DayTotal]] = {
    I.KILLED: [
        make_tally(0, 3, 3),
        make_tally(1, 4, 1, corrected=1),
        make_tally(2, 4, None, carried=UNITS),
        make_tally(3, 9, 5, lumped=5, lumps=1),
        make_tally(4, 8, 0, fallen=1),
    ],
    I.INJURED: [make_tally(at, 20 + at, 1, low=18, high=30) for at in range(5)],
    I.HOSPITALISED: [make_total(at) for at in range(5)],
    I.MISSING: [make_level(at, 9, reporting=0, carried=UNITS) for at in range(5)],
}


def build(*indicators: Indicator) -> tuple[TallySeries, ...]:
    return build_tally_series(DAYS, indicators or tuple(map(I, DAYS)))


def draw(**more: Any) -> dict[str, Any]:
    figure = draw_tallies(build(), name="casualties", **more)
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    return figure


def find(figure: dict[str, Any], name: str) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace["name"] == name)


def test_a_running_total_stands_and_what_was_new_is_kept_beside_it() -> None:
    (killed,) = build(I.KILLED)
    assert [day.total.value for day in killed.days] == [3, 4, 4, 9, 8]
    assert [day.new.new for day in killed.days] == [3, 1, None, 5, 0]


def test_a_total_about_which_nobody_said_anything_is_carried_forward() -> None:
    (killed,) = build(I.KILLED)
    assert [day.total.is_carried for day in killed.days] == [False, False, True, False, False]
    (missing,) = build(I.MISSING)
    assert missing.days[2].total.find_mark(Mark.CARRIED) is not None


def test_a_total_to_which_some_units_added_is_no_less_sure() -> None:
    some: dict[str, list[DayTotal]] = {I.KILLED: [make_tally(0, 3, 3, reporting=2, carried=20)]}
    (killed,) = build_tally_series(some, [I.KILLED])
    assert [mark.mark for mark in killed.days[0].total.marks] == []


def test_a_total_that_nobody_spoke_of_for_long_is_drawn_and_marked_as_stale() -> None:
    """As people missing are: it is no observation of the last day, and its line is not solid."""
    silent = {"carried": UNITS, "stale": UNITS}
    days: dict[str, list[DayTotal]] = {
        I.HOSPITALISED: [
            make_tally(0, 13, 13),
            make_tally(1, 13, None, carried=UNITS),
            make_tally(2, 13, None, **silent),
            make_tally(3, 13, None, **silent),
        ]
    }
    series = build_tally_series(days, [I.HOSPITALISED])
    figure = draw_tallies(series, name="casualties")
    lines = [trace for trace in figure["data"] if trace["name"] == "Taken to hospital"]
    assert [line["y"] for line in lines] == [[13, None, None, None]] * 2  # the line, and its dots
    assert find(figure, "Carried forward")["y"] == [13, 13, 13, 13]
    assert find(figure, "Stale")["x"] == [day_at(at).isoformat() for at in (2, 3)]
    assert {"Carried forward", "Stale"} <= {name for name, _ in sign_tallies(series, LIGHT)}
    marks = [
        point.marks for point in list_drawn_tallies(series, 3) if point.series == I.HOSPITALISED
    ]
    assert marks == [("observed",), ("carried",), ("carried", "stale"), ("carried", "stale")]
    cells = [row.cells[0].marks for row in tabulate_tallies(series)]
    assert [[name for _, name in found] for found in cells] == [
        ["carried forward", "stale"],
        ["carried forward", "stale"],
        ["carried forward"],
        [],
    ]


def test_lumps_and_falls_are_marked_and_a_fall_is_no_negative_bar() -> None:
    (killed,) = build(I.KILLED)
    assert killed.lumps == 1
    assert killed.days[4].new.has(Mark.FALLEN)
    assert find(draw(), "Killed, new")["y"] == [3, 1, None, 5, 0]


def test_each_indicator_has_a_panel_of_its_own_and_they_are_never_added() -> None:
    figure = draw()
    axes = {trace["name"]: trace.get("yaxis") for trace in figure["data"]}
    labels = [I(each).definition.label for each in CASUALTIES]
    assert [axes[label] for label in labels] == ["y", "y2", "y3"]
    domains = [figure["layout"][axis]["domain"] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert all(low > below for (low, _), (_, below) in pairwise(domains))
    assert figure["layout"]["xaxis"]["anchor"] == "y3"


def test_what_nobody_reported_has_no_panel() -> None:
    titles = [note["text"] for note in draw()["layout"]["annotations"]]
    assert not any(I.HOSPITALISED.definition.label in title for title in titles)
    nothing = draw_tallies(build(I.HOSPITALISED), name="casualties")
    assert nothing["data"] == []
    alone = draw_tallies(build(I.KILLED), name="casualties")
    assert alone["layout"]["xaxis"]["anchor"] == "y"


def test_bands_run_from_the_lowest_to_the_highest() -> None:
    injured = I.INJURED.definition.label
    band = find(draw(), f"{injured}: low to high")
    assert (min(band["y"]), max(band["y"])) == (18, 30)


def test_corrections_lumps_and_falls_stand_over_their_bars() -> None:
    names = {trace["name"] for trace in draw()["data"]}
    assert {"Corrected", "Several days", "Total set lower"} <= names


def test_hovering_says_every_number_of_the_day_and_clicking_leads_to_it() -> None:
    days = find(draw(urls=lambda day: f"/{day}"), "Day")
    assert days["customdata"][0] == f"/{day_at(0)}"
    assert days["text"][3].startswith("Killed 9 (new: 5)")
    assert "customdata" not in find(draw(), "Day")


def test_every_colour_has_one_in_the_dark_look() -> None:
    figure = draw()
    for trace in figure["data"]:
        for colour in (trace.get("fillcolor"), trace.get("marker", {}).get("color")):
            assert colour in {None, "rgba(0,0,0,0)", *figure["looks"]["dark"]}


@pytest.mark.parametrize("indicator", list(Indicator))
def test_every_indicator_has_a_colour(indicator: Indicator) -> None:
    assert colour_of(indicator, LIGHT).startswith("#")


def test_the_picture_has_the_same_panels() -> None:
    picture = ET.fromstring(draw_tally_picture(build(), LIGHT, "Casualties"))  # noqa: S314 (our own)
    panels = [part for part in picture if part.tag == "svg" and "viewBox" in part.attrib]
    assert len(panels) == 3
    texts = [part.text for part in picture.iter("text")]
    assert {"Killed", "6 Aug", "10 Aug"} <= set(texts)
    empty = ET.fromstring(draw_tally_picture(build(I.HOSPITALISED), LIGHT, "None"))  # noqa: S314 (our own)
    assert len(list(empty)) == 1


def test_the_key_names_what_the_picture_draws() -> None:
    assert [name for name, _ in sign_tallies(build(), LIGHT)] == [
        "Total so far",
        "New that day",
        "Low to high",
        "Carried forward",
        "Several days",
        "Total set lower",
        "Corrected",
    ]
    assert [name for name, _ in sign_tallies(build(I.MISSING), LIGHT)] == ["Carried forward"]
    assert sign_tallies(build(I.HOSPITALISED), LIGHT) == ()


def test_of_a_few_people_each_can_be_seen() -> None:
    (few,) = build_tally_series({I.KILLED: [make_tally(0, 3, 3)]}, [I.KILLED])
    assert find_tops([few], one_scale=False) == [5]


def test_long_periods_have_no_dots() -> None:
    many: dict[str, list[DayTotal]] = {I.KILLED: [make_tally(at, at, 1) for at in range(100)]}
    series = build_tally_series(many, [I.KILLED])
    assert "<circle" not in draw_tally_picture(series, LIGHT, "Killed")
    assert [name for name, _ in sign_tallies(series, LIGHT)] == ["Total so far", "New that day"]


def test_the_table_says_what_the_chart_draws_newest_day_first() -> None:
    rows = tabulate_tallies(build(), lambda day: f"/{day}")
    assert [row.day for row in rows] == [day_at(at) for at in (4, 3, 2, 1, 0)]
    killed = [row.cells[0] for row in rows]
    assert [cell.total for cell in killed] == ["8", "9", "4", "4", "3"]
    assert [cell.new for cell in killed] == ["0", "5", "not reported", "1", "3"]
    assert [name for _, name in killed[1].marks] == ["several days"]
    assert [name for _, name in killed[0].marks] == ["total set lower"]
    assert [name for _, name in killed[2].marks] == ["carried forward"]
    assert [name for _, name in rows[0].cells[3].marks] == ["carried forward"]
    assert rows[0].cells[3].new is None
    assert rows[0].url == f"/{day_at(4)}"
    assert tabulate_tallies(build())[0].url is None


def test_the_gap_of_people_present_stands_in_the_row() -> None:
    present: dict[str, list[DayTotal]] = {
        I.PRESENT: [make_level(0, 100, gap=-7), make_level(1, 90)]
    }
    rows = tabulate_tallies(build_tally_series(present, [I.PRESENT]))
    assert [row.gap for row in rows] == [None, -7]


def test_each_total_is_said_by_itself() -> None:
    assert describe_tallies(build()) == (
        "Up to 10 August 2024: 8 killed; 24 (18 to 30) injured (1 of them new that day); "
        "9 missing now. The total of people killed was set lower on 10 August."
    )


def test_that_nobody_said_anything_is_said() -> None:
    said = describe_tallies(build(I.HOSPITALISED))
    assert said == "Nobody reported anything about this up to 10 August 2024."


def test_areas_stand_below_each_other_on_one_scale() -> None:
    days = {
        "Large": [make_level(at, 900) for at in range(3)],
        "Small": [make_level(at, 9) for at in range(3)],
    }
    series = build_named_series(days, I.PRESENT)
    assert [each.label for each in series] == ["Large", "Small"]
    layout = draw_tallies(series, name="areas", one_scale=True)["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]
    assert [note["text"] for note in layout["annotations"]] == ["Large", "Small"]
    own = draw_tallies(series, name="areas")["layout"]
    assert own["yaxis"]["range"] != own["yaxis2"]["range"]
    assert find_tops([], one_scale=True) == []


def test_a_legend_does_not_repeat_the_names_of_areas() -> None:
    series = build_named_series({"Large": [make_level(at, 9) for at in range(3)]}, I.PRESENT)
    figure = draw_tallies(series, name="areas")
    assert not any(trace["showlegend"] for trace in figure["data"] if trace["name"] == "Large")


def test_many_panels_have_less_between_them_and_stay_in_the_picture() -> None:
    days = {f"Area {at}": [make_level(0, 5), make_level(1, 9)] for at in range(9)}
    series = build_named_series(days, I.PRESENT)
    layout = draw_tallies(series, name="areas", one_scale=True)["layout"]
    assert layout["yaxis9"]["domain"][0] >= 0
    picture = ET.fromstring(draw_tally_picture(series, LIGHT, "Areas", one_scale=True))  # noqa: S314 (our own)
    panels = [part for part in picture if "viewBox" in part.attrib]
    bottoms = [
        float(panel.attrib["y"].rstrip("%")) + float(panel.attrib["height"].rstrip("%"))
        for panel in panels
    ]
    assert len(panels) == 9
    assert max(bottoms) < 95
