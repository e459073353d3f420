"""When shelters will be full: what is known of it on a day, for any area or unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.amounts import best_number
from tracker.domain.daily import DayTotal
from tracker.domain.forecast import (
    HORIZON,
    Forecast,
    Level,
    Room,
    Until,
    find_full,
    forecast_level,
)
from tracker.domain.openings import RoomChange


class Outlook(StrEnum):
    """What can be said: it is full, a forecast, or why there is none.

    Without a place and without people in it nothing is full: there are no places. Nor is anything
    told to be full where the places of some units with people are not known.
    """

    FULL = "full"
    AHEAD = "ahead"
    NO_ROOM = "no_room"
    NO_PLACES = "no_places"
    SOME_PLACES = "some_places"
    FEW_DAYS = "few_days"
    OLD = "old"


@dataclass(frozen=True, kw_only=True, slots=True)
class FullSeries:
    """When people sheltered reach the usable places, and those with standby opened.

    `forecast` begins after the last day with fresh counts. `usable` and `with_standby` are None
    where nothing can be said of them. `changes` are the coming ones that are taken in, `room` the
    usable places of each coming day.
    """

    day: date
    outlook: Outlook
    forecast: Forecast | None = None
    usable: Until | None = None
    with_standby: Until | None = None
    changes: tuple[RoomChange, ...] = ()
    room: Mapping[date, Room] = field(default_factory=dict)

    def days_until(self, day: date | None) -> int | None:
        """Days from the day that was looked at."""
        return None if day is None else (day - self.day).days


def build_full_series(
    sheltered: Sequence[DayTotal],
    capacity: DayTotal | None,
    standby: DayTotal | None,
    *,
    changes: Sequence[RoomChange] = (),
    stale_after: int,
) -> FullSeries:
    """The outlook on the last day of `sheltered`, from the days up to it.

    Only days on which at least half of the units with a count counted anew are learnt from. With
    the last of them longer ago than the stale limit nothing is said.
    """
    day = sheltered[-1].day
    levels = [level for total in sheltered if (level := _read_fresh(total)) is not None]
    changes = tuple(sorted(changes, key=lambda change: (change.day, change.place)))
    if capacity is None or capacity.value is None:
        return FullSeries(day=day, outlook=Outlook.NO_ROOM)
    is_full = bool(levels) and levels[-1].value >= _read_room(capacity).value
    reason = _find_reason(sheltered[-1], capacity, levels, is_full=is_full, stale_after=stale_after)
    forecast = None
    if reason is None:
        forecast = forecast_level(levels, HORIZON + (day - levels[-1].day).days)
    if forecast is None:
        few = Outlook.FULL if is_full else Outlook.FEW_DAYS
        return FullSeries(day=day, outlook=reason or few, changes=changes)
    room = _list_rooms(day, capacity, None, changes)
    return FullSeries(
        day=day,
        outlook=Outlook.FULL if is_full else Outlook.AHEAD,
        forecast=forecast,
        usable=find_full(forecast, room),
        with_standby=find_full(forecast, _list_rooms(day, capacity, standby, changes))
        if standby is not None and standby.value
        else None,
        changes=changes,
        room=room,
    )


def _find_reason(
    sheltered: DayTotal,
    capacity: DayTotal,
    levels: Sequence[Level],
    *,
    is_full: bool,
    stale_after: int,
) -> Outlook | None:
    """Why nothing is foreseen on the last day, whatever the days before say."""
    if capacity.high == 0 and sheltered.value == 0:
        return Outlook.NO_PLACES
    if levels and (sheltered.day - levels[-1].day).days > stale_after:
        return Outlook.OLD
    if is_full and sheltered.known > capacity.known:
        return Outlook.SOME_PLACES
    return None if levels else Outlook.FEW_DAYS


def _read_fresh(total: DayTotal) -> Level | None:
    """The day's level if enough of it was counted on that day."""
    if total.value is None or not total.known or 2 * total.reporting < total.known:
        return None
    value = best_number(total.value, total.low, total.high) or 0
    low = min(value, total.low if total.low is not None else value)
    high = None if total.high is None else max(value, total.high)
    return Level(
        day=total.day,
        value=max(0, value),
        low=max(0, low),
        high=high,
        fresh=total.reporting / total.known,
    )


def _list_rooms(
    day: date, capacity: DayTotal, standby: DayTotal | None, changes: Sequence[RoomChange]
) -> Mapping[date, Room]:
    """The places of each coming day: as on `day`, and what changes since."""
    base = _add_rooms(_read_room(capacity), _read_room(standby))
    return {
        coming: _shift(base, sum(_list_shifts(changes, coming, with_standby=standby is not None)))
        for coming in (day + timedelta(days=ahead) for ahead in range(1, HORIZON + 1))
    }


def _list_shifts(
    changes: Sequence[RoomChange], coming: date, *, with_standby: bool
) -> Iterator[int]:
    for change in changes:
        if change.day <= coming:
            yield (change.usable or 0) + (change.standby if with_standby else 0)


def _read_room(total: DayTotal | None) -> Room:
    if total is None or total.value is None:
        return Room(low=0, value=0, high=0)
    value = best_number(total.value, total.low, total.high) or 0
    return Room(
        low=min(value, total.low if total.low is not None else value),
        value=value,
        high=None if total.high is None else max(value, total.high),
    )


def _add_rooms(one: Room, other: Room) -> Room:
    is_open = one.high is None or other.high is None
    return Room(
        low=one.low + other.low,
        value=one.value + other.value,
        high=None if is_open else (one.high or 0) + (other.high or 0),
    )


def _shift(room: Room, places: int) -> Room:
    return Room(
        low=max(0, room.low + places),
        value=max(0, room.value + places),
        high=None if room.high is None else max(0, room.high + places),
    )
