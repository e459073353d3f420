"""Errors and formulas that nobody calculated are told in ODS workbooks, too."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped
from tests.exchange.importing.conftest import operation
from tests.exchange.workbooks import pack_ods
from tests.recording.drafts import noon_of
from tracker.exchange.detecting import examine, suggest, survey_table
from tracker.exchange.importing import plan_import
from tracker.exchange.reading import (
    AN_ERROR,
    NOT_CALCULATED,
    FileUnreadable,
    Limits,
    Table,
    open_file,
)
from tracker.exchange.reading.unread_cells import MOST, MOST_CELLS

__all__ = ["operation"]

OF = 'table:formula="of:=[.A1]"'
TEXT = 'office:value-type="string"'


def cell(attributes: str, inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def text(said: str) -> str:
    return cell(TEXT, f"<text:p>{said}</text:p>")


def row(*cells: str, times: int = 1) -> str:
    repeated = f'table:number-rows-repeated="{times}"'
    return f"<table:table-row {repeated}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "Data") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def tables(*sheets: str) -> tuple[Table, ...]:
    return open_file(pack_ods("".join(sheets)), "made.ods", Limits()).tables


def read(table: Table) -> list[list[Any]]:
    return [list(cells) for _, cells in table.read()]


def error(said: str = "#DIV/0!") -> str:
    """As LibreOffice writes it."""
    attributes = f'{OF} {TEXT} office:string-value="" calcext:value-type="error"'
    return cell(attributes, f"<text:p>{said}</text:p>")


def test_what_is_wrong_with_a_cell_is_what_stands_in_it() -> None:
    note = "<office:annotation><text:p>Ask #REF! them</text:p></office:annotation>"
    cells = {
        error(): "#DIV/0!",
        error("Ошибка:502"): "Ошибка:502",
        error(" #N/A\n"): "#N/A",
        error(""): AN_ERROR,
        error("x" * 500): AN_ERROR,
        cell('calcext:value-type="error"', "<text:p>#REF!</text:p>"): "#REF!",
        cell('calcext:value-type="error"', f"{note}<text:p>#NUM!</text:p>"): "#NUM!",
        # As programs of old wrote it.
        cell(f'{OF} office:value="0"', "<text:p>Err:502</text:p>"): "Err:502",
        cell(f'{OF} office:value="0"', "<text:p>#VALUE!</text:p>"): "#VALUE!",
        cell(OF): NOT_CALCULATED,
        cell(f'{OF} office:value-type="float"'): NOT_CALCULATED,
        cell(f'{OF} office:value-type="float"', note): NOT_CALCULATED,
        cell(f'{OF} office:value="0"', "<text:p>0</text:p>"): 0.0,
        cell(f'{OF} office:value="7"', "<text:p>Room:507</text:p>"): 7.0,
        cell('office:value="0"', "<text:p>Err:502</text:p>"): 0.0,
        cell(f'{OF} {TEXT} office:string-value=""', "<text:p/>"): None,
        cell(f"{OF} {TEXT}"): None,
        cell('table:style-name="ce1"'): None,
    }
    (table,) = tables(sheet(*(row(text("Tim"), one, text("end")) for one in cells)))
    assert [found[1] for found in read(table)] == list(cells.values())
    assert {found[2] for found in read(table)} == {"end"}


def test_repeated_cells_are_all_wrong_and_none_beside_them() -> None:
    two = error().replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    (table,) = tables(
        sheet(row(text("a")), row(blank, two, times=3), row(text("b"), blank, text("c")))
    )
    wrong = [None, None, "#DIV/0!", "#DIV/0!"]
    blanks = [None, None, None]
    assert read(table) == [["a", *blanks], wrong, wrong, wrong, ["b", None, None, "c"]]


def test_cells_of_one_sheet_are_none_of_another() -> None:
    inner = f"<table:table>{row(text('x'))}</table:table>"
    first, second = tables(
        sheet(row(text("a"), error())),
        sheet(row(text("b"), cell("", inner), cell('office:value="1"')), name="Люди &amp; дома"),
    )
    assert (first.name, read(first)) == ("Data", [["a", "#DIV/0!"]])
    assert second.name == "Люди & дома"
    assert "#DIV/0!" not in read(second)[0]


@pytest.mark.parametrize(
    ("wide", "high", "most"), [(1, MOST + 1, "100,000"), (17, MOST_CELLS // 17 + 1, "1,000,000")]
)
def test_far_too_many_are_refused_before_they_fill_the_memory(
    wide: int, high: int, most: str
) -> None:
    repeated = f"table:number-columns-repeated='{wide}'"
    with pytest.raises(FileUnreadable, match=f"mend its formulas and save it: more than {most} of"):
        tables(sheet(row(cell(f"{OF} {repeated}"), times=high)))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (error(), "“Present” has 1 cell with an error (#DIV/0!)."),
        (error("Err:502"), "“Present” has 1 cell with an error (Err:502)."),
        (error(""), "“Present” has 1 cell with an error (an error)."),
        (cell(OF), "“Present” has 1 cell with a formula whose value is not in"),
    ],
)
def test_they_are_told_and_their_rows_refused(operation: Session, wrong: str, words: str) -> None:
    head = row(*map(text, ("Date", "District", "Present")))
    good = row(
        text("2024-08-09"), text("Whole"), cell('office:value-type="float" office:value="5"')
    )
    (table,) = tables(sheet(head, row(text("2024-08-08"), text("Whole"), wrong), good))
    found = survey_table(table)
    (notice,) = examine(found, suggest(found)).notices
    assert notice.words.startswith(words)
    columns = {"Date": "day", "District": "area", "Present": "present"}
    plan = plan_import(operation, found, mapped(columns), now=noon_of(20))
    assert [row.row for row in plan.refused] == [2]
    assert plan.refused[0].reason.startswith("Enter a number, this is “")
    assert [one.stated.day.day for one in plan.planned] == [9]
