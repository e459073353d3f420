"""Reports about shelters that would add to no total: their districts report as a whole then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.windows import ReportingMode
from tracker.exchange.importing.about_shelters import (
    AboutDistrict,
    list_about_districts,
    mode_on,
)
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.switching import choose_switching, list_switchable
from tracker.registry.places import load_places
from tracker.registry.reporting_modes import ModeEntry, say_modes
from tracker.registry.tree import Place
from tracker.registry.wording import say_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncounted:
    """Days of reports about shelters of a district that reports as a whole on them.

    `days` has one for each report, in order. `helps`: whether the import could let it report by
    its shelters. `why` says how it reports, and, where it is not let do so, what is against it.
    """

    district: Place
    days: tuple[date, ...]
    helps: bool
    why: str


def find_uncounted(session: Session, plan: Plan) -> list[Uncounted]:
    """The districts of which reports about shelters will add to no total."""
    about = list_about_districts(session, plan)
    switching = choose_switching(plan, about)
    switchable = {found.district_id for found in list_switchable(plan, about)}
    found = {
        one.district_id: (one, days)
        for one in about
        if (days := _list_days(one, switching.get(one.district_id)))
    }
    return [
        Uncounted(
            district=district,
            days=days,
            helps=district.id in switchable and district.id not in switching,
            why=_say_why(one, may_switch=district.id in switchable),
        )
        for district in load_places(session, found)
        for one, days in (found[district.id],)
    ]


def _list_days(one: AboutDistrict, since: date | None) -> tuple[date, ...]:
    """Days that count in no total; the district reports by its shelters from `since` on."""
    modes = one.modes
    if since is not None:
        modes = (ModeEntry(since=since, mode=ReportingMode.BY_SHELTER), *modes)
    return tuple(day for day in one.days if mode_on(modes, day) is ReportingMode.WHOLE)


def _say_why(one: AboutDistrict, *, may_switch: bool) -> str:
    """`it reports by its shelters from 6 Aug 2024 on`, and what is against an earlier day."""
    how = _say_modes(one.modes)
    if may_switch:
        return how
    if one.as_whole:
        return f"{how}, and reports about it as a whole are about {say_days(one.as_whole)}"
    if one.modes and (one.modes[0].mode is ReportingMode.WHOLE or one.first >= one.modes[0].since):
        return f"{how}, as somebody set it"
    return f"{how}, and the file has no new shelter of it"


def _say_modes(modes: Sequence[ModeEntry]) -> str:
    if not modes:
        return "it reports as a whole, since nobody ever said that it does not"
    return f"it reports {say_modes(modes)}"


def say_days(days: Sequence[date]) -> str:
    """Days in order, each of which may stand several times: `49 days from 1 Jan to 18 Feb 2024`."""
    number = len(set(days))
    if number == 1:
        return say_day(days[0])
    return f"{number:,} days from {say_day(days[0])} to {say_day(days[-1])}"
