"""Access marks let in whom they name."""

import pytest
from flask import Flask

from tests.web.fixtures import PersonMaker
from tests.web.strict_client import StrictClient
from tracker.domain.errors import NotAllowed
from tracker.registry.people import Person, Role
from tracker.web.shared import access
from tracker.web.shared.access import Access, MarkedView
from tracker.web.shared.identity import current_person


def person(*roles: Role) -> Person:
    return Person(
        id=1,
        email="a@b.org",
        display_name="A",
        active=True,
        roles=frozenset(roles),
        source_id=None,
        assigned=(),
    )


def mark_of(view: object) -> Access:
    marked: MarkedView = view  # type: ignore[assignment]
    return marked.access


def show() -> str:
    return "shown"


def test_a_public_view_admits_everybody() -> None:
    mark = mark_of(access.public(show))
    assert mark.admits(None)
    assert mark.admits(person())


def test_a_view_for_roles_admits_whoever_has_one_of_them() -> None:
    mark = mark_of(access.roles(Role.OFFICIAL, Role.REVIEWER)(show))
    assert mark.admits(person(Role.COORDINATOR, Role.REVIEWER))
    assert not mark.admits(person(Role.COORDINATOR))
    assert not mark.admits(None)


def test_a_view_for_signed_in_people_admits_every_role() -> None:
    mark = mark_of(access.signed_in(show))
    assert all(mark.admits(person(role)) for role in Role)
    assert not mark.admits(None)


def test_nobody_is_the_current_person_before_signing_in(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(NotAllowed):
        current_person()


def test_a_form_sent_by_nobody_is_not_led_away_from(client: StrictClient, operation: None) -> None:
    page = client.send("accounts.change_password", status=403)
    assert page.location is None


def test_a_session_that_names_nobody_is_none(
    client: StrictClient, make_person: PersonMaker, operation: None
) -> None:
    client.sign_in_as(make_person(Role.OFFICIAL))
    with client.session_transaction() as browser:
        browser["_user_id"] = "somebody else's"
    assert client.get("/change-password").status_code == 303
