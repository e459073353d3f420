"""Day values in the humanitarian exchange language: one hashtag per column.

A row holds the numbers of a place and day that rest on the same report, are marked alike and are as
sure, so that its mark, qualifier and source hold for every number in it. What happens was told as
new or as a total so far; the qualifier is that of the form told, the other one has its bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.domain.breakdown import SEX_WORDS, band_of, name_band
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import QUALIFIER_WORDS
from tracker.exchange.exporting.csv_lines import Cell
from tracker.exchange.exporting.day_values import DayValue, PlaceDay
from tracker.exchange.exporting.hxl_tags import (
    REPORT_TAGS,
    Bound,
    tag_count,
    tag_part,
)
from tracker.exchange.exporting.long_values import DAY_COLUMN, LEAST_NEW, MARK_MEANING, MOST_NEW
from tracker.exchange.exporting.places import PLACE_COLUMNS
from tracker.exchange.exporting.tables import CellKind, Column, Row
from tracker.recording.groups import ToldGroup

_REPORT_COLUMNS = (
    replace(DAY_COLUMN, tag=REPORT_TAGS["day"]),
    Column(
        key="recorded_at",
        heading="Recorded",
        meaning="When the report was recorded.",
        kind=CellKind.MOMENT,
        tag=REPORT_TAGS["recorded_at"],
    ),
    Column(
        key="source",
        heading="Source",
        meaning="Who said so; blank for sums.",
        tag=REPORT_TAGS["source"],
    ),
    Column(
        key="report",
        heading="Report",
        meaning="The number of the report that counts.",
        kind=CellKind.NUMBER,
        tag=REPORT_TAGS["report"],
    ),
    Column(key="mark", heading="Mark", meaning=MARK_MEANING, tag=REPORT_TAGS["mark"]),
    Column(
        key="qualifier",
        heading="Qualifier",
        meaning="The words before the numbers, or what was said instead of one.",
        tag=REPORT_TAGS["qualifier"],
    ),
    Column(
        key="form",
        heading="Told as",
        meaning="Whether what happens was told as new or as total, which the qualifier is of; "
        "blank where the row has levels alone.",
        tag=REPORT_TAGS["form"],
    ),
)

_SOME = "some"
"""Stands for a total so far that has neither value nor words nor an upper end."""


def list_hxl_columns(
    indicators: Sequence[Indicator], parts: Sequence[ToldGroup]
) -> tuple[Column, ...]:
    """Place, report, the columns of each indicator, and one for each group of people."""
    of_each = (column for indicator in indicators for column in _list_columns(indicator))
    return (*PLACE_COLUMNS, *_REPORT_COLUMNS, *of_each, *map(_make_part_column, parts))


def list_hxl_rows(
    days: Iterable[PlaceDay], indicators: Sequence[Indicator], parts: Sequence[ToldGroup]
) -> Iterator[Row]:
    """Rows of those columns."""
    for day in days:
        for common, values in _group_alike(day):
            numbers = [cell for i in indicators for cell in _list_cells(i, values.get(i))]
            people = [_find_part(column, values.get(column.indicator)) for column in parts]
            yield (*day.line.cells, day.day, *common, *numbers, *people)


def _group_alike(
    day: PlaceDay,
) -> Iterator[tuple[tuple[Cell, ...], dict[Indicator, DayValue]]]:
    """The values of each row with its cells about the report; levels stand in the first of theirs.

    Only a report with both forms that are as sure takes a row for each.
    """
    alike: dict[tuple[Cell, ...], dict[Form | None, dict[Indicator, DayValue]]] = {}
    for indicator, value in day.values.items():
        forms = alike.setdefault(_list_common(value), {})
        forms.setdefault(_find_form(value), {})[indicator] = value
    for common, forms in alike.items():
        levels = forms.pop(None, {})
        for form, values in forms.items():
            yield (*common, form), levels | values
            levels = {}
        if levels:
            yield (*common, None), levels


def _find_form(value: DayValue) -> Form | None:
    """The form that a value's qualifier is of, None for levels."""
    return None if value.form is Form.LEVEL else value.form


def _list_columns(indicator: Indicator) -> Iterator[Column]:
    label, meaning = indicator.definition.label, indicator.definition.meaning
    if indicator.is_level:
        main, form = label, Form.LEVEL
    else:
        main, form = f"{label} so far", Form.TOTAL
        yield Column(
            key=f"{indicator}_new",
            heading=f"{label} new",
            meaning=f"{meaning}, new that day.",
            kind=CellKind.NUMBER,
            tag=tag_count(indicator, Form.NEW),
        )
        for key, words, end, said in (
            ("low", "lowest", Bound.LOW, LEAST_NEW),
            ("high", "highest", Bound.HIGH, MOST_NEW),
        ):
            yield Column(
                key=f"{indicator}_new_{key}",
                heading=f"{label} new, {words}",
                meaning=said,
                kind=CellKind.NUMBER,
                tag=tag_count(indicator, Form.NEW, end),
            )
    for key, heading, bound in (
        ("", main, None),
        ("_low", f"{main}, lowest", Bound.LOW),
        ("_high", f"{main}, highest", Bound.HIGH),
    ):
        yield Column(
            key=f"{indicator}{key}",
            heading=heading,
            meaning=f"{meaning}.",
            kind=CellKind.NUMBER,
            tag=tag_count(indicator, form, bound),
        )


def _make_part_column(column: ToldGroup) -> Column:
    people = f"{SEX_WORDS[column.part.sex]}, {name_band(band_of(column.part))}"
    label = f"{column.indicator.definition.label}, {people}"
    tag = tag_part(column.indicator, column.form, column.part)
    return Column(
        key=tag.lstrip("#").replace("+", "_"),
        heading=f"{label}, new" if column.form is Form.NEW else label,
        meaning="A part of the number, as the report said. Parts may be incomplete.",
        kind=CellKind.NUMBER,
        tag=tag,
    )


def _list_common(value: DayValue) -> tuple[Cell, ...]:
    stated = value.stated
    said = _say(value)
    if stated is None:
        return (None, None, None, value.mark, said)
    return (stated.recorded_at, stated.source, stated.report_id, value.mark, said)


def _say(value: DayValue) -> str | None:
    if value.qualifier is None:
        return None
    words = value.stated.count.words if value.stated else None
    said = QUALIFIER_WORDS[value.qualifier]
    return f"{said}: {words}" if words else said


def _list_cells(indicator: Indicator, value: DayValue | None) -> list[Cell]:
    if value is None:
        return [None] * (3 if indicator.is_level else 6)
    total = value.total
    main = total.value if total.value is not None else _say_instead(value, total.low, total.high)
    cells: list[Cell] = [main, total.low, total.high]
    if indicator.is_level:
        return cells
    low, high = _list_new_bounds(value)
    new = total.new
    if new is None and _find_told(value, Form.NEW):
        return [_say_instead(value, low, high), low, high, *cells]
    return [new, low, high, *cells]


def _list_new_bounds(value: DayValue) -> tuple[int | None, int | None]:
    """The bounds of what is new; as the report said where it told just that.

    Rival reports do not widen these: what a report told is what is taken in again.
    """
    count = _find_told(value, Form.NEW)
    return (count.low, count.high) if count else (value.total.new_low, value.total.new_high)


def _find_told(value: DayValue | None, form: Form) -> Count | None:
    """What a report said in this form."""
    count = value.stated.count if value and value.stated else None
    return count if count and count.form is form else None


def _say_instead(value: DayValue | None, low: int | None, high: int | None) -> Cell:
    """What stands for a number that a report told without one: a range, else its words.

    Left blank it would read as not reported, and what was known before would be carried on. A level
    has the range that was told, which rival reports do not widen.
    """
    stated = value.stated if value else None
    if stated is None:
        return None
    count = stated.count
    if count.form is Form.LEVEL:
        low, high = count.low, count.high
    if low is not None and high is not None:
        return f"{low}-{high}"
    return count.words or _SOME


def _find_part(column: ToldGroup, value: DayValue | None) -> Cell:
    stated = value.stated if value else None
    if stated is None or stated.count.form is not column.form:
        return None
    wanted = column.part
    for part in stated.parts:
        if (part.sex, part.age_from, part.age_to) == (wanted.sex, wanted.age_from, wanted.age_to):
            return part.value
    return None
