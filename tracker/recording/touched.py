"""What was touched by many acts at once, and taking all of it into the totals together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.published import PublishedAct
from tracker.store.statistics import gather_statistics
from tracker.totals.rebuild import Progress
from tracker.totals.refresh import refresh_units
from tracker.totals.waiting import requeue

MANY = 1_000
"""Reports after which the engine has to be told that there are others now than it takes for."""


@dataclass(kw_only=True, slots=True)
class Touched:
    """The places and days of reports that were appended and are in no total yet."""

    place_ids: set[int] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    reports: int = 0

    def add(self, reports: Collection[tuple[int, date]]) -> None:
        """Note the places and days of some reports."""
        self.place_ids.update(place_id for place_id, _ in reports)
        self.days.update(day for _, day in reports)
        self.reports += len(reports)

    def take_in(
        self, session: Session, act: PublishedAct | None, progress: Progress | None = None
    ) -> None:
        """Bring totals and the reviewers' queue up to date.

        What an `act` changes in published totals is kept with it.
        """
        if self.place_ids:
            refresh_units(session, self.place_ids, progress, act)
            requeue(session, sorted(self.place_ids), (min(self.days), max(self.days)))
        if self.reports >= MANY:
            gather_statistics(session)
