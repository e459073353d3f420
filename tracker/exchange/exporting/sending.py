"""Exports as bytes, piece by piece: whatever the format, memory does not grow with the length."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from tracker.exchange.exporting.blank_rows import Blank
from tracker.exchange.exporting.blank_workbook import write_blank
from tracker.exchange.exporting.early_archives import send_early
from tracker.exchange.exporting.making import ExportMaker
from tracker.exchange.exporting.requests import ExportRequest, Format
from tracker.exchange.exporting.text_files import (
    write_csv_export,
    write_hxl_csv,
    write_hxl_json,
    write_json,
)
from tracker.exchange.exporting.workbook import make_relations, write_workbook


def name_export(session: Session, request: ExportRequest) -> str:
    """The name of the file. Raises what ExportMaker raises."""
    return name_file(ExportMaker(session, request).name, request.format)


def name_file(name: str, kind: Format) -> str:
    """A name of a file that every system takes."""
    plain = "".join(sign if sign.isalnum() or sign in " ,.-+" else "_" for sign in name)
    return plain + kind.ending


def send_export(
    open_session: Callable[[], Session], request: ExportRequest, *, with_mark: bool = True
) -> Iterator[bytes]:
    """The bytes of an export, read from a session of its own that ends with it.

    Text formats begin with a byte order mark unless `with_mark` is False; JSON never has one.
    """
    with open_session() as session:
        maker = ExportMaker(session, request)
        if request.format is Format.XLSX:
            export = maker.make()
            yield from _send_from_file(
                lambda path: write_workbook(export, path, time_zone=maker.time_zone)
            )
            return
        for piece in _write_text(maker, request, with_mark=with_mark):
            yield piece.encode("utf-8")


def _write_text(maker: ExportMaker, request: ExportRequest, *, with_mark: bool) -> Iterator[str]:
    match request.format:
        case Format.GEOJSON:
            return maker.write_features()
        case Format.HXL_CSV:
            return write_hxl_csv(maker.make(), with_mark=with_mark)
        case Format.HXL_JSON:
            return write_hxl_json(maker.make())
        case Format.JSON:
            return write_json(maker.make())
        case _:
            return write_csv_export(maker.make(), with_mark=with_mark)


def send_blank(blank: Blank) -> Iterator[bytes]:
    """The bytes of an empty workbook to be filled in."""
    return _send_from_file(lambda path: write_blank(blank, path))


def _send_from_file(write: Callable[[Path], None]) -> Iterator[bytes]:
    """A workbook is an archive that is finished last, so all but its beginning waits in a file."""
    handle, name = tempfile.mkstemp(suffix=".xlsx")
    os.close(handle)
    path = Path(name)
    try:
        yield from send_early(make_relations(), write, path)
    finally:
        path.unlink(missing_ok=True)
