"""Moments as people type them: a day and a time in the operation's zone."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms.widgets import DateTimeLocalInput

from tracker.web.shared import messages
from tracker.web.shared.forms import RawField
from tracker.web.shared.operation import current_operation

SHORTEST = len("2024-08-08T10")


def say_local(moment: datetime, time_zone: str) -> str:
    """A moment as addresses and fields hold it: `2024-08-08T10:00` in the zone."""
    local = moment.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    return local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")


def read_moment(text: str, time_zone: str) -> datetime:
    """The moment of an ISO text, in the zone where it names no other; raises ValueError."""
    normal = unicodedata.normalize("NFKC", text).strip()
    if "T" in normal:
        normal = normal.replace(" ", "+")  # what a plus becomes in an address
    if len(normal) < SHORTEST:
        raise ValueError(f"{text!r} has no time")
    moment = datetime.fromisoformat(normal)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(time_zone))
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} lies beyond the calendar") from None


class MomentField(RawField):
    """A day and a time in the operation's zone; None when left blank. Held in UTC."""

    widget = DateTimeLocalInput()

    def __init__(self, label: str | None = None, *, noun: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.noun = noun
        self.data: datetime | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        typed = self.typed(valuelist)
        self.data = None
        if not typed:
            return
        try:
            self.data = read_moment(typed, _find_zone())
        except ValueError:
            raise ValueError(messages.enter_moment(self.noun)) from None

    def _value(self) -> str:
        if self.data is not None:
            return say_local(self.data, _find_zone())
        return super()._value()


def _find_zone() -> str:
    operation = current_operation()
    return operation.time_zone if operation else "UTC"
