"""Capacity against arrivals as a figure, by trace and axis."""

import gzip
import json
from typing import Any

import pytest

from tests.charts.drawing import all_named, draw, named
from tests.charts.made import (
    build,
    day_at,
    make_carried,
    make_claim,
    make_flow,
    make_level,
    make_month,
    make_total,
)
from tracker.charts.appearance import DARK, LIGHT, PRINT
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.figures.notes import name_sources_once
from tracker.domain.indicators import Indicator


@pytest.mark.parametrize("appearance", [LIGHT, DARK, PRINT])
def test_plotly_accepts_a_month_with_every_mark(appearance: Any) -> None:
    figure = draw(build(make_month(), claims=[make_claim(2500)]), appearance=appearance)
    names = {trace["name"] for trace in figure["data"]}
    assert names >= {
        "Usable capacity",
        "Plus standby",
        "Sheltered",
        "Present",
        "Over capacity",
        "Arrivals",
        "Departures",
        "Claim",
        "Carried forward",
        "No upper bound",
        "Derived",
        "Stale",
        "Corrected",
        "Rival reports",
        "Disputed",
        "Total set lower",
        "Several days",
        "Units reporting",
    }


def test_each_name_stands_once_in_the_legend() -> None:
    figure = draw(build(make_month(90)))
    shown = [trace["name"] for trace in figure["data"] if trace["showlegend"]]
    assert len(shown) == len(set(shown))


def test_people_stand_above_flows_above_units_on_one_time_axis() -> None:
    figure = draw(build(make_month()))
    axes = {trace["name"]: trace.get("yaxis", "y") for trace in figure["data"]}
    assert (axes["Sheltered"], axes["Present"], axes["Usable capacity"]) == ("y", "y", "y")
    assert (axes["Arrivals"], axes["Departures"]) == ("y2", "y2")
    assert axes["Units reporting"] == "y3"
    assert not any("xaxis" in trace for trace in figure["data"])
    domains = [figure["layout"][axis]["domain"] for axis in ("yaxis3", "yaxis2", "yaxis")]
    assert domains == sorted(domains)


def test_capacity_is_stepped_at_the_edges_of_days() -> None:
    levels = [make_level(0, 100), make_level(1, 100), make_level(2, 150), make_total(3)]
    trace = all_named(draw(build({"capacity": levels})), "Usable capacity")[1]
    assert trace["line"]["shape"] == "hv"
    assert trace["x"] == ["2024-08-05 12:00", "2024-08-07 12:00", "2024-08-08 12:00"]
    assert trace["y"] == [100, 150, 150]


def test_a_gap_in_capacity_interrupts_its_line() -> None:
    levels = [make_level(0, 100), make_total(1), make_level(2, 150)]
    trace = all_named(draw(build({"capacity": levels})), "Usable capacity")[1]
    assert trace["y"] == [100, 100, None, 150, 150]
    assert trace["connectgaps"] is False


def test_standby_is_dashed_on_top_of_capacity() -> None:
    days = {"capacity": [make_level(0, 100)], "capacity_standby": [make_level(0, 40)]}
    trace = all_named(draw(build(days)), "Plus standby")[1]
    assert (trace["line"]["dash"], trace["y"]) == ("dash", [140, 140])


def test_a_gap_in_a_line_stays_a_gap() -> None:
    days = {"sheltered": [make_level(0, 40), make_total(1), make_level(2, 60)]}
    trace = named(draw(build(days)), "Sheltered")
    assert trace["y"] == [40, None, 60]
    assert (trace["x0"], trace["dx"]) == ("2024-08-06", 86_400_000)
    assert trace["connectgaps"] is False


def test_carried_days_are_dotted_and_have_no_dot() -> None:
    levels = [make_level(0, 40), make_carried(1, 40), make_level(2, 50), make_level(3, 60)]
    figure = draw(build({"sheltered": levels}))
    line, dots = all_named(figure, "Sheltered")
    assert line["y"] == dots["y"] == [40, None, 50, 60]
    dotted = named(figure, "Carried forward")
    assert (dotted["y"], dotted["line"]["dash"]) == ([40, 40, 50, None], "dot")


def test_departures_point_down_and_arrivals_up() -> None:
    days = {"arrivals": [make_flow(0, 30)], "departures": [make_flow(0, 12)]}
    figure = draw(build(days))
    assert named(figure, "Arrivals")["y"] == [30]
    assert named(figure, "Departures")["y"] == [-12]
    assert not any(text.startswith("-") for text in figure["layout"]["yaxis2"]["ticktext"])


def test_a_fall_has_its_own_mark_and_no_bar_down() -> None:
    figure = draw(build({"arrivals": [make_flow(0, 30), make_flow(1, 0, fallen=40)]}))
    assert named(figure, "Arrivals")["y"] == [30, 0]
    mark = named(figure, "Total set lower")
    assert mark["x"] == ["2024-08-07"]
    assert mark["y"][0] > 0
    assert mark["marker"]["symbol"] == "triangle-down-open"


def test_marks_of_departures_stand_below_their_bars() -> None:
    figure = draw(build({"departures": [make_flow(0, 30, corrected=1)]}))
    assert named(figure, "Corrected")["y"][0] < -30


def test_a_lump_is_hatched() -> None:
    figure = draw(build({"arrivals": [make_flow(0, 9), make_flow(1, 90, lumped=80, lumps=1)]}))
    assert named(figure, "Arrivals")["marker"]["pattern"]["shape"] == ["", "/"]
    assert named(figure, "Several days")["marker"]["symbol"] == "square"


@pytest.mark.parametrize(
    ("measures", "name", "symbol"),
    [
        ({"reporting": 2, "derived": 20}, "Derived", "diamond-open"),
        ({"reporting": 2, "carried": 20, "stale": 20}, "Stale", "x-thin-open"),
        ({"corrected": 1}, "Corrected", "triangle-up"),
        ({"contested": 1}, "Rival reports", "bowtie"),
        ({"disputed": 40}, "Disputed", "hexagram-open"),
    ],
)
def test_marked_points_have_their_symbol(measures: dict, name: str, symbol: str) -> None:
    figure = draw(build({"sheltered": [make_level(0, 30), make_level(1, 40, **measures)]}))
    trace = named(figure, name)
    assert (trace["x"], trace["y"], trace["marker"]["symbol"]) == (["2024-08-07"], [40], symbol)


def test_a_few_stale_units_are_said_not_drawn() -> None:
    levels = [make_level(0, 40, reporting=20, carried=2, stale=2)]
    figure = draw(build({"sheltered": levels}))
    assert not all_named(figure, "Stale")
    assert "2 of 22 units stale" in named(figure, "Day")["text"][0]


def test_units_reporting_are_a_share_and_unknown_where_nobody_is_expected() -> None:
    coverage = [make_total(0, expected=22, reporting=11), make_total(1)]
    figure = draw(build({"coverage": coverage}))
    assert named(figure, "Units reporting")["y"] == [0.5, None]
    text = named(figure, "Day")["text"]
    assert "11 of 22 units reported" in text[0]
    assert "Nobody had to report" in text[1]


def test_of_few_days_each_is_named_once() -> None:
    few = build({"sheltered": [make_level(at, 60) for at in range(5)]})
    assert draw(few)["layout"]["xaxis"]["tickvals"] == [day_at(at).isoformat() for at in range(5)]
    many = build({"sheltered": [make_level(at, 60) for at in range(13)]})
    assert "tickvals" not in draw(many)["layout"]["xaxis"]
    assert draw(many, compact=True)["layout"]["xaxis"]["nticks"] == 6


def test_nothing_is_sent_to_a_vendor() -> None:
    config = draw(build(make_month()), name="kursk")["config"]
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    assert config["displayModeBar"] is False
    assert config["toImageButtonOptions"]["filename"] == "kursk"


def test_other_looks_replace_colour_by_colour() -> None:
    looks = draw(build(make_month()))["looks"]
    assert looks["dark"][LIGHT.sheltered] == DARK.sheltered
    assert looks["print"][LIGHT.ink] == PRINT.ink
    swapped = _recolour(draw_capacity(build(make_month()))["data"], looks["dark"])
    assert swapped == draw_capacity(build(make_month()), DARK)["data"]


def test_a_year_stays_small() -> None:
    series = build(make_month(365), claims=[make_claim(2500)])
    text = json.dumps(draw_capacity(series, urls=lambda day: f"/places/7/days/{day}"))
    assert len(text) < 260_000
    assert len(gzip.compress(text.encode())) < 30_000
    assert draw_capacity(series)["layout"]["xaxis"]["tickformat"] == "%b %Y"


def _recolour(value: Any, colours: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _recolour(one, colours) for key, one in value.items()}
    if isinstance(value, list):
        return [_recolour(one, colours) for one in value]
    return colours.get(value, value) if isinstance(value, str) else value


def test_a_source_that_claims_daily_is_named_once() -> None:
    daily = [make_claim(90 + at, day=day_at(at), indicator=Indicator.PRESENT) for at in (1, 3, 2)]
    other = make_claim(80, day=day_at(2))

    assert name_sources_once([*daily, other]) == [daily[1], other]
