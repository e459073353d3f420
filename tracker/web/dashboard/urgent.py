"""The few districts that need a look first, each with its trend and a word why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.charts.appearance import PAGE
from tracker.charts.pictures.trend import draw_trend
from tracker.charts.sentences.forecast import phrase_until
from tracker.charts.series.forecast import FullSeries, build_full_series
from tracker.domain.daily import DayTotal
from tracker.domain.days import OperationClock
from tracker.domain.forecast import HORIZON, MEMORY_DAYS, PACE_DAYS
from tracker.domain.indicators import Indicator
from tracker.domain.openings import RoomChange
from tracker.domain.pressure import Pressure, Situation, foresee, judge, rank
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import DISTRICT, Place, list_areas
from tracker.web.dashboard.summaries import PlaceSummary, summarise_areas

SHOWN = 5
"""Districts on the overview; all are one click away."""

FORECAST = 2 * SHOWN
"""Districts that get a forecast, by a first reckoning; from these the shown ones are chosen."""

TREND_DAYS = 30

_TREND = (Indicator.SHELTERED, Indicator.CAPACITY)


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentDistrict:
    """A district: what presses most, its numbers, and pictures of the last days.

    `until` says when it is full, where a forecast foresees it.
    """

    summary: PlaceSummary
    pressure: Pressure
    until: str | None
    picture: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentDistricts:
    """The most urgent districts in their order, of how many."""

    shown: tuple[UrgentDistrict, ...]
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    summary: PlaceSummary
    situation: Situation


def list_urgent(knowledge: Knowledge, day: date, clock: OperationClock) -> UrgentDistricts:
    """The districts that need a look on a day; a constant number of statements.

    A first reckoning over all districts, by their pace of the last week, chooses those whose days
    are read for a forecast and a picture; their forecasts then say what is shown in which order.
    """
    areas = list_areas(knowledge.session, today=day)
    districts = [area for area in areas if area.level == DISTRICT]
    candidates = sorted(_reckon(knowledge, districts, day), key=lambda one: rank(one.situation))
    chosen = candidates[:FORECAST]
    ids = [candidate.summary.place_id for candidate in chosen]
    first = day - timedelta(days=max(TREND_DAYS - 1, MEMORY_DAYS))
    days = knowledge.read_days_of_each(ids, max(first, min(clock.start, day)), day, _TREND)
    changes = knowledge.read_room_changes(ids, day, day + timedelta(days=HORIZON)) if ids else ()
    found = [
        _look_ahead(candidate, days[candidate.summary.place_id], changes, clock)
        for candidate in chosen
    ]
    found.sort(key=lambda pair: rank(pair[0]))
    return UrgentDistricts(
        shown=tuple(district for _, district in found[:SHOWN]), count=len(districts)
    )


def _reckon(knowledge: Knowledge, districts: Sequence[Place], day: date) -> list[_Candidate]:
    summaries = summarise_areas(knowledge, districts, day)
    ids = [district.id for district in districts]
    before = knowledge.read_last_days(ids, day - timedelta(days=PACE_DAYS), [Indicator.SHELTERED])
    return [
        _Candidate(summary=summary, situation=_situate(summary, before.get(summary.place_id, {})))
        for summary in summaries
    ]


def _situate(summary: PlaceSummary, before: Mapping[str, DayTotal]) -> Situation:
    """What is known of a district without a forecast; `before` are its totals a week earlier."""
    earlier = before.get(Indicator.SHELTERED)
    sheltered = summary.sheltered.value
    risen = None
    if sheltered is not None and earlier is not None and earlier.value is not None:
        risen = sheltered - earlier.value
    return Situation(
        capacity=summary.capacity.value,
        sheltered=sheltered,
        days_left=foresee(summary.free, risen, PACE_DAYS),
        silent=summary.silent,
        expected=summary.coverage.expected if summary.coverage else 0,
    )


def _look_ahead(
    candidate: _Candidate,
    days: Mapping[str, Sequence[DayTotal]],
    changes: Sequence[RoomChange],
    clock: OperationClock,
) -> tuple[Situation, UrgentDistrict]:
    summary = candidate.summary
    sheltered, capacity = days[Indicator.SHELTERED], days[Indicator.CAPACITY]
    full = build_full_series(
        sheltered[-MEMORY_DAYS - 1 :],
        capacity[-1],
        None,
        changes=[change for change in changes if summary.place_id in change.areas],
        stale_after=clock.stale_after,
    )
    situation = replace(candidate.situation, days_left=_count_days(full))
    return situation, UrgentDistrict(
        summary=summary,
        pressure=judge(situation),
        until=_say_until(full),
        picture=draw_trend(_list_values(capacity), _list_values(sheltered), PAGE),
    )


def _count_days(full: FullSeries) -> float | None:
    """Days until it is most likely full; None where that is not foreseen."""
    return full.days_until(full.usable.likely) if full.usable else None


def _say_until(full: FullSeries) -> str | None:
    if full.usable is None or full.usable.likely is None:
        return None
    return f"full {phrase_until(full, full.usable)}"


def _list_values(days: Sequence[DayTotal]) -> list[int | None]:
    return [total.value for total in days[-TREND_DAYS:]]
