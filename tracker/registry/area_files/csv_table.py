"""Areas from a table: one per row, with the level or the area above."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from tracker.registry.area_files.entries import (
    AreaColumns,
    AreaContent,
    AreaEntry,
    AreaFileUnreadable,
    choose_columns,
    fold_column,
)
from tracker.registry.tree import LEVEL_NAMES
from tracker.registry.wording import tidy

SEPARATORS = ";,\t"
LEVELS = {name: level for level, name in enumerate(LEVEL_NAMES)} | {
    str(level): level for level in range(len(LEVEL_NAMES))
}


def read_csv(text: str, wanted: AreaColumns) -> AreaContent:
    """The rows below the head; empty rows and a row of HXL tags are passed over."""
    records = _read_records(text)
    if not records:
        raise AreaFileUnreadable("Choose another file: this one has no rows below its head")
    columns = choose_columns(list(records.values()), wanted)
    return AreaContent(
        entries=tuple(_make_entry(line, record, columns) for line, record in records.items())
    )


def _read_records(text: str) -> dict[int, dict[str, str]]:
    """Records by the number of the line they end on."""
    first_line = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        head = [tidy(cell) for cell in next(reader, [])]
        rows = [(reader.line_num, row) for row in reader if any(map(tidy, row))]
    except csv.Error as problem:
        raise AreaFileUnreadable(f"Choose another file: this is no CSV ({problem})") from None
    return {line: dict(zip(head, row, strict=False)) for line, row in rows if not _is_tags(row)}


def _is_tags(row: list[str]) -> bool:
    return all(tidy(cell).startswith("#") for cell in row if tidy(cell))


def _make_entry(line: int, record: Mapping[str, str], columns: AreaColumns) -> AreaEntry:
    by_column = {fold_column(key): tidy(value) for key, value in record.items()}
    typed_level = by_column.get("level", "")
    level = LEVELS.get(typed_level.casefold())
    wrong = bool(typed_level) and level is None
    return AreaEntry(
        where=f"row {line}",
        name=tidy(record.get(columns.name or "")),
        parent=by_column.get("parent") or None,
        level=level,
        p_code=tidy(record.get(columns.p_code or "")) or None,
        national_code=tidy(record.get(columns.national_code or "")) or None,
        problem=f"Write the level as country, region or district, not {typed_level}"
        if wrong
        else None,
    )
