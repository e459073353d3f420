"""Short ways to ask for exports and to read them as rows by the keys of their columns."""

import csv
import io
import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.recording.drafts import NOW, day
from tracker.exchange.exporting import (
    Audience,
    Content,
    ExportMaker,
    ExportRequest,
    Format,
    send_export,
)
from tracker.exchange.exporting.csv_lines import Cell

Record = dict[str, Cell]
LAST = day(3)


def ask(content: Content = Content.LONG, **more: Any) -> ExportRequest:
    values: dict[str, Any] = {
        "content": content,
        "format": Format.CSV,
        "audience": Audience.INTERNAL,
        "first": day(0),
        "last": LAST,
        "made_at": NOW,
    }
    return ExportRequest(**values | more)


def read_rows(session: Session, request: ExportRequest) -> list[Record]:
    """The rows of an export without blank cells."""
    export = ExportMaker(session, request).make()
    keys = [column.key for column in export.columns]
    return [
        {key: cell for key, cell in zip(keys, row, strict=True) if cell is not None}
        for row in export.rows()
    ]


def find(rows: list[Record], **wanted: Any) -> Record:
    """The one row that has all of this; a part of a number only where that is asked for."""
    wanted.setdefault("sex", None)
    (found,) = (row for row in rows if all(row.get(key) == value for key, value in wanted.items()))
    return found


def say_about(session: Session, request: ExportRequest) -> dict[str, str]:
    return {one.label: one.said for one in ExportMaker(session, request).make().about}


def send(session: Session, request: ExportRequest, **more: Any) -> bytes:
    """The file, read from a session that stays open for the test."""
    return b"".join(send_export(lambda: _Kept(session), request, **more))  # type: ignore[arg-type,return-value]


class _Kept:
    """Lends a session out that must not be closed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> Session:
        return self._session

    def __exit__(self, *_: object) -> None:
        """Leave it open."""


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_json(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"))


def on(offset: int) -> date:
    return day(offset)
