"""Tables from JSON: an array of records or of rows, or several of them under keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.exchange.reading.encodings import NO_TEXT, find_encoding
from tracker.exchange.reading.limits import FileUnreadable, Limits
from tracker.exchange.reading.tables import Book, Cell, Row, Table

_DEEPEST = 3
_COLUMNS, _RECORDS, _KEY = "columns", "records", "key"
"""Where our own exports name the columns of their records, which leave out what is blank."""


def read_json(content: bytes, name: str, limits: Limits) -> Book:
    """A table for each array in the file that holds records or rows, the longest first."""
    document = _parse(content)
    found = sorted(_find_arrays(document, ""), key=lambda item: -len(item[1]))
    named = _find_names(document)
    tables = tuple(
        _make_table(key or name, rows, limits, named if key == _RECORDS else ())
        for key, rows in found
        # What names the columns of another table is none itself, however long it is.
        if not (named and key == _COLUMNS)
    )
    if not tables:
        raise FileUnreadable("Choose another file: this JSON holds no list of records")
    return Book(format="JSON", tables=tables)


def _parse(content: bytes) -> Any:
    try:
        text = content.decode(find_encoding(content))
        return json.loads(text, parse_constant=lambda _name: None)
    except UnicodeDecodeError:
        raise FileUnreadable(NO_TEXT) from None
    except json.JSONDecodeError as problem:
        raise FileUnreadable(
            f"Get the file anew: this is no whole JSON, line {problem.lineno} does not go on as it "
            "should"
        ) from None
    except (RecursionError, ValueError):
        raise FileUnreadable(
            "Choose another file: this JSON is nested too deeply or holds a number without end"
        ) from None


def _find_arrays(value: Any, key: str, depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, list):
        kept = [item for item in value if isinstance(item, dict | list)]
        if kept and len(kept) == len(value):
            yield key, value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name, inner in value.items():
            yield from _find_arrays(inner, f"{key}.{name}" if key else str(name), depth + 1)


def _find_names(document: Any) -> tuple[str, ...]:
    """The names of the columns that records have, also of those that are blank in all of them."""
    columns = document.get(_COLUMNS) if isinstance(document, dict) else None
    if not isinstance(columns, list) or not isinstance(document.get(_RECORDS), list):
        return ()
    keys = [column.get(_KEY) for column in columns if isinstance(column, dict)]
    return tuple(key for key in keys if isinstance(key, str))


def _make_table(
    name: str, items: Sequence[Any], limits: Limits, named: Sequence[str] = ()
) -> Table:
    if isinstance(items[0], list):
        return Table(
            name=name, read=lambda: limits.count_cells(_read_lists(items)), length=len(items)
        )
    return Table(
        name=name,
        read=lambda: limits.count_cells(_read_records(items, named)),
        length=len(items),
        is_named=True,
        noun="record",
    )


def _read_lists(items: Sequence[Any]) -> Iterator[Row]:
    for number, item in enumerate(items, start=1):
        yield number, [_make_cell(cell) for cell in item] if isinstance(item, list) else []


def _read_records(items: Sequence[Any], named: Sequence[str]) -> Iterator[Row]:
    """Row 0 with all keys in the order in which they first appear, then the records."""
    flat = [_flatten(item) if isinstance(item, dict) else {} for item in items]
    keys = list(dict.fromkeys((*named, *(key for record in flat for key in record))))
    yield 0, keys
    for number, record in enumerate(flat, start=1):
        yield number, [record.get(key) for key in keys]


def _flatten(record: Mapping[str, Any], above: str = "") -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= _flatten(value, f"{above}{key}.")
        else:
            cells[f"{above}{key}"] = _make_cell(value)
    return cells


def _make_cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)
