"""What is written by administrators, at the door, or as a file leaves a link: who and when."""

import io
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from flask import Flask

from tests.audit.links import assert_whole, read_links
from tests.web.admin.conftest import Register, register, registered
from tests.web.admin.test_area_names import ask
from tests.web.fixtures import PASSWORD, PersonMaker
from tests.web.strict_client import StrictClient
from tests.whole_site.test_access_table import list_requests
from tracker.registry.people import Person, Role
from tracker.store.database import Database

__all__ = ["register", "registered"]

Request = tuple[str, dict[str, Any], dict[str, Any], list[str]]
"""Endpoint, values of its address, what is typed, and the acts that it leaves."""

ANSWERING = {
    "accounts.change_password",
    "accounts.list_access_tokens",
    "accounts.list_phone_codes",
    "admin.set_password",
    "corrections.save_corrections",
}
"""Buttons that answer with something of their own, not with a way on."""

MATCHING = "admin.match_areas"
"""A page that only leads on from another one."""

NEW = "another long password"


def list_acts(stand: Register) -> Iterator[Request]:
    """The forms about settings and places, in an order in which each is accepted."""
    district, shelter = {"place_id": stand.district}, {"place_id": stand.shelter}
    file = (io.BytesIO(b"name\nKorenevo\n"), "areas.csv")
    yield "admin.change_settings", {}, {"stale_after": "4"}, ["settings_changed"]
    yield "admin.add_area", {}, {"name": "Rylsk", "parent": stand.region}, ["area_added"]
    yield "admin.change_area", district, {"name": "Suja"}, ["area_changed"]
    yield "admin.move_area", district, {"parent": stand.other_region}, ["area_moved"]
    yield "admin.set_reporting_mode", district, {"mode": "whole"}, ["reporting_mode_set"]
    yield "admin.import_areas", {}, {"file": file, "parent": stand.region}, ["areas_imported"]
    yield "admin.add_shelter", {}, {"name": "Hall", "parent": stand.district}, ["shelter_added"]
    yield "admin.change_shelter", shelter, {"name": "School"}, ["shelter_changed"]
    yield "admin.set_shelter_status", shelter, {"status": "closed"}, ["shelter_status_set"]
    moved = ["shelter_added", "shelter_moved"]
    yield "admin.move_shelter", shelter, {"parent": stand.elsewhere}, moved
    yield "admin.retire_place", {"place_id": stand.elsewhere}, {}, ["place_retired"]
    yield "admin.restore_place", {"place_id": stand.elsewhere}, {}, ["place_restored"]


def list_other_acts(stand: Register, pavel: Person) -> Iterator[Request]:
    """The forms about sources and people, and those at the door."""
    source, person = {"source_id": stand.source}, {"person_id": pavel.id}
    yield "admin.add_source", {}, {"name": "Governor", "grade": "C"}, ["source_added"]
    yield "admin.change_source", source, {"name": "Staff"}, ["source_changed"]
    yield "admin.retire_source", source, {}, ["source_retired"]
    yield "admin.restore_source", source, {}, ["source_restored"]
    new = {"display_name": "Olga", "email": "olga@example.org", "roles": ["official"]}
    yield "admin.add_person", {}, new, ["person_added"]
    both = {"roles": ["reviewer"], "assigned": [str(stand.district)]}
    changed = ["assignments_changed", "roles_changed"]
    yield "admin.change_person", person, both, changed
    yield "admin.set_password", person, {}, ["password_set"]
    yield "accounts.list_feeds", {}, {"name": "Reader"}, ["feed_made"]
    yield "corrections.save_corrections", {}, {}, ["exported"]
    yield "accounts.revoke_feed", {"token_id": 1}, {}, ["feed_revoked"]
    yield "accounts.list_access_tokens", {}, {"name": "Nightly"}, ["token_made"]
    yield "accounts.revoke_access_token", {"token_id": 2}, {}, ["token_revoked"]
    yield "accounts.list_phone_codes", {}, {"name": "Red phone"}, ["token_made"]
    yield "accounts.revoke_phone_code", {"token_id": 3}, {}, ["token_revoked"]
    wanted = {"password": PASSWORD, "new_password": NEW, "repeated": NEW}
    yield "accounts.change_password", {}, wanted, ["password_changed"]
    yield "accounts.sign_out", {}, {}, ["signed_out"]
    yield "accounts.sign_in", {}, {"email": "anna@example.org", "password": NEW}, ["signed_in"]


def send(client: StrictClient, request: Request) -> None:
    """Send a form with all it holds, or a button without any."""
    endpoint, values, typed, _ = request
    address = client.address(endpoint, **values)
    if client.get(address).status_code != 200:
        client.send(endpoint, typed, status=200 if endpoint in ANSWERING else 303, **values)
        return
    page = client.see(endpoint, **values)
    data: dict[str, Any] = {}
    for name, value in page.form_data():
        data.setdefault(name, []).append(value)
    response = client.post(address, data=data | typed)
    assert response.status_code in {200, 303}, (endpoint, response.get_data(as_text=True))


def read_new(database: Database, seen: int) -> list[dict[str, Any]]:
    with database.reader() as session:
        links = read_links(session)
    assert_whole(links)
    return links[seen:]


def test_every_form_leaves_its_link(
    app: Flask,
    client_of: Callable[..., StrictClient],
    register: Register,
    make_person: PersonMaker,
    web_database: Database,
) -> None:
    roles = (Role.ADMINISTRATOR, Role.COORDINATOR)
    anna = client_of(*roles, name="Anna", email="anna@example.org")
    pavel = make_person(Role.COORDINATOR, name="Pavel")
    posts = {
        endpoint
        for endpoint, method, _ in list_requests(app)
        if method != "GET" and endpoint.partition(".")[0] in {"admin", "accounts", "corrections"}
    }
    for request in chain(list_acts(register), list_other_acts(register, pavel)):
        seen = len(read_new(web_database, 0))
        send(anna, request)
        new = read_new(web_database, seen)
        assert sorted(link["act"] for link in new) == request[3], request[0]
        assert all(link["person_id"] is not None for link in new), request[0]
        posts.discard(request[0])
    assert posts == {MATCHING}, "forms that are not tried here, and may leave no link"


def test_areas_that_are_matched_first_leave_one_link(
    client_of: Callable[..., StrictClient], register: Register, web_database: Database
) -> None:
    anna = client_of(Role.ADMINISTRATOR, name="Anna")
    seen = len(read_new(web_database, 0))
    page, address = ask(anna, register)
    assert read_new(web_database, seen) == []
    anna.send_again(page, address)
    assert [link["act"] for link in read_new(web_database, seen)] == ["areas_imported"]
