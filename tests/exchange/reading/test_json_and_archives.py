"""JSON and archives, and files that are something else."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.workbooks import pack, xlsx
from tracker.exchange.reading import Book, FileUnreadable, Limits, open_file


def read(content: bytes | Any, name: str = "file", limits: Limits = Limits()) -> Book:  # noqa: B008
    packed = content if isinstance(content, bytes) else json.dumps(content).encode()
    return open_file(packed, name, limits)


def cells(book: Book, table: int = 0) -> list[tuple[int, list[object]]]:
    return [(number, list(row)) for number, row in book.tables[table].read()]


def test_records_become_rows_under_their_keys() -> None:
    book = read(
        [{"day": "2024-08-07", "people": 5}, {"people": None, "note": {"by": "x", "of": [1]}}]
    )
    assert cells(book) == [
        (0, ["day", "people", "note.by", "note.of"]),
        (1, ["2024-08-07", 5, None, None]),
        (2, [None, None, "x", "[1]"]),
    ]
    assert book.tables[0].is_named
    assert book.tables[0].where(2, 1) == "record 2"


def test_records_under_a_key_are_found_the_longest_first() -> None:
    book = read({"meta": {"tags": [{"a": 1}]}, "data": [{"b": 1}, {"b": 2}], "empty": []})
    assert [table.name for table in book.tables] == ["data", "meta.tags"]


def test_an_array_of_rows_is_a_table_without_names() -> None:
    book = read([["day", "people"], ["2024-08-07", 5]])
    assert cells(book) == [(1, ["day", "people"]), (2, ["2024-08-07", 5])]
    assert not book.tables[0].is_named


def test_an_array_of_rows_may_be_uneven() -> None:
    assert cells(read([["a"], {"b": 1}])) == [(1, ["a"]), (2, [])]
    assert cells(read([{"b": 1}, ["a"]])) == [(0, ["b"]), (1, [1]), (2, [None])]


def test_numbers_that_are_none_are_blank() -> None:
    assert cells(read(b'[{"a": NaN}]'))[1] == (1, [None])


@pytest.mark.parametrize(
    "content",
    [b'[{"a": 1}', b"[" * 100_000, b"[1, 2]", b"{}", b'{"a": {"b": {"c": {"d": [{"e": 1}]}}}}'],
)
def test_json_without_records_is_refused(content: bytes) -> None:
    with pytest.raises(FileUnreadable, match="JSON"):
        read(content)


def test_json_with_wrong_letters_is_refused() -> None:
    with pytest.raises(FileUnreadable):
        read(b"[\xff\xfe\x00\xd8")
    with pytest.raises(FileUnreadable, match="neither a table nor text"):
        read(b'\xff\xfe{\x00"\x00\x00\xd8a\x00')


def test_an_archive_with_one_file_is_read() -> None:
    assert cells(read(pack({"data/people.csv": "a,b\n1,2\n", "__MACOSX/x": "y"})))[1] == (
        2,
        ["1", "2"],
    )
    assert cells(read(pack({"people.json": '[{"a": 1}]'})))[1] == (1, [1])
    assert read(pack({"book.xlsx": xlsx({"Data": [["a"], [1.0]]})})).tables[0].name == "Data"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "archive is empty"),
        ({".hidden": "x"}, "archive is empty"),
        ({"a.csv": "a,b", "b.csv": "a,b"}, "archive holds 2"),
        ({"a.zip": pack({"a.csv": "a"})}, "archive in an archive"),
    ],
)
def test_archives_with_none_or_several_files_are_refused(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(FileUnreadable, match=words):
        read(pack(parts))


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    with pytest.raises(FileUnreadable, match="unpacked, this one has more than 1 MB"):
        read(pack({"a.csv": b"0" * 3_000_000}), limits=Limits(unpacked=1_000_000))


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(pack({"a.csv": b"0,1\n" * 50_000}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(signature) + at
        content[start : start + 4] = (100).to_bytes(4, "little")
    with pytest.raises(FileUnreadable, match="damaged"):
        read(bytes(content))


def test_an_archive_with_a_password_is_refused() -> None:
    content = bytearray(pack({"a.csv": "a,b"}))
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + at] |= 1
    with pytest.raises(FileUnreadable, match="without a password"):
        read(bytes(content))


@pytest.mark.parametrize("keep", [0.2, 0.7, 0.95])
def test_an_archive_that_is_cut_off_is_refused(keep: float) -> None:
    content = pack({"a.csv": "a,b\n" * 1000})
    with pytest.raises(FileUnreadable, match="damaged or cut off"):
        read(content[: int(len(content) * keep)])


def test_an_archive_packed_in_an_unknown_way_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "a,b")
    content = bytearray(buffer.getvalue())
    for signature, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        content[content.index(signature) + at] = 97
    with pytest.raises(FileUnreadable, match="damaged"):
        read(bytes(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n...", "picture"),
        (b"\x1f\x8b\x08...", "gzip"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"\xef\xbb\xbf  <table><tr>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
    ],
)
def test_other_files_are_called_by_their_name(content: bytes, words: str) -> None:
    with pytest.raises(FileUnreadable, match=words):
        read(content, name="data.xlsx")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="at most 1 MB, this one has 2 MB"):
        read(b"a,b\n" * 300_000, limits=Limits(size=1_000_000))


def test_the_lebanese_records_are_read(shared_data: Path) -> None:
    book = read((shared_data / "lebanon_casualties_daily.json").read_bytes())
    assert len(cells(book)) == 188


def test_the_features_of_the_kursk_file_are_read(shared_data: Path) -> None:
    book = read((shared_data / "kursk_oblast_districts.geojson").read_bytes())
    assert book.tables[0].name == "features"
    assert len(cells(book)) == 34


def test_records_have_all_columns_that_the_file_names_beside_them() -> None:
    columns = [{"key": "day"}, {"key": "people"}, {"key": "note"}, {"name": "other"}]
    book = read({"columns": columns, "records": [{"people": 5}, {"day": "2024-08-07", "x": 1}]})
    assert [table.name for table in book.tables] == ["records"]
    assert cells(book) == [
        (0, ["day", "people", "note", "x"]),
        (1, [None, 5, None, None]),
        (2, ["2024-08-07", None, None, 1]),
    ]
    alone = read({"columns": columns})
    assert [table.name for table in alone.tables] == ["columns"]
