"""XLSB workbooks: errors and uncalculated formulas are told, and harmful ones refused."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped
from tests.exchange.importing.conftest import operation
from tests.exchange.workbooks import binary, pack, wide, xlsb
from tests.recording.drafts import noon_of
from tracker.exchange.detecting import examine, suggest, survey_table
from tracker.exchange.importing import plan_import
from tracker.exchange.reading import (
    AN_ERROR,
    NOT_CALCULATED,
    Book,
    FileUnreadable,
    Limits,
    open_file,
)
from tracker.exchange.reading.packages import MOST_PARTS
from tracker.exchange.reading.unread_cells import UnreadCells
from tracker.exchange.reading.xlsb import BinarySheet, measure_binary_texts

__all__ = ["operation"]

DAMAGED = "damaged"
FAR = "more than 20,000,000 cells"
SEVEN = struct.pack("<d", 7.0)
TOKENS = struct.pack("<HI", 0, 3) + b"\x1e\1\0" + bytes(4)


def row(number: int, *cells: bytes) -> bytes:
    return binary(0x00, struct.pack("<II", number, 0) + bytes(9)) + b"".join(cells)


def cell(kind: int, column: int, value: bytes) -> bytes:
    return binary(kind, struct.pack("<II", column, 0) + value)


def text(column: int, said: str) -> bytes:
    return cell(0x06, column, wide(said))


def opened(*bodies: bytes, **more: Any) -> Book:
    sheets = {f"S{number}": body for number, body in enumerate(bodies, start=1)}
    return open_file(xlsb(sheets, **more), "made.xlsb", Limits())


def read(book: Book, sheet: int = 0) -> list[list[Any]]:
    return [list(cells) for _, cells in book.tables[sheet].read()]


def parts_of(content: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (cell(0x03, 1, b"\x07"), "#DIV/0!"),
        (cell(0x0B, 1, b"\x17" + TOKENS), "#REF!"),
        (cell(0x0B, 1, b"\x2a" + TOKENS), "#N/A"),
        (cell(0x0B, 1, b"\x55" + TOKENS), AN_ERROR),
        (cell(0x09, 1, SEVEN + TOKENS), 7.0),
        (cell(0x09, 1, bytes(8) + TOKENS), 0.0),
        (cell(0x0A, 1, b"\x01" + TOKENS), True),
        (cell(0x08, 1, wide("Льгов") + TOKENS), "Льгов"),
        (cell(0x05, 1, bytes(8)), 0.0),
        (cell(0x01, 1, b""), None),
    ],
)
def test_a_cell_says_what_its_workbook_holds(wrong: bytes, said: object) -> None:
    rows = read(opened(row(0, text(0, "a")) + row(1, text(0, "b"), wrong)))
    assert [*rows[1], None][:2] == ["b", said]


def test_a_formula_of_nought_in_a_workbook_to_be_calculated_anew_has_no_value() -> None:
    cells = text(0, "a") + cell(0x09, 1, bytes(8) + TOKENS) + cell(0x05, 2, bytes(8))
    cells += cell(0x09, 3, SEVEN + TOKENS)
    assert read(opened(row(0, cells), anew=True)) == [["a", NOT_CALCULATED, 0.0, 7.0]]
    assert read(opened(row(0, cells))) == [["a", 0.0, 0.0, 7.0]]


def test_cells_of_one_sheet_are_none_of_another() -> None:
    book = opened(row(0, text(0, "a")), row(0, text(0, "b")) + row(4, cell(0x0B, 2, b"\x24")))
    assert read(book) == [["a"]]
    rows = list(book.tables[1].read())
    assert (rows[0][1][0], rows[-1][0], list(rows[-1][1])) == ("b", 5, [None, None, "#NUM!"])


def test_a_workbook_may_count_from_1904() -> None:
    assert opened(row(0, text(0, "a")), from_1904=True).tables[0].from_1904
    assert not opened(row(0, text(0, "a"))).tables[0].from_1904


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (cell(0x0B, 2, b"\x07" + TOKENS), "“Present” has 1 cell with an error (#DIV/0!)."),
        (cell(0x09, 2, bytes(8) + TOKENS), "“Present” has 1 cell with a formula whose value is"),
    ],
    ids=["error", "formula"],
)
def test_they_are_told_and_their_rows_refused(operation: Session, wrong: bytes, words: str) -> None:
    body = row(0, *(text(n, name) for n, name in enumerate(("Date", "District", "Present"))))
    body += row(1, text(0, "2024-08-08"), text(1, "Whole"), wrong)
    body += row(2, text(0, "2024-08-09"), text(1, "Whole"), cell(0x05, 2, SEVEN))
    found = survey_table(opened(body, anew=True).tables[0])
    (notice,) = examine(found, suggest(found)).notices
    assert notice.words.startswith(words)
    columns = {"Date": "day", "District": "area", "Present": "present"}
    plan = plan_import(operation, found, mapped(columns), now=noon_of(20))
    assert [row.row for row in plan.refused] == [2]
    assert [one.stated.day.day for one in plan.planned] == [9]


@pytest.fixture
def little_memory() -> Iterator[None]:
    """The reader would end the whole process where it does not get its memory."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize(
    "far",
    [
        row(1_000_000, cell(0x05, 16_000, SEVEN)),
        row(1_000_000, cell(0x0B, 16_000, b"\x07")),
        row(9, cell(0x07, 0xFFFFFFFF, bytes(4))),
    ],
)
def test_a_cell_far_away_is_refused(far: bytes) -> None:
    with pytest.raises(FileUnreadable, match=FAR):
        opened(row(0, text(0, "a")) + far)
    parts = parts_of(xlsb({"A": row(0, text(0, "a")) + far}))
    parts["xl/Worksheets/SHEET1.bin"] = parts.pop("xl/worksheets/sheet1.bin")
    with pytest.raises(FileUnreadable, match=FAR):
        open_file(pack(parts), "f", Limits())


@pytest.mark.usefixtures("little_memory")
def test_the_sheets_of_a_workbook_count_together_as_often_as_they_are_named() -> None:
    apart = row(0, text(0, "a")) + row(399_999, cell(0x05, 19, SEVEN))
    assert len(opened(apart, apart).tables) == 2
    with pytest.raises(FileUnreadable, match=FAR):
        opened(apart, apart, apart)
    parts = parts_of(xlsb({"A": apart, "B": b"", "C": b""}))
    relations = bytes(parts["xl/_rels/workbook.bin.rels"])  # type: ignore[arg-type]
    parts["xl/_rels/workbook.bin.rels"] = relations.replace(b"sheet2", b"sheet1").replace(
        b"sheet3", b"sheet1"
    )
    with pytest.raises(FileUnreadable, match=FAR):
        open_file(pack(parts), "f", Limits())


@pytest.mark.usefixtures("little_memory")
def test_a_shared_text_that_is_repeated_is_refused() -> None:
    cells = b"".join(row(n, cell(0x07, 0, struct.pack("<I", 1))) for n in range(100))
    content = xlsb({"A": cells}, strings=["no", "x" * 10_000])
    (table,) = open_file(content, "f", Limits(unpacked=1_000_000)).tables
    assert [cells[0] for _, cells in table.read()] == ["x" * 10_000] * 100
    with pytest.raises(FileUnreadable, match="Choose a smaller file: unpacked"):
        open_file(content, "f", Limits(unpacked=999_999))


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize(
    "names",
    [
        binary(0x27, bytes(9) + wide("x" * 256) + bytes(8)),
        binary(0x27, bytes(9) + wide("x") + bytes(8 * 1024 * 1024)),
        binary(0x27, bytes(10)),
        binary(0x9C, bytes(8) + wide("r1") + wide("x" * 256)),
        binary(0x9C, bytes(8) + wide("r1") + wide("x")) * (MOST_PARTS + 2),
    ],
    ids=range(5),
)
def test_names_that_formulas_could_repeat_too_often_are_damage(names: bytes) -> None:
    with pytest.raises(FileUnreadable, match=DAMAGED):
        opened(row(0, text(0, "a")), names=names)


@pytest.mark.parametrize(
    "broken", [cell(0x03, 0, b""), binary(0x05, b"\0"), binary(0x07, bytes(9)), binary(0x00)]
)
def test_records_that_are_too_short_are_damage(broken: bytes) -> None:
    with pytest.raises(FileUnreadable, match=DAMAGED):
        opened(row(0, text(0, "a")) + broken)


def test_a_sheet_reaches_to_its_last_cells() -> None:
    sheet = BinarySheet("a", (), UnreadCells(), anew=False)
    sheet.look_through([row(4, cell(0x05, 2, SEVEN)) + row(6, cell(0x0B, 1, b"\x07"))])
    assert (sheet.height, sheet.width) == (7, 3)


@pytest.mark.parametrize("size", [1, 2, 3, 50, 10_000])
def test_records_are_read_wherever_their_pieces_end(size: int) -> None:
    texts = [binary(0x13, b"\0" + wide("x" * length)) for length in (0, 5, 70, 9_000)]
    part = binary(0x9F, bytes(8)) + b"".join(texts) + binary(0xA0) + b"\x13\xff"
    pieces = [part[at : at + size] for at in range(0, len(part), size)]
    assert list(measure_binary_texts(pieces)) == [0, 5, 70, 9_000]
