"""What stood about days of units at a moment, and which of it counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Form
from tracker.domain.selection import Observation
from tracker.store.listed import list_ids
from tracker.store.reports import CountRow
from tracker.totals.candidates import observe_day
from tracker.totals.known.neighbours import Pair
from tracker.totals.known.standing import Stood, load_stood
from tracker.totals.rulings import Ruled, load_rulings


@dataclass(frozen=True, kw_only=True, slots=True)
class Then:
    """What stood about days of units at a moment, and which of it counts."""

    stood: Stood
    ruled: Ruled

    def join(self, other: Then) -> Then:
        """With what stood about other days."""
        stood = Stood(
            counts={**self.stood.counts, **other.stood.counts},
            preferences=self.stood.preferences | other.stood.preferences,
        )
        return Then(stood=stood, ruled=self.ruled | other.ruled)

    def list_stated(self) -> set[tuple[int, str]]:
        """Running totals, by place and series key, that did not only add what was new."""
        return {
            (count.place_id, count.indicator)
            for counts in self.stood.counts.values()
            for count in counts
            if count.form == Form.TOTAL or count.value is None
        }

    def observe(self, pair: Pair) -> dict[str, Observation]:
        """What was selected on a day."""
        counts = self.stood.counts.get(pair, ())
        return observe_day(pair[1], counts, self.stood.preferences, self.ruled)


def load_then(session: Session, pairs: Collection[Pair], moment: datetime) -> Then:
    """What stood about days of units at a moment; a constant number of statements."""
    return Then(
        stood=load_stood(session, pairs, moment),
        ruled=load_rulings(session, {place for place, _ in pairs}, moment),
    )


def find_stated_then(session: Session, revisions: Mapping[int, int]) -> set[tuple[int, str]]:
    """Running totals that did not only add what was new, in revisions given with their places."""
    asked = list_ids(session, revisions)
    query = (
        select(CountRow.revision_id, CountRow.indicator)
        .join(asked, asked.c.id == CountRow.revision_id)
        .where(or_(CountRow.form == Form.TOTAL.value, CountRow.value.is_(None)))
    )
    return {(revisions[at], key) for at, key in session.connection().execute(query)}
