"""Read who has reported about which days: each unit's days, from reports and from the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.domain.completeness import Received, UnitDay, judge_day
from tracker.domain.days import iterate_days
from tracker.domain.reports import Channel
from tracker.domain.review import ReviewState
from tracker.domain.windows import COVERAGE, Window
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow, RevisionRow
from tracker.totals.beneath import list_beneath
from tracker.totals.known.standing import load_standings
from tracker.totals.scopes import Scope, load_clock, load_scopes

ReceivedByDay = dict[tuple[int, date], Received]
"""What arrived, by unit and day."""

_OUT = tuple(state.value for state in ReviewState if not state.counts)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitCompleteness:
    """A reporting unit with its days, one for each day asked for, in their order."""

    place_id: int
    days: tuple[UnitDay, ...]


def read_completeness(  # noqa: PLR0917 (which units, which days, seen when)
    session: Session,
    place_ids: Sequence[int] | None,
    first: date,
    last: date,
    now: datetime,
    known_at: datetime | None = None,
) -> tuple[UnitCompleteness, ...]:
    """Everything that was a reporting unit on some day, in places (None: all), by id.

    A constant number of statements. Days are due as of `now`. With `known_at` reports are those
    that stood at that moment, which should be `now` as well; the register is as it is now.
    """
    scopes = load_scopes(session, list_beneath(session, place_ids))
    units = {at: scope for at, scope in scopes.items() if _is_active(scope, first, last)}
    received = (
        _load_received(session, units, first, last)
        if known_at is None
        else _load_known(session, units, first, last, known_at)
    )
    clock = load_clock(session)
    due = [(day, clock.is_late(day, now)) for day in iterate_days(first, last)]
    return tuple(
        UnitCompleteness(place_id=at, days=tuple(_judge(units[at], due, received)))
        for at in sorted(units)
    )


def _is_active(scope: Scope, first: date, last: date) -> bool:
    return any(
        window.first <= last and (window.until is None or window.until > first)
        for window in scope.timeline.active
    )


def _judge(
    scope: Scope, due: Sequence[tuple[date, bool]], received: ReceivedByDay
) -> Iterable[UnitDay]:
    active, expected = scope.timeline.active, scope.windows[COVERAGE]
    for day, is_due in due:
        yield judge_day(
            received.get((scope.place_id, day)),
            is_unit=_holds(active, day),
            is_open=_holds(expected, day),
            is_due=is_due,
        )


def _holds(windows: Iterable[Window], day: date) -> bool:
    return any(window.holds(day) for window in windows)


def _load_received(
    session: Session, units: Iterable[int], first: date, last: date
) -> ReceivedByDay:
    """What stands now, added up by the database."""
    asked = list_ids(session, units)
    query = (
        select(
            ReportRow.place_id,
            ReportRow.day,
            func.min(case((ReportRow.is_late, 1), else_=0)),
            func.max(case((ReportRow.head_seq > 1, 1), else_=0)),
            func.min(case((RevisionRow.channel == Channel.UNCHANGED.value, 1), else_=0)),
        )
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
    )
    return {
        (place_id, day): Received(late=bool(late), corrected=bool(corrected), unchanged=bool(same))
        for place_id, day, late, corrected, same in session.connection().execute(query)
    }


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
    found: ReceivedByDay = {}
    for row in rows:
        standing = standings[row.id]
        if standing is not None and standing.counts:
            is_corrected = standing.seq > 1
            one = Received(
                late=row.is_late,
                corrected=is_corrected,
                unchanged=row.channel == Channel.UNCHANGED.value and not is_corrected,
            )
            at = (row.place_id, row.day)
            found[at] = _join(found[at], one) if at in found else one
    return found


def _join(one: Received, other: Received) -> Received:
    return Received(
        late=one.late and other.late,
        corrected=one.corrected or other.corrected,
        unchanged=one.unchanged and other.unchanged,
    )
