"""How a head number changed on the day that it is of, as far as that compares like with like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.levels import LevelPoint
from tracker.domain.steps import subtract

NEARLY_ALL = 0.9
"""From this share of units on a change is told without saying how many it rests on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """The change on `day` against the day before.

    Of a level `units` of `whole` reported, both None where nearly all did: the others are carried
    and change nothing. Of a flow that other numbers of units reported there is no `size`, but how
    many `units` did, and how many on the day before as `whole`.
    """

    day: date
    size: int | None
    units: int | None = None
    whole: int | None = None


def move_level(
    days: Sequence[date], points: Sequence[LevelPoint], reported: date | None
) -> Move | None:
    """The change on the last day with a report, if the level is as it was then.

    `days` and `points` run side by side. None where nobody reported among the days but the first.
    """
    at = find_day(days, reported)
    if at is None or points[at].value != points[-1].value:
        return None
    size = change_level(points[at - 1], points[at])
    return None if size is None else _weigh(days[at], size, points[at])


def move_difference(
    days: Sequence[date],
    pairs: Sequence[tuple[LevelPoint, LevelPoint]],
    reported: date | None,
) -> Move | None:
    """The same of the first level of each pair less the second."""
    at = find_day(days, reported)
    if at is None or _differ(pairs[at]) != _differ(pairs[-1]):
        return None
    before, last = pairs[at - 1], pairs[at]
    sizes = change_level(before[0], last[0]), change_level(before[1], last[1])
    if sizes[0] is None or sizes[1] is None:
        return None
    fewest = min(last, key=lambda point: point.reporting or point.known)
    return _weigh(days[at], sizes[0] - sizes[1], fewest)


def move_flow(days: Sequence[date], points: Sequence[FlowPoint], at: int) -> Move | None:
    """The change of the flow of the day at the index; None where either day has no number."""
    if not at or points[at].new is None or points[at - 1].new is None:
        return None
    units, before = points[at].reporting, points[at - 1].reporting
    if min(units, before) < NEARLY_ALL * max(units, before):
        return Move(day=days[at], size=None, units=units, whole=before)
    return Move(day=days[at], size=subtract(points[at].new, points[at - 1].new))


def find_day(days: Sequence[date], reported: date | None) -> int | None:
    """The index of the day of the last report; None where it is not after the first of the days."""
    if reported is None or reported not in days[1:]:
        return None
    return days.index(reported)


def change_level(before: LevelPoint, last: LevelPoint) -> int | None:
    """The change from one day to the next; None where a unit gave no number on either."""
    if before.without_value or last.without_value:
        return None
    return subtract(last.value, before.value)


def _weigh(day: date, size: int, point: LevelPoint) -> Move:
    if point.reporting >= NEARLY_ALL * point.known:
        return Move(day=day, size=size)
    return Move(day=day, size=size, units=point.reporting, whole=point.known)


def _differ(pair: tuple[LevelPoint, LevelPoint]) -> int | None:
    return subtract(pair[0].value, pair[1].value)
