"""Planned reports that would add to no total, or not with all their numbers, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.windows import ReportingMode, ShelterStatus, find_window
from tracker.exchange.importing.about_shelters import AboutDistrict, list_about_districts
from tracker.exchange.importing.entries import Outcome
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.registers_after import foresee_registers
from tracker.exchange.importing.switching import choose_switching, list_switchable
from tracker.registry.places import load_places
from tracker.registry.reporting_modes import ModeEntry, say_modes
from tracker.registry.wording import fold_name, say_day
from tracker.totals.registered import Registered
from tracker.totals.scopes import Scope, make_scope

_SHELTER_WORDS = {
    ShelterStatus.OPEN: "open",
    ShelterStatus.STANDBY: "on standby",
    ShelterStatus.CLOSED: "closed",
}


class Cause(StrEnum):
    """Why numbers of a report add to no total."""

    AS_A_WHOLE = "the shelter's district reports as a whole"
    BY_SHELTERS = "the district reports by its shelters"
    ABOVE = "the area is above districts"
    TOO_EARLY = "the place counts from a later day on"
    NOT_IN_USE = "the shelter is closed, or on standby"
    PARTLY = "the same, but other numbers of the report add"


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncounted:
    """Days of reports about a place, or a district's shelters, that add to totals not or in part.

    `days` has one for each report, in order. `helps`: whether the import could let the district
    report so that they do. `why` is a sentence without its end.
    """

    cause: Cause
    place: str
    days: tuple[date, ...]
    helps: bool
    why: str


def find_uncounted(session: Session, plan: Plan) -> list[Uncounted]:
    """What of a plan adds to no total once it is recorded, by cause and name; a few statements."""
    about = {one.district_id: one for one in list_about_districts(session, plan)}
    switching = choose_switching(plan, about.values())
    switchable = {found.district_id for found in list_switchable(plan, about.values())}
    registers = foresee_registers(session, plan, switching)
    names = {-at: f"{m.key.shelter} (new)" for at, m in enumerate(plan.created, start=1)}
    days = _sort_days(plan, registers)
    names |= {p.id: p.full_name for p in load_places(session, {at for _, at in days if at > 0})}
    found = []
    for (cause, at), of in days.items():
        helps = False
        if cause is Cause.AS_A_WHOLE:
            helps = at in switchable and at not in switching
            why = _say_why(about[at], may_switch=at in switchable)
        else:
            why = _say_register(cause, registers[at], switching.get(at))
        days_of = tuple(sorted(of))
        one = Uncounted(cause=cause, place=names[at], days=days_of, helps=helps, why=why)
        found.append(one)
    return sorted(found, key=lambda one: (list(Cause).index(one.cause), fold_name(one.place)))


def _sort_days(
    plan: Plan, registers: Mapping[int, Registered]
) -> Mapping[tuple[Cause, int], list[date]]:
    """Days of reports that add to no total by cause and the place to be named.

    One that is withdrawn says nothing that could add.
    """
    units = {place_id: _Unit(said) for place_id, said in registers.items()}
    days: dict[tuple[Cause, int], list[date]] = defaultdict(list)
    for one in plan.planned:
        if one.outcome is Outcome.LEFT:
            continue
        place_id, day = one.stated.place_id, one.stated.day
        cause = units[place_id].find_cause(day, one.counts or one.stated.counts)
        if cause is not None:
            district = registers[place_id].areas[0]
            days[cause, district if cause is Cause.AS_A_WHOLE else place_id].append(day)
    return days


class _Unit:
    """A place with the days on which numbers about it add to totals."""

    def __init__(self, said: Registered) -> None:
        self._said = said
        self._scope = make_scope(said) if said.may_report else None
        by_shelters = ((date.min, ReportingMode.BY_SHELTER),)
        self._free = None if said.is_area else make_scope(replace(said, modes=by_shelters))

    def find_cause(self, day: date, counts: Sequence[Count]) -> Cause | None:
        """Why what is counted adds to no total on the day; None where all that matters does."""
        if self._scope is None:
            return Cause.ABOVE
        left = [count for count in counts if not _adds(self._scope, count, day)]
        if not left:
            return None
        if len(left) < len(counts):
            return Cause.PARTLY if any(count.value != 0 for count in left) else None
        if day < self._said.valid_from:
            return Cause.TOO_EARLY
        if self._free is None:
            return Cause.BY_SHELTERS
        free = self._free
        is_in_use = any(_adds(free, count, day) for count in counts)
        return Cause.AS_A_WHOLE if is_in_use else Cause.NOT_IN_USE


def _adds(scope: Scope, count: Count, day: date) -> bool:
    return find_window(scope.windows[count.indicator], day) is not None


def _say_why(one: AboutDistrict, *, may_switch: bool) -> str:
    """`it reports by its shelters from 6 Aug 2024 on`, and what is against an earlier day."""
    how = "it reports as a whole, since nobody ever said that it does not"
    if one.modes:
        how = f"it reports {say_modes(one.modes)}"
    if may_switch:
        return how
    if one.as_whole:
        return f"{how}, and reports about it as a whole are about {say_days(one.as_whole)}"
    if one.modes and (one.modes[0].mode is ReportingMode.WHOLE or one.first >= one.modes[0].since):
        return f"{how}, as somebody set it"
    return f"{how}, and the file has no new shelter of it"


def _say_register(cause: Cause, said: Registered, switched: date | None) -> str:
    if cause is Cause.ABOVE:
        return "only districts, and what lies in them, add up"
    if cause is Cause.TOO_EARLY:
        return f"it counts from {say_day(said.valid_from)} on"
    if cause is not Cause.BY_SHELTERS:
        return _say_statuses(said)
    if switched is not None:
        return f"the import lets it report by its shelters from {say_day(switched)} on"
    modes = (ModeEntry(since=since, mode=mode) for since, mode in said.modes)
    return f"it reports {say_modes(modes)}"


def _say_statuses(said: Registered) -> str:
    """How a shelter is by day; it is closed before its first status."""
    statuses = said.statuses or ()
    hows = (f"{_SHELTER_WORDS[status]} from {say_day(since)} on" for since, status in statuses)
    return f"in the register it is {', then '.join(hows)}"


def say_days(days: Sequence[date]) -> str:
    """Days in order, each of which may stand several times: `49 days from 1 Jan to 18 Feb 2024`."""
    number = len(set(days))
    if number == 1:
        return say_day(days[0])
    return f"{number:,} days from {say_day(days[0])} to {say_day(days[-1])}"
