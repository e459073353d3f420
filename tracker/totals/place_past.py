"""Keep what the registers said of places until an act changed it, and find it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.base import table_of
from tracker.store.insertion import insert_rows
from tracker.store.place_past import PlacePastRow
from tracker.totals.registered import Registered, read_registered, write_registered

_PAST = table_of(PlacePastRow)

Said = Mapping[int, Registered]
"""What the registers say of places, by id."""


def keep_past(session: Session, before: Said, after: Said, moment: datetime) -> None:
    """Keep what was said before an act at a moment, of places of which something else is now."""
    rows = [
        {
            "place_id": place_id,
            "known_until": moment,
            "said": write_registered(before[place_id]) if place_id in before else None,
        }
        for place_id, said in sorted(after.items())
        if before.get(place_id) != said
    ]
    insert_rows(session, _PAST, rows)


def load_others(session: Session, moment: datetime) -> dict[int, Registered | None]:
    """Of which places something else was said at a moment; None: there was no such place.

    Of the changes of a place after the moment the first that was stored holds what it said: the
    clock is read before a writer waits for its turn, so that they may have been stored in another
    order than they were made. One statement.
    """
    query = (
        select(_PAST.c.place_id, _PAST.c.said)
        .where(_PAST.c.known_until > moment)
        .order_by(_PAST.c.id)
    )
    found: dict[int, Registered | None] = {}
    for place_id, said in session.connection().execute(query):
        if place_id not in found:
            found[place_id] = None if said is None else read_registered(place_id, said)
    return found
