"""The warning that a file is an export of this very operation, and says something else by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.exchange.importing.entries import Planned
from tracker.exchange.importing.notices import (
    MOST_LINES,
    PlanWarning,
    WarningKind,
    count_things,
)
from tracker.exchange.importing.own_reports import find_key
from tracker.exchange.importing.planning import Plan
from tracker.registry.places import load_places
from tracker.registry.wording import say_day

HEADING = "The file is an export of this operation"


def tell_own_export(session: Session, plan: Plan) -> Iterator[PlanWarning]:
    """Reports that the file names and says something else of, and totals so far that are others."""
    keyed = [(one, find_key(one.stated)) for one in plan.planned]
    changed = [one for one, key in keyed if one.outcome.changes and key in plan.own.named]
    if changed:
        yield PlanWarning(
            kind=WarningKind.OWN,
            heading=HEADING,
            words=f"Of {count_things(len(changed), 'report')} of this operation it says something "
            f"else than {'it says' if len(changed) == 1 else 'they say'}. What it says would "
            "stand beside the report, or in place of what an earlier import said, and may be "
            "reckoned: of what happens the total so far, or what was new, whichever was told.",
            lines=_list_lines(session, plan, changed),
            remedy="Correct or withdraw the reports themselves instead, and leave their rows out.",
            by_mapping=False,
        )
    moved = [one for one, key in keyed if key in plan.own.moved]
    if moved:
        yield PlanWarning(
            kind=WarningKind.OWN,
            heading=HEADING,
            words=f"{count_things(len(moved), 'report')} told what was new, as the file says, and "
            "its total so far is another than the one that is reckoned now. That is left aside.",
            lines=_list_lines(session, plan, moved),
            remedy="Correct the report itself, if the total so far of the file is right.",
            by_mapping=False,
        )


def _list_lines(session: Session, plan: Plan, planned: Sequence[Planned]) -> list[str]:
    """The first of them: `row 4: report 12, Sudzha, 9 Aug 2024`."""
    first = planned[:MOST_LINES]
    places = load_places(session, {one.stated.place_id for one in first})
    names = {place.id: place.full_name for place in places}
    return [
        f"{plan.noun} {one.stated.rows[0]}: {_say_reports(plan, one)}, "
        f"{names[one.stated.place_id]}, {say_day(one.stated.day)}"
        for one in first
    ]


def _say_reports(plan: Plan, one: Planned) -> str:
    ids = [f"{report.report_id}" for report in plan.own.named[find_key(one.stated)]]
    return f"report{'' if len(ids) == 1 else 's'} {' and '.join(ids)}"
