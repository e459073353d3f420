"""What acts since a moment were about, sorted by how much has to be read to take them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.store.base import table_of
from tracker.store.gathered import read_day
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow
from tracker.store.totals import UnitDayRow
from tracker.totals.known.acts import TouchedReports, list_touched_reports
from tracker.totals.known.neighbours import Pair
from tracker.totals.scopes import Scope

_POINT = table_of(UnitDayRow)
_SETTLED = (ReviewState.VERIFIED, ReviewState.DISPUTED)


@dataclass(kw_only=True, slots=True)
class Reviewed:
    """Reports of a unit of which only the review was another one at the moment.

    They were unreviewed then. `settled` were verified or disputed since, `disputed` are those of
    them that are disputed; `days` are the days of all, in the order of `report_ids`, to be read
    with `read_day`.
    """

    report_ids: list[int] = field(default_factory=list)
    days: list[date | str] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    disputed: set[int] = field(default_factory=set)

    def add(self, found: TouchedReports) -> None:
        """Add reports that stand alike now."""
        self.report_ids += found.report_ids
        self.days += found.days
        if found.review in _SETTLED:
            self.settled.update(found.report_ids)
        if found.review == ReviewState.DISPUTED:
            self.disputed.update(found.report_ids)


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What was recorded about units after a moment.

    `reviewed` are reports by unit of which only the review was another one then; they are alone on
    their days. `alone` are other reports by their days, on which they may have changed, `shared`
    the rest of the days that acts were about. Reports that are alone lie in `steady` units, that
    count from before their first point without an end.
    """

    reviewed: Mapping[int, Reviewed]
    alone: Mapping[Pair, int]
    shared: Collection[Pair]
    steady: Collection[int]


def load_since(
    session: Session, scopes: Mapping[int, Scope], moment: datetime, until: date
) -> Since:
    """What was recorded about units after the moment; a constant number of statements."""
    touched = list_touched_reports(session, sorted(scopes), moment, until)
    places = sorted({found.place_id for found in touched})
    shared = _find_shared_days(session, places)
    steady = _find_steady(session, [scopes[place] for place in places])
    sorted_out = _Sorting(shared, steady)
    for found in touched:
        sorted_out.add(found)
    return Since(
        reviewed=sorted_out.reviewed,
        alone=sorted_out.alone,
        shared=sorted_out.shared,
        steady=steady,
    )


class _Sorting:
    """Sorts touched reports by what is alone on a day of a steady unit."""

    def __init__(self, shared_days: Mapping[int, set[date]], steady: set[int]) -> None:
        self.reviewed: dict[int, Reviewed] = defaultdict(Reviewed)
        self.alone: dict[Pair, int] = {}
        self.shared: set[Pair] = set()
        self._shared_days = shared_days
        self._steady = steady

    def add(self, found: TouchedReports) -> None:
        """Add reports that stand alike now."""
        place = found.place_id
        if not found.stands or place not in self._steady:
            self.shared.update((place, day) for day in map(read_day, found.days))
            return
        if place in self._shared_days:
            found = self._leave_shared(found, self._shared_days[place])
        if found.only_reviewed:
            self.reviewed[place].add(found)
        else:
            pairs = ((place, day) for day in map(read_day, found.days))
            self.alone.update(zip(pairs, found.report_ids, strict=True))

    def _leave_shared(self, found: TouchedReports, shared_days: set[date]) -> TouchedReports:
        """Take out the days that a unit has more than one report about."""
        days = [read_day(day) for day in found.days]
        self.shared.update((found.place_id, day) for day in days if day in shared_days)
        kept = [at for at, day in enumerate(days) if day not in shared_days]
        return replace(
            found,
            report_ids=[found.report_ids[at] for at in kept],
            days=[days[at] for at in kept],
        )


def _find_shared_days(session: Session, place_ids: Sequence[int]) -> dict[int, set[date]]:
    """Days about which a unit has more than one report."""
    places = list_ids(session, place_ids)
    query = (
        select(ReportRow.place_id, ReportRow.day)
        .where(ReportRow.place_id.in_(select(places.c.id)))
        .group_by(ReportRow.place_id, ReportRow.day)
        .having(func.count() > 1)
    )
    found: dict[int, set[date]] = defaultdict(set)
    for place, day in session.connection().execute(query):
        found[place].add(day)
    return found


def _find_steady(session: Session, scopes: Iterable[Scope]) -> set[int]:
    """Units that count from before their first point without an end, with no derived level."""
    firsts = {scope.place_id: first for scope in scopes if (first := find_start(scope))}
    places = list_ids(session, sorted(firsts))
    first_day = (
        select(func.min(_POINT.c.day)).where(_POINT.c.place_id == places.c.id).scalar_subquery()
    )
    days = session.connection().execute(select(places.c.id, first_day))
    derived = select(_POINT.c.place_id).where(
        _POINT.c.place_id.in_(select(places.c.id)),
        _POINT.c.indicator == Indicator.PRESENT,
        _POINT.c.report_id.is_(None),
    )
    return {place for place, first in days if first is not None and first >= firsts[place]} - set(
        session.connection().execute(derived.distinct()).scalars()
    )


def find_start(scope: Scope) -> date | None:
    """The day from which all series of a unit count; None where any of them ends or pauses."""
    spans = [windows[0] for windows in scope.windows.values() if len(windows) == 1]
    if len(spans) < len(scope.windows) or any(span.until is not None for span in spans):
        return None
    return max(span.first for span in spans)
