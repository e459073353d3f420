"""Hash what an act stored, from its rows: the same when they are written and when read back.

A content is the SHA-256 of a JSON object that names the tables, each row with its columns by name.
Columns without a value are left out, so that a column that a table gains later, empty in the rows
that are there, changes no hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tracker.domain.audit import write_moment
from tracker.store.protection import FIXED_OF_REPORT

Row = Mapping[str, Any]
"""A row as plain values by column name."""


def hash_revision(
    report: Row,
    revision: Row,
    counts: Iterable[Row],
    parts: Iterable[Row],
    effects: Iterable[Any] | None,
) -> bytes:
    """The hash of a revision with everything that was stored of it.

    That is: what its report is about, the revision, its counts, their parts in the order in which
    they were stored, and what it changed in its unit's series.
    """
    return _hash(
        {
            "report": {name: report[name] for name in FIXED_OF_REPORT},
            "revision": _keep(revision),
            "counts": {row["indicator"]: _keep_count(row) for row in counts},
            "parts": [_keep(row, without="id") for row in parts],
            "effects": list(effects or ()),
        }
    )


def hash_decision(decision: Row, effects: Iterable[Any] | None) -> bytes:
    """The hash of a decision with what it changed in its unit's series."""
    return _hash({"decision": _keep(decision), "effects": list(effects or ())})


def hash_row(table: str, row: Row) -> bytes:
    """The hash of an act that is one row, such as a ruling."""
    return _hash({table: _keep(row)})


class RowsHash:
    """The hash of many rows in their order, taken in as they come: memory does not grow with them.

    It is the SHA-256 of a line for each row: a JSON object as in contents, and a line feed.
    `number` says how many rows it took in.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.number = 0

    def take(self, rows: Iterable[Row]) -> None:
        """Go on with these rows."""
        for row in rows:
            self._hash.update(f"{_ENCODER.encode(_keep(row))}\n".encode("ascii"))
            self.number += 1

    def finish(self) -> bytes:
        """The hash of the rows until here."""
        return self._hash.digest()


def hash_import(run: Row, reports: RowsHash, refused: RowsHash, words: RowsHash) -> bytes:
    """The hash of an import with which rows of its file became which revisions, and which none.

    `reports` took in the rows of import_report by their revision, `refused` those of
    import_refused by their row of the file, and `words` those of import_words by their report:
    without any these are left out, as of imports that could have none.
    """
    rows = {"import_report": reports.finish(), "import_refused": refused.finish()}
    if words.number:
        rows["import_words"] = words.finish()
    return _hash({"import_run": _keep(run), **rows})


def _keep(row: Row, *, without: str | None = None) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name != without}


def _keep_count(row: Row) -> dict[str, Any]:
    kept = _keep(row)
    size = kept.get("household_size")
    if size is not None:
        kept["household_size"] = float(size)  # as it is read back, whatever was given
    return kept


def _hash(content: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(_ENCODER.encode(content).encode("ascii")).digest()


def _write(value: object) -> str:
    match value:
        case datetime():
            return write_moment(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return value.hex()
    raise TypeError(f"{type(value).__name__} has no place in a content")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False, default=_write)
