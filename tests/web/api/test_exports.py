"""Files taken away by programs, for the public unless they say otherwise."""

from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.audit.links import read_links
from tests.web.api.conftest import Caller, CallerMaker, Register, Reporter, call_as, day
from tests.web.api.test_registers import hide_shelter
from tests.web.fixtures import Writer
from tracker.exchange.exporting import Format
from tracker.registry.people import Role
from tracker.registry.places import load_place

LONG = {"content": "day-values", "format": "json"}


@pytest.fixture
def exporter(caller_of: CallerMaker, register: Register, report: Reporter) -> Caller:
    report(register.whole, day(17), present=100)
    report(register.hall, day(18), present=40)
    report(register.school, day(18), present=30)
    return caller_of(Role.OFFICIAL, name="Olga")


def take(caller: Caller, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = caller.post("/exports", {**LONG, **more}, status=200)
    return found


def names(export: dict[str, Any]) -> set[str]:
    return {record["shelter"] for record in export["records"] if "shelter" in record}


def test_a_file_is_taken_and_kept_in_the_audit_trail(
    exporter: Caller, register: Register, writer: Writer
) -> None:
    body = {**LONG, "area": register.region, "indicators": ["present"], "to": "2024-08-18"}
    response = exporter.send("POST", "/exports", json=body)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert "attachment" in response.headers["Content-Disposition"]
    records = response.get_json()["records"]
    assert {record["indicator"] for record in records} == {"present"}
    with writer() as session:
        link = read_links(session)[-1]
    assert (link["act"], link["person_id"]) == ("exported", exporter.person.id)
    assert '"audience":"public"' in link["details"]


@pytest.mark.parametrize("kind", Format)
def test_every_kind_of_file_can_be_had(exporter: Caller, kind: Format) -> None:
    content = "areas" if kind is Format.GEOJSON else "day-values"
    body = {"content": content, "format": kind}
    response = exporter.send("POST", "/exports", json=body)
    assert (response.status_code, response.mimetype) == (200, kind.mimetype)
    assert not response.get_data().startswith(b"\xef\xbb\xbf")


def test_csv_begins_with_the_mark_when_asked_to(exporter: Caller) -> None:
    body = {"content": "sources", "format": "csv", "bom": True}
    assert exporter.send("POST", "/exports", json=body).get_data().startswith(b"\xef\xbb\xbf")


def test_the_public_gets_no_shelter_that_must_not_be_published(
    exporter: Caller, register: Register, report: Reporter, writer: Writer
) -> None:
    secret = hide_shelter(writer, register)
    report(secret, day(20), present=11)
    assert "Secret" not in names(take(exporter))
    assert "Secret" in names(take(exporter, audience="internal"))
    exporter.post("/exports", {**LONG, "area": secret}, status=404)


def test_what_was_known_at_a_moment_and_rows_of_units_only(
    exporter: Caller, register: Register
) -> None:
    then = take(exporter, known_at="2024-08-18T12:00:00Z", rows="units", audience="internal")
    said = {(record.get("shelter"), record.get("value")) for record in then["records"]}
    assert said == {(None, 100)}


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"content": "reports"}, "/audience"),
        ({"format": "geojson"}, "/format"),
        ({"from": "2024-08-10", "to": "2024-08-09"}, "/to"),
        ({"indicators": []}, "/indicators"),
        ({"known_at": "2025-01-01T00:00:00Z"}, "/known_at"),
        ({"known_at": "2024-08-01T00:00:00Z"}, "/known_at"),
        ({"content": "everything"}, "/content"),
    ],
)
def test_what_does_not_go_together_is_refused_at_its_place(
    exporter: Caller, more: dict[str, Any], pointer: str, writer: Writer
) -> None:
    problem = exporter.post("/exports", {**LONG, **more}, status=422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    with writer() as session:
        assert "exported" not in {link["act"] for link in read_links(session)}


def test_a_narrowed_token_takes_what_it_reaches(
    caller_of: CallerMaker, register: Register, exporter: Caller
) -> None:
    narrow = caller_of(Role.REVIEWER, areas=(register.by_shelter,))
    problem = narrow.post("/exports", LONG, status=422)
    assert problem["errors"][0]["pointer"] == "/area"
    narrow.post("/exports", {**LONG, "area": register.region}, status=404)
    taken = take(narrow, area=register.by_shelter)
    assert names(taken) == {"Hall", "School"}


def test_an_empty_workbook_is_taken_and_kept_in_the_audit_trail(
    exporter: Caller, register: Register, sources: dict[str, int], writer: Writer
) -> None:
    secret = hide_shelter(writer, register)
    body = {"area": register.by_shelter, "from": "2024-08-18", "to": "2024-08-19"}
    response = exporter.send(
        "POST", "/exports/to-fill-in", json={**body, "source": sources["Office"]}
    )
    assert (response.status_code, response.mimetype) == (200, Format.XLSX.mimetype)
    sheet = CalamineWorkbook.from_filelike(BytesIO(response.get_data())).get_sheet_by_index(0)
    cells = {str(cell) for row in sheet.to_python() for cell in row}
    assert {"Hall", "School", "Office", "2024-08-19"} <= cells
    with writer() as session:
        assert load_place(session, secret).name not in cells
        link = read_links(session)[-1]
    assert (link["act"], link["person_id"]) == ("exported", exporter.person.id)
    assert f'"district":"{register.by_shelter}"' in link["details"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"from": "2024-08-01"}, "/from"),
        ({"to": "2024-08-17"}, "/to"),
        ({"to": "2099-08-17"}, "/to"),
        ({"source": 99}, "/source"),
    ],
)
def test_a_workbook_that_cannot_be_is_refused_at_its_place(
    exporter: Caller, register: Register, wrong: dict[str, Any], pointer: str
) -> None:
    body = {"area": register.by_shelter, "from": "2024-08-18", "to": "2024-08-19", **wrong}
    problem = exporter.post("/exports/to-fill-in", body, status=422)
    assert [one["pointer"] for one in problem["errors"]] == [pointer]


def test_a_workbook_is_for_a_district_within_reach(
    exporter: Caller, register: Register, writer: Writer
) -> None:
    days = {"from": "2024-08-18", "to": "2024-08-19"}
    region = exporter.post("/exports/to-fill-in", {"area": register.region, **days}, status=422)
    assert [one["pointer"] for one in region["errors"]] == ["/area"]
    narrow = call_as(exporter.app, writer, exporter.person, areas=(register.whole,))
    narrow.post("/exports/to-fill-in", {"area": register.by_shelter, **days}, status=404)
    assert (
        narrow.send(
            "POST", "/exports/to-fill-in", json={"area": register.whole, **days}
        ).status_code
        == 200
    )
