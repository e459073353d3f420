"""Where the names of the columns stand: titles above, the head, a row of tags, the first data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from tracker.exchange.detecting.bare_days import find_bare_days, name_bare_days
from tracker.exchange.detecting.footnotes import split_mark
from tracker.exchange.detecting.head_rows import Block, HeadRows, is_figure
from tracker.exchange.detecting.hxl import LATEST_TAG_ROW, UNUSED, is_tag_row, read_tag
from tracker.exchange.detecting.plain_text import make_plain
from tracker.exchange.detecting.profiles import is_day, say_cell
from tracker.exchange.detecting.words import names_column
from tracker.exchange.detecting.written_days import drop_weekday, holds_day
from tracker.exchange.detecting.yearless import (
    FEWEST,
    find_yearless,
    holds_named_day,
    holds_yearless,
)
from tracker.exchange.meanings import OWN_COLUMNS
from tracker.exchange.reading.tables import Cell, Row, Table, name_column

_SAMPLE = 60
_REPEATED = re.compile(r" \(column [A-Z]+\)$")
_FULL = 0.5
"""A head fills at least this share of the widest row of the sample; a title does not."""
_FEWEST_KNOWN, _FEWEST_NAMES, _FEWEST_ROWS = 2, 3, 2
"""What makes a table: two names that columns have, or three others; two rows below these."""


def strip_repeated(name: str) -> str:
    """The name of a column as a file has it, without what tells it from others of the name."""
    return _REPEATED.sub("", name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column by its place, its name in the file (unique in its table) and its tag.

    `unused` ones were not read when rows of their file were refused, whatever their tag means.
    """

    index: int
    name: str
    tag: str | None = None
    unused: bool = False

    @property
    def said(self) -> str:
        """Its name as the file has it, where several columns have the same."""
        return strip_repeated(self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Numbers of the rows that are no data (None: there is none) and the columns they name.

    The names stand in `rows` rows from `row` on: the upper ones name groups of columns. Data are
    the rows after `last`.
    """

    row: int | None
    rows: int
    tag_row: int | None
    last: int
    titles: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def is_of_refused(self) -> bool:
        """Whether the rows were refused before: we wrote their file, and the head of it."""
        return {column.name for column in self.columns}.issuperset(OWN_COLUMNS)

    @property
    def own_columns(self) -> frozenset[int]:
        """The indexes of columns that are ours and mean nothing, as in files of refused rows."""
        return frozenset(column.index for column in self.columns if column.name in OWN_COLUMNS)

    @property
    def is_settled(self) -> bool:
        """Whether its hashtags are ours, of refused rows: they say what their file was read as."""
        return self.is_of_refused and self.tag_row is not None

    def find(self, name: str) -> Column | None:
        """The column of this name or tag."""
        return next((c for c in self.columns if name in (c.name, c.tag)), None)


def find_head(table: Table, wanted: int | None = None, rows: int | None = None) -> Head:
    """The head of a table; `wanted` is the row in which a person says it begins, 0 for none.

    `rows` is how many it has; None: as many as are found.
    """
    sample = list(islice(table.read(), _SAMPLE))
    tag_at = next(
        (at for at, (_, cells) in enumerate(sample[:LATEST_TAG_ROW]) if is_tag_row(cells)), None
    )
    heads = HeadRows(sample, table.merges)
    if sample and set(OWN_COLUMNS) <= set(sample[0][1]):
        # Refused rows of an earlier file: their names were joined when they were written.
        tagged = len(sample) > 1 and is_tag_row(sample[1][1])
        return _make_head(sample, heads, heads.cut(0, 1), 1 if tagged else None)
    first = None if table.is_named else _find_first(sample, heads, tag_at, wanted)
    head_at = _find_row(table, sample, heads, tag_at, wanted) if first is None else first
    tag_at = tag_at if first is None and tag_at != head_at else None
    if head_at is None:
        return _make_head(sample, heads, None, tag_at)
    if table.is_named:
        return _make_head(sample, heads, heads.cut(head_at, 1), tag_at)
    block = heads.grow(head_at, upwards=wanted is None, downwards=tag_at is None)
    if rows is not None:
        block = heads.cut(block.top if rows > 1 else head_at, rows)
    return _make_head(sample, heads, block, tag_at)


def _find_row(
    table: Table,
    sample: Sequence[Row],
    heads: HeadRows,
    tag_at: int | None,
    wanted: int | None,
) -> int | None:
    """Where the names of columns begin: where a person says, above the tags, or by their words."""
    if table.is_named and wanted is None:
        return 0
    if wanted is not None:
        found = next((at for at, (number, _) in enumerate(sample) if number == wanted), None)
        return None if wanted == 0 and not table.is_named else found
    return _guess(sample, heads) if tag_at is None else _find_above(sample, tag_at)


def _make_head(
    sample: Sequence[Row], heads: HeadRows, block: Block | None, tag_at: int | None
) -> Head:
    taken = [at for at in (tag_at, *((block.top, block.bottom) if block else ())) if at is not None]
    last_at, first_at = max(taken, default=None), min(taken, default=0)
    width = max((len(cells) for _, cells in sample), default=0)
    tags = sample[tag_at][1] if tag_at is not None else ()
    titles = tuple(_say_row(cells) for _, cells in sample[:first_at] if _count_filled(cells))
    return Head(
        row=sample[block.top][0] if block else None,
        rows=block.rows if block else 0,
        tag_row=sample[tag_at][0] if tag_at is not None else None,
        last=sample[last_at][0] if last_at is not None else 0,
        titles=titles,
        columns=_name_columns(_join_names(heads, block, titles), tags, width),
    )


def _join_names(heads: HeadRows, block: Block | None, titles: Sequence[str]) -> list[str]:
    return name_bare_days(heads.join(block), titles) if block else []


def is_only_head(head: Head, first: Sequence[Row]) -> bool:
    """Whether nothing stands below a head, or the only row of a table without one could be it."""
    if not first or head.row is not None or head.tag_row is not None:
        return not first
    return len(first) == 1 and _is_text(first[0][1])


def _name_columns(names: Sequence[str], tags: Sequence[Cell], width: int) -> tuple[Column, ...]:
    columns: list[Column] = []
    taken: set[str] = set()
    for index in range(width):
        said = read_tag(tags[index]) if index < len(tags) else None
        unused = said is not None and said.has(UNUSED)
        tag = said.without(UNUSED).text if said else None
        name = (names[index] if names else "") or tag or f"column {name_column(index)}"
        if name in taken:
            name = f"{name} (column {name_column(index)})"
        taken.add(name)
        columns.append(Column(index=index, name=name, tag=tag, unused=unused))
    return tuple(columns)


def _find_first(
    sample: Sequence[Row], heads: HeadRows, tag_at: int | None, wanted: int | None
) -> int | None:
    """The head of a table of which data stand above the tags: these are none of its columns.

    None where there is none, and where `wanted` is a row of no such head.
    """
    if tag_at is None:
        return None
    found = [at for at in range(tag_at - 1) if _heads_table(sample, at, tag_at)]
    if wanted is None:
        return next(iter(found), None)
    rows = {row for at in found for row in range(heads.grow(at).top, at + 1)}
    return next((row for row in sorted(rows) if sample[row][0] == wanted), None)


def _heads_table(sample: Sequence[Row], at: int, end: int) -> bool:
    """Whether a row names columns, with data directly below it and above a row of tags.

    One row of data alone may be of the head with the tags, as ages are, directly above these.
    """
    names = [say_cell(cell).strip() for cell in sample[at][1] if say_cell(cell).strip()]
    known = sum(map(names_column, names))
    fewest = _FEWEST_KNOWN if known >= _FEWEST_KNOWN else _FEWEST_NAMES
    if len(names) < fewest or not _is_text(sample[at][1]):
        return False
    below = takewhile(lambda row: _is_data(row[1], fewest), sample[at + 1 : end])
    data = sum(1 for _ in below)
    ends_before = at + 1 + data < end
    return data >= _FEWEST_ROWS or (data > 0 and known >= _FEWEST_KNOWN and ends_before)


def _is_data(cells: Sequence[Cell], fewest: int) -> bool:
    """Whether a row has so many cells, a number or a day among them."""
    filled = [cell for cell in cells if say_cell(cell).strip()]
    figures = (not isinstance(cell, str) or is_figure(cell) or is_day(cell) for cell in filled)
    return len(filled) >= fewest and any(figures)


def _find_above(sample: Sequence[Row], tag_at: int) -> int | None:
    """The nearest filled row above the tags, where it names columns and is no title."""
    for at in range(tag_at - 1, -1, -1):
        filled = _count_filled(sample[at][1])
        if filled:
            tags = _count_filled(sample[tag_at][1])
            titles = [_say_row(above) for _, above in sample[:at]]
            return at if filled >= tags * _FULL and _is_text(sample[at][1], titles) else None
    return None


def _guess(sample: Sequence[Row], heads: HeadRows) -> int | None:
    """The first row that is as full as data and holds names only; none where data come first.

    Where it stands below names of groups they may be ages.
    """
    fullest = max((_count_filled(cells) for _, cells in sample), default=0)
    for at, (_, cells) in enumerate(sample):
        if _count_filled(cells) >= max(1, fullest * _FULL):
            titles = [_say_row(above) for _, above in sample[:at]]
            names = at + 1 < len(sample) and (_is_text(cells, titles) or heads.grow(at).rows > 1)
            return at if names else None
    return None


def _is_text(cells: Sequence[Cell], titles: Sequence[str] = ()) -> bool:
    """Whether a row can be a head: words, or days that head a column each.

    A mark or words beside a day make the row no less a head, nor does it that days are bare
    numbers where a title above has their month.
    """
    filled = [cell for cell in cells if cell is not None and say_cell(cell).strip()]
    words = [cell for cell in filled if isinstance(cell, str) and not is_figure(cell)]
    # A day may begin with its weekday.
    days = _list_days([cell for cell in filled if cell not in words or _is_day_named(cell)], titles)
    others = [cell for cell in words if cell not in days]
    return bool(others) and len(others) + len(days) == len(filled) and len(days) != 1


def _list_days(cells: Sequence[Cell], titles: Sequence[str]) -> list[Cell]:
    """The cells that can be the days of columns."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    named = sum(holds_named_day(make_plain(text)) for text in texts)
    yearless = bool(find_yearless(texts)) or named >= FEWEST
    bare = find_bare_days([say_cell(cell) for cell in cells], titles)
    return [
        cell
        for at, cell in enumerate(cells)
        if at in bare or is_day(cell) or _holds_day(cell, yearless=yearless)
    ]


def _is_day_named(cell: Cell) -> bool:
    """Whether a text is a day behind its weekday."""
    return isinstance(cell, str) and drop_weekday(cell) != cell


def _holds_day(cell: Cell, *, yearless: bool) -> bool:
    """Whether a day stands in a text beside something else; without a year only beside others."""
    if not isinstance(cell, str):
        return False
    text = make_plain(split_mark(cell)[0])
    return holds_day(text) or (yearless and holds_yearless(text))


def _count_filled(cells: Sequence[Cell]) -> int:
    return sum(cell is not None and bool(say_cell(cell).strip()) for cell in cells)


def _say_row(cells: Sequence[Cell]) -> str:
    return " ".join(say_cell(cell) for cell in cells if cell is not None).strip()
