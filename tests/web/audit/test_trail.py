"""The page of the audit trail says who did what."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.web.admin.conftest import Register, register, registered
from tests.web.fixtures import PASSWORD, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.audit.chain import append
from tracker.domain.audit import Act, Author, Entry
from tracker.registry.people import Person, Role
from tracker.web.audit import views
from tracker.web.audit.sentences import _PLAIN
from tracker.web.audit.topics import ACTS, LABELS, Topic

__all__ = ["register", "registered"]


@pytest.fixture
def anna(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.ADMINISTRATOR, name="Anna")


@pytest.fixture
def pavel(make_person: PersonMaker) -> Person:
    return make_person(Role.COORDINATOR, name="Pavel")


def list_lines(page: Page) -> list[str]:
    """The acts on the page, as they are read."""
    return [read(line) for line in page.find_all("tbody/tr")]


def keep(writer: Writer, act: Act, at: datetime, **details: object) -> None:
    with writer() as session:
        by = Author(person_id=None, at=at)
        append(session, Entry(act=act, by=by, details=details))


def test_changes_of_a_person_are_sentences(anna: StrictClient, pavel: Person) -> None:
    typed = {"roles": ["coordinator", "reviewer"], "display_name": "Pavel P."}
    anna.fill_in("admin.change_person", typed, person_id=pavel.id)
    lines = list_lines(anna.see("audit.show_trail"))
    assert "Anna made Pavel P. a coordinator and reviewer" in lines[0]
    assert "Roles: coordinator → coordinator, reviewer" in lines[0]
    assert "Anna changed the account of Pavel P." in lines[1]
    assert "Name: Pavel → Pavel P." in lines[1]
    assert re.search(r", \d\d:\d\d 2 [0-9a-f]{10}$", lines[1])


def test_all_roles_may_be_taken(anna: StrictClient, writer: Writer) -> None:
    changes = {"Roles": [["official"], []]}
    keep(writer, Act.ROLES_CHANGED, datetime(2024, 8, 8, tzinfo=UTC), name="Olga", changes=changes)
    line = list_lines(anna.see("audit.show_trail"))[0]
    assert "A command took all roles from Olga" in line
    assert "Roles: official → none" in line


def test_failed_tries_are_sentences(
    anna: StrictClient, client: StrictClient, pavel: Person
) -> None:
    for email in (pavel.email, "no@example.org"):
        client.send("accounts.sign_in", {"email": email, "password": "wrong"}, status=422)
    client.send("accounts.sign_in", {"email": pavel.email, "password": PASSWORD})
    lines = list_lines(anna.see("audit.show_trail"))
    assert lines[0].startswith("Pavel signed in")
    assert lines[1].startswith("Somebody tried an address that has no account (known as ")
    assert lines[2].startswith("Somebody tried a wrong password for the account of Pavel")


def test_settings_and_registers_say_from_what_to_what(
    anna: StrictClient, register: Register
) -> None:
    anna.fill_in("admin.change_settings", {"deadline_hour": "12"})
    anna.fill_in("admin.change_settings")
    anna.fill_in("admin.change_source", {"name": "Staff"}, source_id=register.source)
    lines = list_lines(anna.see("audit.show_trail"))
    assert "Anna changed the source Staff" in lines[0]
    assert "Name: Headquarters → Staff" in lines[0]
    assert "Nothing became another value" in lines[1]
    assert "Deadline hour: 10 → 12" in lines[2]


def test_filters_are_in_the_address(
    anna: StrictClient, register: Register, pavel: Person, writer: Writer
) -> None:
    anna.fill_in("admin.change_source", {"name": "Staff"}, source_id=register.source)
    anna.fill_in("admin.change_settings", {"deadline_hour": "12"})
    keep(writer, Act.TOTALS_REBUILT, datetime(2100, 1, 1, tzinfo=UTC))
    see = anna.see
    assert len(list_lines(see("audit.show_trail", topic="sources"))) == 1
    assert len(list_lines(see("audit.show_trail", topic="settings"))) == 1
    assert len(list_lines(see("audit.show_trail", topic="reports"))) == 0
    assert len(list_lines(see("audit.show_trail", person=pavel.id))) == 0
    later = see("/audit-trail?from=2099-12-31")
    assert [line.split(",")[0] for line in list_lines(later)] == [
        "A command made the totals anew 1 Jan 2100"
    ]
    earlier = list_lines(see("/audit-trail?to=2099-12-31"))
    assert len(earlier) == 3
    assert "The audit trail began" in earlier[-1]
    empty = see("/audit-trail?from=2101-01-01")
    assert "Nothing of that was done" in read(empty.find("main"))


def test_filters_that_cannot_be_are_told_at_the_field(anna: StrictClient) -> None:
    page = anna.see("/audit-trail?from=2024-08-09&to=2024-08-08")
    assert "Enter a last day that is not before the first" in read(page.find("main"))
    assert [fold.get("open") is not None for fold in page.find_all("details")][-1:] == [True]
    anna.see("audit.show_trail", topic="unknown", person="x", before="-4")


def test_long_trails_are_turned_over(
    anna: StrictClient, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    for number in range(3):
        keep(writer, Act.IMPORTED, datetime(2024, 8, 8, 10 + number, tzinfo=UTC), name=str(number))
    page = anna.see("audit.show_trail", topic="files")
    assert len(list_lines(page)) == 2
    page = anna.see(page.links()["Older"])
    assert "A command imported 0" in list_lines(page)[0]
    assert "Older" not in page.links()
    assert len(list_lines(anna.see(page.links()["Newest"]))) == 2
    page = anna.see("audit.show_trail", before=1)
    assert "There is nothing older" in read(page.find("main"))


@pytest.mark.parametrize("act", Act)
def test_every_act_has_words_and_one_topic(anna: StrictClient, writer: Writer, act: Act) -> None:
    topics = [topic for topic in Topic if act in ACTS[topic]]
    assert len(topics) == 1
    assert topics[0] in LABELS
    keep(writer, act, datetime(2024, 8, 8, tzinfo=UTC), name="N")
    line = list_lines(anna.see("audit.show_trail", topic=topics[0].value))[0]
    assert "{" not in line
    assert len(line) > 20
    assert act in _PLAIN or act in {
        Act.REVISION,
        Act.DECISION,
        Act.ROLES_CHANGED,
        Act.SIGN_IN_FAILED,
    }
