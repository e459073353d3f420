"""Day values in the humanitarian exchange language: one hashtag per column.

A row holds the numbers of a place and day that rest on the same report, are marked alike and are as
sure, so that its mark, qualifier and source hold for every number in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.domain.breakdown import name_part
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import QUALIFIER_WORDS, Qualifier
from tracker.exchange.exporting.csv_lines import Cell
from tracker.exchange.exporting.day_values import DayValue, PlaceDay
from tracker.exchange.exporting.hxl_tags import (
    REPORT_TAGS,
    Bound,
    tag_count,
    tag_part,
)
from tracker.exchange.exporting.long_values import DAY_COLUMN, MARK_MEANING
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
)


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
        groups: dict[tuple[Cell, ...], dict[Indicator, DayValue]] = {}
        for indicator, value in day.values.items():
            groups.setdefault(_list_common(value), {})[indicator] = value
        for common, values in groups.items():
            numbers = [cell for i in indicators for cell in _list_cells(i, values.get(i))]
            people = [_find_part(column, values.get(column.indicator)) for column in parts]
            yield (*day.line.cells, day.day, *common, *numbers, *people)


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
        for key, words, end in (("low", "lowest", Bound.LOW), ("high", "highest", Bound.HIGH)):
            yield Column(
                key=f"{indicator}_new_{key}",
                heading=f"{label} new, {words}",
                meaning=f"{meaning}, new that day; blank unless a report said so.",
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
    label = f"{column.indicator.definition.label}, {name_part(column.part)}"
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


def _say(value: DayValue) -> str:
    words = value.stated.count.words if value.stated else None
    if value.qualifier is Qualifier.IN_WORDS and words:
        return words
    said = QUALIFIER_WORDS[value.qualifier]
    return f"{said}: {words}" if words else said


def _list_cells(indicator: Indicator, value: DayValue | None) -> list[Cell]:
    total = value.total if value else None
    if total is None:
        return [None] * (3 if indicator.is_level else 6)
    levels: list[Cell] = [total.value, total.low, total.high]
    if not indicator.is_level:
        return [total.new, *_list_new_bounds(value), *levels]
    return levels if total.value is not None else [_say_instead(value), *levels[1:]]


def _list_new_bounds(value: DayValue | None) -> tuple[Cell, Cell]:
    """The bounds of what a report called new; those of the total so far stand beside it."""
    stated = value.stated if value else None
    if stated is None or stated.count.form is not Form.NEW:
        return None, None
    return stated.count.low, stated.count.high


def _say_instead(value: DayValue | None) -> Cell:
    """What stands for a level that was told without a number: a range, else its words.

    Left blank it would read as not reported, and the level of the day before would be carried on.
    """
    stated = value.stated if value else None
    if stated is None:
        return None
    count = stated.count
    if count.low is not None and count.high is not None:
        return f"{count.low}-{count.high}"
    return count.words


def _find_part(column: ToldGroup, value: DayValue | None) -> Cell:
    stated = value.stated if value else None
    if stated is None or stated.count.form is not column.form:
        return None
    wanted = column.part
    for part in stated.parts:
        if (part.sex, part.age_from, part.age_to) == (wanted.sex, wanted.age_from, wanted.age_to):
            return part.value
    return None
