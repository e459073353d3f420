"""Where the names of the columns stand: titles above, the head, a row of tags, the first data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.exchange.detecting.hxl import LATEST_TAG_ROW, is_tag_row, read_tag
from tracker.exchange.detecting.numbers import is_blank
from tracker.exchange.detecting.profiles import is_day, say_cell
from tracker.exchange.detecting.yearless import find_yearless
from tracker.exchange.reading.tables import Cell, Row, Table, name_column

_SAMPLE = 60
_FIGURES = "0123456789<>~≥≤+-"
_FULL = 0.5
"""A head fills at least this share of the widest row of the sample; a title does not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column by its place, its name in the file (unique in its table) and its tag."""

    index: int
    name: str
    tag: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Numbers of the rows that are no data (None: there is none) and the columns they name.

    Data are the rows after `last`.
    """

    row: int | None
    tag_row: int | None
    last: int
    titles: tuple[str, ...]
    columns: tuple[Column, ...]

    def find(self, name: str) -> Column | None:
        """The column of this name or tag."""
        return next((c for c in self.columns if name in (c.name, c.tag)), None)


def find_head(table: Table, wanted: int | None = None) -> Head:
    """The head of a table; `wanted` is the row in which a person says it stands, 0 for none."""
    sample = list(islice(table.read(), _SAMPLE))
    tag_at = next(
        (at for at, (_, cells) in enumerate(sample[:LATEST_TAG_ROW]) if is_tag_row(cells)), None
    )
    if wanted is not None:
        head_at = next((at for at, (number, _) in enumerate(sample) if number == wanted), None)
        head_at = None if wanted == 0 and not table.is_named else head_at
    elif table.is_named:
        head_at = 0
    elif tag_at is not None:
        head_at = _find_above(sample, tag_at)
    else:
        head_at = _guess(sample)
    return _make_head(sample, head_at, tag_at if tag_at != head_at else None)


def _make_head(sample: Sequence[Row], head_at: int | None, tag_at: int | None) -> Head:
    last_at = max((at for at in (head_at, tag_at) if at is not None), default=None)
    first_at = min((at for at in (head_at, tag_at) if at is not None), default=0)
    width = max((len(cells) for _, cells in sample), default=0)
    names = sample[head_at][1] if head_at is not None else ()
    tags = sample[tag_at][1] if tag_at is not None else ()
    return Head(
        row=sample[head_at][0] if head_at is not None else None,
        tag_row=sample[tag_at][0] if tag_at is not None else None,
        last=sample[last_at][0] if last_at is not None else 0,
        titles=tuple(_say_row(cells) for _, cells in sample[:first_at] if _count_filled(cells)),
        columns=_name_columns(names, tags, width),
    )


def is_only_head(head: Head, first: Sequence[Row]) -> bool:
    """Whether nothing stands below a head, or the only row of a table without one could be it."""
    if not first or head.row is not None or head.tag_row is not None:
        return not first
    return len(first) == 1 and _is_text(first[0][1])


def _name_columns(names: Sequence[Cell], tags: Sequence[Cell], width: int) -> tuple[Column, ...]:
    columns: list[Column] = []
    taken: set[str] = set()
    for index in range(width):
        said = read_tag(tags[index]) if index < len(tags) else None
        tag = said.text if said else None
        name = " ".join(say_cell(names[index]).split()) if index < len(names) else ""
        name = name or tag or f"column {name_column(index)}"
        if name in taken:
            name = f"{name} (column {name_column(index)})"
        taken.add(name)
        columns.append(Column(index=index, name=name, tag=tag))
    return tuple(columns)


def _find_above(sample: Sequence[Row], tag_at: int) -> int | None:
    """The nearest filled row above the tags, where it names columns and is no title."""
    for at in range(tag_at - 1, -1, -1):
        filled = _count_filled(sample[at][1])
        if filled:
            tags = _count_filled(sample[tag_at][1])
            return at if filled >= tags * _FULL and _is_text(sample[at][1]) else None
    return None


def _guess(sample: Sequence[Row]) -> int | None:
    """The first row that is as full as data and holds names only; none where data come first."""
    fullest = max((_count_filled(cells) for _, cells in sample), default=0)
    for at, (_, cells) in enumerate(sample):
        if _count_filled(cells) >= max(1, fullest * _FULL):
            return at if _is_text(cells) and at + 1 < len(sample) else None
    return None


def _is_text(cells: Sequence[Cell]) -> bool:
    """Whether a row can be a head: words, or days that head a column each."""
    filled = [cell for cell in cells if cell is not None and say_cell(cell).strip()]
    words = [cell for cell in filled if isinstance(cell, str) and not _is_figure(cell)]
    figures = [cell for cell in filled if cell not in words]
    yearless = find_yearless([cell for cell in figures if isinstance(cell, str)])
    days = [cell for cell in figures if is_day(cell) or cell in yearless]
    return bool(words) and len(words) + len(days) == len(filled) and len(days) != 1


def _is_figure(text: str) -> bool:
    plain = text.strip()
    return is_blank(plain) or (plain[0] in _FIGURES and any(map(str.isdecimal, plain)))


def _count_filled(cells: Sequence[Cell]) -> int:
    return sum(cell is not None and bool(say_cell(cell).strip()) for cell in cells)


def _say_row(cells: Sequence[Cell]) -> str:
    return " ".join(say_cell(cell) for cell in cells if cell is not None).strip()
