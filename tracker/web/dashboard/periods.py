"""The period that a page shows: from the address, or the last days up to today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request
from wtforms.validators import ValidationError

from tracker.domain.days import OperationClock
from tracker.web.shared.forms import BaseForm, DayField
from tracker.web.shared.navigation import Link

DEFAULT_LENGTH = 30
LONGEST = 3 * 366
QUICK_LENGTHS = ((7, "Last 7 days"), (30, "Last 30 days"), (90, "Last 90 days"))
UP_TO_LAST_REPORT = "Up to the last report"


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days from `first` to `last`, both shown."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def address(self) -> dict[str, str]:
        """What stands for it in an address."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


class PeriodForm(BaseForm):
    """The first and the last day to show, in the address."""

    class Meta:
        csrf = False  # it only reads

    first = DayField("From", name="from", noun="the first day")
    last = DayField("To", name="to", noun="the last day")

    def __init__(self, *, earliest: date, today: date, is_past: bool = False) -> None:
        self.earliest = earliest
        self.today = today
        super().__init__(formdata=request.args)
        if is_past:
            # Whoever looks back from a period wants the part of it that had come.
            self.last.end_by(today)

    def validate_last(self, field: DayField) -> None:
        """Refuse days that have not come, and an end before the beginning."""
        if field.data is None:
            return
        if field.data > self.today:
            raise ValidationError("Enter a last day that is not in the future")
        if field.data < self.earliest:
            raise ValidationError("Enter a last day that is not before the operation began")
        if self.first.data is None:
            return
        if self.first.data > field.data:
            raise ValidationError("Enter a last day that is not before the first")
        if (field.data - self.first.data).days >= LONGEST:
            raise ValidationError("Enter days that are at most three years apart")

    def show_period(self, period: Period) -> None:
        """Put the period shown into fields that were left blank."""
        self.first.data = self.first.data or period.first
        self.last.data = self.last.data or period.last


def choose_period(form: PeriodForm) -> Period:
    """The period asked for; by default the last 30 days up to today, silent ones too.

    Days before the operation are left out. A form with problems counts as not filled in.
    """
    first, last = (form.first.data, form.last.data) if form.validate() else (None, None)
    return end_on(last or form.today, form.earliest, first)


def end_on(last: date, earliest: date, first: date | None = None) -> Period:
    """The days up to `last`, 30 unless the first is given, without those before `earliest`."""
    first = max(first or last - timedelta(days=DEFAULT_LENGTH - 1), earliest)
    return Period(first=min(first, last), last=last)


def list_quick_links(
    period: Period,
    clock: OperationClock,
    today: date,
    latest: date | None,
    make_url: Callable[..., str],
) -> tuple[Link, ...]:
    """Links to usual periods up to today, and to the days up to the last report where it is older.

    Periods that would be as long as all days are left out.
    """
    whole = Period(first=min(clock.start, today), last=today)
    spans = [
        (label, Period(first=today - timedelta(days=days - 1), last=today))
        for days, label in QUICK_LENGTHS
        if days < whole.length
    ]
    spans.append(("All", whole))
    if latest is not None and latest < today:
        spans.append((UP_TO_LAST_REPORT, end_on(latest, clock.start)))
    return tuple(
        Link(label=label, url=make_url(**span.address), current=span == period)
        for label, span in spans
    )
