"""The few districts that need a look first, each with its trend and a word why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.charts.appearance import PAGE
from tracker.charts.pictures.trend import draw_trend
from tracker.charts.sentences.forecast import phrase_until
from tracker.charts.sentences.overview import count_silent, count_unheard
from tracker.charts.series.forecast import FullSeries
from tracker.charts.series.levels import LevelPoint, read_level
from tracker.domain.daily import DayTotal
from tracker.domain.days import OperationClock
from tracker.domain.forecast import MEMORY_DAYS, PACE_DAYS
from tracker.domain.indicators import Indicator
from tracker.domain.openings import RoomChange
from tracker.domain.pressure import Pressure, Situation, foresee, judge, rank
from tracker.domain.steps import subtract
from tracker.domain.windows import COVERAGE
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import DISTRICT, Place
from tracker.web.dashboard.outlooks import build_outlook

SHOWN = 5
"""Districts on the overview; all are one click away."""

FORECAST = 2 * SHOWN
"""Districts that get a forecast, by a first reckoning; from these the shown ones are chosen."""

TREND_DAYS = 30

_TREND = (Indicator.SHELTERED, Indicator.CAPACITY)


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentDistrict:
    """A district: its situation, what presses most in it, and a picture of the last days.

    `until` says when it is full, where a forecast foresees it; `sheltered` and `capacity` are those
    of the day with all their doubts.
    """

    place_id: int
    name: str
    situation: Situation
    pressure: Pressure
    until: str | None
    picture: str
    sheltered: LevelPoint
    capacity: LevelPoint

    @property
    def free(self) -> int | None:
        """Places left, negative when over; None where not known."""
        return self.situation.free


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentDistricts:
    """The most urgent districts in their order, of how many."""

    shown: tuple[UrgentDistrict, ...]
    count: int


def list_urgent(
    knowledge: Knowledge,
    areas: Sequence[Place],
    day: date,
    clock: OperationClock,
    changes: Sequence[RoomChange],
) -> UrgentDistricts:
    """The districts among areas that need a look on a day; a constant number of statements.

    A first reckoning over all districts, by their pace of the last week, chooses those whose days
    are read for a forecast and a picture; their forecasts then say what is shown in which order.
    `changes` are the coming ones of all shelters.
    """
    districts = [area for area in areas if area.level == DISTRICT]
    situations = _reckon(knowledge, [district.id for district in districts], day)
    districts.sort(key=lambda district: rank(situations[district.id]))
    chosen = districts[:FORECAST]
    first = day - timedelta(days=max(TREND_DAYS - 1, MEMORY_DAYS))
    days = knowledge.read_days_of_each(
        [district.id for district in chosen], max(first, min(clock.start, day)), day, _TREND
    )
    found = [
        _look_ahead(district, situations[district.id], days[district.id], changes, clock)
        for district in chosen
    ]
    found.sort(key=lambda district: rank(district.situation))
    return UrgentDistricts(shown=tuple(found[:SHOWN]), count=len(districts))


def _reckon(knowledge: Knowledge, ids: Sequence[int], day: date) -> dict[int, Situation]:
    """What is known of each district without a forecast."""
    totals = knowledge.read_last_days(ids, day, (*_TREND, COVERAGE))
    before = knowledge.read_last_days(ids, day - timedelta(days=PACE_DAYS), [Indicator.SHELTERED])
    return {each: _situate(totals.get(each, {}), before.get(each, {})) for each in ids}


def _situate(totals: Mapping[str, DayTotal], before: Mapping[str, DayTotal]) -> Situation:
    """`before` are the totals a week earlier."""
    sheltered, capacity, earlier = (
        read_level(found.get(key)).value
        for found, key in (
            (totals, Indicator.SHELTERED),
            (totals, Indicator.CAPACITY),
            (before, Indicator.SHELTERED),
        )
    )
    covered = totals.get(COVERAGE)
    return Situation(
        capacity=capacity,
        sheltered=sheltered,
        days_left=foresee(subtract(capacity, sheltered), subtract(sheltered, earlier), PACE_DAYS),
        silent=count_silent(covered) if covered else 0,
        expected=covered.expected if covered else 0,
        unheard=count_unheard(covered) if covered else 0,
    )


def _look_ahead(
    district: Place,
    reckoned: Situation,
    days: Mapping[str, Sequence[DayTotal]],
    changes: Sequence[RoomChange],
    clock: OperationClock,
) -> UrgentDistrict:
    own = [change for change in changes if district.id in change.areas]
    full = build_outlook(days, own, clock)
    situation = replace(reckoned, days_left=_count_days(full))
    sheltered, capacity = (_list_values(days[key]) for key in _TREND)
    return UrgentDistrict(
        place_id=district.id,
        name=district.name,
        situation=situation,
        pressure=judge(situation),
        until=_say_until(full),
        picture=draw_trend(capacity, sheltered, PAGE),
        sheltered=read_level(days[Indicator.SHELTERED][-1]),
        capacity=read_level(days[Indicator.CAPACITY][-1]),
    )


def _count_days(full: FullSeries) -> float | None:
    """Days until it is most likely full; None where that is not foreseen."""
    return full.days_until(full.usable.likely) if full.usable else None


def _say_until(full: FullSeries) -> str | None:
    if full.usable is None or full.usable.likely is None:
        return None
    return f"full {phrase_until(full, full.usable)}"


def _list_values(days: Sequence[DayTotal]) -> list[int | None]:
    return [read_level(total).value for total in days[-TREND_DAYS:]]
