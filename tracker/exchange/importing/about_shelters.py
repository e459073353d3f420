"""What a file reports about shelters, district by district, beside how these report by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.exchange.importing.entries import Outcome
from tracker.exchange.importing.planning import Plan
from tracker.registry.reporting_modes import ModeEntry, load_modes
from tracker.registry.tree import DISTRICT
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow

Modes = tuple[ModeEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AboutDistrict:
    """Days of a file's reports about what lies in a district, one for each report, in order.

    `modes` are what was said so far of how the district reports. `as_whole` are the days from the
    first of the file up to its first change on which it was reported about as a whole, or will be
    by the same file.
    """

    district_id: int
    days: tuple[date, ...]
    modes: Modes
    as_whole: tuple[date, ...]

    @property
    def first(self) -> date:
        """The first day of the file's reports."""
        return self.days[0]


def list_about_districts(session: Session, plan: Plan) -> list[AboutDistrict]:
    """What a plan reports about shelters, and outside them, by district; a few statements.

    Reports that it withdraws are not among them.
    """
    days, wholes = _sort_days(plan, _find_districts(session, plan))
    modes = load_modes(session, days)
    later = {at: (days[at][0], entries[0].since) for at, entries in modes.items()}
    stored = _list_reported(session, later)
    return [
        AboutDistrict(
            district_id=at,
            days=tuple(of_shelters),
            modes=modes.get(at, ()),
            as_whole=tuple(
                sorted(
                    day
                    for day in {*stored[at], *wholes[at]}
                    if at in later and later[at][0] <= day < later[at][1]
                )
            ),
        )
        for at, of_shelters in sorted(days.items())
    ]


def _find_districts(session: Session, plan: Plan) -> Mapping[int, int]:
    """The districts of places below them that a plan is about."""
    found = {
        -number: matched.district_id
        for number, matched in enumerate(plan.created, start=1)
        if matched.district_id is not None
    }
    wanted = list_ids(session, {one.stated.place_id for one in plan.planned})
    query = select(PlaceRow.id, PlaceRow.parent_id).where(
        PlaceRow.id.in_(select(wanted.c.id)), PlaceRow.level > DISTRICT
    )
    return found | {row.id: row.parent_id for row in session.execute(query)}


def _sort_days(
    plan: Plan, districts: Mapping[int, int]
) -> tuple[dict[int, list[date]], Mapping[int, set[date]]]:
    """Days of reports about shelters by district, in order, and those of districts as a whole."""
    days: dict[int, list[date]] = defaultdict(list)
    wholes: dict[int, set[date]] = defaultdict(set)
    for one in plan.planned:
        if one.outcome in (Outcome.WITHDRAWN, Outcome.LEFT):
            continue
        place_id, day = one.stated.place_id, one.stated.day
        if place_id in districts:
            days[districts[place_id]].append(day)
        else:
            wholes[place_id].add(day)
    return {at: sorted(found) for at, found in days.items()}, wholes


def _list_reported(
    session: Session, spans: Mapping[int, tuple[date, date]]
) -> Mapping[int, set[date]]:
    """Days on which standing reports are about districts as a whole, within any of the spans."""
    found: dict[int, set[date]] = defaultdict(set)
    if not spans:
        return found
    wanted = list_ids(session, spans)
    query = (
        select(ReportRow.place_id, ReportRow.day)
        .where(
            ReportRow.place_id.in_(select(wanted.c.id)),
            ReportRow.day >= min(first for first, _ in spans.values()),
            ReportRow.day < max(until for _, until in spans.values()),
            ~ReportRow.withdrawn,
        )
        .distinct()
    )
    for row in session.execute(query):
        found[row.place_id].add(row.day)
    return found
