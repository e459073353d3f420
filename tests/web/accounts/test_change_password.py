"""Changing one's own password."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.fixtures import PASSWORD, PersonMaker
from tests.web.strict_client import StrictClient, check_page
from tracker.registry.people import Person, Role

NEW = "four quite unrelated words"


@pytest.fixture
def olga(operation: None, make_person: PersonMaker) -> Person:
    return make_person(Role.OFFICIAL, name="Olga")


@pytest.fixture
def signed_in(client: StrictClient, olga: Person) -> StrictClient:
    client.sign_in_as(olga)
    return client


def change(
    client: StrictClient, *, current: str = PASSWORD, new: str = NEW, repeated: str = NEW
) -> list[str]:
    """The problems there are with what was typed."""
    typed = {"password": current, "new_password": new, "repeated": repeated}
    data = {**typed, "csrf_token": client.form_token("accounts.change_password")}
    response = client.post("/change-password", data=data)
    assert response.status_code in {303, 422}
    return check_page(response).errors() if response.status_code == 422 else []


def test_the_new_password_holds_and_the_old_one_does_not(
    signed_in: StrictClient, olga: Person
) -> None:
    assert change(signed_in) == []
    signed_in.send("accounts.sign_out")
    signed_in.send("accounts.sign_in", {"email": olga.email, "password": PASSWORD}, status=422)
    signed_in.send("accounts.sign_in", {"email": olga.email, "password": NEW})


def test_other_devices_are_signed_out_and_this_one_is_not(
    signed_in: StrictClient, olga: Person, app: Flask
) -> None:
    other = app.test_client()
    assert isinstance(other, StrictClient)
    other.sign_in_as(olga)
    change(signed_in)
    assert other.get("/change-password").status_code == 303
    assert signed_in.get("/change-password").status_code == 200


def test_the_current_password_is_asked_for(signed_in: StrictClient) -> None:
    assert change(signed_in, current="something else") == [
        "Enter your current password: this is another one"
    ]


def test_both_new_passwords_must_be_the_same(signed_in: StrictClient) -> None:
    assert change(signed_in, repeated=NEW + "!") == ["Enter the same new password twice"]


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("", "Enter a new password"),
        ("short", "Enter a password of at least 12 characters"),
        ("x" * 129, "Enter a password of at most 128 characters"),
        ("abababababab", "Enter a password that does not repeat the same few characters"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(
    signed_in: StrictClient, new: str, problem: str
) -> None:
    assert change(signed_in, new=new, repeated=new) == [problem]


def test_every_role_may_change_its_password(client_of: Callable[..., StrictClient]) -> None:
    for role in Role:
        assert change(client_of(role)) == []
