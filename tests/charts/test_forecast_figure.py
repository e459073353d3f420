"""The coming days in the chart and in the picture, by trace."""

from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go

from tests.charts.made import build, day_at, make_carried, make_level
from tracker.charts.appearance import LIGHT
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import FullSeries, build_full_series
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

STEEP = [make_level(at, 100 * at) for at in range(10)]


def make(
    sheltered: list[DayTotal] | None = None, places: int = 1000
) -> tuple[CapacitySeries, FullSeries]:
    people = STEEP if sheltered is None else sheltered
    room = [make_level(at, places) for at in range(len(people))]
    series = build({Indicator.SHELTERED: people, Indicator.CAPACITY: room})
    return series, build_full_series(people, room[-1], None, stale_after=3)


def draw(series: CapacitySeries, full: FullSeries) -> dict[str, Any]:
    figure = draw_capacity(series, full=full)
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    return figure


def find(figure: dict[str, Any], name: str) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace["name"] == name)


def texts_of(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_the_forecast_goes_on_from_the_last_count_in_a_line_of_its_own() -> None:
    series, full = make()
    course = find(draw(series, full), "Forecast")
    assert full.forecast is not None
    assert course["x0"] == day_at(9).isoformat()
    assert course["y"][:2] == [900, full.forecast.days[0].value]
    assert course["line"]["dash"] != find(draw(series, full), "Sheltered")["line"].get("dash")


def test_the_range_opens_from_the_last_count() -> None:
    series, full = make()
    band = find(draw(series, full), "Forecast: 8 times in 10")
    assert full.forecast is not None
    first = full.forecast.days[0]
    assert band["y"][:2] == [900, first.high]
    assert band["y"][-2:] == [first.low, 900]


def test_the_time_axis_reaches_into_the_coming_days_and_the_strip_does_not() -> None:
    series, full = make()
    layout = draw(series, full)["layout"]
    assert layout["xaxis"]["range"][1] == "2024-08-20 12:00"  # 10 days and 5 to come
    assert layout["shapes"][0]["x1"] == round(10 / 15, 4)
    plain = draw_capacity(series)["layout"]
    assert plain["xaxis"]["range"][1] == "2024-08-15 12:00"
    assert plain["shapes"][0]["x1"] == 1


def test_the_day_on_which_it_is_full_is_named() -> None:
    series, full = make()
    assert "Full in 1 to 4 days" in texts_of(draw(series, full))
    later = make(places=5000)
    assert not any("Full" in text for text in texts_of(draw(*later)))
    over = make(places=500)
    assert not any("Full" in text for text in texts_of(draw(*over)))


def test_the_last_numbers_say_their_day_when_the_axis_goes_on() -> None:
    series, full = make()
    assert "Sheltered<br>900 on 15 Aug" in texts_of(draw(series, full))
    assert "Sheltered<br>900" in texts_of(draw_capacity(series))


def test_hovering_over_a_coming_day_says_its_range_and_no_other_day_does() -> None:
    series, full = make()
    figure = draw_capacity(series, urls=lambda day: f"/{day}", full=full)
    days = find(figure, "Day")
    assert full.forecast is not None
    first = full.forecast.days[0]
    assert len(days["text"]) == len(days["y"]) == 10 + 5
    assert f"{first.low:,} to {first.high:,}, most likely {first.value:,}" in days["text"][10]
    assert not any("Forecast" in text for text in days["text"][:10])
    assert days["customdata"][9:] == [f"/{day_at(9)}", *[None] * 5]
    texts = [trace["name"] for trace in figure["data"] if "text" in trace]
    assert texts == ["Day"]


def test_a_day_that_passed_without_a_count_says_what_stood_and_no_forecast() -> None:
    silent = [*STEEP, *(make_carried(at, 900) for at in range(10, 12))]
    days = find(draw(*make(silent)), "Day")
    assert "Forecast" not in days["text"][11]
    assert "Forecast" in days["text"][12]


def test_silent_days_before_today_belong_to_the_forecast() -> None:
    silent = [*STEEP, *(make_carried(at, 900) for at in range(10, 12))]
    course = find(draw(*make(silent)), "Forecast")
    assert course["x0"] == day_at(9).isoformat()
    assert len(course["y"]) == 1 + 2 + 6


def test_without_a_forecast_nothing_is_drawn_of_it() -> None:
    series, full = make(STEEP[:5])
    assert full.forecast is None
    assert draw(series, full) == draw_capacity(series)


def test_a_period_that_begins_after_the_last_count_has_no_line_to_go_on_from() -> None:
    silent = [*STEEP, *(make_carried(at, 900) for at in range(10, 12))]
    room = [make_level(at, 1000) for at in range(12)]
    late = build({Indicator.SHELTERED: silent, Indicator.CAPACITY: room}, first=day_at(10))
    _, full = make(silent)
    assert not [trace for trace in draw(late, full)["data"] if "Forecast" in trace["name"]]
    assert "10 4 2 4" not in draw_capacity_picture(late, LIGHT, "Capacity", full).split("<text")[0]


def test_every_colour_of_the_forecast_has_one_in_the_other_looks() -> None:
    series, full = make()
    figure = draw(series, full)
    band = find(figure, "Forecast: 8 times in 10")
    for look in ("dark", "print"):
        assert band["fillcolor"] in figure["looks"][look]


def test_the_picture_draws_the_coming_days_as_well() -> None:
    series, full = make()
    text = draw_capacity_picture(series, LIGHT, "Capacity", full)
    picture = ET.fromstring(text)  # noqa: S314 (our own)
    dashed = [p for p in picture.iter("path") if p.attrib.get("stroke-dasharray") == "10 4 2 4"]
    assert len(dashed) == 1
    assert [t.text for t in picture.iter("text")].count("Forecast") == 1
    plain = ET.fromstring(draw_capacity_picture(series, LIGHT, "Capacity"))  # noqa: S314 (our own)
    assert "Forecast" not in [t.text for t in plain.iter("text")]
