"""Marks in few words, for head numbers and for the lines of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.charts.marks import Mark, Measure, PointMark
from tracker.charts.series.capacity import CapacityDay, pair_flows, pair_levels
from tracker.charts.series.levels import LevelPoint
from tracker.charts.tables.capacity import CapacityRow
from tracker.charts.wording import phrase_number, phrase_share
from tracker.web.dashboard.blueprint import blueprint

ShortMark = tuple[str, str]
"""A symbol and the words beside it."""

SIGNS = (Mark.DISPUTED, Mark.STALE, Mark.UNREVIEWED)
"""Marks of single numbers in lists of places, the gravest first."""

_PLAIN = (Mark.OBSERVED, Mark.MISSING, Mark.OPEN)

_SHORT = {
    Mark.DERIVED: "derived",
    Mark.CARRIED: "carried",
    Mark.PARTLY: "carried",
    Mark.STALE: "stale",
    Mark.CORRECTED: "corrected",
    Mark.CONTESTED: "rival reports",
    Mark.DISPUTED: "disputed",
    Mark.UNREVIEWED: "unreviewed",
    Mark.WORDS: "without a number",
    Mark.LUMP: "covers several days",
    Mark.UNEVEN: "say both numbers",
    Mark.UNPLACED: "say their places",
}


def list_short_marks(marks: Iterable[PointMark]) -> tuple[ShortMark, ...]:
    """Symbols and short words of the marks that say more than "reported"."""
    return tuple((mark.mark.icon, shorten(mark)) for mark in marks if mark.mark not in _PLAIN)


@blueprint.app_template_filter("list_signs")
def list_signs(point: LevelPoint) -> tuple[ShortMark, ...]:
    """The marks of a number in a list of places."""
    return list_short_marks(mark for sign in SIGNS if (mark := point.find_mark(sign)))


@blueprint.app_template_filter("list_sign_kinds")
def list_sign_kinds(points: Iterable[LevelPoint]) -> tuple[str, ...]:
    """The symbols of all marks that `list_signs` gives of any of them, each once."""
    found = {kind for point in points for kind, _ in list_signs(point)}
    return tuple(sign.icon for sign in SIGNS if sign.icon in found)


def list_row_marks(
    rows: Sequence[CapacityRow], days: Sequence[CapacityDay]
) -> list[list[ShortMark]]:
    """For each row of the table the marks it tells, each once, for the number it holds for most."""
    return [_list_day_marks(row, day) for row, day in zip(rows, days, strict=True)]


def _list_day_marks(row: CapacityRow, day: CapacityDay) -> list[ShortMark]:
    widest: dict[str, PointMark] = {}
    told = {reason.mark for reason in row.reasons}
    levels = [mark for _, point in pair_levels(day) for mark in point.marks]
    flows = [mark for _, point in pair_flows(day) for mark in point.marks]
    for mark in (*levels, *flows):
        known = widest.get(mark.mark.icon)
        if mark.mark in told and (known is None or mark.part > known.part):
            widest[mark.mark.icon] = mark
    return [(mark.mark.icon, shorten(mark)) for mark in widest.values()]


def shorten(mark: PointMark) -> str:
    """A mark in few words.

    >>> shorten(PointMark(mark=Mark.STALE, part=2, whole=22))
    '2 of 22 stale'
    """
    if mark.mark is Mark.FALLEN:
        return f"set {phrase_number(mark.part)} lower"
    words = _SHORT.get(mark.mark, mark.mark.value)
    if mark.measure is Measure.COUNTED and mark.whole:
        return f"{phrase_share(mark.part, mark.whole)} {words}"
    if mark.whole is None or mark.whole == 1:
        return words
    return f"{mark.part:,} of {mark.whole:,} {words}"
