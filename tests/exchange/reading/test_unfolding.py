"""Sheets of ODS workbooks are measured before the cells that they repeat are written out."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.workbooks import Rows, ods, pack, pack_ods
from tracker.exchange.reading import Book, FileUnreadable, Limits, open_file
from tracker.exchange.reading.unfolding import look_through
from tracker.exchange.reading.xml_parts import NotWellFormed

CELL = 'office:value-type="float" office:value="1"'
FAR = "more than 20,000,000 cells"

FILLED = (
    ({"office:value-type": "float", "office:value": "1"}, ""),
    ({"office:value-type": "string"}, "<text:p>Tim</text:p>"),
    ({"office:value-type": "date", "office:date-value": "2024-08-07"}, ""),
    ({"office:value-type": "boolean", "office:boolean-value": "true"}, ""),
    ({"office:value-type": "string", "office:string-value": "Tim"}, ""),
)
BLANK: tuple[tuple[dict[str, str], str], ...] = (
    ({"table:style-name": "ce1"}, ""),
    ({}, ""),
    ({"table:style-name": "ce1"}, " "),
)

Run = tuple[int, bool]
Folded = list[tuple[int, list[Run]]]
runs = st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=4)
folded = st.lists(st.tuples(st.integers(1, 6), runs), min_size=1, max_size=5)


def read(content: bytes, limits: Limits = Limits()) -> Book:  # noqa: B008
    return open_file(content, "file.ods", limits)


def unpack(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read("content.xml")


def sheet(*rows: str) -> bytes:
    return pack_ods(f'<table:table table:name="a">{"".join(rows)}</table:table>')


def row(*cells: str, times: int = 1) -> str:
    said = f' table:number-rows-repeated="{times}"'
    return f"<table:table-row{said}>{''.join(cells)}</table:table-row>"


def write(rows: Folded, chance: random.Random) -> bytes:
    return sheet(
        *(
            f"<table:table-row{_say({'table:number-rows-repeated': str(times)}, chance)}>"
            f"{''.join(_write_cell(run, chance) for run in cells)}</table:table-row>"
            for times, cells in rows
        )
    )


def _write_cell(run: Run, chance: random.Random) -> str:
    times, is_filled = run
    attributes, inside = chance.choice(FILLED if is_filled else BLANK)
    said = _say({**attributes, "table:number-columns-repeated": str(times)}, chance)
    kind = chance.choice(("table-cell", "covered-table-cell"))
    return f"<table:{kind}{said}>{inside}</table:{kind}>"


def _say(attributes: dict[str, str], chance: random.Random) -> str:
    said = list(attributes.items())
    chance.shuffle(said)
    return "".join(
        f"{chance.choice((' ', chr(10), '  '))}{name}={sign}{value}{sign}"
        for name, value in said
        for sign in (chance.choice("\"'"),)
    )


def write_out(rows: Sequence[tuple[int, Sequence[Run]]]) -> tuple[int, int]:
    """The last row and column with anything in them, of a sheet written out cell by cell."""
    lines = [
        [is_filled for length, is_filled in cells for _ in range(length)]
        for times, cells in rows
        for _ in range(times)
    ]
    filled = [(y, x) for y, line in enumerate(lines, 1) for x, is_in in enumerate(line, 1) if is_in]
    return max((y for y, _ in filled), default=0), max((x for _, x in filled), default=0)


@given(folded, st.randoms(use_true_random=False))
def test_a_sheet_counts_as_it_is_written_out_however_its_tags_are_written(
    rows: Folded, chance: random.Random
) -> None:
    height, width = write_out(rows)
    content = write(rows, chance)
    if not height:
        with pytest.raises(FileUnreadable, match="nothing in it"):
            read(content)
        return
    (table,) = read(content, Limits(cells=height * width)).tables
    assert table.length == height
    assert max(len(cells) for _, cells in table.read()) == width
    with pytest.raises(FileUnreadable, match="cells, filled or blank"):
        look_through([unpack(content)], Limits(cells=height * width - 1))


@pytest.mark.parametrize(
    ("height", "width"), [(1_000_000, 60), (100_000, 400), (1_048_576, 400), (1, 20_000_001)]
)
def test_a_repeated_cell_is_refused_before_it_fills_the_memory(height: int, width: int) -> None:
    cell = f'<table:table-cell {CELL} table:number-columns-repeated="{width}"/>'
    content = sheet(row(cell, times=height))
    tracemalloc.start()
    with pytest.raises(FileUnreadable, match=FAR):
        read(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_blank_cells_up_to_the_edge_of_the_sheet_do_not_count() -> None:
    blank = '<table:table-cell table:style-name="c" table:number-columns-repeated="16384"/>'
    filled = f"<table:table-cell {CELL}/>"
    (table,) = read(sheet(row(filled, blank), row(blank, times=1_048_575))).tables
    assert [list(cells) for _, cells in table.read()] == [[1.0]]


def test_blank_cells_before_a_filled_one_count() -> None:
    blank = '<table:table-cell table:number-columns-repeated="20"/>'
    filled = f"<table:table-cell {CELL}/>"
    with pytest.raises(FileUnreadable, match=FAR):
        read(sheet(row(blank, times=1_000_000), row(blank, filled)))


def test_the_sheets_of_a_workbook_count_together() -> None:
    filled = f"<table:table-cell {CELL}/>"
    tables = "".join(
        f'<table:table table:name="{name}">{row(filled, times=5)}</table:table>' for name in "ab"
    )
    assert len(read(pack_ods(tables), Limits(cells=10)).tables) == 2
    with pytest.raises(FileUnreadable, match="more than 9 cells"):
        read(pack_ods(tables), Limits(cells=9))


def test_a_sheet_within_a_cell_counts_to_the_sheet_that_it_is_in() -> None:
    filled = f"<table:table-cell {CELL}/>"
    inner = f"<table:table>{row(filled)}</table:table>"
    outer = f"<table:table-cell {CELL}>{inner}</table:table-cell>"
    content = sheet(row(filled * 4 + outer), row(filled, times=5))
    with pytest.raises(FileUnreadable, match="more than 30 cells"):
        look_through([unpack(content)], Limits(cells=30))


@pytest.mark.parametrize(
    "inside",
    [
        f"<text:p>{'a' * 1_000}</text:p>",
        "<text:p><text:s text:c='1000'/></text:p>",
    ],
)
def test_a_long_text_that_is_repeated_is_refused_as_too_large(inside: str) -> None:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="1100">'
        f"{inside}</table:table-cell>"
    )
    limits = Limits(unpacked=1_000_000)
    assert read(sheet(row(cell.replace("1100", "900"))), limits).tables
    with pytest.raises(FileUnreadable, match="Choose a smaller file: unpacked"):
        read(sheet(row(cell)), limits)


@pytest.mark.parametrize("times", ["-1", "many", "9" * 5_000])
def test_repeats_that_are_no_number_are_refused_as_damage(times: str) -> None:
    cell = f'<table:table-cell {CELL} table:number-columns-repeated="{times}"/>'
    with pytest.raises(FileUnreadable, match="damaged"):
        read(sheet(row(cell)))


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a><table:table-row>",
        b"no sheets at all",
        '<?xml version="1.0" encoding="windows-1251"?><a>Тим</a>'.encode("windows-1251"),
    ],
)
def test_sheets_that_no_program_writes_so_are_refused_as_damage(content: bytes) -> None:
    with pytest.raises(NotWellFormed):
        look_through([content], Limits())
    with pytest.raises(FileUnreadable, match="damaged"):
        read(pack({"content.xml": content}))


def test_an_encrypted_workbook_is_named_so_where_its_sheets_come_first() -> None:
    parts: dict[str, str | bytes] = {
        "content.xml": b"\x93\x00\x12",
        "META-INF/manifest.xml": "<encryption-data/>",
    }
    with pytest.raises(FileUnreadable, match="without a password"):
        read(pack(parts))


def test_sheets_are_measured_wherever_their_pieces_end() -> None:
    rows: Rows = [["Район", "Люди"], ["Суджа", 48.0]]
    content = ods({"a": rows})
    assert read(content, Limits(cells=4)).tables
    text = "<a><table:table><table:table-row><table:table-cell office:value='1'/>"
    text += "</table:table-row></table:table></a>"
    pieces = [text[at : at + 1].encode() for at in range(len(text))]
    look_through(pieces, Limits(cells=1))
    with pytest.raises(FileUnreadable):
        look_through(pieces, Limits(cells=0))
