"""Positions in the lists, as they stand in addresses."""

from __future__ import annotations

from datetime import UTC, datetime

from tracker.domain.errors import NotFound
from tracker.domain.urgency import LAST_RANK
from tracker.recording.queue import Position
from tracker.web.shared.ids import LARGEST_REPORT_ID, read_number

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
        at = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotFound("page", typed) from None
    number = read_number(rank, LAST_RANK)
    if moment.tzinfo is None or number is None:
        raise NotFound("page", typed)
    return Position(rank=number, recorded_at=at, report_id=require_number(report_id))


def require_number(typed: str) -> int:
    """The number of a report or a decision in an address."""
    number = read_number(typed, LARGEST_REPORT_ID)
    if number is None:
        raise NotFound("page", typed)
    return number
