"""How a head number changed on the day that it is of, as far as that compares like with like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.levels import LevelPoint
from tracker.domain.steps import subtract

NEARLY_ALL = 0.9
"""From this share of units on a change is told without saying how many it rests on."""

MOSTLY = 0.75
"""From this share of the same units on a change of flows is told."""

Expected = Sequence[int | None]
"""Units expected to report on each of some days; None where nobody says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """The change on `day` against the day before.

    Of a level `units` of `whole` reported, both None where nearly all did: the others are carried
    and change nothing. `more` units are in it than on the day before, fewer where it is negative;
    `is_regrouped` says that as many are, though units opened or closed.

    Of a flow up to `others` of `units` are not the same as on the day before. Where these may be
    more than a quarter there is no `size`, but how many `units` reported it, and how many on the
    day before as `whole`.
    """

    day: date
    size: int | None
    units: int | None = None
    whole: int | None = None
    more: int = 0
    is_regrouped: bool = False
    others: int = 0


def move_level(
    days: Sequence[date],
    points: Sequence[LevelPoint],
    reported: date | None,
    expected: Expected = (),
) -> Move | None:
    """The change on the last day with a report, if the level is as it was then.

    `days` and `points` run side by side, as do `expected`. None where nobody reported among the
    days but the first.

    A unit's level is carried until the unit closes. So as many units as on the day before are the
    same ones, unless one closed on the very day on which another one was first counted; that one
    closed is seen by how many are expected to report. Where another one opened as well, that is
    not seen: its people were not there before, and those of the other are no longer.
    """
    at = find_day(days, reported)
    if at is None or points[at].value != points[-1].value:
        return None
    size = change_level(points[at - 1], points[at])
    if size is None:
        return None
    more = points[at].known - points[at - 1].known
    return _weigh(days[at], size, points[at], more, opened=_has_openings(expected, at))


def move_difference(
    days: Sequence[date],
    pairs: Sequence[tuple[LevelPoint, LevelPoint]],
    reported: date | None,
    expected: Expected = (),
) -> Move | None:
    """The same of the first level of each pair less the second.

    Of both the one into which more units came, or out of which more went, says how many.
    """
    at = find_day(days, reported)
    if at is None or _differ(pairs[at]) != _differ(pairs[-1]):
        return None
    before, last = pairs[at - 1], pairs[at]
    sizes = change_level(before[0], last[0]), change_level(before[1], last[1])
    if sizes[0] is None or sizes[1] is None:
        return None
    fewest = min(last, key=lambda point: point.reporting or point.known)
    more = max((last[i].known - before[i].known for i in range(2)), key=abs)
    opened = _has_openings(expected, at)
    return _weigh(days[at], sizes[0] - sizes[1], fewest, more, opened=opened)


def move_flow(days: Sequence[date], points: Sequence[FlowPoint], at: int) -> Move | None:
    """The change of the flow of the day at the index; None where either day has no number.

    Which units reported is not known here, but how many, and how many ever did: of the units of
    both days those beyond that are the same.
    """
    if not at or points[at].new is None or points[at - 1].new is None:
        return None
    units, before = points[at].reporting, points[at - 1].reporting
    most = max(units, before)
    same = units + before - max(points[at].known, most)
    if min(units, before) < NEARLY_ALL * most or same < MOSTLY * most:
        return Move(day=days[at], size=None, units=units, whole=before)
    move = Move(day=days[at], size=subtract(points[at].new, points[at - 1].new))
    return move if same >= NEARLY_ALL * most else replace(move, units=most, others=most - same)


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


def _weigh(day: date, size: int, point: LevelPoint, more: int, *, opened: bool) -> Move:
    move = Move(day=day, size=size, more=more, is_regrouped=opened and not more)
    if point.reporting >= NEARLY_ALL * point.known:
        return move
    return replace(move, units=point.reporting, whole=point.known)


def _has_openings(expected: Expected, at: int) -> bool:
    """Whether other numbers of units were expected to report on a day than on the one before."""
    return bool(expected) and expected[at] != expected[at - 1]


def _differ(pair: tuple[LevelPoint, LevelPoint]) -> int | None:
    return subtract(pair[0].value, pair[1].value)
