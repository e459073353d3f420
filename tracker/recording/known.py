"""What stood of reports at a moment, as conditions of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true, union
from sqlalchemy.orm import Session

from tracker.domain.reports import Standing
from tracker.store.listed import list_ids
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.totals.known.standing import load_standings


def was_known(known_at: datetime | None) -> ColumnElement[bool]:
    """That a report had been recorded at a moment (None: now)."""
    if known_at is None:
        return true()
    return exists().where(
        RevisionRow.report_id == ReportRow.id,
        RevisionRow.seq == 1,
        RevisionRow.recorded_at <= known_at,
    )


class Standings:
    """What stood at a moment (None: now) of the reports that a condition chooses.

    What is stored of a report held then, too, if nothing was recorded about it since; the others
    are folded from their acts. Three statements for a moment, none for now.
    """

    def __init__(
        self, session: Session, chosen: ColumnElement[bool], known_at: datetime | None
    ) -> None:
        self._session = session
        self._changed: dict[int, Standing | None] = {}
        if known_at is not None:
            since = union(
                select(RevisionRow.report_id).where(RevisionRow.recorded_at > known_at),
                select(DecisionRow.report_id).where(DecisionRow.recorded_at > known_at),
            ).subquery()
            query = select(ReportRow.id).join(since, since.c.report_id == ReportRow.id)
            changed = session.scalars(query.where(chosen)).all()
            self._changed = load_standings(session, changed, known_at) if changed else {}

    def hold(
        self, stored: ColumnElement[bool], then: Callable[[Standing], bool]
    ) -> ColumnElement[bool]:
        """That a report stood so: by what is stored, or by what stood then."""
        if not self._changed:
            return stored
        met = [at for at, standing in self._changed.items() if standing and then(standing)]
        return or_(
            and_(ReportRow.id.not_in(self._select(self._changed)), stored),
            ReportRow.id.in_(self._select(met)),
        )

    def _select(self, ids: Iterable[int]) -> Select[int]:
        return select(list_ids(self._session, ids).c.id)
