"""The pages of the register of sources."""

from tests.web.admin.conftest import Register
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.selection import Grade
from tracker.registry.sources import load_source

TYPED = {
    "name": "Governor",
    "grade": "C",
    "description": "Social media",
    "url": "https://example.org/governor",
}


def test_an_empty_register_says_so(admin: StrictClient) -> None:
    assert "There are no sources yet" in admin.see("admin.list_sources").text


def test_a_source_is_added_and_listed_with_its_grade(
    admin: StrictClient, register: Register
) -> None:
    page = admin.fill_in("admin.add_source", TYPED)

    assert "Governor is added." in page.text
    assert page.texts("tbody/tr")[0].startswith("Governor C: fairly reliable Social media")
    assert page.links()["https://example.org"] == "https://example.org"


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    admin: StrictClient, register: Register
) -> None:
    page = admin.fill_in("admin.add_source", {"name": "X", "description": "Y"}, status=422)
    assert page.errors() == ["Select how reliable the source is"]
    typed = TYPED | {"url": "example.org"}
    page = admin.send_again(page, "admin.add_source", typed, status=422)
    assert page.errors() == ["Enter an address that starts with https:// or http://"]
    assert {name: page.value(name) for name in typed} == typed
    page = admin.fill_in("admin.add_source", TYPED | {"name": "HEADQUARTERS"}, status=422)
    assert page.errors() == ["There is a source called Headquarters already"]


def test_a_source_changes(admin: StrictClient, register: Register, writer: Writer) -> None:
    page = admin.see("admin.change_source", source_id=register.source)
    assert (page.value("name"), page.value("grade")) == ("Headquarters", None)
    typed = {"description": "In the town hall"}
    page = admin.send_again(page, "admin.change_source", typed, source_id=register.source)
    assert "Headquarters is changed." in page.text
    with writer() as session:
        source = load_source(session, register.source)
    assert (source.description, source.grade) == ("In the town hall", Grade.B)
    admin.see("admin.change_source", source_id=99, status=404)


def test_a_source_is_retired_and_brought_back(admin: StrictClient, register: Register) -> None:
    admin.send("admin.retire_source", source_id=register.source)
    page = admin.see("admin.list_sources")
    assert "Headquarters can no longer be chosen. Its reports stand." in page.text
    assert "Bring back" in page.text
    admin.send("admin.restore_source", source_id=register.source)
    assert "Headquarters can be chosen again." in admin.see("admin.list_sources").text
