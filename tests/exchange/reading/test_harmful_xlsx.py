"""XLSX workbooks made to do harm are refused in one sentence, and take no memory to speak of."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

import pytest

from tests.exchange.workbooks import Rows, pack, xlsx
from tracker.exchange.reading import Book, FileUnreadable, Limits, limits, open_file
from tracker.exchange.reading.packed_workbooks import is_sheet

DAMAGED = "damaged"
FAR = "more than 20,000,000 cells"
SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
SST = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(autouse=True)
def _little_memory() -> Iterator[None]:
    """The reader would end the whole process where it does not get its memory."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000


def parts_of(content: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def made(rows: str = "", *, names: int = 1) -> dict[str, str | bytes]:
    """The parts of a workbook whose sheets end in these rows."""
    sheets: dict[str, Rows] = {f"S{number}": [["a", 1.0]] for number in range(1, names + 1)}
    return {
        name: str(part).replace("</sheetData>", f"{rows}</sheetData>")
        for name, part in parts_of(xlsx(sheets)).items()
    }


def changed(parts: dict[str, str | bytes], part: str, old: str, new: str) -> None:
    assert old in str(parts[part])
    parts[part] = str(parts[part]).replace(old, new)


def read(parts: dict[str, str | bytes], most: Limits = Limits()) -> Book:  # noqa: B008
    return open_file(pack(parts), "file.xlsx", most)


FAR_ROWS = [
    '<row r="1000000"><c r="XFD1000000"><v>1</v></c></row>',
    "<row r='1000000'><c r='XFD1000000'><v>1</v></c></row>",
    '<row r="1000000">\n<c\ns="1"\n\tr="XFD1000000"><v>1</v></c></row>',
    '<row r="1000000"><c r="xfd1000000"><v>1</v></c></row>',
    f'<row r="1000000">{"<c><v>1</v></c>" * 30}</row>',
    f"{'<row/>' * 100_000}<row>{'<c/>' * 300}<c><f>1</f></c></row>",
    '<row r="1000000"><c r="XFD1000000" t="inlineStr"><is><t>x</t></is></c></row>',
    '<x:row xmlns:x="x" r="1000000"><x:c r="XFD1000000"><x:v>1</x:v></x:c></x:row>',
]


@pytest.mark.parametrize("rows", FAR_ROWS, ids=range(len(FAR_ROWS)))
def test_a_cell_far_away_is_refused_however_it_is_written(rows: str) -> None:
    assert read(made()).tables
    with pytest.raises(FileUnreadable, match=FAR):
        read(made(rows))


@pytest.mark.parametrize("name", ["xl/worksheets/SHEET1.xml", "XL\\worksheets\\sheet1.XML"])
def test_a_sheet_is_looked_through_however_its_part_is_called(name: str) -> None:
    parts = made(FAR_ROWS[0])
    parts[name] = parts.pop(SHEET)
    with pytest.raises(FileUnreadable, match=FAR):
        read(parts)
    parts[SHEET] = made()[SHEET]
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(parts)


@pytest.mark.parametrize("target", ["/other/one.xml", "../one.xml", "one.txt"])
def test_a_sheet_is_looked_through_wherever_its_part_is(target: str) -> None:
    parts = made(FAR_ROWS[0])
    changed(parts, RELATIONS, "worksheets/sheet1.xml", target)
    parts[target[1:] if target.startswith("/") else f"xl/{target}"] = parts.pop(SHEET)
    with pytest.raises(FileUnreadable, match=FAR):
        read(parts)


@pytest.mark.parametrize("size", [1, 5, 9, 1_000])
def test_a_sheet_is_known_wherever_its_pieces_end(size: int) -> None:
    sheet = b"<worksheet><sheetData>"
    pieces = [sheet[at : at + size] for at in range(0, len(sheet), size)]
    assert is_sheet(iter(pieces))
    assert not is_sheet(iter([b"<worksheet>", b"<sheet", b"Date"]))


def test_errors_are_found_in_a_workbook_that_lies_elsewhere() -> None:
    parts = made('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>')
    changed(parts, "_rels/.rels", "xl/workbook.xml", "/book/workbook.xml")
    moved = {name.replace("xl/", "book/", 1): part for name, part in parts.items()}
    changed(moved, "book/_rels/workbook.xml.rels", "Id=", "TargetMode='Internal' Id=")
    (table,) = read(moved).tables
    assert [list(cells) for _, cells in table.read()][1] == ["#REF!", None]


def test_sheets_with_few_cells_far_apart_count_together() -> None:
    apart = '<row r="400000"><c r="T400000"><v>1</v></c></row>'
    assert len(read(made(apart, names=2)).tables) == 2
    with pytest.raises(FileUnreadable, match=FAR):
        read(made(apart, names=3))


def named_often(parts: dict[str, str | bytes], times: int) -> dict[str, str | bytes]:
    sheet = '<sheet name="S1" sheetId="1" r:id="rId1"/>'
    more = "".join(sheet.replace('"S1"', quoteattr(f"S{number}")) for number in range(times))
    changed(parts, BOOK, sheet, more)
    return parts


def test_one_sheet_under_many_names_counts_as_often() -> None:
    apart = '<row r="400000"><c r="T400000"><v>1</v></c></row>'
    assert len(read(named_often(made(apart), 2)).tables) == 2
    with pytest.raises(FileUnreadable, match=FAR):
        read(named_often(made(apart), 3))
    long = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"x" * 100_000}</t></is></c></row>'
    assert len(read(named_often(made(long), 3), Limits(unpacked=400_000)).tables) == 3
    with pytest.raises(FileUnreadable, match="Choose a smaller file: unpacked"):
        read(named_often(made(long), 4), Limits(unpacked=400_000))


@pytest.mark.parametrize("part", [BOOK, RELATIONS])
def test_far_too_many_sheets_and_parts_are_damage(part: str) -> None:
    parts = made()
    for end, more in (("</sheets>", "<sheet/>"), ("</Relationships>", "<Relationship/>")):
        if end in str(parts[part]):
            changed(parts, part, end, more * 20_001 + end)
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(parts)


def shared(times: int, *, says: str = "") -> dict[str, str | bytes]:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>1</v></c></row>' for row in range(2, times + 2)
    )
    parts = made(rows)
    runs = f"<r><t>{'x' * 4_000}</t></r><r><t>{'y' * 6_000}</t></r>"
    parts[STRINGS] = f'<sst xmlns="{SST}"{says}><si><t>no</t></si><si>{runs}</si></sst>'
    return parts


@pytest.mark.parametrize("name", [STRINGS, "xl/SharedStrings.XML", "XL\\sharedstrings.xml"])
def test_a_shared_text_that_is_repeated_is_refused(name: str) -> None:
    (table,) = read(shared(100), Limits(unpacked=1_000_000)).tables
    assert [len(str(cells[0])) for _, cells in table.read()][1:] == [10_000] * 100
    often = shared(101)
    often[name] = often.pop(STRINGS)
    with pytest.raises(FileUnreadable, match="Choose a smaller file: unpacked"):
        read(often, Limits(unpacked=1_000_000))


@pytest.mark.parametrize("says", ["9" * 15, "9" * 18, "9" * 5_000, "20000001"])
def test_what_a_workbook_says_of_its_texts_is_not_made_room_for(says: str) -> None:
    assert read(shared(1, says=' uniqueCount="20000000"')).tables
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(shared(1, says=f" uniqueCount='{says}'"))


def test_too_many_merged_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_MERGED", 1_000)
    merged = '<mergeCell ref="A1:B2"/>' * 500
    parts = made(names=2)
    changed(parts, SHEET, "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    assert read(named_often(parts, 2)).tables
    parts = made(names=2)
    changed(parts, SHEET, "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    with pytest.raises(FileUnreadable, match="more than 1,000 merged cells"):
        read(named_often(parts, 3))


@pytest.mark.parametrize("part", [SHEET, BOOK, RELATIONS, "_rels/.rels", STRINGS])
@pytest.mark.parametrize("harm", ["<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>sheetData &b;</a>"])
def test_parts_that_no_program_writes_so_are_damage(part: str, harm: str) -> None:
    parts = shared(1)
    parts[part] = harm if part != SHEET else f"{harm} sheetData"
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(parts)


def test_pictures_and_texts_about_sheets_are_no_sheets() -> None:
    parts = made()
    parts["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n\0\xff"
    parts["docProps/custom.xml"] = "<a>sheetData</a>"
    assert read(parts).tables
