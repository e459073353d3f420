"""Move people of a report from one count to another: both change in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.counts import Count, default_form
from tracker.domain.errors import InvalidField
from tracker.domain.falls import Move, name_people
from tracker.domain.indicators import Indicator


def apply_move(counts: Sequence[Count], move: Move | None) -> tuple[Count, ...]:
    """The counts of a report after people moved: both change, or it is refused (InvalidField).

    A target that the report does not hold is a number of new ones, unless it is a level, of which
    nobody could say how many there are in all.
    """
    if move is None:
        return tuple(counts)
    by_indicator = {count.indicator: count for count in counts}
    source = _require_value(by_indicator.get(move.source), move.source, "move_source")
    _check_people(move, source.value or 0)
    target = by_indicator.get(move.target)
    if target is None and not move.target.is_level:
        target = Count(indicator=move.target, form=default_form(move.target), value=0)
    by_indicator[move.source] = _shift(source, -move.people)
    target = _require_value(target, move.target, "move_target")
    by_indicator[move.target] = _shift(target, move.people)
    return tuple(by_indicator[indicator] for indicator in Indicator if indicator in by_indicator)


def _require_value(count: Count | None, indicator: Indicator, field: str) -> Count:
    if count is None or count.value is None:
        noun = name_people(indicator)
        raise InvalidField(field, f"Enter the number of people {noun} in the report first")
    return count


def _check_people(move: Move, most: int) -> None:
    if move.source is move.target:
        raise InvalidField("move_target", "Choose another number than the one they moved from")
    if not 1 <= move.people <= most:
        noun = name_people(move.source)
        message = f"Enter how many people moved as 1 or more, at most {most:,}, the people {noun}"
        raise InvalidField("move_people", message)


def _shift(count: Count, people: int) -> Count:
    """More or fewer people; moved one by one, they no longer follow from households."""
    return replace(
        count,
        value=(count.value or 0) + people,
        low=None if count.low is None else max(0, count.low + people),
        high=None if count.high is None else max(0, count.high + people),
        households=None,
        household_size=None,
    )
