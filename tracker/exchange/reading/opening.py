"""Open a file by what is in it, whatever its name says."""

from __future__ import annotations

from pathlib import PurePath

from tracker.exchange.reading.archives import Archive
from tracker.exchange.reading.biff import look_through
from tracker.exchange.reading.biff_cells import Damaged
from tracker.exchange.reading.compound import NoWorkbook, put_stream, take_stream
from tracker.exchange.reading.json_records import read_json
from tracker.exchange.reading.limits import ENCRYPTED, FileUnreadable, Limits
from tracker.exchange.reading.tables import Book
from tracker.exchange.reading.text import read_text
from tracker.exchange.reading.workbooks import BROKEN, read_workbook

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD = 512

_OTHERS = {
    b"%PDF": "a PDF: copy its table into a workbook",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document: copy its table into a workbook",
    b"\x1f\x8b": "packed with gzip: unpack it first",
    b"Rar!": "packed as RAR: unpack it first",
    b"7z\xbc\xaf": "packed as 7z: unpack it first",
    b"SQLite format 3": "a database: export its table as CSV",
    b"PAR1": "a Parquet file: export it as CSV",
}
_MARKUP = ("<html", "<!doctype html", "<table", "<head", "<body")


def open_file(content: bytes, name: str, limits: Limits) -> Book:
    """The tables of a file. Raises FileUnreadable with one sentence that says what to do."""
    limits.check_size(len(content))
    if not content.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise FileUnreadable("Choose another file: this one is empty")
    if content.startswith(_ZIP):
        return _open_archive(content, limits)
    return _open_plain(content, PurePath(name).name, limits)


def _open_archive(content: bytes, limits: Limits) -> Book:
    archive = Archive(content, limits)
    if archive.is_workbook:
        return _read_packed(content, archive, limits)
    name, inner = archive.read_only_file()
    if inner.startswith(_ZIP):
        packed = Archive(inner, limits)
        if not packed.is_workbook:
            raise FileUnreadable("Unpack the file first: it is an archive in an archive")
        return _read_packed(inner, packed, limits)
    return _open_plain(inner, name, limits)


def _read_packed(content: bytes, archive: Archive, limits: Limits) -> Book:
    return read_workbook(content, limits, archive.unread, from_1904=archive.counts_from_1904)


def _open_plain(content: bytes, name: str, limits: Limits) -> Book:
    if content.startswith(_COMPOUND):
        return _open_compound(content, limits)
    _refuse_others(content)
    start = content[:_HEAD].decode("latin-1").lstrip("ï»¿ÿþ\0 \r\n\t")
    if start[:1] in ("{", "["):
        return read_json(content, name, limits)
    return read_text(content, name, limits)


def _open_compound(content: bytes, limits: Limits) -> Book:
    if _ENCRYPTED_PACKAGE in content:
        raise FileUnreadable(ENCRYPTED)
    try:
        found = look_through(take_stream(content), limits)
    except (NoWorkbook, Damaged):
        raise FileUnreadable(BROKEN) from None
    workbook = put_stream(found.stream)
    return read_workbook(workbook, limits, found.unread, from_1904=found.from_1904)


def _refuse_others(content: bytes) -> None:
    for mark, words in _OTHERS.items():
        if content.startswith(mark):
            raise FileUnreadable(f"Choose a workbook, CSV or JSON file: this is {words}")
    start = content[:_HEAD].decode("latin-1").replace("\0", "").lstrip("ï»¿ÿþ \r\n\t").lower()
    if start.startswith(_MARKUP):
        raise FileUnreadable(
            "Open the file in a spreadsheet and save it as a workbook: it is a web page"
        )
    if start.startswith("<?xml"):
        raise FileUnreadable("Choose a workbook, CSV or JSON file: this is XML")
