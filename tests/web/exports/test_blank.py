"""The workbook that is filled in without a network, from its page to its import."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from tests.web.entry.conftest import Places
from tests.web.strict_client import StrictClient
from tracker.audit.trail import Wanted, list_links
from tracker.domain.audit import Act
from tracker.registry.people import Role
from tracker.store.database import Database
from tracker.web.audit.sentences import describe_act


def ask(places: Places, **more: Any) -> dict[str, Any]:
    usual = {"district": str(places.by_shelter), "from": "2024-08-07", "to": "2024-08-08"}
    return usual | {"source": ""} | more


@pytest.fixture
def filled(official: StrictClient, reported: Places, source: int) -> bytes:
    """The workbook with people in the hall yesterday."""
    data = ask(reported, source=str(source))
    saved = official.send("exports.make_workbook", status=200, data=data)
    named = saved.headers["Content-Disposition"]
    assert "to fill in, Sheltering district, 2024-08-07 to 2024-08-08.xlsx" in named
    book = openpyxl.load_workbook(io.BytesIO(saved.get_data()))
    sheet = book["Counts"]
    heads = [cell.value for cell in sheet[1]]
    assert [sheet["C3"].value, sheet["E3"].value] == ["Hall", "District office"]
    sheet.cell(3, heads.index("People present") + 1).value = 17
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_it_is_kept_in_the_audit_trail(filled: bytes, web_database: Database) -> None:
    with web_database.reader() as session:
        (link,) = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    assert describe_act(link) == (
        "Ofelia exported a workbook to fill in, Sheltering district, 2024-08-07 to 2024-08-08"
    )


def test_filled_in_it_goes_straight_to_the_look_before_the_leap(
    filled: bytes, client_of: Callable[..., StrictClient]
) -> None:
    anna = client_of(Role.ADMINISTRATOR, name="Anna")
    data = {"file": (io.BytesIO(filled), "filled.xlsx"), "mapping": ""}
    sent = anna.send("imports.upload", status=303, data=data)
    assert sent.location.endswith("/places")
    page = anna.get(anna.get(sent.location).location)
    text = page.get_data(as_text=True)
    assert "People present: 17" in text
    assert "Hall, Sheltering district" in text


def test_the_command_takes_it_without_a_mapping(
    app: Flask, filled: bytes, tmp_path: Path, make_person: Callable[..., Any]
) -> None:
    make_person(Role.ADMINISTRATOR, name="Anna")
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled)
    result = app.test_cli_runner().invoke(args=["import", str(path)])
    assert result.exit_code == 0, result.output
    assert "1 report to be added." in result.output
    assert "Recorded as import 1." in result.output
    other = tmp_path / "other.csv"
    other.write_text("Date,District,Present\n2024-08-07,Whole district,5\n", encoding="utf-8")
    refused = app.test_cli_runner().invoke(args=["import", str(other)])
    assert refused.exit_code == 1
    assert "no hashtags say what the columns of this file are" in refused.output


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"district": ""}, "Select a district"),
        ({"from": ""}, "Enter the first day"),
        ({"to": "abc"}, "Enter the last day"),
        ({"from": "2024-08-09"}, "not before the first"),
        ({"from": "2024-08-01"}, "not before the operation"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    official: StrictClient, reported: Places, more: dict[str, str], message: str
) -> None:
    answer = official.send("exports.make_workbook", status=422, data=ask(reported, **more))
    assert message in answer.get_data(as_text=True)


def test_the_page_offers_districts_and_sources(official: StrictClient, reported: Places) -> None:
    page = official.see("exports.make_workbook")
    options = page.texts("select[@name='district']/option")
    assert options == [
        "Choose a district",
        "Foreign district, Other region",
        "Sheltering district, Region",
        "Whole district, Region",
    ]
    assert "District office" in page.texts("select[@name='source']/option")
