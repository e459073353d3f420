"""How numbers, days and moments are written on pages."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

from tracker.web.shared.clock import now, today
from tracker.web.shared.operation import current_operation

NOT_REPORTED = Markup('–<span class="visually-hidden">not reported</span>')  # noqa: RUF001 (an en dash)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MINUTE, HOUR, DAY = 60, 3600, 86400


def number(value: float | None) -> str:
    """`12,345`; a dash, read aloud as "not reported", where there is no value."""
    if value is None:
        return NOT_REPORTED
    return f"{value:,}".replace("-", "−")  # noqa: RUF001 (a minus is as wide as the digits)


def day(value: date | None) -> str:
    """`8 Aug 2024`, in the same words whatever the server's language is."""
    if value is None:
        return NOT_REPORTED
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime | None) -> str:
    """`8 Aug 2024, 14:05` in the operation's time zone."""
    if value is None:
        return NOT_REPORTED
    operation = current_operation()
    local = value.astimezone(ZoneInfo(operation.time_zone)) if operation else value
    return f"{day(local)}, {local:%H:%M}"


def long_moment(value: datetime) -> str:
    """`8 August 2024, 14:05` in the operation's time zone."""
    operation = current_operation()
    local = value.astimezone(ZoneInfo(operation.time_zone)) if operation else value
    return f"{local.day} {LONG_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def ago(value: date | datetime | None) -> str:
    """How long ago: `yesterday` or `3 days ago` for days, `5 minutes ago` for moments."""
    if value is None:
        return NOT_REPORTED
    if isinstance(value, datetime):
        return describe_seconds(int((now() - value).total_seconds()))
    return describe_days((today() - value).days)


def describe_days(days: int) -> str:
    """A distance in days from today, negative in the future."""
    match days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case -1:
            return "tomorrow"
    return f"{days} days ago" if days > 0 else f"in {-days} days"


def describe_seconds(seconds: int) -> str:
    """A distance in seconds into the past."""
    if seconds < MINUTE:
        return "just now"
    for size, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    raise AssertionError(seconds)


def counted(count: int, noun: str) -> str:
    """A number with what it counts, in the right grammar.

    >>> counted(1, "row"), counted(1500, "row")
    ('1 row', '1,500 rows')
    """
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def init_app(app: Flask) -> None:
    """Make the formats filters of all templates."""
    app.jinja_env.filters.update(
        number=number, counted=counted, day=day, moment=moment, long_moment=long_moment, ago=ago
    )
