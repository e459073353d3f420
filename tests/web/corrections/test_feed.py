"""The corrections as an Atom feed, readable by a secret address and by nothing else."""

import logging
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.corrections.conftest import Corrector
from tests.web.entry.conftest import Places
from tests.web.fixtures import PASSWORD, Writer
from tests.web.strict_client import StrictClient
from tracker.registry.people import Person, Role, change_person, load_person, set_roles
from tracker.store.accounts import AccessTokenRow

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def make_address(client: StrictClient, **query: object) -> str:
    """Make a feed address as a person does, and read it off the page."""
    page = client.fill_in("accounts.list_feeds", {"name": "Reader"}, status=200, **query)
    return page.texts("code[@data-secret]")[0]


def strip_host(address: str) -> str:
    assert address.startswith("http://localhost/feed/")
    return address.removeprefix("http://localhost")


@pytest.fixture
def address(official: StrictClient, corrected: int) -> str:
    return strip_host(make_address(official))


def read(client: StrictClient, address: str) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    assert "Cookie" not in response.headers.get("Vary", "")
    return ET.fromstring(response.get_data())  # noqa: S314 -- our own answer


def text(element: ET.Element, path: str) -> str:
    found = element.find("/".join(ATOM + tag for tag in path.split("/")))
    assert found is not None, path
    return found.text or ""


def test_the_feed_has_what_the_standard_asks_for(
    client: StrictClient, address: str, corrected: int
) -> None:
    feed = read(client, address)
    assert feed.tag == f"{ATOM}feed"
    title = "Corrections of published totals: the whole operation, Border region"
    assert text(feed, "title") == title
    assert text(feed, "author/name") == "Border region"
    assert text(feed, "updated") == "2024-08-08T09:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    ids = [text(entry, "id") for entry in entries]
    assert len(set(ids)) == 3
    assert all(found.startswith("tag:localhost,2024-08-06:published-act/") for found in ids)
    newest = entries[0]
    assert text(newest, "title") == (
        f"Report {corrected} about Whole district was corrected: "
        "Country, from 7 Aug 2024 on: killed so far \N{MINUS SIGN}1 on each day (on 7 Aug 13 → 12)"
    )
    assert RFC_3339.fullmatch(text(newest, "updated"))
    assert text(newest, "author/name") == "Olga"
    assert text(newest, "content").endswith("Reason: Listed twice.")
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith("http://localhost/") for link in links)
    assert f"http://localhost/reports/{corrected}" in links
    relations = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert relations == ["self", "alternate"]


def test_ids_stay_whatever_the_filters(
    client: StrictClient, address: str, corrected: int, places: Places
) -> None:
    whole = read(client, address)
    part = read(client, f"{address}?place={places.region}&kind=correction")
    (entry,) = part.findall(f"{ATOM}entry")
    assert text(entry, "id") == text(whole, "entry/id")
    assert text(part, "id") != text(whole, "id")


def test_what_did_not_change_is_not_sent_again(
    client: StrictClient, address: str, corrected: int, correct: Corrector
) -> None:
    first = client.get(address)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    since = client.get(address, headers={"If-Modified-Since": modified})
    assert since.status_code == 304
    assert client.head(address).headers["ETag"] == tag
    correct(corrected, 6, based_on=2)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_feed_without_acts_is_a_feed(client: StrictClient, official: StrictClient) -> None:
    feed = read(client, strip_host(make_address(official)))
    assert feed.findall(f"{ATOM}entry") == []
    assert RFC_3339.fullmatch(text(feed, "updated"))


def test_the_address_keeps_the_filters_it_was_made_for(
    client: StrictClient, official: StrictClient, corrected: int, places: Places
) -> None:
    made = make_address(official, place=places.region, kind="correction")
    assert f"?place={places.region}&kind=correction" in made
    assert len(read(client, strip_host(made)).findall(f"{ATOM}entry")) == 1


def test_a_coordinators_feed_holds_their_own_places_only(
    client: StrictClient, app: Flask, olga: StrictClient, corrected: int, places: Places
) -> None:
    mine = strip_host(make_address(olga))
    reader = app.test_client()
    assert isinstance(reader, StrictClient)
    assert len(read(reader, mine).findall(f"{ATOM}entry")) == 2
    assert reader.get(f"{mine}?place={places.foreign}").status_code == 404


def test_only_the_hash_of_an_address_is_kept(address: str, writer: Writer) -> None:
    token = address.split("/")[2]
    with writer() as session:
        (row,) = session.execute(select(AccessTokenRow.__table__))
    assert len(row.token_hash) == 32
    assert token not in repr(row)


def test_a_revoked_address_reads_nothing(
    client: StrictClient, official: StrictClient, address: str
) -> None:
    page = official.see("accounts.list_feeds")
    assert "Reader" in page.text
    assert address.split("/")[2] not in page.response.get_data(as_text=True)
    action = page.find("form[@action='/feeds/1/revoke']").get("action") or ""
    official.send(action)
    assert client.get(address).status_code == 404
    assert "Revoked 8 Aug 2024" in official.see("accounts.list_feeds").text
    official.send(action, status=404)


def test_nobody_revokes_the_address_of_somebody_else(
    client: StrictClient, olga: StrictClient, official: StrictClient, address: str
) -> None:
    olga.send("accounts.revoke_feed", status=404, token_id=1)
    assert official.get(address).status_code == 200


def test_an_account_that_was_closed_reads_nothing(
    client: StrictClient, address: str, writer: Writer
) -> None:
    with writer() as session:
        (row,) = session.execute(select(AccessTokenRow.__table__))
        person: Person = load_person(session, row.person_id)
        change_person(
            session,
            person.id,
            email=person.email,
            display_name=person.display_name,
            active=False,
            source_id=None,
        )
    assert client.get(address).status_code == 404


def test_who_has_no_role_any_more_reads_nothing(
    app: Flask, olga: StrictClient, corrected: int, writer: Writer, coordinator: Person
) -> None:
    mine = strip_host(make_address(olga))
    reader = app.test_client()
    assert reader.get(mine).status_code == 200
    with writer() as session:
        set_roles(session, coordinator.id, [])
    assert reader.get(mine).status_code == 404


def test_ones_own_new_password_ends_the_addresses(
    client: StrictClient, official: StrictClient, address: str
) -> None:
    assert "stop working" in official.see("accounts.list_feeds").text
    assert "feed addresses stop working" in official.see("accounts.change_password").text
    new = "four quite unrelated words"
    typed = {"password": PASSWORD, "new_password": new, "repeated": new}
    official.fill_in("accounts.change_password", typed)
    assert client.get(address).status_code == 404
    assert "Revoked 8 Aug 2024" in official.see("accounts.list_feeds").text


def test_a_new_password_from_an_administrator_ends_the_addresses(
    client: StrictClient,
    client_of: Callable[..., StrictClient],
    address: str,
    writer: Writer,
) -> None:
    with writer() as session:
        (row,) = session.execute(select(AccessTokenRow.__table__))
    admin = client_of(Role.ADMINISTRATOR, name="Anna")
    page = admin.see("admin.change_person", person_id=row.person_id)
    assert "feed addresses stop working" in page.text
    admin.send("admin.set_password", person_id=row.person_id, status=200)
    assert client.get(address).status_code == 404


def test_an_unknown_address_is_not_found_and_a_session_helps_nobody(
    official: StrictClient, corrected: int
) -> None:
    assert official.get("/feed/guessed/corrections.atom").status_code == 404


def test_a_name_is_asked_for_and_there_is_an_end_of_addresses(official: StrictClient) -> None:
    page = official.fill_in("accounts.list_feeds", {"name": " "}, status=422)
    assert page.errors() == ["Enter a name by which you will know it, such as Outlook"]
    for _ in range(20):
        make_address(official)
    page = official.fill_in("accounts.list_feeds", {"name": "One more"}, status=422)
    assert page.errors() == ["You have 20 feed addresses. Revoke one that you no longer use."]


def test_the_secret_of_an_address_is_in_no_log(
    app: Flask, client: StrictClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = address.split("/")[2]
    with caplog.at_level(logging.INFO):
        app.logger.error("Exception on %s [GET]", address)
        logging.getLogger("waitress").info("Client disconnected while serving %s", address)
        logging.getLogger("werkzeug").info('127.0.0.1 - - "GET %s HTTP/1.1" 200 -', address)
        app.logger.error("Exception on /overview [GET]")
    assert secret not in caplog.text
    assert caplog.text.count("/feed/…/corrections.atom") == 3
    assert "/overview" in caplog.text
