"""Positions in the lists, as they stand in addresses."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import NotFound
from tracker.domain.urgency import LAST_RANK
from tracker.recording.queue import Position
from tracker.web.shared.ids import LARGEST_REPORT_ID

_BETWEEN = "_"


def write_position(position: Position) -> str:
    """A position in the queue: its rank, the moment of recording, the report."""
    rank, recorded_at, report_id = position.key
    return _BETWEEN.join((str(rank), recorded_at.isoformat(), str(report_id)))


def read_position(typed: str) -> Position | None:
    """The position that an address names; None without one."""
    if not typed:
        return None
    rank, _, rest = typed.partition(_BETWEEN)
    recorded_at, _, report_id = rest.partition(_BETWEEN)
    try:
        moment = datetime.fromisoformat(recorded_at)
    except ValueError:
        raise NotFound("page", typed) from None
    if moment.tzinfo is None or _read_number(rank, LAST_RANK) is None:
        raise NotFound("page", typed)
    return Position(rank=int(rank), recorded_at=moment, report_id=read_number(report_id))


def read_number(typed: str) -> int:
    """The number of a report or a decision in an address."""
    number = _read_number(typed, LARGEST_REPORT_ID)
    if number is None:
        raise NotFound("page", typed)
    return number


def _read_number(typed: str, largest: int) -> int | None:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(largest))):
        return None
    return int(typed) if int(typed) <= largest else None
