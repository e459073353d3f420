"""A workbook begins to be sent at once, and is the one that was written, part by part."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from tests.exchange.exporting.asking import _Kept, ask, read_rows
from tracker.exchange.exporting import Format, early_archives, send_export
from tracker.exchange.exporting.early_archives import FIRST, NoWorkbook, send_early
from tracker.exchange.exporting.workbook import make_relations

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def write(path: Path) -> None:
    with Workbook(str(path)) as book:
        for name in ("Räume", "Second"):
            sheet = book.add_worksheet(name)
            for row in range(200):
                sheet.write_row(row, 0, [name, row, f"текст {row}"])


@pytest.mark.parametrize("piece", [1 << 18, 7])
def test_what_is_sent_is_what_was_written(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early_archives, "PIECE", piece)
    path = tmp_path / "made.xlsx"
    sent = b"".join(send_early(make_relations(), write, path))
    with zipfile.ZipFile(io.BytesIO(sent)) as found, zipfile.ZipFile(path) as made:
        assert found.testzip() is None
        assert found.namelist()[0] == FIRST
        assert sorted(found.namelist()) == sorted(made.namelist())
        assert all(found.read(name) == made.read(name) for name in made.namelist())
    book = openpyxl.load_workbook(io.BytesIO(sent))
    assert book.sheetnames == ["Räume", "Second"]
    assert [cell.value for cell in book["Second"][200]] == ["Second", 199, "текст 199"]


def test_the_beginning_is_sent_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    pieces = send_early(make_relations(), write, path)
    first = next(pieces)
    assert first.startswith(b"PK\3\4")
    assert FIRST.encode() in first
    assert not path.exists()
    assert len(b"".join(pieces)) > 0


def test_a_file_that_begins_otherwise_is_not_sent_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(NoWorkbook):
        list(send_early(b"other", write, tmp_path / "made.xlsx"))


@ONE_ENGINE
def test_an_export_begins_before_its_first_row_is_read(reported: Session) -> None:
    pieces = send_export(lambda: _Kept(reported), ask(format=Format.XLSX))  # type: ignore[arg-type,return-value]
    first = next(pieces)
    assert 0 < len(first) < 1_000
    book = openpyxl.load_workbook(io.BytesIO(first + b"".join(pieces)))
    assert book["Data"].max_row == len(read_rows(reported, ask())) + 1
