"""What a file weighs is told without opening it, whatever is wrong with it."""

import io
import zipfile

import pytest

from tests.exchange.workbooks import xlsx
from tracker.exchange.reading import Limits, open_file, weigh_file


def pack(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_text_weighs_what_it_has_and_an_archive_what_is_in_it() -> None:
    text = b"Day,Present\n" * 1_000
    assert weigh_file(text) == len(text)
    packed = pack(text=text)
    assert len(packed) < len(text)
    assert weigh_file(packed) == len(text)
    assert weigh_file(pack(text=text, more=text)) == 2 * len(text)


def test_a_workbook_in_an_archive_may_grow_twice() -> None:
    inner = pack(sheet=b"<c/>" * 10_000)
    assert weigh_file(pack(book=inner)) == 20 * len(inner)


@pytest.mark.parametrize(
    "content",
    # Archives hold the moment at which they were made: their tests are told apart by names.
    [b"PK\x03\x04 and nothing else", pack(a=b"x")[:-30], b"PK"],
    ids=["begun", "cut off", "two letters"],
)
def test_what_is_broken_weighs_what_it_has(content: bytes) -> None:
    assert weigh_file(content) == len(content)


@pytest.mark.parametrize(
    ("content", "length"),
    [
        (b"A,B\n1,2\n3,4\n", 3),
        (b"A,B\r1,2\r3,4\r", 3),
        (b"A,B\r\n1,2\r\n", 2),
        (xlsx({"Sheet": [["A"], [1], [2], [3]]}), 4),
        (b'[{"A": 1}, {"A": 2}]', 2),
        (b'[["A"], [1], [2]]', 3),
    ],
    ids=["LF", "CR", "CRLF", "workbook", "records", "lists"],
)
def test_a_table_says_about_how_long_it_is(content: bytes, length: int) -> None:
    assert open_file(content, "file", Limits()).tables[0].length == length
