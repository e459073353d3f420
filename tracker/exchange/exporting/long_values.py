"""Day values with one row for each number: place, day, indicator, and its parts beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.domain.counts import Part
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.csv_lines import Cell
from tracker.exchange.exporting.day_values import HIDDEN, DayValue, PlaceDay, Stated
from tracker.exchange.exporting.places import PLACE_COLUMNS
from tracker.exchange.exporting.tables import CellKind, Column, Row

NUMBER = CellKind.NUMBER
DAY_COLUMN = Column(
    key="day", heading="Day", meaning="The day that the number is about.", kind=CellKind.DAY
)
"""The mark of a number that is left out because it is small."""

MARK_MEANING = (
    "What the number rests on: observed (reported that day by all units known), derived (reckoned "
    "from arrivals and departures), carried (from an earlier day), stale (carried longer than the "
    "operation's limit), partly (a sum that rests on several of these), hidden (left out because "
    "it is small, or because a small number, or that of a shelter that must not be published, "
    "could be reckoned from it)."
)
LEAST_NEW = (
    "The least that it can have been: where a total so far was told, by how much its bounds moved. "
    "Blank where nobody reported, where nothing is known of it, and for levels."
)
MOST_NEW = "The most that it can have been; blank is open or, where the lowest is, not known."
FORM_MEANING = (
    "In which form it was told, which the qualifier is of: level, new (that day), or total (so "
    "far), as which sums and numbers that nobody told that day stand."
)
LONG_COLUMNS = (
    *PLACE_COLUMNS,
    DAY_COLUMN,
    Column(key="indicator", heading="Indicator", meaning="The code of what is counted."),
    Column(key="label", heading="What is counted", meaning="The indicator in words."),
    Column(key="counted_in", heading="Counted in", meaning="People or places."),
    Column(
        key="sex",
        heading="Sex",
        meaning="Blank for all people. Else the row is a part of the number above it: f, m or "
        "unknown. Parts may be incomplete.",
    ),
    Column(
        key="age_from",
        heading="Age from",
        meaning="The youngest age of the part in completed years; blank where ages are not known.",
        kind=NUMBER,
    ),
    Column(
        key="age_to",
        heading="Age to",
        meaning="The oldest age of the part; blank for “and older”.",
        kind=NUMBER,
    ),
    Column(
        key="value",
        heading="Value",
        meaning="The level at the end of the day, or the total so far. Blank is not known, and "
        "never 0.",
        kind=NUMBER,
    ),
    Column(key="low", heading="Lowest", meaning="The least that it can be.", kind=NUMBER),
    Column(
        key="high",
        heading="Highest",
        meaning="The most that it can be; blank is open.",
        kind=NUMBER,
    ),
    Column(
        key="new",
        heading="New",
        meaning="What was added that day to a total so far, falls taken out. Blank where nobody "
        "gave a number, and for levels.",
        kind=NUMBER,
    ),
    Column(key="new_low", heading="New, lowest", meaning=LEAST_NEW, kind=NUMBER),
    Column(key="new_high", heading="New, highest", meaning=MOST_NEW, kind=NUMBER),
    Column(
        key="fallen",
        heading="Fallen by",
        meaning="By how much totals so far fell that day: corrections.",
        kind=NUMBER,
    ),
    Column(key="mark", heading="Mark", meaning=MARK_MEANING),
    Column(key="form", heading="Told as", meaning=FORM_MEANING),
    Column(
        key="qualifier",
        heading="Qualifier",
        meaning="How sure it is: as the report said, else by the bounds (exact, about, at_least, "
        "more_than, at_most, less_than, between, in_words).",
    ),
    Column(key="words", heading="Words", meaning="The words of the report, as they were used."),
    Column(
        key="units_known",
        heading="Units known",
        meaning="Reporting units with a number.",
        kind=NUMBER,
    ),
    Column(
        key="units_reporting",
        heading="Units that reported it",
        meaning="Reporting units that gave the number that day.",
        kind=NUMBER,
    ),
    Column(
        key="units_derived", heading="Units derived", meaning="Units of that mark.", kind=NUMBER
    ),
    Column(
        key="units_carried",
        heading="Units carried",
        meaning="Units whose number is from an earlier day.",
        kind=NUMBER,
    ),
    Column(
        key="units_stale", heading="Units stale", meaning="Of those, the stale ones.", kind=NUMBER
    ),
    Column(
        key="units_without_value",
        heading="Units without a value",
        meaning="Units that gave words or a range only.",
        kind=NUMBER,
    ),
    Column(
        key="units_corrected",
        heading="Units corrected",
        meaning="Units whose report of the day was corrected.",
        kind=NUMBER,
    ),
    Column(
        key="units_contested",
        heading="Units contested",
        meaning="Units whose sources disagree by more than the operation's limit.",
        kind=NUMBER,
    ),
    Column(
        key="unreviewed",
        heading="Not reviewed",
        meaning="The part of the value that no reviewer has verified: it is provisional.",
        kind=NUMBER,
    ),
    Column(
        key="disputed",
        heading="Disputed",
        meaning="The part of the value that a reviewer disputes.",
        kind=NUMBER,
    ),
    Column(
        key="lumped",
        heading="Of several days",
        meaning="The part of what is new that covers more than the day.",
        kind=NUMBER,
    ),
    Column(
        key="gap",
        heading="Reconciliation gap",
        meaning="People present as reported minus as reckoned from arrivals and departures.",
        kind=NUMBER,
    ),
    Column(key="source", heading="Source", meaning="Who said so; blank for sums."),
    Column(key="grade", heading="Grade", meaning="The source's reliability, A to F."),
    Column(
        key="report",
        heading="Report",
        meaning="The number of the report that counts.",
        kind=NUMBER,
    ),
    Column(
        key="recorded_at",
        heading="Recorded",
        meaning="When that was recorded.",
        kind=CellKind.MOMENT,
    ),
)
_OF_SOURCE = 4
"""The last columns: source, grade, report and when it was recorded."""

_AFTER_PLACE = len(LONG_COLUMNS) - len(PLACE_COLUMNS)


def list_long_rows(days: Iterable[PlaceDay]) -> Iterator[Row]:
    """Rows of LONG_COLUMNS."""
    for day in days:
        for value in day.values.values():
            yield _make_hidden(day, value) if value.mark == HIDDEN else _make_row(day, value)
            if value.stated:
                for part in value.stated.parts:
                    yield _make_part(day, value, part, mark=value.mark)
                for part in value.stated.hidden:
                    yield _make_part(day, value, part, mark=HIDDEN)


def _make_row(day: PlaceDay, value: DayValue) -> Row:
    total, stated, indicator = value.total, value.stated, value.indicator
    return (
        *day.line.cells,
        day.day,
        *_name(indicator),
        None,
        None,
        None,
        total.value,
        total.low,
        total.high,
        *((None,) * 3 if indicator.is_level else (total.new, total.new_low, total.new_high)),
        total.fallen or None,
        value.mark,
        value.form.value,
        value.qualifier.value if value.qualifier else None,
        stated.count.words if stated else None,
        total.known,
        total.reporting,
        total.derived,
        total.carried,
        total.stale,
        total.without_value,
        total.corrected,
        total.contested,
        total.unreviewed,
        total.disputed,
        total.lumped or None,
        total.gap,
        *_say_source(stated),
    )


def _make_hidden(day: PlaceDay, value: DayValue) -> Row:
    """A number of which nothing is said but that it is hidden."""
    before = (*day.line.cells, day.day, *_name(value.indicator), *(None,) * (3 + 3 + 4), HIDDEN)
    return (*before, *(None,) * (len(LONG_COLUMNS) - len(before)))


_NOTHING_NEW = (None,) * 4
"""What is new, its bounds and falls: parts have none."""


def _say_source(stated: Stated | None) -> tuple[Cell, ...]:
    """Who said a number; of a part who said the number that it is a part of."""
    if stated is None:
        return (None,) * _OF_SOURCE
    return stated.source, stated.grade, stated.report_id, stated.recorded_at


def _make_part(day: PlaceDay, told: DayValue, part: Part, *, mark: str) -> Row:
    value = None if mark == HIDDEN else part.value
    cells: list[Cell] = [
        day.day,
        *_name(told.indicator),
        part.sex.value,
        part.age_from,
        part.age_to,
        value,
        value,
        value,
        *_NOTHING_NEW,
        mark,
        told.form.value,
    ]
    between = (None,) * (_AFTER_PLACE - len(cells) - _OF_SOURCE)
    return (*day.line.cells, *cells, *between, *_say_source(told.stated))


def _name(indicator: Indicator) -> tuple[Cell, Cell, Cell]:
    definition = indicator.definition
    return indicator.value, definition.label, definition.unit
