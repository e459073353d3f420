"""When the shelters of a place will be full: read, and said in a tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tracker.charts.sentences.forecast import phrase_span, phrase_within
from tracker.charts.series.forecast import FullSeries, Outlook, build_full_series
from tracker.domain.daily import DayTotal
from tracker.domain.days import OperationClock
from tracker.domain.forecast import HORIZON, MEMORY_DAYS
from tracker.domain.indicators import Indicator
from tracker.domain.openings import RoomChange
from tracker.recording.knowledge import Knowledge
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.tiles import Tile

SOON = 3
"""Days: shelters that may be full within them are an alarm."""

_KEYS = (Indicator.SHELTERED, Indicator.CAPACITY, Indicator.CAPACITY_STANDBY)
_WHY_NOT = {
    Outlook.NO_ROOM: "places not known",
    Outlook.NO_PLACES: "no usable places",
    Outlook.SOME_PLACES: "not all places known",
    Outlook.FEW_DAYS: "not enough reports",
    Outlook.OLD: "counts too old",
}


def load_outlook(
    knowledge: Knowledge, extent: Extent, day: date, clock: OperationClock
) -> FullSeries:
    """The outlook on a day, from the days before it; a constant number of statements."""
    ids = extent.place_ids
    days = knowledge.read_days(ids, day - timedelta(days=MEMORY_DAYS), day, _KEYS)
    changes = knowledge.read_room_changes(ids, day, day + timedelta(days=HORIZON))
    return build_outlook(days, changes, clock)


def build_outlook(
    days: Mapping[str, Sequence[DayTotal]], changes: Sequence[RoomChange], clock: OperationClock
) -> FullSeries:
    """The outlook on the last of the days, of people sheltered, places and standby places.

    Without standby places among the days none are thought of.
    """
    standby = days.get(Indicator.CAPACITY_STANDBY)
    return build_full_series(
        days[Indicator.SHELTERED][-MEMORY_DAYS - 1 :],
        days[Indicator.CAPACITY][-1],
        standby[-1] if standby else None,
        changes=changes,
        stale_after=clock.stale_after,
    )


def make_full_tile(full: FullSeries, *, brief: bool = False) -> Tile:
    """Days until the usable places are full, as a head number; a brief one has a line less."""
    label, standby = "Days until full", None
    if full.with_standby is not None and not brief:
        standby = f"{phrase_span(full, full.with_standby)} with standby places"
    if full.outlook is Outlook.FULL:
        return Tile(
            label=label, value="0", bounds=standby, marks=(("overflow", "full"),), alert=True
        )
    if full.usable is None:
        return Tile(label=label, value=None, none=_WHY_NOT[full.outlook])
    soonest, likely = (full.days_until(day) for day in (full.usable.earliest, full.usable.likely))
    within = phrase_within(full, full.usable)
    forecast = "forecast" if brief else None
    return Tile(
        label=label,
        value=phrase_span(full, full.usable),
        bounds=(", " if brief else "; ").join(filter(None, (forecast, within, standby))) or None,
        age=None if brief else "at the pace of the last week",
        marks=() if brief else (("forecast", "forecast"),),
        series="sheltered",
        alert=likely is not None and soonest is not None and soonest <= SOON,
    )
