"""What happens at the door is in the audit trail."""

import json
from typing import Any

import pytest
from flask import Flask
from limits import parse_many

from tests.audit.links import assert_whole, read_links
from tests.web.fixtures import PASSWORD, PersonMaker
from tests.web.strict_client import StrictClient
from tracker.registry.people import Person, Role
from tracker.store.database import Database
from tracker.web.accounts import tries

pytestmark = pytest.mark.usefixtures("operation")


@pytest.fixture
def olga(make_person: PersonMaker) -> Person:
    return make_person(Role.OFFICIAL, name="Olga")


def try_in(client: StrictClient, email: str) -> None:
    client.send("accounts.sign_in", {"email": email, "password": "wrong"}, status=422)


def read_acts(database: Database) -> list[tuple[str, int | None, int | None, dict[str, Any]]]:
    """Act, person, subject and details of all links but the first."""
    with database.reader() as session:
        links = read_links(session)
    assert_whole(links)
    return [
        (link["act"], link["person_id"], link["subject_id"], json.loads(link["details"]))
        for link in links[1:]
    ]


def test_a_failed_try_on_an_account_is_kept_with_the_account(
    client: StrictClient, olga: Person, web_database: Database
) -> None:
    try_in(client, " OLGA@example.org ")
    kept = ("sign_in_failed", None, olga.id, {"name": "Olga"})
    assert read_acts(web_database) == [kept]


def test_an_address_without_account_is_kept_as_a_keyed_hash(
    client: StrictClient, olga: Person, web_database: Database
) -> None:
    for email in ("nobody@example.org", "NOBODY@example.org", "other@example.org"):
        try_in(client, email)
    acts = read_acts(web_database)
    assert {(act, person, subject) for act, person, subject, _ in acts} == {
        ("sign_in_failed", None, None)
    }
    first, again, other = [details["address"] for *_, details in acts]
    assert first == again != other
    assert "nobody" not in str(acts)
    assert len(first) == 16


def test_a_wrong_current_password_is_kept(
    client: StrictClient, olga: Person, web_database: Database
) -> None:
    client.sign_in_as(olga)
    new = "another long password"
    typed = {"password": "wrong", "new_password": new, "repeated": new}
    client.send("accounts.change_password", typed, status=422)
    assert [act for act, *_ in read_acts(web_database)] == ["sign_in_failed"]


def test_signing_out_without_having_signed_in_is_no_act(
    client: StrictClient, olga: Person, web_database: Database
) -> None:
    client.send("accounts.sign_out")
    assert read_acts(web_database) == []
    client.send("accounts.sign_in", {"email": olga.email, "password": PASSWORD})
    client.send("accounts.sign_out")
    client.send("accounts.sign_out")
    assert [act for act, *_ in read_acts(web_database)] == ["signed_in", "signed_out"]


def test_tries_that_are_refused_unseen_leave_no_link(
    client: StrictClient, olga: Person, web_database: Database
) -> None:
    for _ in range(5):
        try_in(client, olga.email)
    client.send("accounts.sign_in", {"email": olga.email, "password": "wrong"}, status=429)
    assert len(read_acts(web_database)) == 5


def test_nobody_floods_the_trail(
    app: Flask,
    client: StrictClient,
    olga: Person,
    web_database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tries, "FAILURES_KEPT", parse_many("3 per hour"))
    for number in range(5):
        try_in(client, f"nobody{number}@example.org")
    assert len(read_acts(web_database)) == 3
