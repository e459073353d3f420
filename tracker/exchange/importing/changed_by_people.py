"""What is told of imported reports that people changed or withdrew, and that a file speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.exchange.importing.entries import Outcome, Planned
from tracker.exchange.importing.notices import (
    MOST_LINES,
    PlanWarning,
    WarningKind,
    count_things,
)
from tracker.exchange.importing.planning import Plan
from tracker.registry.places import load_places
from tracker.registry.wording import say_day


def tell_changed_by_people(session: Session, plan: Plan) -> Iterator[PlanWarning]:
    """Reports that stay withdrawn, and those of which a file confirms what people changed."""
    left = [one for one in plan.planned if one.outcome is Outcome.LEFT]
    if left:
        one = len(left) == 1
        yield PlanWarning(
            kind=WarningKind.LEFT,
            heading="Reports that stay withdrawn",
            words=f"{count_things(len(left), 'report')} {'stays' if one else 'stay'} withdrawn, "
            f"since the file says nothing of {'it' if one else 'them'} that was not said before. "
            "Enter by hand what is right after all.",
            lines=_list_lines(session, left),
        )
    confirmed = [one for one in plan.planned if one.confirms and one.outcome is not Outcome.LEFT]
    if confirmed:
        one = len(confirmed) == 1
        yield PlanWarning(
            kind=WarningKind.CONFIRMED,
            heading="The file says what people corrected",
            words=f"{count_things(len(confirmed), 'report')} "
            f"{'stays as somebody corrected it' if one else 'stay as somebody corrected them'}: "
            "imports had said something else, and this file says the same. Recorded, it is what "
            "the next edition is compared with.",
            lines=_list_lines(session, confirmed),
        )


def _list_lines(session: Session, planned: Sequence[Planned]) -> list[str]:
    """The first of them, each with its row, place and day."""
    first = planned[:MOST_LINES]
    places = load_places(session, {one.stated.place_id for one in first})
    names = {place.id: place.full_name for place in places}
    return [
        f"row {one.stated.rows[0]}: {names[one.stated.place_id]}, {say_day(one.stated.day)}"
        for one in first
    ]
