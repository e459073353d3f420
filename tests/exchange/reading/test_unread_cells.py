"""Errors and formulas that nobody calculated are told, and never read as not reported."""

import io
import re
import time
import zipfile
from collections.abc import Sequence
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
from tracker.exchange.reading.sheet_xml import SheetXml
from tracker.exchange.reading.unread_cells import MOST, UnreadCells
from tracker.exchange.reading.xml_parts import NotWellFormed

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
        ("<c\n r='C2'  t='e'><f>1/0</f>\n<v>#REF!</v></c>", "#REF!"),
        ('<c r="c2" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="C2" t="e"><f>1/0</f></c>', "an error"),
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
    made = xlsx({"A": [["a"]], "B": [["b"]]})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    wrong = '<row r="7"><c r="AB7" t="e"><v>#NUM!</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace("</sheetData>", wrong)
    first, second = open_file(pack(parts), "made.xlsx", Limits()).tables
    assert [list(cells) for _, cells in first.read()] == [["a"]]
    (_, cells), *_, (number, last) = second.read()
    assert (cells[0], number, last[27]) == ("b", 7, "#NUM!")


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


def look(text: str, lengths: Sequence[int] = ()) -> tuple[SheetXml, dict[int, dict[int, str]]]:
    unread = UnreadCells()
    sheet = SheetXml("a", lengths, unread, anew=False)
    sheet.look_through([f"<a><sheetData>{text}</sheetData></a>".encode()])
    return sheet, unread.found.get("a", {})


def test_cells_and_rows_that_do_not_say_which_follow_the_one_before() -> None:
    wrong = '<c t="e"><v>#NUM!</v></c>'
    sheet, found = look(
        f'<row>{wrong}<c r="C1"><v>1</v></c>{wrong}</row>'
        f'<row>{wrong}</row><row r="5"/><row>{wrong}</row>'
    )
    assert {row: sorted(cells) for row, cells in found.items()} == {1: [0, 3], 2: [0], 6: [0]}
    assert (sheet.height, sheet.width) == (6, 4)
    assert look(wrong)[1] == {1: {0: "#NUM!"}}


def test_far_too_many_are_refused() -> None:
    many = "".join(f'<c r="A{row}"><f>1</f></c>' for row in range(1, MOST + 2))
    with pytest.raises(FileUnreadable, match="mend its formulas and save it: more than 100,000"):
        look(many)


@pytest.mark.parametrize(
    "place", ["A0", "A", "1", "", "AAAA1", "A12345678", "A-1", "Ä1", "$A$1", "A1²"]
)
def test_a_cell_that_stands_nowhere_is_damage(place: str) -> None:
    with pytest.raises(NotWellFormed):
        look(f'<c r="{place}"><v>1</v></c>')


@pytest.mark.parametrize(
    "text", ['<c t="e"><v>', '<c t="s"><v>', "<c><f>", "<c><v>", '<c r="A1"><f/>', "<row>"]
)
def test_no_sheet_takes_long_to_look_through(text: str) -> None:
    ends = "".join(f"</{name}>" for name in re.findall(r"<(\w+)[^/>]*>", text)[::-1])
    begun = time.process_time()
    look((text + "7" * 1_000 + ends) * 1_000)
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
