"""Capacity against arrivals as a figure, by trace and axis."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.drawing import all_named, draw, named
from tests.charts.made import (
    UNITS,
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
from tracker.charts.series.capacity import CapacitySeries
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


def test_bands_have_one_sign_in_the_legend() -> None:
    vague = [make_level(0, 50, low=45, high=70)]
    figure = draw(build({"sheltered": vague, "present": vague}))
    sign = named(figure, "Low to high")
    assert (sign["showlegend"], sign["y"]) == (True, [None])
    bands = [trace for trace in figure["data"] if trace["name"].endswith(": low to high")]
    assert [trace["showlegend"] for trace in bands] == [False, False]
    assert sign["fillcolor"] == bands[0]["fillcolor"]
    assert not all_named(draw(build({"present": [make_level(0, 50)]})), "Low to high")


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


def test_the_band_reaches_from_low_to_high() -> None:
    levels = [make_level(0, 40), make_level(1, 50, low=45, high=70), make_level(2, 60)]
    band = named(draw(build({"present": levels})), "Present: low to high")
    assert band["y"] == [40, 70, 60, 60, 45, 40]
    assert band["fill"] == "toself"


def test_a_band_on_a_single_day_keeps_its_width() -> None:
    band = named(
        draw(build({"present": [make_level(0, 50, low=45, high=70)]})), "Present: low to high"
    )
    assert band["x"] == [
        "2024-08-05 16:48",
        "2024-08-06 07:12",
        "2024-08-06 07:12",
        "2024-08-05 16:48",
    ]


def test_an_open_upper_bound_is_hatched_and_capped() -> None:
    figure = draw(build({"sheltered": [make_level(i, 100, high=None) for i in range(2)]}))
    fringe = named(figure, "No upper bound")
    assert fringe["fillpattern"]["shape"] == "|"
    assert 100 < max(fringe["y"]) <= figure["layout"]["yaxis"]["range"][1]


def test_a_range_without_a_value_has_a_band_and_no_line() -> None:
    days = [make_total(i, low=100, high=300, known=1, reporting=1, without_value=1) for i in (0, 1)]
    figure = draw(build({"sheltered": days}))
    assert named(figure, "Sheltered: low to high")["y"] == [300, 300, 100, 100]
    assert named(figure, "Sheltered")["y"] == [None, None]
    assert "Sheltered 100 to 300" in named(figure, "Day")["text"][0]


def test_about_without_bounds_draws_no_band_down_to_zero() -> None:
    figure = draw(build({"sheltered": [make_level(0, 100, low=0, high=None)]}))
    assert not all_named(figure, "Sheltered: low to high")
    assert all_named(figure, "No upper bound")


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


@st.composite
def _levels(draw: st.DrawFn) -> list[Any]:
    made = []
    for index in range(8):
        value = draw(st.none() | st.integers(1, 500))
        reporting = draw(st.integers(0, UNITS))
        high = draw(st.none() | st.just((value or 0) + draw(st.integers(0, 90))))
        known = {"reporting": reporting, "carried": UNITS - reporting, "high": high}
        made.append(make_total(index) if value is None else make_level(index, value, **known))
    return made


@st.composite
def _flows(draw: st.DrawFn) -> list[Any]:
    news = draw(st.lists(st.none() | st.integers(1, 90), min_size=8, max_size=8))
    falls = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8))
    return [
        make_flow(index, new, fallen=0 if new is None else fall)
        for index, (new, fall) in enumerate(zip(news, falls, strict=True))
    ]


@given(
    days=st.fixed_dictionaries(
        {
            "capacity": _levels(),
            "capacity_standby": _levels(),
            "sheltered": _levels(),
            "present": _levels(),
            "arrivals": _flows(),
            "departures": _flows(),
        }
    )
)
def test_no_trace_holds_zero_where_the_series_has_none(days: dict[str, Any]) -> None:
    """Every number made here is above zero: a zero could only have been made up for a gap.

    The area below capacity is closed at zero; it is left out, and has no day without capacity.
    """
    series = build(days)
    figure = draw_capacity(series)
    for trace in figure["data"]:
        if trace.get("fill") == "toself":
            continue
        assert 0 not in [y for y in trace["y"] if y is not None], trace["name"]
    for name, values in _expected_lines(series):
        drawn = [
            any(trace["y"][index] is not None for trace in all_named(figure, name) if "x0" in trace)
            for index in range(len(series.days))
        ]
        for index, value in enumerate(values):
            assert value is not None or not drawn[index]


def _expected_lines(series: CapacitySeries) -> Iterator[tuple[str, list[int | None]]]:
    yield "Sheltered", [day.sheltered.value for day in series.days]
    yield "Present", [day.present.value for day in series.days]
    yield "Arrivals", [day.arrivals.new for day in series.days]
    yield "Departures", [day.departures.new for day in series.days]


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
