"""What the checks need to know around a report, read from the unit's points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.amounts import Spread
from tracker.domain.checks import EntryContext, LastKnown
from tracker.domain.counts import Count
from tracker.domain.folds import Point
from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.qualifiers import Qualifier, phrase
from tracker.domain.windows import COVERAGE, find_window
from tracker.store.base import table_of
from tracker.store.prepared import Prepared
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.totals.around import Around, load_around
from tracker.totals.scopes import Scope
from tracker.totals.update import list_groups

HISTORY_VALUES = 14
"""How many past values the checks compare with."""

_ALWAYS_CHECKED = (Indicator.PRESENT, Indicator.CAPACITY)


def list_checked_keys(counts: Iterable[Count]) -> set[str]:
    """Series whose last points the checks and the fold of these counts look at."""
    indicators = [*(count.indicator for count in counts), *_ALWAYS_CHECKED]
    return {key for group in list_groups(indicators) for key in group}


def load_entry_context(
    session: Session,
    place_id: int,
    day: date,
    *,
    now: datetime,
    source_id: int | None = None,
    ignore_report: int | None = None,
) -> EntryContext:
    """What is known around a report about a place and day, the last counts in their own words.

    `ignore_report` is the report being corrected; `source_id` finds another report of the same
    source. A place that is never a reporting unit has no past points.
    """
    around = load_around(session, place_id, day, tuple(Indicator))
    own = find_own_report(list_day_reports(session, place_id, day), source_id, ignore_report)
    points = around.last.values()
    said = _load_words(session, {p.observation.report_id for p in points if p.observation})
    return make_entry_context(around, own, now=now, said=said)


def make_entry_context(
    around: Around,
    own_report: int | None,
    *,
    now: datetime,
    said: Mapping[tuple[int, str], str] = MappingProxyType({}),
) -> EntryContext:
    """The context of a report from what stands around it.

    `said` are words by report and indicator.
    """
    clock, day, scope = around.clock, around.day, around.scope
    context = EntryContext(
        today=clock.day_of(now),
        start=clock.start,
        is_late=clock.is_late(day, now),
        own_report=own_report,
    )
    if scope is None:
        return context
    points = {Indicator(k): point for k, point in around.last.items() if k != COVERAGE}
    return replace(
        context,
        last={
            indicator: _make_last(indicator, point, said)
            for indicator, point in points.items()
            if still_holds(indicator, point, day, scope)
        },
        history={
            Indicator(key): tuple(values[:HISTORY_VALUES])
            for key, values in around.past.items()
            if key != COVERAGE
        },
        running={
            indicator: _value_of(points[indicator]) for indicator in TALLIES if indicator in points
        },
        running_bounds={
            indicator: Spread(low=point.amount.low, high=point.amount.upper)
            for indicator, point in points.items()
            if not indicator.is_level
        },
        next_running=dict(_list_next_running(around)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DayReport:
    """A report about the day that is not withdrawn."""

    report_id: int
    source_id: int


_REPORT = table_of(ReportRow)
_DAY_REPORTS = Prepared(
    select(_REPORT.c.id, _REPORT.c.source_id).where(
        _REPORT.c.place_id == bindparam("place"),
        _REPORT.c.day == bindparam("on_day"),
        ~_REPORT.c.withdrawn,
    )
)


def list_day_reports(session: Session, place_id: int, day: date) -> list[DayReport]:
    """Reports about a place and day that are not withdrawn."""
    rows = _DAY_REPORTS.rows(session, place=place_id, on_day=day)
    return [DayReport(report_id=row.id, source_id=row.source_id) for row in rows]


def find_own_report(
    reports: Iterable[DayReport], source_id: int | None, ignore: int | None = None
) -> int | None:
    """The newest of the reports that the same source sent already."""
    own = [r.report_id for r in reports if r.source_id == source_id and r.report_id != ignore]
    return max(own, default=None)


def _value_of(point: Point) -> int | None:
    return None if point.amount.without_value else point.amount.value


def still_holds(indicator: Indicator, point: Point, day: date, scope: Scope) -> bool:
    """Levels are carried only within one window; running totals always."""
    if not indicator.is_level:
        return True
    window = find_window(scope.windows[indicator], day)
    # A day outside all windows (a closed shelter, a claim) still shows what was last said.
    return window is None or window.holds(point.day)


def _make_last(key: str, point: Point, said: Mapping[tuple[int, str], str]) -> LastKnown:
    words = ""
    if point.observation is not None:
        words = said.get((point.observation.report_id, key), "")
    return LastKnown(
        day=point.day,
        value=_value_of(point),
        said=words or f"{point.amount.value:,}",
        derived=point.observation is None,
    )


def _list_next_running(around: Around) -> Iterator[tuple[Indicator, int | None]]:
    for indicator in TALLIES:
        point = around.near.find_total(indicator)
        if point is not None and point.observation is not None:
            yield indicator, point.observation.value


def _load_words(session: Session, report_ids: set[int]) -> dict[tuple[int, str], str]:
    """Counts of reports in their own words, by report and indicator."""
    if not report_ids:
        return {}
    rows = session.execute(
        select(
            RevisionRow.report_id,
            CountRow.indicator,
            CountRow.qualifier,
            CountRow.value,
            CountRow.low,
            CountRow.high,
            CountRow.words,
        )
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .join(
            ReportRow,
            and_(ReportRow.id == RevisionRow.report_id, ReportRow.head_seq == RevisionRow.seq),
        )
        .where(RevisionRow.report_id.in_(report_ids))
    )
    return {
        (row.report_id, row.indicator): phrase(
            Qualifier(row.qualifier), row.value, row.low, row.high, row.words
        )
        for row in rows
    }
