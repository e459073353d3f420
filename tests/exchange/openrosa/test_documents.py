"""Lists, documents and codes as the apps expect them."""

import base64
import csv
import hashlib
import json
import zlib
from xml.etree import ElementTree as ET

from tracker.exchange.openrosa import (
    ListedPlace,
    ListedSource,
    MediaFile,
    draw_code,
    write_form_list,
    write_manifest,
    write_message,
    write_settings,
    write_sources,
    write_units,
)
from tracker.exchange.openrosa.documents import hash_file


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(content.decode().splitlines()))


def parse(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 -- our own answer


def test_units_are_listed_with_their_kind() -> None:
    places = [
        ListedPlace(place_id=7, label='Hall "North", Sudzha', kind="shelter"),
        ListedPlace(place_id=8, label="Школа", kind="outside"),
    ]
    assert read_csv(write_units(places)) == [
        {"name": "7", "label": 'Hall "North", Sudzha', "kind": "shelter"},
        {"name": "8", "label": "Школа", "kind": "outside"},
    ]


def test_the_own_source_is_marked() -> None:
    sources = [
        ListedSource(source_id=1, label="Office", is_own=True),
        ListedSource(source_id=2, label="Radio", is_own=False),
    ]
    assert [row["own"] for row in read_csv(write_sources(sources))] == ["1", ""]


def test_an_empty_list_still_has_its_columns() -> None:
    assert write_units([]) == b"name,label,kind\n"


def test_documents_stand_in_the_namespaces_of_the_protocol() -> None:
    forms = parse(write_form_list([{"formID": "a", "name": "A & B"}]))
    assert forms.tag == "{http://openrosa.org/xforms/xformsList}xforms"
    assert forms.findtext("*/{*}name") == "A & B"
    file = MediaFile(name="units.csv", hash=hash_file(b"x"), url="https://example.org/u?a=1&b=2")
    manifest = parse(write_manifest([file]))
    assert manifest.tag == "{http://openrosa.org/xforms/xformsManifest}manifest"
    assert [e.text for e in manifest[0]] == [
        "units.csv",
        f"md5:{hashlib.md5(b'x').hexdigest()}",  # noqa: S324 -- what the protocol asks for
        "https://example.org/u?a=1&b=2",
    ]


def test_a_message_keeps_to_what_xml_can_hold() -> None:
    message = parse(write_message("A \x00 <b> & “c”"))
    assert message.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    assert message.findtext("{*}message") == "A \N{REPLACEMENT CHARACTER} <b> & “c”"


def test_the_settings_can_be_unpacked_as_apps_do() -> None:
    packed = write_settings(server_url="https://example.org/collect/abc", project="Kursk, Курск")
    settings = json.loads(zlib.decompress(base64.b64decode(packed)))
    assert settings["general"]["server_url"] == "https://example.org/collect/abc"
    assert settings["general"]["form_update_mode"] == "match_exactly"
    assert settings["project"]["name"] == "Kursk, Курск"
    assert set(settings) == {"general", "admin", "project"}


def test_the_code_is_a_picture_that_needs_no_style() -> None:
    drawn = draw_code("abc")
    picture = parse(drawn.encode())
    assert picture.tag == "svg"
    assert "style" not in drawn
    assert {e.get("fill") or e.get("stroke") for e in picture.iter("path")} == {"#fff", "#000"}
