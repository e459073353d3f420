"""One sentence for a number of a day, with how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.series.levels import read_level
from tracker.charts.wording import (
    NOT_REPORTED,
    WORDS_ONLY,
    phrase_level,
    phrase_number,
    phrase_share,
)
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator


def describe_day(name: str, indicator: Indicator, total: DayTotal) -> str:
    """What a total says of a day.

    For "Border region" and people sheltered: "Border region: 1,204 people, from 22 units."
    """
    said = phrase_level(read_level(total))
    if said == NOT_REPORTED:
        return f"{name}: not reported up to this day."
    is_number = said != WORDS_ONLY
    number = f"{said} {indicator.definition.unit}" if is_number else "said in words only"
    if not indicator.is_level:
        new = "no number for this day" if total.new is None else f"{phrase_number(total.new)} new"
        number = f"{new}, {number} so far"
    return f"{name}: {number}. {' '.join(_list_doubts(indicator, total))}".strip()


def _list_doubts(indicator: Indicator, total: DayTotal) -> Iterator[str]:
    if total.without_value:
        yield f"{_count_units(total.without_value)} said it in words or as a range only."
    if indicator.is_level and total.carried:
        older = f"{_count_units(total.carried)} said it on an earlier day"
        yield f"{older}, {total.stale} of them too long ago." if total.stale else f"{older}."
    if total.value and total.unreviewed:
        yield f"{phrase_share(total.unreviewed, total.value)} is unreviewed."


def _count_units(number: int) -> str:
    return "1 unit" if number == 1 else f"{number:,} units"
