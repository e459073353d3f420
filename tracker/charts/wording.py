"""Number phrases: how a number with its doubts is said in hover text, tables and sentences."""

from __future__ import annotations

from datetime import date

from tracker.charts.marks import Mark, Measure, PointMark
from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.heads import Coverage
from tracker.charts.series.levels import LevelPoint

NOT_REPORTED = "not reported"
WORDS_ONLY = "in words only"
SMALLEST_SHARE = 0.01


def phrase_number(number: int) -> str:
    """A number with thousands set apart and a true minus.

    >>> phrase_number(1204)
    '1,204'
    """
    return f"{number:,}".replace("-", "\N{MINUS SIGN}")


def phrase_bounds(value: int | None, low: int | None, high: int | None) -> str:
    """A number with its bounds, of which None is open.

    >>> phrase_bounds(1204, 1100, None)
    'about 1,204 (at least 1,100)'
    >>> phrase_bounds(2159, 2129, 2159)
    '2,159 (2,129 to 2,159)'
    """
    if value is None:
        return _phrase_range(low, high) or WORDS_ONLY
    if low == high == value:
        return phrase_number(value)
    if high is None and low is not None and low >= value:
        return f"at least {phrase_number(low)}"
    if high is not None and (
        high < value or (high == value and not low) or 0 <= value < (low or 0)
    ):
        # A bound that was said, as in "at most 50" and "less than 50", is no best number.
        return _phrase_range(low, high)
    if high is None:
        return " ".join(filter(None, (f"about {phrase_number(value)}", _phrase_low(low))))
    return f"{phrase_number(value)} ({_phrase_range(low, high)})"


def phrase_level(point: LevelPoint) -> str:
    """A level as it is said; "not reported" where nobody ever said it.

    Where units gave a range and no number, the sum of the others is not the whole: the range is.

    >>> phrase_level(
    ...     LevelPoint(value=1300, low=1300, high=1450, counted=1204, known=9, without_value=2)
    ... )
    '1,300 to 1,450 (1,204 counted, and 2 units without a number)'
    """
    if not point.known:
        return NOT_REPORTED
    if not point.without_value or point.counted is None or _adds_nothing(point):
        return phrase_bounds(point.value, point.low, point.high)
    counted = f"{phrase_number(point.counted)} counted, and {_phrase_others(point)}"
    whole = _phrase_range(point.low, point.high)
    return f"{whole} ({counted})" if whole else counted


def bound_level(point: LevelPoint) -> str:
    """The word before the one number of a level, where there is no room for its range."""
    if point.value is None:
        return ""
    more = point.high is None or point.high > point.value
    less = (point.low or 0) < point.value
    return bound(more=more, less=less, is_open=point.high is None)


def bound(*, more: bool, less: bool, is_open: bool) -> str:
    """The word before a number that may be `more` or `less`; `is_open`: nobody knows how much."""
    if more and less:
        return "about " if is_open else ""
    return "at least " if more else "at most " if less else ""


def phrase_flow(point: FlowPoint) -> str:
    """A day's flow as it is said.

    >>> phrase_flow(FlowPoint(new=10, low=10, high=40, reporting=1))
    '10 (10 to 40)'
    """
    return phrase_bounds(point.new, point.low, point.high) if point.reporting else NOT_REPORTED


def phrase_change(change: int | None) -> str | None:
    """A change with its sign; None where it is not known."""
    if change is None:
        return None
    return "no change" if change == 0 else f"{'+' if change > 0 else ''}{phrase_number(change)}"


def phrase_signed(number: int) -> str:
    """A difference with its sign.

    >>> phrase_signed(12), phrase_signed(0)
    ('+12', '0')
    """
    return f"{'+' if number > 0 else ''}{phrase_number(number)}"


def phrase_share(part: float, whole: float) -> str:
    """A share in per cent that is 0% or 100% only when it is none or all.

    >>> phrase_share(1, 900), phrase_share(899, 900)
    ('under 1%', 'over 99%')
    """
    share = part / whole
    if 0 < share < SMALLEST_SHARE:
        return "under 1%"
    if 1 - SMALLEST_SHARE < share < 1:
        return "over 99%"
    return f"{share:.0%}"


def phrase_coverage(coverage: Coverage) -> str:
    """How many units reported."""
    if coverage.expected == 1:
        return "Reported" if coverage.reporting else "Not reported"
    return f"{coverage.reporting:,} of {coverage.expected:,} units reported"


def phrase_day(day: date, *, year: bool = False, short: bool = False) -> str:
    """A day as in "9 August", with the year when asked, or short as in "9 Aug"."""
    month = f"{day:%b}" if short else f"{day:%B}"
    return f"{day.day} {month} {day:%Y}" if year else f"{day.day} {month}"


def phrase_mark(mark: PointMark, stale_after: int) -> str:
    """A mark in words with the reason for it.

    >>> phrase_mark(PointMark(mark=Mark.STALE, part=2, whole=22), 3)
    '2 of 22 units stale (silent for more than 3 days)'
    """
    if mark.measure is Measure.COUNTED and mark.whole:
        return f"{phrase_share(mark.part, mark.whole)} {_SAID[mark.mark]}"
    said = _SAID[mark.mark].format(part=phrase_number(mark.part), stale_after=_days(stale_after))
    if mark.whole is None or mark.whole == 1:
        return said
    return f"{mark.part:,} of {mark.whole:,} units {said}"


MARK_NAMES = {
    Mark.OBSERVED: "Reported",
    Mark.MISSING: "Not reported",
    Mark.DERIVED: "Derived",
    Mark.CARRIED: "Carried forward",
    Mark.PARTLY: "Partly carried forward",
    Mark.STALE: "Stale",
    Mark.LUMP: "Several days",
    Mark.FALLEN: "Total set lower",
    Mark.CORRECTED: "Corrected",
    Mark.CONTESTED: "Rival reports",
    Mark.DISPUTED: "Disputed",
    Mark.UNREVIEWED: "Unreviewed",
    Mark.WORDS: "Without a number",
    Mark.OPEN: "No upper bound",
    Mark.UNEVEN: "Unequal basis",
    Mark.UNPLACED: "Places of some not known",
}
"""Marks as legends name them."""

_SAID = {
    Mark.OBSERVED: "reported",
    Mark.MISSING: NOT_REPORTED,
    Mark.DERIVED: "derived from arrivals and departures",
    Mark.CARRIED: "carried forward",
    Mark.PARTLY: "carried forward",
    Mark.STALE: "stale (silent for more than {stale_after})",
    Mark.LUMP: "{part} came in totals that cover several days",
    Mark.FALLEN: "running total set {part} lower",
    Mark.CORRECTED: "corrected",
    Mark.CONTESTED: "with rival reports",
    Mark.DISPUTED: "disputed",
    Mark.UNREVIEWED: "unreviewed",
    Mark.WORDS: "without a number",
    Mark.OPEN: "no upper bound stated",
    Mark.UNEVEN: "with places also say how many people are sheltered",
    Mark.UNPLACED: "with people sheltered also say how many places they have",
}


def _adds_nothing(point: LevelPoint) -> bool:
    """Whether the units without a number gave nothing but words: the rest is a lower bound."""
    return point.is_open and point.low == point.counted


def _phrase_others(point: LevelPoint) -> str:
    if point.known == 1:
        return "more without a number"
    units = "1 unit" if point.without_value == 1 else f"{point.without_value:,} units"
    return f"{units} without a number"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _phrase_range(low: int | None, high: int | None) -> str:
    if high is None:
        return f"at least {phrase_number(low)}" if low else ""
    return (
        f"{phrase_number(low)} to {phrase_number(high)}"
        if low
        else f"at most {phrase_number(high)}"
    )


def _phrase_low(low: int | None) -> str:
    return f"({_phrase_range(low, None)})" if low else ""
