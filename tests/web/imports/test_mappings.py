"""Saved mappings: as files and from files, renamed and deleted."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from flask import Flask

from tests.web.audit.test_trail import list_lines
from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import MAPPING
from tests.web.strict_client import StrictClient
from tracker.audit.verify import find_break
from tracker.exchange.mapping import (
    list_mapping_names,
    load_mapping,
    read_mapping,
    save_mapping,
    write_mapping,
)
from tracker.registry.people import Person

TAKEN = "Enter another name: there is a mapping of this name"


@pytest.fixture
def client(app: Flask, anna: Person) -> StrictClient:
    made = app.test_client()
    assert isinstance(made, StrictClient)
    made.sign_in_as(anna)
    return made


def names(writer: Writer) -> tuple[str, ...]:
    with writer() as session:
        return list_mapping_names(session)


def add(client: StrictClient, content: bytes, name: str) -> list[str]:
    typed = {"mapping": (BytesIO(content), "shared.toml"), "mapping_name": name}
    return client.fill_in("imports.show_mappings", typed, status=422).errors()


def test_a_mapping_goes_out_as_a_file_and_comes_in_again(
    client: StrictClient, saved: str, writer: Writer
) -> None:
    page = client.see("imports.show_mappings")
    assert "by Anna" in page.text
    file = client.get(client.address("imports.save_mapping", name=saved))
    assert file.mimetype == "application/toml"
    assert "Daily.toml" in file.headers["Content-Disposition"]
    typed = {"mapping": (BytesIO(file.get_data()), "x.toml"), "mapping_name": " Of others "}
    assert "“Of others” is saved" in client.fill_in("imports.show_mappings", typed).text
    with writer() as session:
        assert load_mapping(session, "Of others") == read_mapping(MAPPING)


def test_what_is_no_mapping_or_has_a_taken_name_is_refused(
    client: StrictClient, saved: str, writer: Writer
) -> None:
    assert "Mend the mapping" in add(client, b"columns = 3", "Other")[0]
    assert "too deep" in add(client, b"only = " + b"[" * 5_000, "Other")[0]
    picture = b"\x89PNG\r\n\x1a\n" + bytes(300_000)
    for content in (b"\xff\xfe\x00", b"a\0b", picture):
        (words,) = add(client, content, "Other")
        assert "no text in UTF-8" in words
    for text in ("#" * 300_000, "#" + "ё" * 150_000):
        assert "far too long" in add(client, text.encode(), "Other")[0]
    assert add(client, MAPPING.encode(), saved) == [TAKEN]
    assert add(client, MAPPING.encode(), " DAILY ") == [TAKEN]
    assert add(client, MAPPING.encode(), "") == ["Enter the name of the mapping"]
    assert names(writer) == (saved,)


def test_a_mapping_is_renamed_and_deleted(client: StrictClient, saved: str, writer: Writer) -> None:
    page = client.see("imports.change_mapping", name=saved)
    assert "Headquarters" in page.text
    client.fill_in("imports.change_mapping", {"mapping_name": "North / South"}, name=saved)
    assert names(writer) == ("North / South",)
    again = {"mapping_name": "North / South"}
    client.fill_in("imports.change_mapping", again, name="North / South")
    add_other = {"mapping": (BytesIO(MAPPING.encode()), "x.toml"), "mapping_name": "Other"}
    client.fill_in("imports.show_mappings", add_other)
    page = client.fill_in("imports.change_mapping", again, status=422, name="Other")
    assert page.errors() == [TAKEN]
    page = client.fill_in("imports.change_mapping", {"mapping_name": " "}, status=422, name="Other")
    assert page.errors() == ["Enter the name of the mapping"]
    page = client.see("imports.change_mapping", name="Other")
    client.fill_in("imports.change_mapping", {"mapping_name": "OTHER"}, name="Other")
    client.fill_in("imports.change_mapping", {"mapping_name": "Other"}, name="OTHER")
    taken = {"mapping_name": "NORTH / south"}
    page = client.fill_in("imports.change_mapping", taken, status=422, name="Other")
    assert page.errors() == [TAKEN]
    asked = client.see("imports.forget_mapping", name="North / South")
    assert "Anna saved it" in asked.text
    assert names(writer) == ("North / South", "Other")
    client.fill_in("imports.forget_mapping", name="North / South")
    assert names(writer) == ("Other",)
    client.see("imports.change_mapping", name="North / South", status=404)
    client.see("imports.save_mapping", name="North / South", status=404)


def test_what_is_done_with_mappings_is_in_the_audit_trail(
    client: StrictClient, saved: str, writer: Writer, anna: Person
) -> None:
    with writer() as session:
        other = replace(read_mapping(MAPPING), add_rows=True)
        for _ in range(2):  # saved as it is, nothing was done
            save_mapping(session, saved, other, person_id=anna.id, now=NOW)
    first, second = (
        sha256(write_mapping(mapping).encode()).hexdigest()[:10]
        for mapping in (read_mapping(MAPPING), other)
    )
    client.fill_in("imports.change_mapping", {"mapping_name": "Weekly"}, name=saved)
    client.fill_in("imports.change_mapping", {"mapping_name": "Weekly"}, name="Weekly")
    typed = {"mapping": (BytesIO(MAPPING.encode()), "x.toml"), "mapping_name": "Shared"}
    client.fill_in("imports.show_mappings", typed)
    file = client.get(client.address("imports.save_mapping", name="Weekly"))
    assert sha256(file.get_data()).hexdigest()[:10] == second
    client.fill_in("imports.forget_mapping", name="Weekly")
    lines = list_lines(client.see("audit.show_trail", topic="files"))
    expected = (
        ("Anna deleted the mapping Weekly", f"content: {second} "),
        ("Anna added the mapping Shared from a file", f"content: {first} "),
        ("Anna renamed the mapping Weekly", "Name: Daily → Weekly"),
        ("Anna saved the mapping Daily", f"content: {first} → {second}"),
        ("Anna saved the mapping Daily", f"content: {first} "),
    )
    assert len(lines) == len(expected)
    for line, (begins, holds) in zip(lines, expected, strict=True):
        assert line.startswith(begins)
        assert holds in line
    with writer() as session:
        assert find_break(session) is None


def test_a_mapping_saved_in_other_letters_replaces_the_one_there_is(
    writer: Writer, saved: str, anna: Person
) -> None:
    mapping = replace(read_mapping(MAPPING), add_rows=True)
    with writer() as session:
        kept = save_mapping(session, "DAILY", mapping, person_id=anna.id, now=NOW)
        assert (kept, list_mapping_names(session)) == (saved, (saved,))
        assert load_mapping(session, saved) == mapping


def test_without_any_mapping_the_page_says_where_they_come_from(client: StrictClient) -> None:
    assert "No mapping was saved yet" in client.see("imports.show_mappings").text


@pytest.mark.parametrize("name", ["/x", "x/", "..", ".", "a/../x", "a?b#c", "50 % & more"])
def test_whatever_a_mapping_is_called_no_other_is_taken_for_it(
    client: StrictClient, writer: Writer, anna: Person, name: str
) -> None:
    with writer() as session:
        for other in ("x", name):
            save_mapping(session, other, read_mapping(MAPPING), person_id=anna.id, now=NOW)
    paths = set()
    for link in client.see("imports.show_mappings").links().values():
        if "name=" in link:
            paths.add(link.partition("?")[0])
            assert client.get(link).status_code == 200
    assert paths == {"/imports/mappings/mapping.toml", "/imports/mappings/change"}
    page = client.see("imports.change_mapping", name=name)
    assert page.title.startswith(f"Mapping: {name}")
    action = page.links()["Delete the mapping"]
    assert client.post(action, data={"csrf_token": client.token()}).status_code == 303
    assert names(writer) == ("x",)
    client.see("imports.change_mapping", status=404)
