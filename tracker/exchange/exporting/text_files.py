"""Exports as CSV, as JSON, and as CSV and JSON of the humanitarian exchange language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tracker.exchange.exporting.csv_lines import AT_ONCE, Cell, write_csv
from tracker.exchange.exporting.tables import Column, Export, Row

WHAT_IT_HOLDS = "What this file holds"


def write_csv_export(export: Export, *, with_mark: bool = True) -> Iterator[str]:
    """What the file holds, a blank line, the keys of the columns, and the rows."""
    heads = [column.key for column in export.columns]
    return write_csv(_list_lines(export, [heads], export.rows()), with_mark=with_mark)


def write_hxl_csv(export: Export, *, with_mark: bool = True) -> Iterator[str]:
    """The same with a row of hashtags beneath the headings."""
    return write_csv(_list_hxl(export), with_mark=with_mark)


def write_hxl_json(export: Export) -> Iterator[str]:
    """A list of rows: what it holds, headings, hashtags, and the rows."""
    return _write_list("[\n", map(_plain, _list_hxl(export)), "\n]\n")


def write_json(export: Export) -> Iterator[str]:
    """An object with what it holds, the columns, and a record for each row, without blanks."""
    about = {one.label: one.said for one in export.about}
    columns = [
        {"key": c.key, "heading": c.heading, "meaning": c.meaning, "kind": c.kind.value}
        for c in export.columns
    ]
    keys = [column.key for column in export.columns]
    records = (
        {key: value for key, value in zip(keys, _plain(row), strict=True) if value is not None}
        for row in export.rows()
    )
    head = f'{{"about": {_encode(about)},\n"columns": {_encode(columns)},\n"records": [\n'
    return _write_list(head, records, "\n]}\n")


def list_about(export: Export) -> Iterator[Row]:
    """What an export holds, as lines of two cells."""
    yield (WHAT_IT_HOLDS, export.name)
    for one in export.about:
        yield (one.label, one.said)


def _list_lines(export: Export, heads: Iterable[Row], rows: Iterable[Row]) -> Iterator[Row]:
    yield from list_about(export)
    yield ()
    yield from heads
    yield from rows


def _list_hxl(export: Export) -> Iterator[Row]:
    """Lines of the tagged columns only."""
    tagged = [at for at, column in enumerate(export.columns) if column.tag]
    columns: list[Column] = [export.columns[at] for at in tagged]
    heads: list[Row] = [[c.heading for c in columns], [c.tag for c in columns]]
    return _list_lines(export, heads, ([row[at] for at in tagged] for row in export.rows()))


def _plain(row: Row) -> list[str | int | float | bool | None]:
    return [_make_plain(cell) for cell in row]


def _make_plain(cell: Cell) -> str | int | float | bool | None:
    if cell is None or isinstance(cell, str | int | float):
        return cell
    return cell.isoformat()


def _write_list(head: str, items: Iterable[object], tail: str) -> Iterator[str]:
    page = [head]
    for number, item in enumerate(items):
        page.append((",\n" if number else "") + _encode(item))
        if len(page) > AT_ONCE:
            yield "".join(page)
            page = []
    yield "".join([*page, tail])


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
