"""The pages of the register of people."""

from datetime import date
from typing import Any

import pytest

from tests.web.admin.conftest import Register
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient
from tracker.registry.passwords import verify_password
from tracker.registry.people import Person, Role, find_by_email
from tracker.registry.retirement import retire_place
from tracker.registry.review_scope import list_reviewed_areas
from tracker.registry.sources import retire_source
from tracker.web.admin.one_time_passwords import SIGNS, make_password


@pytest.fixture
def typed(register: Register) -> dict[str, Any]:
    return {
        "display_name": "Boris",
        "email": "Boris@example.org",
        "roles": ["coordinator", "official"],
        "source": str(register.source),
        "assigned": [str(register.district), str(register.elsewhere)],
    }


def load(writer: Writer, email: str = "boris@example.org") -> Person:
    with writer() as session:
        found = find_by_email(session, email)
    assert found is not None
    return found.person


def read_password(page: Page) -> str:
    return page.texts("code[@data-secret]")[0]


def test_a_person_is_added_with_roles_places_and_a_password_shown_once(
    admin: StrictClient, register: Register, writer: Writer, typed: dict[str, Any]
) -> None:
    page = admin.fill_in("admin.add_person", typed, status=200)

    person = load(writer)
    assert person.roles == {Role.COORDINATOR, Role.OFFICIAL}
    assert person.assigned == (register.district, register.elsewhere)
    assert (person.source_id, person.active) == (register.source, True)
    assert page.response.headers["Cache-Control"] == "no-store"
    password = read_password(page)
    with writer() as session:
        found = find_by_email(session, "boris@example.org")
    assert found is not None
    assert verify_password(password, found.password_hash)
    assert password not in admin.see("admin.list_people").text


def test_everybody_is_listed(
    admin: StrictClient, register: Register, typed: dict[str, Any]
) -> None:
    admin.fill_in("admin.add_person", typed, status=200)

    assert admin.see("admin.list_people").texts("tbody/tr") == [
        "Anna anna@example.org administrator nothing none in use",
        "Boris boris@example.org coordinator, official Sudzha, Grayvoron Headquarters in use",
    ]


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    admin: StrictClient, typed: dict[str, Any]
) -> None:
    page = admin.fill_in("admin.add_person", typed | {"display_name": "", "roles": []}, status=422)
    assert page.errors() == ["Enter the person's name", "Select at least one role"]
    page = admin.fill_in("admin.add_person", typed | {"email": "anna@example.org"}, status=422)
    assert page.errors() == ["Enter another e-mail address: this one has an account already"]
    sent = page.form_data()
    assert {value for name, value in sent if name == "assigned"} == set(typed["assigned"])
    assert [value for name, value in sent if name == "roles"] == typed["roles"]
    assert page.value("source") == typed["source"]


def test_places_that_do_not_exist_are_refused(admin: StrictClient, typed: dict[str, Any]) -> None:
    for place_id in ("999", "x"):
        page = admin.fill_in("admin.add_person", typed | {"assigned": [place_id]}, status=422)
        assert page.errors() == ["Select places from the list"]


def test_without_areas_nobody_can_be_assigned_any(admin: StrictClient) -> None:
    assert "There are no areas yet." in admin.see("admin.add_person").text


def test_a_person_changes(
    admin: StrictClient, register: Register, writer: Writer, typed: dict[str, Any]
) -> None:
    admin.fill_in("admin.add_person", typed, status=200)
    person = load(writer)
    page = admin.see("admin.change_person", person_id=person.id)
    assert page.value("email") == "boris@example.org"
    assert page.value("active") is not None

    changes = {"roles": ["reviewer"], "assigned": [str(register.shelter)], "source": ""}
    page = admin.send_again(page, "admin.change_person", changes, person_id=person.id)
    assert "Boris is changed." in page.text
    person = load(writer)
    assert person.roles == {Role.REVIEWER}
    assert (person.assigned, person.source_id) == ((register.shelter,), None)


def test_a_closed_account_is_listed_as_closed(
    admin: StrictClient, writer: Writer, typed: dict[str, Any]
) -> None:
    admin.fill_in("admin.add_person", typed, status=200)
    person_id = load(writer).id
    page = admin.fill_in("admin.change_person", {"active": []}, person_id=person_id)

    assert page.texts("tbody/tr")[1].endswith("closed")
    assert not load(writer).active


def test_the_last_administrator_stays_one(admin: StrictClient, writer: Writer) -> None:
    anna = load(writer, "anna@example.org")
    changes: tuple[dict[str, list[str]], ...] = ({"active": []}, {"roles": ["official"]})
    for change in changes:
        page = admin.fill_in("admin.change_person", change, person_id=anna.id, status=422)
        assert page.errors()[0].startswith("Anna is the last administrator.")
    assert load(writer, "anna@example.org").roles == {Role.ADMINISTRATOR}


def test_a_retired_place_or_source_stays_with_whom_it_belongs_to(
    admin: StrictClient,
    register: Register,
    writer: Writer,
    typed: dict[str, Any],
    make_person: PersonMaker,
) -> None:
    admin.fill_in("admin.add_person", typed, status=200)
    with writer() as session:
        retire_place(session, register.country, date(2024, 8, 15))
        retire_source(session, register.source)
    other = make_person(Role.COORDINATOR, name="Other")

    page = admin.see("admin.change_person", person_id=load(writer).id)
    assert "Sudzha (retired)" in page.text
    assert page.value("source") == str(register.source)
    page = admin.see("admin.change_person", person_id=other.id)
    assert "Sudzha" not in page.text
    assert page.texts("option") == ["None"]


def test_a_new_password_ends_the_old_one(
    admin: StrictClient, writer: Writer, typed: dict[str, Any]
) -> None:
    first = read_password(admin.fill_in("admin.add_person", typed, status=200))
    person = load(writer)
    response = admin.send("admin.set_password", person_id=person.id, status=200)

    assert first not in response.get_data(as_text=True)
    with writer() as session:
        found = find_by_email(session, person.email)
    assert found is not None
    assert not verify_password(first, found.password_hash)


def test_ones_own_password_is_changed_elsewhere(admin: StrictClient, writer: Writer) -> None:
    anna = load(writer, "anna@example.org")
    assert "Make a new password" not in admin.see("admin.change_person", person_id=anna.id).text
    response = admin.send("admin.set_password", person_id=anna.id)
    assert response.location == "/change-password"


def test_an_unknown_person_is_not_found(admin: StrictClient) -> None:
    admin.see("admin.change_person", person_id=99, status=404)
    admin.send("admin.set_password", person_id=99, status=404)


def test_passwords_are_easily_read_out() -> None:
    made = {make_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 19 for password in made)
    assert set("".join(made)) <= set(SIGNS + "-")


def test_a_reviewer_can_be_limited_to_some_areas(
    admin: StrictClient, register: Register, writer: Writer, typed: dict[str, Any]
) -> None:
    district = str(register.district)
    typed |= {"roles": ["reviewer"], "assigned": [], "reviewed": [district]}
    admin.fill_in("admin.add_person", typed, status=200)
    person_id = load(writer).id
    with writer() as session:
        assert list_reviewed_areas(session, person_id) == (register.district,)
    page = admin.see("admin.change_person", person_id=person_id)
    assert [value for name, value in page.form_data() if name == "reviewed"] == [district]
    admin.fill_in("admin.change_person", {"reviewed": []}, person_id=person_id)
    with writer() as session:
        assert list_reviewed_areas(session, person_id) == ()
