"""Which day a page is about: from its address, never in the future, never before the operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from wtforms import Form

from tracker.domain.days import OperationClock
from tracker.domain.errors import InvalidField
from tracker.web.shared import messages
from tracker.web.shared.formats import MONTHS
from tracker.web.shared.forms import DayField

ONE_DAY = timedelta(days=1)


class DayForm(Form):
    """The day picker."""

    day = DayField("Day", id="chosen-day")


@dataclass(frozen=True, kw_only=True, slots=True)
class DayLink:
    """A way to the same page for another day."""

    day: date
    url: str


def name_short(day: date) -> str:
    """A day without its year: `8 Aug`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def read_day(typed: str | None, clock: OperationClock, today: date) -> date:
    """The day asked for, else today; raises InvalidField for days nobody can report about."""
    if not typed:
        return today
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InvalidField("day", messages.enter_day("the day")) from None
    if day > today:
        raise InvalidField("day", f"Enter today, {name_short(today)}, or a day before it")
    if day < clock.start:
        first = name_short(clock.start)
        raise InvalidField("day", f"Enter {first}, the first day of the operation, or a later day")
    return day


def link_days(
    place_id: int, day: date, clock: OperationClock, today: date
) -> tuple[DayLink | None, DayLink | None]:
    """The ways to the day before and the day after, where there are such."""
    before = day - ONE_DAY if day > clock.start else None
    after = day + ONE_DAY if day < today else None
    return _link(place_id, before), _link(place_id, after)


def _link(place_id: int, day: date | None) -> DayLink | None:
    if day is None:
        return None
    url = url_for("entry.report", place_id=place_id, day=day.isoformat())
    return DayLink(day=day, url=url)
