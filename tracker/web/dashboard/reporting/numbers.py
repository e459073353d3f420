"""Who has reported: the units of an extent with their days, folded by area where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tracker.domain.completeness import (
    Rates,
    UnitDay,
    UnitState,
    add_rates,
    count_rates,
    find_last_expected,
    is_in_use,
    is_paused,
    is_silent,
)
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place, PlaceKind, load_places
from tracker.registry.reporters import list_reporters
from tracker.registry.shelters import list_unpublished_ids
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.shared.lookback import current_lookback

MOST_UNITS = 80
"""With more of them the rows are areas, whose own pages show their units."""


class Heading(NamedTuple):
    """The area that rows stand under."""

    place_id: int
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRow:
    """A reporting unit with its days, expected to report `since` a day (None: nothing is due).

    Files leave out the name of one that `is_published` not.
    """

    place: Place
    days: tuple[UnitDay, ...]
    since: date | None
    rates: Rates
    is_published: bool

    @property
    def heading(self) -> Heading:
        """The district it is, or that it lies in."""
        if self.place.kind is PlaceKind.AREA:
            return Heading(self.place.id, self.place.name)
        return Heading(*self.place.path[-1])


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaRow:
    """An area with the units in it."""

    heading: Heading
    units: tuple[UnitRow, ...]

    @property
    def rates(self) -> Rates:
        """Their rates over the period."""
        return add_rates(unit.rates for unit in self.units)

    @property
    def days(self) -> tuple[tuple[Rates, bool], ...]:
        """For each day the rates of its units, and whether some are still to come and none due."""
        columns = zip(*(unit.days for unit in self.units), strict=True)
        return tuple((count_rates(column), _is_waiting(column)) for column in columns)

    @property
    def is_one_unit(self) -> bool:
        """Whether it is a unit itself, and nothing else."""
        return len(self.units) == 1 and self.units[0].place.id == self.heading.place_id


def _is_waiting(column: Sequence[UnitDay]) -> bool:
    return any(day.state is UnitState.WAITING for day in column) and not any(
        day.expected for day in column
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class SilentUnit:
    """A unit that said nothing about the last day that is due.

    It has been expected to report `since` a day. `days` of silence: since its last report, else
    since that day, which is one of them. `ask` are names of its coordinators.
    """

    unit: UnitRow
    last_report: date | None
    since: date
    days: int
    ask: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Completeness:
    """All of the page: rows by area, whether they are folded, and who is silent, longest first."""

    period: Period
    areas: tuple[AreaRow, ...]
    is_folded: bool
    silent: tuple[SilentUnit, ...]

    @property
    def units(self) -> tuple[UnitRow, ...]:
        """All units, area by area."""
        return tuple(unit for area in self.areas for unit in area.units)

    @property
    def in_use(self) -> int:
        """Units of which the last report is due, silent or not."""
        return sum(is_in_use(unit.days) for unit in self.units)

    @property
    def paused(self) -> int:
        """Units that are closed or on standby on the last day: nothing is due of them."""
        return sum(is_paused(unit.days) for unit in self.units)

    @property
    def others(self) -> int:
        """Units that were some in a part of the days only, or that owe no report yet."""
        return len(self.units) - sum(
            is_in_use(one.days) or is_paused(one.days) for one in self.units
        )

    @property
    def rates(self) -> Rates:
        """The rates of all units over the period."""
        return add_rates(area.rates for area in self.areas)


def load_completeness(
    knowledge: Knowledge, extent: Extent, period: Period, now: datetime
) -> Completeness:
    """Read who has reported in an extent, of units that the reader may look at today.

    A constant number of statements.
    """
    session = knowledge.session
    found = knowledge.read_completeness(extent.place_ids, period.first, period.last, now)
    seen = current_lookback().keep_seen(found, lambda unit: unit.place_id)
    by_place = {unit.place_id: unit for unit in seen}
    kept_back = list_unpublished_ids(session)
    units = [
        UnitRow(
            place=place,
            days=by_place[place.id].days,
            since=by_place[place.id].since,
            rates=count_rates(by_place[place.id].days),
            is_published=place.id not in kept_back,
        )
        for place in load_places(session, by_place, knowledge.registers)
    ]
    units.sort(key=_order_units)
    is_folded = len(units) > MOST_UNITS and len(extent.children) > 1
    return Completeness(
        period=period,
        areas=_group(units, extent if is_folded else None),
        is_folded=is_folded,
        silent=_list_silent(knowledge, units, period),
    )


_WITHIN = {PlaceKind.AREA: 0, PlaceKind.SHELTER: 1, PlaceKind.OUTSIDE: 2}


def _order_units(unit: UnitRow) -> tuple[list[str], int, str, int]:
    """By path; a district before its shelters, their outside last."""
    place = unit.place
    names = [name.casefold() for _, name in place.path]
    if place.kind is PlaceKind.AREA:
        names.append(place.name.casefold())
    return (names, _WITHIN[place.kind], place.name.casefold(), place.id)


def _group(units: Iterable[UnitRow], extent: Extent | None) -> tuple[AreaRow, ...]:
    """Units by their district, or by the areas directly in the extent."""
    children = {child.id: child.name for child in extent.children} if extent else {}
    groups: dict[Heading, list[UnitRow]] = defaultdict(list)
    for unit in units:
        groups[_find_heading(unit, children)].append(unit)
    return tuple(
        AreaRow(heading=heading, units=tuple(within)) for heading, within in groups.items()
    )


def _find_heading(unit: UnitRow, children: dict[int, str]) -> Heading:
    line = (*(at for at, _ in unit.place.path), unit.place.id)
    above = next((at for at in line if at in children), None)
    return unit.heading if above is None else Heading(above, children[above])


def _list_silent(
    knowledge: Knowledge, units: Sequence[UnitRow], period: Period
) -> tuple[SilentUnit, ...]:
    silent = [unit for unit in units if is_silent(unit.days)]
    places = [unit.place for unit in silent]
    last_reports = knowledge.find_last_reports([place.id for place in places], period.last)
    ask = list_reporters(knowledge.session, places)
    found = [
        _make_silent(unit, last_reports.get(unit.place.id), period, ask[unit.place.id])
        for unit in silent
    ]
    return tuple(sorted(found, key=_order_silent))


def _make_silent(
    unit: UnitRow, last_report: date | None, period: Period, ask: tuple[str, ...]
) -> SilentUnit:
    until = find_last_expected(unit.days, period.first) or period.last
    since = unit.since or until
    heard = last_report or since - timedelta(days=1)
    days = (until - heard).days
    return SilentUnit(unit=unit, last_report=last_report, since=since, days=days, ask=ask)


def _order_silent(silent: SilentUnit) -> tuple[int, bool]:
    """The longest silence first; of equal ones those who never reported."""
    return (-silent.days, silent.last_report is not None)
