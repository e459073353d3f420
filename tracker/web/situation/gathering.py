"""What a situation report is made of: everything is read here, from one view of the operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tracker.charts.series.map import MapMeasure
from tracker.domain.indicators import Indicator
from tracker.recording.published import ToldAct, Wanted
from tracker.registry.people import Person
from tracker.registry.places import DISTRICT, Place, list_areas, list_children
from tracker.totals.units import Behind
from tracker.web.dashboard.extents import Extent, load_extent
from tracker.web.dashboard.maps.numbers import MapNumbers, load_map
from tracker.web.dashboard.periods import Period, end_on
from tracker.web.dashboard.places import Numbers, load_numbers
from tracker.web.dashboard.preferences import Preferred, count_preferred
from tracker.web.dashboard.reporting.numbers import Completeness, load_completeness
from tracker.web.dashboard.sides.larger_claims import HeldClaim, hold_claims
from tracker.web.dashboard.summaries import PlaceSummary, summarise_areas
from tracker.web.shared.discretion import hide_in_acts
from tracker.web.shared.lookback import Lookback
from tracker.web.situation.discretion import hide_in_outlook, name_unpublished

WEEK = 7
MOST_ACTS = 30
"""Corrections told; the page of corrections has the others."""

SOURCED = (
    Indicator.SHELTERED,
    Indicator.CAPACITY,
    Indicator.CAPACITY_STANDBY,
    Indicator.PRESENT,
    Indicator.EVACUATED,
    Indicator.KILLED,
    Indicator.INJURED,
    Indicator.HOSPITALISED,
    Indicator.MISSING,
)
"""Numbers with a footnote that names who says so; claims about these are held against them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A source, with how many units its reports stand for."""

    name: str
    grade: str
    units: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """The operation on a day, as known at `known_at`; `areas` are its districts.

    `acts` changed published totals of days up to it since `since`, the end of the day before's
    report; there are more where `has_more`. `sources` are those behind each number, `preferred` how
    many numbers of each area reviewers preferred.
    """

    lookback: Lookback
    day: date
    since: datetime
    extent: Extent
    numbers: Numbers
    map: MapNumbers
    completeness: Completeness
    districts: tuple[Place, ...]
    areas: tuple[PlaceSummary, ...]
    preferred: Preferred
    acts: tuple[ToldAct, ...]
    has_more: bool
    claims: tuple[HeldClaim, ...]
    sources: Mapping[Indicator, tuple[Named, ...]]

    @property
    def known_at(self) -> datetime:
        """The moment of what is known: now, unless the address says another."""
        return self.lookback.known_at or self.lookback.now


def gather(lookback: Lookback, person: Person, day: date) -> Situation:
    """Read the situation on a day; a constant number of statements."""
    knowledge, clock = lookback.knowledge, lookback.operation.clock
    session = knowledge.session
    extent = load_extent(knowledge, None, day)
    districts = tuple(
        area
        for area in list_areas(session, today=day, registers=knowledge.registers)
        if area.level == DISTRICT
    )
    since = clock.deadline_of(day - timedelta(days=1))
    top = tuple(place.id for place in list_children(session, None, knowledge.registers))
    found = knowledge.list_acts(Wanted(place_ids=top, last=day), limit=MOST_ACTS + 1)
    unpublished = name_unpublished(session)
    acts = list(hide_in_acts((act for act in found if act.recorded_at > since), unpublished))
    numbers = load_numbers(knowledge, extent, end_on(day, clock.start), clock)
    return Situation(
        lookback=lookback,
        day=day,
        since=since,
        extent=extent,
        numbers=replace(numbers, full=hide_in_outlook(numbers.full, unpublished)),
        map=load_map(knowledge, None, day, MapMeasure.OCCUPANCY, clock.stale_after),
        completeness=load_completeness(
            knowledge, extent, _list_week(day, clock.start), lookback.now
        ),
        districts=districts,
        areas=tuple(_sort(summarise_areas(knowledge, districts, day))),
        preferred=count_preferred(knowledge, [area.id for area in districts], day),
        acts=tuple(acts[:MOST_ACTS]),
        has_more=len(acts) > MOST_ACTS,
        claims=tuple(
            claim
            for claim in hold_claims(knowledge, person, extent, day, SOURCED)
            if claim.is_apart
        ),
        sources={
            indicator: tuple(_name_sources(knowledge.list_behind(None, day, indicator)))
            for indicator in SOURCED
        },
    )


def _list_week(day: date, start: date) -> Period:
    """The days up to the report's over which it is told who has reported."""
    return Period(first=max(start, day - timedelta(days=WEEK - 1)), last=day)


def _sort(areas: list[PlaceSummary]) -> list[PlaceSummary]:
    """The fewest free places first, then those of which they are not known, by name."""
    return sorted(areas, key=lambda area: (area.free is None, area.free or 0, area.name.casefold()))


def _name_sources(found: Sequence[Behind]) -> list[Named]:
    """Those whose reports add into the total, with most units first."""
    units = Counter(
        (behind.source_name, behind.source_grade or "")
        for behind in found
        if behind.unit.counts and behind.source_name
    )
    named = [Named(name=name, grade=grade, units=number) for (name, grade), number in units.items()]
    return sorted(named, key=lambda each: (-each.units, each.name))
