"""How head numbers changed, in a few words: on which day, and on how many units that rests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.charts.series.levels import read_level
from tracker.charts.series.moves import Move, find_day, move_level
from tracker.charts.wording import phrase_change, phrase_number, phrase_signed
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.web.shared.formats import day as say_day


def say_move(move: Move, last: date) -> str:
    """`+12 since 4 Sep`, `+12 by 3 of 22 units`, of a day before the last `+12 on 4 Sep`.

    With `, +1 unit` and the like where that is so. Of flows that many other units may have
    reported: `1 unit, 20 the day before`.
    """
    said = phrase_change(move.size)
    if said is None:
        return f"{_count_units(move.units or 0)}, {move.whole:,} the day before"
    basis = "" if move.whole is None else f" by {move.units:,} of {move.whole:,} units"
    if move.day != last:
        return f"{said} on {say_short_day(move.day)}{basis}{_say_others(move)}"
    since = basis or f" since {say_short_day(move.day - timedelta(days=1))}"
    return f"{said}{since}{_say_others(move)}"


def shorten_move(move: Move | None, last: date, age: str | None) -> str | None:
    """A change of an earlier day with its age in one line: `as of 4 Sep, +12`; None on the last.

    `+12 on 4 Sep, +1 unit` where it is not that of the same units.
    """
    if move is None or age is None or move.day == last:
        return None
    if not move.size:
        return join_age(age, None)
    said, others = phrase_change(move.size), _say_others(move)
    return f"{said} on {say_short_day(move.day)}{others}" if others else join_age(age, said)


def doubt_move(move: Move | None) -> str | None:
    """`3 of 22 units may not be those of the day before`; None where nearly all are the same."""
    if move is None or not move.others:
        return None
    return f"{move.others:,} of {move.units:,} units may not be those of the day before"


def _say_others(move: Move) -> str:
    """What of a change is none of the same units."""
    if move.more:
        return f", {phrase_signed(move.more)} unit{'' if abs(move.more) == 1 else 's'}"
    return ", units opened or closed" if move.is_regrouped else ""


def _count_units(number: int) -> str:
    return f"{number:,} unit{'' if number == 1 else 's'}"


def tell_total(
    indicator: Indicator, days: Sequence[DayTotal], reported: date | None, age: str | None
) -> tuple[str | None, str | None]:
    """The change of a running total or of a level, and with its age in one line of an earlier day.

    It is that of the last day with a report, as far as this is among the days.
    """
    dates = [total.day for total in days]
    if indicator.is_level:
        move = move_level(dates, [read_level(total) for total in days], reported)
        return say_move(move, dates[-1]) if move else None, shorten_move(move, dates[-1], age)
    total = days[find_day(dates, reported) or -1]
    if total.new is None:
        return None, None
    said = f"{phrase_number(total.new)} new"
    change = f"{said} on {say_short_day(total.day)}"
    return change, None if total.day == dates[-1] else join_age(age, said if total.new else None)


def join_age(age: str | None, said: str | None) -> str:
    """Both in one line, the age without the days before; what did not change is not told."""
    return ", ".join(filter(None, ((age or "").partition(",")[0], said)))


def say_short_day(day: date) -> str:
    """A day beside a heading that gives the year."""
    return say_day(day).rpartition(" ")[0]
