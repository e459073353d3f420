"""The page of exports, and the files that it gives."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from tests.web.entry.conftest import Places
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.audit.trail import Wanted, list_links
from tracker.domain.audit import Act
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import Audience, Content, Format
from tracker.registry.people import Role
from tracker.store.database import Database
from tracker.store.places import ShelterRow
from tracker.web.audit.sentences import describe_act

MARK = b"\xef\xbb\xbf"
USUAL = {
    "content": "day-values",
    "place": "",
    "from": "",
    "to": "",
    "rows": "both",
    "indicators": [one.value for one in Indicator],
    "known_at": "",
    "audience": "internal",
    "format": "csv",
    "bom": "yes",
}


def save(client: StrictClient, *, status: int = 200, **fields: Any) -> Any:
    return client.send("exports.save_export", status=status, data=USUAL | fields)


def read(response: Any) -> list[dict[str, str]]:
    text = response.get_data().removeprefix(MARK).decode("utf-8")
    table = text.partition("\r\n\r\n")[2]
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_the_form_begins_with_what_is_usual(official: StrictClient, reported: Places) -> None:
    page = official.see("exports.show_exports")
    data = page.form_data()
    sent = {name: [v for n, v in data if n == name] for name, _ in data}
    assert sent["content"] == ["day-values"]
    assert sent["audience"] == ["internal"]
    assert sent["format"] == ["xlsx"]
    assert len(sent["indicators"]) == len(Indicator)
    assert "from 1 to 4 are left out" in page.text


def test_an_address_may_choose(official: StrictClient, reported: Places) -> None:
    page = official.see(
        "exports.show_exports", content="areas", format="geojson", place=reported.region
    )
    chosen = {name: page.value(name) for name in ("content", "format", "place", "audience")}
    assert chosen == {
        "content": "areas",
        "format": "geojson",
        "place": str(reported.region),
        "audience": "internal",
    }
    plain = official.see("exports.show_exports", content="zz", place="abc", format="exe")
    assert (plain.value("content"), plain.value("place")) == ("day-values", "")


def test_the_file_is_saved_under_what_it_holds(official: StrictClient, reported: Places) -> None:
    saved = save(official)
    assert saved.mimetype == "text/csv"
    assert saved.get_data().startswith(MARK + b"What this file holds")
    named = saved.headers["Content-Disposition"]
    assert "day-values, Whole operation, 2024-08-06 to 2024-08-08, internal.csv" in named
    rows = read(saved)
    told = {
        (r["level"], r["district"], r["shelter"], r["day"]): r["value"]
        for r in rows
        if r["indicator"] == "present" and not r["sex"]
    }
    assert told["district", "Whole district", "", "2024-08-07"] == "40"
    assert told["shelter", "Sheltering district", "Hall", "2024-08-08"] == "12"
    assert told["country", "", "", "2024-08-08"] == "57"
    assert save(official, bom="no").get_data().startswith(b"What this file holds")


@pytest.mark.parametrize("kind", Format)
def test_every_kind_of_file_is_saved_with_its_type(
    official: StrictClient, reported: Places, kind: Format
) -> None:
    content = "areas" if kind is Format.GEOJSON else "day-values"
    saved = save(official, content=content, format=kind.value)
    assert saved.mimetype == kind.mimetype
    assert saved.headers["Content-Disposition"].endswith(f'{kind.ending}"')
    assert saved.get_data()


def test_choices_narrow_the_file(official: StrictClient, reported: Places) -> None:
    narrow: dict[str, Any] = {
        "place": str(reported.by_shelter),
        "from": "2024-08-08",
        "to": "2030-01-01",
        "rows": "units",
        "indicators": ["present"],
    }
    saved = save(official, **narrow)
    assert "2024-08-08 to 2024-08-08" in saved.headers["Content-Disposition"]
    assert [(row["shelter"], row["value"]) for row in read(saved)] == [
        ("Hall", "12"),
        ("Outside shelters", "5"),
    ]


def test_a_file_holds_what_was_known_at_the_moment(
    official: StrictClient, reported: Places
) -> None:
    saved = save(official, known_at="2024-08-08T11:00")
    assert "known at 2024-08-08T0800Z" in saved.headers["Content-Disposition"]
    assert read(saved) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"from": "2024-08-09", "to": "2024-08-08"}, "not before the first"),
        ({"from": "abc"}, "Enter the first day"),
        ({"known_at": "2030-01-01T00:00"}, "not in the future"),
        ({"content": "zz"}, "Select what to export"),
        ({"format": "geojson"}, "for GeoJSON"),
        ({"content": "reports", "audience": "public"}, "they name people"),
        ({"indicators": []}, "at least one number"),
        ({"place": "987654"}, "Select a place"),
    ],
    ids=str,
)
def test_a_file_is_not_saved_without_all_that_was_asked_for(
    official: StrictClient, reported: Places, fields: dict[str, Any], message: str
) -> None:
    answer = save(official, status=422, **fields)
    assert message in answer.get_data(as_text=True)


def test_who_took_what_is_in_the_audit_trail(
    official: StrictClient, reported: Places, web_database: Database
) -> None:
    save(official, place=str(reported.region), indicators=["killed", "present"])
    save(official, status=422, content="reports", audience="public")
    with web_database.reader() as session:
        links = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    assert [describe_act(link) for link in links] == [
        "Ofelia exported day-values, Region, 2024-08-06 to 2024-08-08, internal.csv"
    ]
    assert links[0].details["filters"] == {
        "content": "day-values",
        "format": "csv",
        "audience": "internal",
        "place": str(reported.region),
        "from": "2024-08-06",
        "to": "2024-08-08",
        "rows": "both",
        "indicators": "present,killed",
    }


@pytest.fixture
def secret(writer: Writer, reported: Places) -> Places:
    with writer() as session:
        changed = update(ShelterRow).where(ShelterRow.place_id == reported.hall)
        session.execute(changed.values(do_not_publish=True))
    return reported


@pytest.mark.parametrize("content", [Content.LONG, Content.WIDE, Content.SHELTERS])
@pytest.mark.parametrize("kind", [Format.CSV, Format.JSON, Format.HXL_CSV, Format.HXL_JSON])
def test_no_public_file_names_a_secret_shelter(
    official: StrictClient, secret: Places, content: Content, kind: Format
) -> None:
    asked: dict[str, Any] = {"content": content.value, "format": kind.value}
    assert b"Hall" in save(official, **asked).get_data()
    public = save(official, **asked, audience=Audience.PUBLIC.value).get_data()
    assert b"Hall" not in public
    assert b"Public: safe to publish" in public


def test_a_public_file_hides_small_numbers(official: StrictClient, reported: Places) -> None:
    rows = read(save(official, audience="public"))
    assert {(row["sex"], row["value"], row["mark"]) for row in rows if row["sex"]} == {
        ("f", "", "hidden"),
        ("m", "9", "observed"),
    }


def test_before_there_is_an_operation_there_is_nothing_to_export(
    client: StrictClient, make_person: Callable[..., Any]
) -> None:
    client.sign_in_as(make_person(Role.OFFICIAL))
    assert client.see("exports.show_exports").heading
    client.send("exports.save_export", status=404, data=USUAL)
