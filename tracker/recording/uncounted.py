"""Count reports about shelters that add to no total, as their districts report as a whole."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.recording.known import Standings, was_known
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow
from tracker.totals.candidates import STANDS
from tracker.totals.known.past import Past, list_known_beneath
from tracker.totals.registered import DISTRICT_LEVEL
from tracker.totals.scopes import load_scopes


def count_uncounted(
    session: Session, place_id: int | None, first: date, last: date, *, past: Past | None = None
) -> int:
    """How many reports of the days are about shelters, or outside them, of districts as a whole.

    Place None stands for the operation; withdrawn and rejected reports are not among them. With
    `past` as they stood then; a constant number of statements.
    """
    known_at = past.moment if past else None
    beneath = list_ids(session, list_known_beneath(session, place_id, past))
    about = and_(ReportRow.place_id.in_(select(beneath.c.id)), ReportRow.day.between(first, last))
    query = (
        select(ReportRow.place_id, ReportRow.day, func.count().label("reports"))
        .join(PlaceRow, PlaceRow.id == ReportRow.place_id)
        .where(
            about,
            PlaceRow.level > DISTRICT_LEVEL,
            PlaceRow.valid_from <= ReportRow.day,
            or_(PlaceRow.valid_until.is_(None), PlaceRow.valid_until > ReportRow.day),
            Standings(session, about, known_at).hold(STANDS, lambda standing: standing.counts),
            was_known(known_at),
        )
        .group_by(ReportRow.place_id, ReportRow.day)
    )
    rows = session.execute(query).all()
    ids = list({row.place_id for row in rows})
    scopes = past.registers.load_scopes(ids) if past else load_scopes(session, ids)
    return sum(
        row.reports
        for row in rows
        if row.place_id in scopes and not scopes[row.place_id].timeline.is_active(row.day)
    )
