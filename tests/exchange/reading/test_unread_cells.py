"""Errors and formulas that nobody calculated are told, and never read as not reported."""

import io
import time
import zipfile
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped
from tests.exchange.importing.conftest import operation
from tests.exchange.workbooks import pack, xlsx
from tests.recording.drafts import noon_of
from tracker.exchange.detecting import examine, suggest, survey_table
from tracker.exchange.importing import plan_import
from tracker.exchange.reading import NOT_CALCULATED, FileUnreadable, Limits, Table, open_file
from tracker.exchange.reading.unread_cells import MOST, UnreadCells

__all__ = ["operation"]

HEAD = ["Date", "District", "Present"]
BOOK = "xl/workbook.xml"


def workbook(
    cells: str, *, name: str = "Data", changes: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """One sheet with a head and one row below it, whose third cell is written out."""
    made = xlsx({name: [HEAD, ["2024-08-08", "Whole", 777.0], ["2024-08-09", "Whole", 5.0]]})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert '<c r="C2"><v>777.0</v></c>' in parts[sheet]
    parts[sheet] = parts[sheet].replace('<c r="C2"><v>777.0</v></c>', cells)
    for part, (old, new) in (changes or {}).items():
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    return pack(parts)


def first_table(content: bytes) -> Table:
    return open_file(content, "made.xlsx", Limits()).tables[0]


def read(content: bytes) -> list[list[Any]]:
    return [list(cells) for _, cells in first_table(content).read()]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="C2" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="C2" s="3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="e" r="C2"><f t="shared" si="0"/><v>#REF!</v></c>', "#REF!"),
        ('<c r="C2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="C2" t="e"><v></v></c>', "an error"),
        ('<c r="C2"><f>A1+1</f></c>', NOT_CALCULATED),
        ('<x:c r="C2"><x:f>A1+1</x:f></x:c>', NOT_CALCULATED),
        ('<c r="C2"><f>A1+1</f><v></v></c>', NOT_CALCULATED),
        ('<c r="C2"><f>A1+1</f><v/></c>', NOT_CALCULATED),
        ('<c r="C2" s="1"><f t="shared" ref="C2:C9" si="1">A1&lt;1</f><v /></c>', NOT_CALCULATED),
        ('<c r="C2"><f>A1+1</f><v>7</v></c>', 7.0),
        ('<c r="C2"><f>A1+1</f><v>0</v></c>', 0.0),
        ('<c r="C2" t="str"><f>IF(A1,"","x")</f><v></v></c>', None),
        ('<c r="C2"/>', None),
        ('<c r="C2"></c>', None),
    ],
)
def test_a_cell_says_what_its_workbook_holds(cell: str, said: object) -> None:
    _, found, other = read(workbook(cell))
    assert (found[2] if len(found) > 2 else None) == said
    assert other[2] == 5.0


def test_a_formula_of_nought_in_a_workbook_to_be_calculated_anew_has_no_value() -> None:
    anew = {BOOK: ("</sheets>", '</sheets><calcPr fullCalcOnLoad="1"/>')}
    cell = '<c r="C2"><f>A1+1</f><v>{}</v></c>'
    assert read(workbook(cell.format(0), changes=anew))[1][2] == NOT_CALCULATED
    assert read(workbook(cell.format(7), changes=anew))[1][2] == 7.0
    assert read(workbook('<c r="C2"><v>0</v></c>', changes=anew))[1][2] == 0.0
    later = {BOOK: ("</sheets>", '</sheets><calcPr fullCalcOnLoad="0"/>')}
    assert read(workbook(cell.format(0), changes=later))[1][2] == 0.0


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets/sheet1.xml"])
def test_the_sheet_is_found_by_its_name_however_the_workbook_names_its_part(target: str) -> None:
    changes = {"xl/_rels/workbook.xml.rels": ("worksheets/sheet1.xml", target)}
    cell = '<c r="C2" t="e"><v>#DIV/0!</v></c>'
    assert read(workbook(cell, name="Люди & дома", changes=changes))[1][2] == "#DIV/0!"


def test_cells_of_one_sheet_are_none_of_another() -> None:
    cells = UnreadCells()
    cells.look("xl/worksheets/sheet2.xml", b'<c r="AB7" t="e"><v>#NUM!</v></c>')
    book = '<sheet name="A" sheetId="1" r:id="r1"/><sheet name="B" sheetId="2" r:id="r2"/>'
    relations = "".join(
        f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)
    )
    assert cells.name_sheets(book, relations) == {"A": {}, "B": {7: {27: "#NUM!"}}}


def test_rows_and_columns_with_nothing_else_are_there() -> None:
    cells = '<c r="C2"><v>1</v></c><c r="E2"><f>A1</f></c>'
    assert read(workbook(cells))[1] == ["2024-08-08", "Whole", 1.0, None, NOT_CALCULATED]
    below = {
        "xl/worksheets/sheet1.xml": (
            "</sheetData>",
            '<row r="9"><c r="B9"><f>A1</f></c></row></sheetData>',
        )
    }
    rows = list(first_table(workbook('<c r="C2"><v>1</v></c>', changes=below)).read())
    number, last = rows[-1]
    assert (number, list(last)[:2]) == (9, [None, NOT_CALCULATED])


def test_a_cell_without_a_place_and_far_too_many_are_refused_or_passed_over() -> None:
    cells = UnreadCells()
    cells.look("sheet", b'<c t="e"><v>#NUM!</v></c>')
    assert cells.found == {}
    many = b"".join(b'<c r="A%d"><f>1</f></c>' % row for row in range(1, MOST + 2))
    with pytest.raises(FileUnreadable, match="mend its formulas and save it: more than 100,000"):
        cells.look("sheet", many)


@pytest.mark.parametrize(
    "text",
    [
        "<c ",
        '<c t="e" ',
        '<c t="e"><f>',
        "<c r='A1'><f><v>",
        '<c t="e" t="e"',
        "<f ",
        "<c >",
        't="e" ',
        "<v>",
        " ",
    ],
)
def test_no_sheet_takes_long_to_look_through(text: str) -> None:
    piece = b'<c t="e"><f ' + (text * (1_000_000 // len(text))).encode()
    begun = time.process_time()
    UnreadCells().look("sheet", piece)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('<c r="C2" t="e"><v>#DIV/0!</v></c>', "“Present” has 1 cell with an error (#DIV/0!)."),
        ('<c r="C2"><f>A1</f></c>', "“Present” has 1 cell with a formula whose value is not in"),
    ],
)
def test_faulty_cells_are_told_and_their_rows_refused(
    operation: Session, cell: str, words: str
) -> None:
    found = survey_table(first_table(workbook(cell)))
    (notice,) = examine(found, suggest(found)).notices
    assert notice.words.startswith(words)
    columns = {"Date": "day", "District": "area", "Present": "present"}
    plan = plan_import(operation, found, mapped(columns), now=noon_of(20))
    assert [row.row for row in plan.refused] == [2]
    assert plan.refused[0].reason.startswith("Enter a number, this is “")
    assert [one.stated.day.day for one in plan.planned] == [9]


def test_what_is_not_available_is_not_reported(operation: Session) -> None:
    found = survey_table(first_table(workbook('<c r="C2" t="e"><v>#N/A</v></c>')))
    assert examine(found, suggest(found)).notices == ()
    columns = {"Date": "day", "District": "area", "Present": "present"}
    plan = plan_import(operation, found, mapped(columns), now=noon_of(20))
    assert (plan.refused, plan.blank) == ((), 1)
