"""Whatever the days hold, the figure of capacity against arrivals draws no more than that."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.charts.drawing import all_named
from tests.charts.made import (
    UNITS,
    build,
    make_flow,
    make_level,
    make_total,
)
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.series.capacity import CapacitySeries


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
