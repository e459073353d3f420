"""Read who has reported about which days: each unit's days, from reports and from the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import String, case, cast, func, select
from sqlalchemy.orm import Session

from tracker.domain.completeness import Received, UnitDay, find_last_expected, judge_day
from tracker.domain.days import iterate_days
from tracker.domain.reports import Channel
from tracker.domain.review import ReviewState
from tracker.domain.windows import COVERAGE, Window, find_window
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow, RevisionRow
from tracker.totals.beneath import list_beneath
from tracker.totals.known.past import Past
from tracker.totals.known.standing import load_standings
from tracker.totals.scopes import Scope, load_clock, load_scopes

ReceivedByDay = dict[int, dict[date, Received]]
"""What arrived, by unit and day."""

_CODES = tuple(
    Received(late=late, corrected=corrected, unchanged=unchanged)
    for late in (False, True)
    for corrected in (False, True)
    for unchanged in (False, True)
)
"""What arrived by its three answers read as digits, so that a report costs one number."""

_OUT = tuple(state.value for state in ReviewState if not state.counts)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitCompleteness:
    """A reporting unit with its days, one for each day asked for, in their order.

    `since` is the day from which on it has been expected to report, up to the last of the days that
    is due; no day before the operation. None where nothing is due.
    """

    place_id: int
    days: tuple[UnitDay, ...]
    since: date | None


def read_completeness(  # noqa: PLR0917 (which units, which days, seen when)
    session: Session,
    place_ids: Sequence[int] | None,
    first: date,
    last: date,
    now: datetime,
    past: Past | None = None,
) -> tuple[UnitCompleteness, ...]:
    """Everything that was a reporting unit on some day, in places (None: all), by id.

    A constant number of statements. Days are due as of `now`. With `past` reports and register are
    those of that moment, which should be `now` as well.
    """
    scopes = _load_scopes(session, place_ids, past)
    units = {at: scope for at, scope in scopes.items() if _is_active(scope, first, last)}
    received = (
        _load_received(session, units, first, last)
        if past is None
        else _load_known(session, units, first, last, past.moment)
    )
    clock = load_clock(session)
    due = tuple((day, clock.is_late(day, now)) for day in iterate_days(first, last))
    judged = {at: _judge(units[at], due, received.get(at, {})) for at in sorted(units)}
    return tuple(
        UnitCompleteness(
            place_id=at, days=days, since=_find_since(units[at], days, first, clock.start)
        )
        for at, days in judged.items()
    )


def _load_scopes(
    session: Session, place_ids: Sequence[int] | None, past: Past | None
) -> dict[int, Scope]:
    if past is None:
        return load_scopes(session, list_beneath(session, place_ids))
    return past.registers.load_scopes(past.registers.list_beneath(place_ids))


def _is_active(scope: Scope, first: date, last: date) -> bool:
    return any(
        window.first <= last and (window.until is None or window.until > first)
        for window in scope.timeline.active
    )


def _judge(
    scope: Scope, due: tuple[tuple[date, bool], ...], received: Mapping[date, Received]
) -> tuple[UnitDay, ...]:
    """A unit's days: as they are without any report, but for those with one."""
    silent = _judge_silence(scope.timeline.active, scope.windows[COVERAGE], due)
    if not received:
        return silent
    return tuple(
        judge_day(received[day], is_unit=blank.is_unit, is_open=blank.is_open, is_due=is_due)
        if day in received
        else blank
        for (day, is_due), blank in zip(due, silent, strict=True)
    )


@lru_cache(64)
def _judge_silence(
    active: tuple[Window, ...], expected: tuple[Window, ...], due: tuple[tuple[date, bool], ...]
) -> tuple[UnitDay, ...]:
    """The days of a unit that sent nothing; most units of an operation began alike."""
    return tuple(
        judge_day(None, is_unit=_holds(active, day), is_open=_holds(expected, day), is_due=is_due)
        for day, is_due in due
    )


def _find_since(scope: Scope, days: Sequence[UnitDay], first: date, start: date) -> date | None:
    """Where the stretch of days begins on which the last report that is due was expected."""
    until = find_last_expected(days, first)
    window = find_window(scope.windows[COVERAGE], until) if until else None
    return max(window.first, start) if window else None


def _holds(windows: Iterable[Window], day: date) -> bool:
    return any(window.holds(day) for window in windows)


def _load_received(
    session: Session, units: Iterable[int], first: date, last: date
) -> ReceivedByDay:
    """What stands now, added up by the database: a row for each unit and kind of day."""
    asked = list_ids(session, units)
    code = (
        4 * func.min(case((ReportRow.is_late, 1), else_=0))
        + 2 * func.max(case((ReportRow.head_seq > 1, 1), else_=0))
        + func.min(case((RevisionRow.channel == Channel.UNCHANGED.value, 1), else_=0))
    )
    of_day = (
        select(ReportRow.place_id, cast(ReportRow.day, String).label("day"), code.label("code"))
        .join(asked, asked.c.id == ReportRow.place_id)
        .join(
            RevisionRow,
            (RevisionRow.report_id == ReportRow.id) & (RevisionRow.seq == ReportRow.head_seq),
        )
        .where(
            ReportRow.day.between(first, last),
            ReportRow.withdrawn.is_(False),
            ReportRow.review.not_in(_OUT),
        )
        .group_by(ReportRow.place_id, ReportRow.day)
        .subquery()
    )
    joined = func.aggregate_strings(of_day.c.day, ",")
    query = select(of_day.c.place_id, of_day.c.code, joined).group_by(
        of_day.c.place_id, of_day.c.code
    )
    named = {day.isoformat(): day for day in iterate_days(first, last)}
    found: ReceivedByDay = defaultdict(dict)
    for place_id, kind, days in session.connection().execute(query):
        found[place_id].update(dict.fromkeys(map(named.__getitem__, days.split(",")), _CODES[kind]))
    return found


def _load_known(
    session: Session, units: Iterable[int], first: date, last: date, moment: datetime
) -> ReceivedByDay:
    """What stood at a moment: a fold over the acts until then."""
    asked = list_ids(session, units)
    query = (
        select(
            ReportRow.id,
            ReportRow.place_id,
            ReportRow.day,
            ReportRow.is_late,
            RevisionRow.channel,
        )
        .join(asked, asked.c.id == ReportRow.place_id)
        .join(RevisionRow, (RevisionRow.report_id == ReportRow.id) & (RevisionRow.seq == 1))
        .where(ReportRow.day.between(first, last), RevisionRow.recorded_at <= moment)
        .order_by(ReportRow.id)
    )
    rows = session.execute(query).all()
    standings = load_standings(session, [row.id for row in rows], moment)
    found: ReceivedByDay = defaultdict(dict)
    for row in rows:
        standing = standings[row.id]
        if standing is not None and standing.counts:
            is_corrected = standing.seq > 1
            one = Received(
                late=row.is_late,
                corrected=is_corrected,
                unchanged=row.channel == Channel.UNCHANGED.value and not is_corrected,
            )
            other = found[row.place_id].get(row.day, one)
            found[row.place_id][row.day] = _join(one, other)
    return found


def _join(one: Received, other: Received) -> Received:
    return Received(
        late=one.late and other.late,
        corrected=one.corrected or other.corrected,
        unchanged=one.unchanged and other.unchanged,
    )
