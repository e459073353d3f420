"""CSV that is safe in a spreadsheet, and does not fill the memory."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from tracker.exchange.exporting.csv_lines import (
    AT_ONCE,
    BYTE_ORDER_MARK,
    Cell,
    disarm,
    write_cell,
    write_csv,
)


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-cmd|' /C calc'!A0",
        "@SUM(1)",
        "\tx",
        "\rx",
        "\nx",
        " =1+1",
        "-2+3+cmd|' /C calc'!A0",
        "\N{FULLWIDTH EQUALS SIGN}1+1",
    ],
)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert disarm(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "calm", "-", "--", "-5", "+7", "-1,204.5", "+12 %", "a=b"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert disarm(text) == text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, None),
        (-5, -5),
        (1.5, 1.5),
        (True, "yes"),
        (False, "no"),
        (date(2024, 8, 6), "2024-08-06"),
        (datetime(2024, 8, 6, 9, tzinfo=UTC), "2024-08-06T09:00:00+00:00"),
    ],
)
def test_cells_have_one_form_in_every_file(cell: Cell, written: object) -> None:
    assert write_cell(cell) == written


def test_lines_end_as_excel_wants_and_begin_with_its_mark() -> None:
    assert "".join(write_csv([["а", 1], [None]])) == f'{BYTE_ORDER_MARK}а,1\r\n""\r\n'
    assert "".join(write_csv([["a"]], with_mark=False)) == "a\r\n"
    assert list(write_csv([], with_mark=False)) == []


def test_lines_are_handed_on_while_others_are_still_to_come() -> None:
    asked = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(3 * AT_ONCE):
            asked.append(number)
            yield [number]

    pieces = write_csv(rows())
    next(pieces)
    assert len(asked) == AT_ONCE
    assert len(list(pieces)) == 2
