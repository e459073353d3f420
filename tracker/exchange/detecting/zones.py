"""Days that were written as moments of another zone: cut, they would be a day early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from tracker.exchange.detecting.dates import read_stamps
from tracker.exchange.reading.tables import Cell

_MOST_STAMPS = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftedDays:
    """A column of moments that are all midnight in `zone`: `written` there is the day `meant`."""

    zone: str
    moment: datetime
    written: date
    meant: date


def find_shift(cells: Iterable[Cell], home: str | None = None) -> ShiftedDays | None:
    """The zone in which all moments of a column are midnight and the first is another day.

    `home` is tried first. None where there is no such zone: the moments are moments then.
    """
    stamps = list(dict.fromkeys(read_stamps(cells)))[:_MOST_STAMPS]
    if not stamps:
        return None
    for name in (*([home] if home else []), *_list_zones()):
        local = _turn_to_midnights(stamps, name)
        if local and local[0] != stamps[0].date():
            moment = stamps[0]
            return ShiftedDays(zone=name, moment=moment, written=moment.date(), meant=local[0])
    return None


def _turn_to_midnights(stamps: Sequence[datetime], name: str) -> list[date] | None:
    zone, days = ZoneInfo(name), []
    for stamp in stamps:
        local = stamp.astimezone(zone)
        if local.time().replace(second=0, microsecond=0) != time():
            return None
        days.append(local.date())
    return days


@cache
def _list_zones() -> tuple[str, ...]:
    """Places in the order of their names, the best known continents first."""
    kept = [name for name in available_timezones() if "/" in name and not name.startswith("Etc/")]
    order = ("Europe", "Asia", "Africa", "America", "Australia", "Pacific")
    return tuple(
        sorted(
            kept,
            key=lambda name: (
                order.index(name.split("/")[0]) if name.split("/")[0] in order else len(order),
                name,
            ),
        )
    )
