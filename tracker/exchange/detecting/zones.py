"""Days that were written as moments of another zone: cut, they would be another day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from tracker.exchange.detecting.dates import read_stamps
from tracker.exchange.reading.tables import Cell

_MOST_STAMPS = 400
_SEVERAL = 3
"""Moments that are midnight somewhere by no accident."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftedDays:
    """A column of moments of which `moment` would be read as `written`, and is `meant` in `zone`.

    `at_midnight`: all of them are midnight there, so that they can hardly be anything but days.
    """

    zone: str
    moment: datetime
    written: date
    meant: date
    at_midnight: bool = True


def find_shift(
    cells: Iterable[Cell], home: str | None = None, zone: str | None = None
) -> ShiftedDays | None:
    """The zone in which all moments of a column are midnight and the first is another day.

    `home` is tried first. Where there is no such zone, it is `home` if any moment is another day
    there; None where none is. `zone` is the one that they are read in: it holds, unless several
    moments, none of them midnight there, are all midnight in another one.
    """
    stamps = list(dict.fromkeys(read_stamps(cells)))[:_MOST_STAMPS]
    if not stamps or (zone and (len(stamps) < _SEVERAL or _turn_to_midnights(stamps, zone))):
        return None
    moment, written = stamps[0], _date_in(stamps[0], zone)
    for name in (*([home] if home else []), *_list_zones()):
        local = _turn_to_midnights(stamps, name)
        if local and local[0] != written:
            return ShiftedDays(zone=name, moment=moment, written=written, meant=local[0])
    return _find_at_home(stamps, home) if home and not zone else None


def _find_at_home(stamps: Iterable[datetime], home: str) -> ShiftedDays | None:
    """The first moment that is another day in the zone of the operation."""
    for moment in stamps:
        written, meant = moment.date(), _date_in(moment, home)
        if written != meant:
            return ShiftedDays(
                zone=home, moment=moment, written=written, meant=meant, at_midnight=False
            )
    return None


def _date_in(moment: datetime, zone: str | None) -> date:
    return moment.astimezone(ZoneInfo(zone)).date() if zone else moment.date()


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
