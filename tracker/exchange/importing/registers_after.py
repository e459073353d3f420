"""What the registers will say of the places of a plan once it is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.switching import FirstDay, list_first_days
from tracker.totals.registered import Registered, load_registered


def foresee_registers(
    session: Session, plan: Plan, switching: Mapping[int, date]
) -> dict[int, Registered]:
    """What will be said of each place that a plan is about, by id; three statements.

    Districts report by their shelters from the days of `switching` on; new shelters have the ids
    that the plan gave them.
    """
    begun = list_first_days(plan)
    about = {one.stated.place_id for one in plan.planned if one.stated.place_id > 0}
    above = {at for found in begun if (at := found.matched.district_id) is not None}
    said = load_registered(session, sorted(about | above))
    said |= dict(_foresee_shelters(said, begun))
    return {
        place_id: _switch(one, switching.get(one.areas[0]))
        for place_id, one in said.items()
        if place_id in about or place_id < 0
    }


def _foresee_shelters(
    said: Mapping[int, Registered], begun: list[FirstDay]
) -> Iterator[tuple[int, Registered]]:
    """Those that are registered, or brought back, as `new_shelters` does it."""
    for found in begun:
        open_since = (found.day, ShelterStatus.OPEN)
        if found.matched.restored:
            old = said[found.place_id]
            statuses = old.statuses or ()
            if not any(since <= found.day for since, _ in statuses):
                statuses = (open_since, *statuses)
            yield found.place_id, replace(old, valid_until=None, statuses=statuses)
        else:
            district = said[found.matched.district_id or 0]
            yield (
                found.place_id,
                replace(district, place_id=found.place_id, statuses=(open_since,)),
            )


def _switch(said: Registered, since: date | None) -> Registered:
    if since is None:
        return said
    return replace(said, modes=((since, ReportingMode.BY_SHELTER), *said.modes))
