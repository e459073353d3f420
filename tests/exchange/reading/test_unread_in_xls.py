"""Errors and formulas that nobody calculated are told in XLS workbooks, too."""

import random
import struct
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped
from tests.exchange.importing.conftest import operation
from tests.exchange.workbooks import biff, compound, record
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

__all__ = ["operation"]

CALCULATED = record(0x1C1, struct.pack("<HHI", 0x1C1, 0, 125_725))
DATE_FORMAT = record(0xE0, struct.pack("<HH", 0, 14) + bytes(16))
NO_TEXT = b"\x03\0\0\0\0\0\xff\xff"
A_TEXT = b"\0\0\0\0\0\0\xff\xff"
SEVEN = struct.pack("<d", 7.0)
NOUGHT = bytes(8)


def text(row: int, column: int, said: str) -> bytes:
    written = said.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(said), 1) + written)


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def truth_or_error(row: int, column: int, value: int, is_error: int) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def formula(row: int, column: int, result: bytes, tokens: bytes = b"\x1e\x01\x00") -> bytes:
    head = struct.pack("<HHH", row, column, 0) + result + bytes(6)
    return record(0x06, head + struct.pack("<H", len(tokens)) + tokens)


def came_to(kind: int, value: int) -> bytes:
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


def string(said: str) -> bytes:
    return record(0x207, struct.pack("<HB", len(said), 1) + said.encode("utf-16-le"))


def opened(*sheets: bytes, settings: bytes = CALCULATED, version: int = 0x600) -> Book:
    return open_file(compound(biff(sheets, settings, version=version)), "made.xls", Limits())


def read(book: Book, sheet: int = 0) -> list[list[Any]]:
    return [list(cells) for _, cells in book.tables[sheet].read()]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (truth_or_error(1, 1, 0x07, 1), "#DIV/0!"),
        (truth_or_error(1, 1, 0x2A, 1), "#N/A"),
        (truth_or_error(1, 1, 0x55, 1), AN_ERROR),
        (truth_or_error(1, 1, 1, 0), True),
        (truth_or_error(1, 1, 0, 0), False),
        (formula(1, 1, came_to(2, 0x17)), "#REF!"),
        (formula(1, 1, came_to(2, 0x55)), AN_ERROR),
        (formula(1, 1, came_to(1, 1)), True),
        (formula(1, 1, came_to(1, 0)), False),
        (formula(1, 1, SEVEN), 7.0),
        (formula(1, 1, struct.pack("<d", -0.5)), -0.5),
        (formula(1, 1, A_TEXT) + string("Льгов"), "Льгов"),
        (formula(1, 1, A_TEXT, b"") + string("Tim"), "Tim"),
        (formula(1, 1, A_TEXT), None),
        (formula(1, 1, NO_TEXT), None),
        (formula(1, 1, NOUGHT), 0.0),
    ],
)
def test_a_cell_says_what_its_workbook_holds(cell: bytes, said: object) -> None:
    rows = read(opened(text(0, 0, "a") + cell + number(2, 2, 5.0)))
    assert rows == [["a", None, None], [None, said, None], [None, None, 5.0]]


def test_a_formula_that_came_to_a_day_is_a_day() -> None:
    result = record(
        0x06, struct.pack("<HHHd", 0, 0, 0, 45_511.0) + bytes(6) + b"\x03\x00\x1e\x01\x00"
    )
    assert read(opened(result, settings=DATE_FORMAT)) == [[date(2024, 8, 7)]]


@pytest.mark.parametrize("days", [1e300, -1e12])
def test_a_time_that_there_cannot_be_is_refused_with_its_row(days: float) -> None:
    duration = record(0xE0, struct.pack("<HH", 0, 46) + bytes(16))
    (table,) = opened(text(0, 0, "a") + number(1, 0, days), settings=duration).tables
    with pytest.raises(FileUnreadable, match="Correct the dates and times in row 2: one is no"):
        list(table.read())
    (table,) = opened(text(0, 0, "a") + number(1, 0, 1.5), settings=duration).tables
    assert list(table.read())[1][1] == [timedelta(days=1.5)]


def test_nothing_in_formulas_of_a_workbook_that_nobody_calculated_is_no_value() -> None:
    cells = text(0, 0, "a") + formula(1, 0, NOUGHT) + formula(1, 1, NO_TEXT) + number(1, 2, 0.0)
    wrong = [NOT_CALCULATED, NOT_CALCULATED, 0.0]
    right = [0.0, None, 0.0]
    asked_anew = record(0x1C1, struct.pack("<HHI", 0x1C1, 0, 0))
    assert read(opened(cells, settings=b""))[1] == wrong
    assert read(opened(cells, settings=asked_anew))[1] == wrong
    assert read(opened(cells, settings=CALCULATED))[1] == right
    # Older programs note nothing, and calculate all the same.
    assert read(opened(cells, settings=b"", version=0x500))[1] == right
    for result in (SEVEN, came_to(1, 0), came_to(2, 0x07)):
        other = text(0, 0, "b") + formula(1, 0, result)
        assert read(opened(cells, other, settings=b""))[1] == right


def test_cells_of_one_sheet_are_none_of_another() -> None:
    book = opened(text(0, 0, "a"), text(0, 0, "b") + truth_or_error(1, 0, 0x24, 1))
    assert read(book) == [["a"]]
    assert read(book, 1) == [["b"], ["#NUM!"]]


def test_a_chart_within_a_sheet_has_no_cells_of_it() -> None:
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6))
    chart += truth_or_error(3, 3, 0x07, 1) + record(0x0A, b"")
    assert read(opened(text(0, 0, "a") + chart + text(1, 0, "b"))) == [["a"], ["b"]]


def test_a_workbook_may_count_from_1904() -> None:
    (table,) = opened(text(0, 0, "a"), settings=record(0x22, b"\x01\x00")).tables
    assert table.from_1904
    assert not opened(text(0, 0, "a")).tables[0].from_1904


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_shared_texts_are_read_however_they_are_cut(seed: int, width: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- no secret
    said = ["".join(chance.choices("abc", k=chance.randint(0, 40))) for _ in range(50)]
    pieces = [struct.pack("<II", 50, 50)]
    for one in said:
        rich, more = chance.random() < 0.3, chance.random() < 0.3
        flags = (width - 1) | (8 if rich else 0) | (4 if more else 0)
        head = struct.pack("<HB", len(one), flags)
        head += struct.pack("<H", 2) if rich else b""
        head += struct.pack("<I", 7) if more else b""
        cut = chance.randint(0, len(one))
        written = [part.encode("utf-16-le")[:: 3 - width] for part in (one[:cut], one[cut:])]
        pieces[-1] += head + written[0]
        if chance.random() < 0.3 and written[1]:
            pieces.append(bytes([width - 1]))
        pieces[-1] += written[1] + bytes(8 if rich else 0) + bytes(7 if more else 0)
        if chance.random() < 0.3:
            pieces.append(b"")
    strings = record(0xFC, pieces[0]) + b"".join(record(0x3C, piece) for piece in pieces[1:])
    cells = b"".join(record(0xFD, struct.pack("<HHHI", n, 0, 0, n)) for n in range(50))
    body = cells + text(50, 0, "end")
    found = [row[0] for row in read(opened(body, settings=strings))]
    assert found == [*(one or None for one in said), "end"]
    total = sum(map(len, said))
    content = compound(biff([body], strings))
    assert open_file(content, "f", Limits(unpacked=total)).tables
    with pytest.raises(FileUnreadable, match="Choose a smaller file"):
        open_file(content, "f", Limits(unpacked=total - 1))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (truth_or_error(1, 2, 0x07, 1), "“Present” has 1 cell with an error (#DIV/0!)."),
        (formula(1, 2, NO_TEXT), "“Present” has 1 cell with a formula whose value is not in"),
    ],
    ids=["error", "formula"],
)
def test_they_are_told_and_their_rows_refused(operation: Session, cell: bytes, words: str) -> None:
    head = b"".join(text(0, n, name) for n, name in enumerate(("Date", "District", "Present")))
    first = text(1, 0, "2024-08-08") + text(1, 1, "Whole") + cell
    second = text(2, 0, "2024-08-09") + text(2, 1, "Whole") + number(2, 2, 5.0)
    (table,) = opened(head + first + second, settings=b"").tables
    found = survey_table(table)
    (notice,) = examine(found, suggest(found)).notices
    assert notice.words.startswith(words)
    columns = {"Date": "day", "District": "area", "Present": "present"}
    plan = plan_import(operation, found, mapped(columns), now=noon_of(20))
    assert [row.row for row in plan.refused] == [2]
    assert plan.refused[0].reason.startswith("Enter a number, this is “")
    assert [one.stated.day.day for one in plan.planned] == [9]
