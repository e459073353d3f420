"""Daily totals made by hand: plain ones, and a month that holds every mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.charts.series.capacity import CapacitySeries, build_capacity_series
from tracker.charts.series.claims import ClaimPoint
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

FIRST = date(2024, 8, 6)
UNITS = 22

_NOTHING: dict[str, Any] = {
    "value": None,
    "low": None,
    "high": None,
    "new": None,
    "gap": None,
}
_COUNTS = [
    "fallen",
    "unreviewed",
    "disputed",
    "without_value",
    "expected",
    "known",
    "reporting",
    "derived",
    "carried",
    "stale",
    "corrected",
    "contested",
    "lumped",
    "lumps",
]


def day_at(index: int) -> date:
    return FIRST + timedelta(days=index)


def make_total(index: int, **measures: Any) -> DayTotal:
    """A day on which nothing is known, but for the measures given."""
    return DayTotal(day=day_at(index), **{**_NOTHING, **dict.fromkeys(_COUNTS, 0), **measures})


def make_level(index: int, value: int, /, **measures: Any) -> DayTotal:
    """An exact level that all units reported on the day."""
    plain = {"value": value, "low": value, "high": value, "known": UNITS, "reporting": UNITS}
    return make_total(index, **{**plain, **measures})


def make_carried(index: int, value: int, /, **measures: Any) -> DayTotal:
    """A level that nobody reported on the day."""
    return make_level(index, value, **{"reporting": 0, "carried": UNITS, **measures})


def make_flow(index: int, new: int | None, /, **measures: Any) -> DayTotal:
    """What came on a day, of a running total of a thousand."""
    bounds = {"new_low": new, "new_high": new}
    plain = {"new": new, **bounds, "value": 1000, "low": 1000, "high": 1000, "known": UNITS}
    return make_total(index, **{**plain, "reporting": 0 if new is None else UNITS, **measures})


def build(
    days: Mapping[str, Sequence[DayTotal]], claims: Sequence[ClaimPoint] = (), **more: Any
) -> CapacitySeries:
    return build_capacity_series(days, claims=claims, stale_after=3, **more)


def make_claim(value: int | None, **more: Any) -> ClaimPoint:
    said = "“several thousand”" if value is None else f"{value:,}"
    plain: dict[str, Any] = {
        "day": day_at(1),
        "indicator": Indicator.CAPACITY,
        "source": "Governor",
        "said": said,
        "value": value,
        "low": value,
        "high": value,
    }
    return ClaimPoint(**{**plain, **more})


def make_month(days: int = 30) -> dict[str, list[DayTotal]]:
    """Days in which every mark comes once a month: levels rise over the places and fall again."""
    made = [(index, index % 30, 600 + 40 * min(index % 30, 25)) for index in range(days)]
    return {
        Indicator.CAPACITY: [_make_capacity(i, at) for i, at, _ in made],
        Indicator.CAPACITY_STANDBY: [
            make_level(i, 300, reporting=2, carried=20) for i, _, _ in made
        ],
        Indicator.SHELTERED: [_make_sheltered(i, at, people) for i, at, people in made],
        Indicator.PRESENT: [_make_present(i, at, people + 200) for i, at, people in made],
        Indicator.ARRIVALS: [_make_arrivals(i, at) for i, at, _ in made],
        Indicator.DEPARTURES: [make_flow(i, None if at == 13 else 10 + at) for i, at, _ in made],
        "coverage": [
            make_total(i, expected=UNITS, reporting=_count_reporting(at)) for i, at, _ in made
        ],
    }


def _count_reporting(at: int) -> int:
    return {6: 11, 13: 0, 14: 0, 15: 0}.get(at, UNITS)


def _make_capacity(index: int, at: int) -> DayTotal:
    if at == 27:
        return make_total(index)
    return make_level(index, 1000 if at < 18 else 1800, corrected=int(at == 18))


def _make_sheltered(index: int, at: int, people: int) -> DayTotal:
    reporting = _count_reporting(at)
    special: dict[int, dict[str, Any]] = {
        1: {"value": None, "low": 0, "high": None, "known": 1, "without_value": 1, "reporting": 1},
        3: {"low": people - 50, "high": people + 80},
        4: {"low": people - 50, "high": people + 80},
        8: {"low": people - 30, "high": None},
        9: {"low": 0, "high": None},
        10: {"value": None, "low": 100, "high": None, "known": 1, "without_value": 1},
        11: {"corrected": 1},
        15: {"stale": UNITS},
        19: {"contested": 2, "low": people - 90, "high": people + 90},
        20: {"value": None, "low": 500, "high": 700, "known": 1, "without_value": 1},
        24: {"disputed": people},
        26: {"unreviewed": people // 3, "stale": 2, "reporting": 20, "carried": 2},
    }
    if at == 0:
        return make_total(index)
    measures = {"reporting": reporting, "carried": UNITS - reporting, **special.get(at, {})}
    return make_level(index, people, **measures)


def _make_present(index: int, at: int, people: int) -> DayTotal:
    if at in (21, 22):
        return make_level(index, people, reporting=2, derived=20)
    if at == 23:
        return make_level(index, people, gap=-35)
    return make_level(index, people)


def _make_arrivals(index: int, at: int) -> DayTotal:
    special: dict[int, DayTotal] = {
        5: make_flow(index, 0),
        7: make_flow(index, 310, lumped=250, lumps=1),
        9: make_flow(index, None, reporting=1),
        12: make_flow(index, 30, fallen=40),
        13: make_flow(index, None),
        16: make_flow(index, 50, contested=1),
        17: make_flow(index, 50, corrected=1),
    }
    return special.get(at, make_flow(index, 60 + at))
