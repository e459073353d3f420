"""What acts since a moment were about, sorted by how much has to be read to take them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.selection import Observation
from tracker.store.base import table_of
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow
from tracker.store.totals import UnitDayRow
from tracker.totals.candidates import observe_day
from tracker.totals.known.acts import TouchedReport, list_touched_reports
from tracker.totals.known.neighbours import Pair
from tracker.totals.known.standing import Stood, StoodCount, load_stood
from tracker.totals.rulings import Ruled, load_rulings
from tracker.totals.scopes import Scope

_POINT = table_of(UnitDayRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What stood about days of units at a moment, and which of it counts."""

    stood: Stood
    ruled: Ruled

    def list_counts(self, pair: Pair) -> list[StoodCount]:
        """The counts of all candidates on a day."""
        return [
            count
            for count in self.stood.counts.get(pair, ())
            if (count.place_id, count.indicator, count.source_id) not in self.ruled
        ]

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What was recorded about units after a moment.

    `reviewed` are reports of which only the review was another one then; they are alone on their
    days. `alone` are other days on which one report may have changed, `shared` the rest of the days
    that acts were about; `then` says what stood on both. Reports that are alone lie in units that
    count from before their first point without an end.
    """

    reviewed: Sequence[TouchedReport]
    alone: Collection[Pair]
    shared: Collection[Pair]
    then: Stated


def load_since(
    session: Session, scopes: Mapping[int, Scope], moment: datetime, until: date
) -> Since:
    """What was recorded about units after the moment; a constant number of statements."""
    touched = list_touched_reports(session, sorted(scopes), moment, until)
    places = sorted({report.place_id for report in touched})
    shared = _find_shared_days(session, places)
    steady = _find_steady(session, [scopes[place] for place in places])
    reviewed: list[TouchedReport] = []
    others: dict[Pair, bool] = {}
    for report in touched:
        pair = report.place_id, report.day
        is_alone = report.stands and report.place_id in steady and pair not in shared
        if is_alone and report.only_decided and not report.decided_before:
            reviewed.append(report)
        else:
            others[pair] = is_alone
    return Since(
        reviewed=reviewed,
        alone={pair for pair, is_alone in others.items() if is_alone},
        shared={pair for pair, is_alone in others.items() if not is_alone},
        then=load_stated(session, others, moment),
    )


def load_stated(session: Session, pairs: Collection[Pair], moment: datetime) -> Stated:
    """What stood about days of units at a moment; a constant number of statements."""
    return Stated(
        stood=load_stood(session, pairs, moment),
        ruled=load_rulings(session, {place for place, _ in pairs}, moment),
    )


def _find_shared_days(session: Session, place_ids: Sequence[int]) -> set[Pair]:
    """Days about which a unit has more than one report."""
    places = list_ids(session, place_ids)
    query = (
        select(ReportRow.place_id, ReportRow.day)
        .where(ReportRow.place_id.in_(select(places.c.id)))
        .group_by(ReportRow.place_id, ReportRow.day)
        .having(func.count() > 1)
    )
    return {(place, day) for place, day in session.connection().execute(query)}


def _find_steady(session: Session, scopes: Iterable[Scope]) -> set[int]:
    """Units that count from before their first point without an end, with no derived level."""
    firsts = {scope.place_id: first for scope in scopes if (first := _find_start(scope))}
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


def _find_start(scope: Scope) -> date | None:
    """The day from which all series of a unit count; None where any of them ends or pauses."""
    spans = [windows[0] for windows in scope.windows.values() if len(windows) == 1]
    if len(spans) < len(scope.windows) or any(span.until is not None for span in spans):
        return None
    return max(span.first for span in spans)
