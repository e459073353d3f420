"""The days that daily values are asked of, and the moment that they are known at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.days import OperationClock, iterate_days
from tracker.web.api.asking import Asked
from tracker.web.api.problems import Unprocessable
from tracker.web.api.schemas import Fault
from tracker.web.shared.clock import now

USUAL_DAYS, MOST_DAYS = 30, 366


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The days asked for, and the moment looked back to."""

    first: date
    last: date
    known_at: datetime | None

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def days(self) -> tuple[str, ...]:
        """The days as they are written."""
        return tuple(day.isoformat() for day in iterate_days(self.first, self.last))


def choose_span(asked: Asked) -> Span:
    """The days asked for in the address; raises Unprocessable for those that cannot be."""
    clock, moment = asked.operation.clock, now()
    known_at = asked.query["known_at"]
    check_known_at(known_at, moment, clock, at="known_at")
    # Before the operation began there is no day to look at but its first.
    latest = max(clock.day_of(known_at or moment), clock.start)
    last = asked.query["to"] or latest
    first = asked.query["from"] or max(last - timedelta(days=USUAL_DAYS - 1), clock.start)
    faults = list(_find_faults(first, last, clock.start, latest))
    if faults:
        raise Unprocessable(faults, in_body=False)
    return Span(first=first, last=last, known_at=known_at)


def _find_faults(first: date, last: date, start: date, latest: date) -> Iterator[Fault]:
    if last > latest:
        yield Fault(at="to", detail="Enter a last day that is not in the future")
    if first < start:
        yield Fault(at="from", detail=f"Enter {start}, the first day of the operation, or later")
    if first > last:
        yield Fault(at="to", detail="Enter a last day that is not before the first")
    elif (last - first).days >= MOST_DAYS:
        yield Fault(at="from", detail=f"Enter at most {MOST_DAYS} days")


def check_known_at(
    known_at: datetime | None, moment: datetime, clock: OperationClock, *, at: str
) -> None:
    """Refuse moments that have not come, and those before the operation.

    `at` is the parameter, or the pointer to the value in the body.
    """
    if known_at is None:
        return
    detail = None
    if known_at > moment:
        detail = "Enter a moment that is not in the future"
    elif clock.day_of(known_at) < clock.start:
        detail = "Enter a moment that is not before the operation began"
    if detail:
        raise Unprocessable([Fault(at=at, detail=detail)], in_body=at.startswith("/"))
