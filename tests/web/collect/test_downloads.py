"""What a phone downloads: form list, form, manifest, units and sources."""

import csv
import hashlib
from collections.abc import Callable

from flask import Flask

from tests.web.collect.conftest import HOST, Phone, make_address, read_message, read_xml
from tests.web.entry.conftest import Places
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.selection import Grade
from tracker.registry.people import Role
from tracker.registry.sources import add_source


def md5(content: bytes) -> str:
    return "md5:" + hashlib.md5(content).hexdigest()  # noqa: S324 -- what the protocol asks for


def read_list(phone: Phone, name: str) -> list[dict[str, str]]:
    response = phone.get(f"/media/{name}")
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(response.get_data(as_text=True).splitlines()))


def read_hashes(phone: Phone) -> dict[str, str]:
    manifest = read_xml(phone.get("/manifest"))
    return {file.findtext("{*}filename") or "": file.findtext("{*}hash") or "" for file in manifest}


def test_an_app_finds_the_form_and_all_that_stands_beside_it(phone: Phone, app: Flask) -> None:
    listed = read_xml(phone.get("/formList"))
    (form,) = listed
    told = {element.tag.rpartition("}")[2]: element.text or "" for element in form}
    assert told["formID"] == "daily-report"
    assert told["name"] == "Daily report: Border region"
    assert set(told) == {"formID", "name", "version", "hash", "downloadUrl", "manifestUrl"}
    xml = phone.client.get(told["downloadUrl"]).get_data()
    assert told["hash"] == md5(xml)
    assert f'version="{told["version"]}"'.encode() in xml
    manifest = read_xml(phone.client.get(told["manifestUrl"]))
    files = {file.findtext("{*}filename"): file for file in manifest}
    assert set(files) == {"units.csv", "sources.csv"}
    for file in files.values():
        url = file.findtext("{*}downloadUrl") or ""
        assert url.startswith(HOST)
        assert file.findtext("{*}hash") == md5(phone.client.get(url).get_data())


def test_an_app_may_ask_for_one_form_or_its_description(phone: Phone) -> None:
    assert len(read_xml(phone.get("/formList?formID=daily-report"))) == 1
    assert len(read_xml(phone.get("/formList?formID=another"))) == 0
    described = read_xml(phone.get("/formList?verbose=true"))
    assert described.findtext("*/{*}descriptionText")


def test_only_own_units_are_listed(phone: Phone, places: Places) -> None:
    units = {int(unit["name"]): unit for unit in read_list(phone, "units.csv")}
    assert set(units) == {places.whole, places.hall, places.school, places.outside}
    assert units[places.hall]["label"] == "Hall, Sheltering district"
    assert units[places.outside]["kind"] == "outside"


def test_a_phone_can_be_narrowed_to_some_of_them(
    app: Flask, olga: StrictClient, places: Places
) -> None:
    narrowed = Phone(app, make_address(olga, areas=[str(places.hall)]))
    assert [int(unit["name"]) for unit in read_list(narrowed, "units.csv")] == [places.hall]
    assert "Hall" in olga.see("accounts.list_phone_codes").text


def test_the_own_source_is_chosen_beforehand(phone: Phone, writer: Writer, source: int) -> None:
    with writer() as session:
        add_source(session, name="Radio", grade=Grade.D)
    sources = {row["label"]: row["own"] for row in read_list(phone, "sources.csv")}
    assert sources == {"District office (grade B)": "1", "Radio (grade D)": ""}


def test_a_new_source_changes_a_list_and_leaves_the_form_alone(
    phone: Phone, writer: Writer
) -> None:
    before, form = read_hashes(phone), phone.get("/formList").get_data()
    with writer() as session:
        add_source(session, name="Radio", grade=Grade.D)
    after = read_hashes(phone)
    assert after["sources.csv"] != before["sources.csv"]
    assert after["units.csv"] == before["units.csv"]
    assert phone.get("/formList").get_data() == form


def test_the_form_is_sent_packed_to_apps_that_can_unpack_it(phone: Phone) -> None:
    packed = phone.get("/daily-report.xml", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.get_data()) < 16_000


def test_there_are_no_other_files(phone: Phone) -> None:
    response = phone.get("/media/people.csv")
    assert response.status_code == 404
    assert read_message(response) == "There is no file people.csv."


def test_somebody_without_units_gets_empty_lists(
    app: Flask, client_of: Callable[..., StrictClient]
) -> None:
    phone = Phone(app, make_address(client_of(Role.COORDINATOR, name="New")))
    assert read_list(phone, "units.csv") == []
