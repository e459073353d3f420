"""Files of each kind, read back by programs that are not ours."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.exchange.exporting.asking import ask, find, on, read_csv, read_json, read_rows, send
from tests.histories import REGION, WHOLE
from tests.recording.drafts import NOW, noon_of
from tracker.exchange.exporting import Content, Format, name_export, workbook
from tracker.exchange.exporting.long_values import LONG_COLUMNS
from tracker.exchange.exporting.tables import CellKind, Column, Export, Statement
from tracker.store.places import AreaShapeRow

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def open_book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


@ONE_ENGINE
def test_csv_tells_what_it_holds_above_its_table(reported: Session) -> None:
    content = send(reported, ask())
    assert content.startswith(b"\xef\xbb\xbfWhat this file holds,")
    assert send(reported, ask(), with_mark=False).startswith(b"What this file holds,")
    lines = read_csv(content)
    at = lines.index([])
    assert ["Operation", "Test operation"] in lines[:at]
    assert lines[at + 1] == [column.key for column in LONG_COLUMNS]
    assert len(lines) - at - 2 == len(read_rows(reported, ask()))


@ONE_ENGINE
def test_json_holds_records_with_what_the_file_is(reported: Session) -> None:
    found = read_json(send(reported, ask(format=Format.JSON)))
    assert found["about"]["Operation"] == "Test operation"
    assert [one["key"] for one in found["columns"]] == [column.key for column in LONG_COLUMNS]
    told = find(found["records"], district="Whole", indicator="killed", day="2024-08-07")
    assert (told["value"], told["recorded_at"]) == (5, noon_of(1).isoformat())
    assert None not in told.values()


@ONE_ENGINE
def test_a_workbook_has_numbers_days_and_moments_as_such(reported: Session) -> None:
    book = open_book(send(reported, ask(format=Format.XLSX)))
    assert book.sheetnames == ["Data", "Columns", "Sources and method"]
    data = book["Data"]
    assert data.freeze_panes == "A2"
    heads = [cell.value for cell in data[1]]
    assert heads == [column.heading for column in LONG_COLUMNS]
    row = next(
        row
        for row in data.iter_rows(min_row=2)
        if [row[5].value, row[11].value, row[10].value] == ["Whole", "killed", datetime(2024, 8, 7)]  # noqa: DTZ001 -- workbooks know no zones
    )
    cells = dict(zip(heads, row, strict=True))
    assert (cells["Value"].value, cells["Value"].number_format) == (5, "#,##0")
    assert cells["Day"].number_format == "yyyy-mm-dd"
    # 15:00 UTC, as the clock in Moscow shows it.
    assert cells["Recorded"].value == datetime(2024, 8, 7, 18)  # noqa: DTZ001
    meanings = {row[1].value: row[3].value for row in book["Columns"].iter_rows(min_row=2)}
    assert meanings["high"] == "The most that it can be; blank is open."
    about = {row[0].value: row[1].value for row in book["Sources and method"].iter_rows()}
    assert about["Operation"] == "Test operation"
    assert "exactly one counts" in about["Method"]


def make_export(rows: list[tuple[Any, ...]]) -> Export:
    kinds = (CellKind.TEXT, CellKind.NUMBER, CellKind.YES)
    columns = tuple(
        Column(key=f"c{at}", heading=f"Column {at}", meaning="Some.", kind=kind)
        for at, kind in enumerate(kinds)
    )
    about = (Statement(label="Note", said="x" * 40_000),)
    return Export(name="made", about=about, columns=columns, rows=lambda: iter(rows))


def test_what_looks_like_a_formula_or_a_link_is_text(tmp_path: Path) -> None:
    rows = [("=1+1", 1, True), ("https://example.org", None, False), ("x" * 40_000, 2, None)]
    path = tmp_path / "made.xlsx"
    workbook.write_workbook(make_export(rows), path, time_zone="UTC")
    data = openpyxl.load_workbook(path)["Data"]
    assert [[cell.value for cell in row] for row in data.iter_rows(min_row=2, max_row=3)] == [
        ["=1+1", 1, "yes"],
        ["https://example.org", None, "no"],
    ]
    assert data["A2"].data_type == "s"
    assert data["A3"].hyperlink is None
    assert len(data["A4"].value) == workbook.LONGEST


def test_what_is_more_than_a_sheet_holds_goes_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    path = tmp_path / "made.xlsx"
    rows = [(f"row {number}", number, None) for number in range(5)]
    workbook.write_workbook(make_export(rows), path, time_zone="UTC")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Data", "Columns", "Sources and method", "Data 2", "Data 3"]
    names = [cell.value for sheet in ("Data", "Data 2", "Data 3") for cell in book[sheet]["A"]]
    assert [name for name in names if name != "Column 0"] == [row[0] for row in rows]


@ONE_ENGINE
def test_areas_are_features_with_their_boundaries_and_numbers(reported: Session) -> None:
    shape = '{"type": "Point", "coordinates": [35.2, 51.2]}'
    values = {"place_id": WHOLE, "geometry": shape, "attribution": "Somebody", "outline": ""}
    reported.execute(insert(AreaShapeRow).values(values))
    request = ask(Content.AREAS, format=Format.GEOJSON, last=on(1))
    found = read_json(send(reported, request))
    assert found["about"]["Day"] == "2024-08-07"
    assert "Provisional" in found["about"]
    features = {feature["properties"]["name"]: feature for feature in found["features"]}
    assert list(features) == ["Country", "Region", "Split", "Whole"]
    told = features["Whole"]["properties"]
    assert features["Whole"]["geometry"]["coordinates"] == [35.2, 51.2]
    assert features["Split"]["geometry"] is None
    assert (told["killed"], told["killed_new"], told["killed_low"]) == (5, 3, 6)
    assert (told["killed_qualifier"], told["present_qualifier"]) == ("at_least", "exact")
    assert (told["present_mark"], told["boundary_from"]) == ("derived", "Somebody")
    assert "missing" not in told


@ONE_ENGINE
def test_a_file_is_named_after_what_it_holds(reported: Session) -> None:
    request = ask(Content.WIDE, place_id=REGION, known_at=NOW, format=Format.HXL_CSV)
    assert name_export(reported, request) == (
        "day-values-wide, Region, 2024-08-06 to 2024-08-09, known at 2024-08-20T0900Z, "
        "internal.hxl.csv"
    )
    request = ask(Content.AREAS, format=Format.GEOJSON, last=on(1))
    name = name_export(reported, request)
    assert name == "areas, Whole operation, 2024-08-07, internal.geojson"
