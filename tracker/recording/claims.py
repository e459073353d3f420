"""Find claims: reports about places that are no reporting unit on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select
from sqlalchemy.orm import Session

from tracker.domain.windows import Window
from tracker.recording.history import ReportHistory, load_reports
from tracker.store.reports import ReportRow
from tracker.totals.scopes import load_scopes


def list_claims(
    session: Session, place_ids: Sequence[int], first: date, last: date, limit: int | None = None
) -> tuple[ReportHistory, ...]:
    """Claims about the places from `first` to `last`, newest day first, withdrawn ones too.

    At most `limit` of them; a constant number of statements.
    """
    query = (
        select(ReportRow.id)
        .where(_is_claim(session, place_ids), ReportRow.day.between(first, last))
        .order_by(ReportRow.day.desc(), ReportRow.id.desc())
        .limit(limit)
    )
    return load_reports(session, session.scalars(query).all())


def find_last_claim(session: Session, place_ids: Sequence[int], until: date) -> date | None:
    """The last day up to `until` with a claim about the places."""
    last = select(func.max(ReportRow.day)).where(
        _is_claim(session, place_ids), ReportRow.day <= until
    )
    return session.scalar(last)


def _is_claim(session: Session, place_ids: Sequence[int]) -> ColumnElement[bool]:
    """That a report is about one of the places, on a day on which it was no reporting unit."""
    scopes = load_scopes(session, place_ids)
    about = [
        and_(
            ReportRow.place_id == place_id,
            not_(or_(false(), *(_lies_in(window) for window in scopes[place_id].timeline.active))),
        )
        if place_id in scopes
        else ReportRow.place_id == place_id
        for place_id in place_ids
    ]
    return or_(false(), *about)


def _lies_in(window: Window) -> ColumnElement[bool]:
    since = ReportRow.day >= window.first
    return since if window.until is None else and_(since, ReportRow.day < window.until)
