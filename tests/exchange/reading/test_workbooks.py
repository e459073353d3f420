"""Workbooks of three formats are read with their cells where a person sees them."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.exchange.workbooks import Rows, ods, pack, pack_ods, sheet_xml, xls, xlsx
from tracker.exchange.reading import Book, FileUnreadable, Limits, archives, open_file, workbooks

ROWS: Rows = [["Район", "День", "Люди"], ["Суджа", date(2024, 8, 7), 48.0], ["Льгов", None, 12.5]]


def read(content: bytes, name: str = "file", limits: Limits = Limits()) -> Book:  # noqa: B008
    return open_file(content, name, limits)


def cells(content: bytes, sheet: int = 0) -> list[tuple[int, list[object]]]:
    return [(number, list(row)) for number, row in read(content).tables[sheet].read()]


def test_an_xlsx_file_is_read() -> None:
    assert cells(xlsx({"Data": ROWS})) == [
        (1, ["Район", "День", "Люди"]),
        (2, ["Суджа", date(2024, 8, 7), 48.0]),
        (3, ["Льгов", None, 12.5]),
    ]


def test_an_ods_file_is_read() -> None:
    found = cells(ods({"Data": ROWS}))
    assert found[0] == (1, ["Район", "День", "Люди"])
    assert found[2] == (3, ["Льгов", None, 12.5])
    day = found[1][1][1]
    assert day in (date(2024, 8, 7), datetime(2024, 8, 7))  # noqa: DTZ001 -- as the reader gives it


def test_an_xls_file_is_read() -> None:
    assert cells(xls([["Район", "Люди"], ["Суджа", 48.0], ["Льгов", None]])) == [
        (1, ["Район", "Люди"]),
        (2, ["Суджа", 48.0]),
        (3, ["Льгов", None]),
    ]


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    book = read(xlsx({"Data": [[None, "a"], [None, 1.0]]}, first_row=4))
    assert [(n, list(row)) for n, row in book.tables[0].read()] == [
        *((number, [None, None]) for number in (1, 2, 3)),
        (4, [None, "a"]),
        (5, [None, 1.0]),
    ]
    assert book.tables[0].where(5, 1) == "row 5, column B"


def test_hidden_and_empty_sheets_are_left_out_unless_there_are_no_others() -> None:
    sheets: dict[str, Rows] = {"Notes": [["x"]], "Empty": [], "Data": ROWS}
    assert [t.name for t in read(xlsx(sheets, hidden=["Notes"])).tables] == ["Data"]
    assert [t.name for t in read(xlsx(sheets, hidden=["Notes", "Data"])).tables] == [
        "Notes",
        "Data",
    ]


def test_a_sheet_is_found_by_its_name() -> None:
    book = read(xlsx({"Notes": [["x"]], "Data": ROWS}))
    assert book.find(None) is book.tables[0]
    assert book.find("Data") is book.tables[1]
    assert book.find("Other") is None


def test_a_workbook_without_anything_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="nothing in it"):
        read(xlsx({"Data": []}))


@pytest.mark.parametrize("keep", [0.1, 0.3, 0.6, 0.9])
@pytest.mark.parametrize(
    "content",
    [xlsx({"Data": ROWS}), ods({"Data": ROWS}), xls([["людей", 1.0]] * 200)],
    ids=["xlsx", "ods", "xls"],
)
def test_a_workbook_that_is_cut_off_is_refused_in_words(content: bytes, keep: float) -> None:
    cut = content[: int(len(content) * keep)]
    with pytest.raises(FileUnreadable, match="damaged or cut off"):
        read(cut)


def test_a_workbook_with_damage_inside_is_refused() -> None:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<workbook",
    }
    with pytest.raises(FileUnreadable, match="damaged"):
        read(pack(parts))


def test_an_encrypted_workbook_is_refused() -> None:
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(FileUnreadable, match="without a password"):
        read(package)
    with pytest.raises(FileUnreadable, match="without a password"):
        read(xls([["a"]], password=True))
    with pytest.raises(FileUnreadable, match="without a password"):
        read(pack_ods("", manifest="<encryption-data/>"))


def test_a_sheet_with_a_far_cell_is_refused_before_it_fills_the_memory() -> None:
    far = sheet_xml([["a"]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    content = pack({"[Content_Types].xml": "<Types/>", "xl/worksheets/sheet1.xml": far})
    with pytest.raises(FileUnreadable, match="more than 20,000,000 cells"):
        read(content)


@pytest.mark.parametrize("chunk", [1, 64, 1 << 20])
def test_cells_with_nothing_but_a_format_count_only_up_to_the_last_filled_one(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(archives, "_CHUNK", chunk)
    plain = xlsx({"a": [["District", "Present"], ["Tim", 5.0]]})
    with zipfile.ZipFile(io.BytesIO(plain)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]

    def with_far(cells: str) -> bytes:
        row = f'<row r="1048576">{cells}</row></sheetData>'.encode()
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", row)
        return pack(parts)

    blank = '<c r="AN1048576" s="1"/><c r="AO1048576" s="1" t="n"></c><c s="1" r="AP1048576" />'
    # The reader passes by what stands in no element of the cell.
    blank += '<c r="AP1048576" s="1">1</c>'
    (table,) = read(with_far(blank)).tables
    assert len(list(table.read())) == 2
    for filled in (
        "><v>1</v></c>",
        ' x="/>"><v>1</v></c>',
        "> <v>1</v></c>",
        "><f>1</f></c>",
    ):
        with pytest.raises(FileUnreadable, match="more than 20,000,000 cells"):
            read(with_far(f'{blank}<c r="AQ1048576" s="1"{filled}'))


def test_a_sheet_that_repeats_a_cell_endlessly_is_refused() -> None:
    repeated = (
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" '
        'office:value="1"/></table:table-row></table:table>'
    )
    with pytest.raises(FileUnreadable, match="cells"):
        read(pack_ods(repeated))


def test_a_sheet_with_more_cells_than_allowed_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="more than 8 cells"):
        read(xlsx({"Data": ROWS}), limits=Limits(cells=8))
    with pytest.raises(FileUnreadable, match="more than 3 cells"):
        read(xls([["a", "b"], [1.0, 2.0]]), limits=Limits(cells=3))


@pytest.mark.parametrize("folder", ["word/", "ppt/"])
def test_other_documents_are_named(folder: str) -> None:
    with pytest.raises(FileUnreadable, match="text or a presentation"):
        read(pack({"[Content_Types].xml": "<Types/>", f"{folder}document.xml": "<x/>"}))


def test_a_workbook_renamed_to_another_format_is_still_a_workbook() -> None:
    assert read(xlsx({"Data": ROWS}), name="data.csv").format == "workbook"


def test_the_slovak_workbook_is_read(shared_data: Path) -> None:
    content = (shared_data / "unhcr_ukraine_arrivals_slovakia_daily.xlsx").read_bytes()
    rows = cells(content)
    assert len(rows) == 96
    assert rows[0][1] == ["data_date", "daily_refugees", "cumulative_refugees"]
    assert rows[95][1][2] == 461164.0


@pytest.mark.parametrize("content", [xlsx({"Data": ROWS}), xls([["a"]])], ids=["xlsx", "xls"])
def test_an_interruption_is_no_damage(content: bytes) -> None:
    for before in range(3 if content.startswith(b"PK") else 2):
        with pytest.raises(KeyboardInterrupt):
            read(content, limits=interrupting(before))


def interrupting(before: int) -> Limits:
    """Limits that interrupt whoever asks them once more than so often."""
    left = iter(range(before))

    class Interrupting(Limits):
        def check_cells(self, cells: int) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt

    return Interrupting()


def test_an_interruption_among_the_rows_is_none_of_their_times() -> None:
    def interrupted() -> Iterator[list[float]]:
        yield [1.0]
        raise KeyboardInterrupt

    rows = interrupted()
    assert workbooks._read_row(rows, 1) == [1.0]
    with pytest.raises(KeyboardInterrupt):
        workbooks._read_row(rows, 2)
    assert workbooks._read_row(rows, 3) is None


def test_a_sheet_with_too_many_columns_is_refused_and_blank_ones_are_cut_off() -> None:
    limits = Limits(columns=2)
    wide = open_file(xlsx({"A": [["a", "b", "c"]]}), "f", limits)
    with pytest.raises(FileUnreadable, match="a table may have 2"):
        list(wide.tables[0].read())
    blank = open_file(xlsx({"A": [["a", "b", None], [1, 2, ""]]}), "f", limits)
    assert [list(cells) for _, cells in blank.tables[0].read()] == [["a", "b"], [1, 2]]
