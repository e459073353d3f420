"""Signing in and out, and the limits on tries."""

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import text

from tests.web.fixtures import PASSWORD, PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.registry import passwords
from tracker.registry.people import Role
from tracker.web.accounts.views import WRONG

pytestmark = pytest.mark.usefixtures("operation")


@pytest.fixture
def olga(make_person: PersonMaker) -> dict[str, str]:
    """What Olga types."""
    person = make_person(Role.OFFICIAL, name="Olga")
    return {"email": person.email, "password": PASSWORD}


def is_signed_in(client: StrictClient) -> bool:
    return client.get("/change-password").status_code == 200


def test_a_person_signs_in(client: StrictClient, olga: dict[str, str]) -> None:
    typed = {**olga, "email": f" {olga['email'].upper()} "}
    page = client.fill_in(client.address("accounts.sign_in", next="/change-password"), typed)
    assert page.heading == "Change your password"
    assert is_signed_in(client)


def test_a_wrong_password_is_refused_and_the_address_kept(
    client: StrictClient, olga: dict[str, str]
) -> None:
    page = client.fill_in("accounts.sign_in", {**olga, "password": "wrong"}, status=422)
    assert page.errors() == [WRONG]
    assert page.value("email") == olga["email"]
    assert page.value("password") == ""
    assert not is_signed_in(client)


def test_an_unknown_address_gets_the_same_answer(
    client: StrictClient, olga: dict[str, str]
) -> None:
    page = client.fill_in("accounts.sign_in", {**olga, "email": "no@example.org"}, status=422)
    assert page.errors() == [WRONG]


def test_blank_fields_are_asked_for(client: StrictClient) -> None:
    page = client.fill_in("accounts.sign_in", status=422)
    assert page.errors() == ["Enter your e-mail address", "Enter your password"]


def test_a_closed_account_cannot_be_used(
    client: StrictClient, olga: dict[str, str], writer: Writer
) -> None:
    client.send("accounts.sign_in", olga)
    with writer() as session:
        session.execute(text("UPDATE person SET active = false"))
    assert not is_signed_in(client)
    assert client.fill_in("accounts.sign_in", olga, status=422).errors() == [WRONG]


def test_whoever_is_signed_in_is_led_on(client: StrictClient, olga: dict[str, str]) -> None:
    client.send("accounts.sign_in", olga)
    assert client.get("/sign-in").status_code == 303


def test_a_closed_page_is_opened_after_signing_in(
    client: StrictClient, olga: dict[str, str]
) -> None:
    asked = client.get("/change-password?why=old")
    assert asked.location == "/sign-in?next=/change-password?why%3Dold"
    page = client.fill_in(asked.location, olga)
    assert page.heading == "Change your password"
    assert page.response.request.query_string == b"why=old"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:1",
    ],
)
def test_signing_in_never_leads_to_another_site(
    client: StrictClient, olga: dict[str, str], elsewhere: str
) -> None:
    response = client.send(
        client.address("accounts.sign_in", next=elsewhere), {**olga, "csrf_token": client.token()}
    )
    assert response.location is not None
    assert "evil" not in response.location
    assert response.location.startswith("/")


def test_signing_out_ends_the_session(client: StrictClient, olga: dict[str, str]) -> None:
    client.send("accounts.sign_in", olga)
    client.send("accounts.sign_out")
    assert not is_signed_in(client)
    assert "You are signed out." in client.see("accounts.sign_in").text


def test_signing_out_twice_is_no_error(client: StrictClient) -> None:
    client.send("accounts.sign_out")


def test_a_link_cannot_sign_anybody_out(client: StrictClient) -> None:
    assert client.get("/sign-out").status_code == 405


def test_the_sixth_try_within_a_minute_is_refused_even_with_the_right_password(
    client: StrictClient, olga: dict[str, str]
) -> None:
    for _ in range(5):
        client.send("accounts.sign_in", {**olga, "password": "wrong"}, status=422)
    client.send("accounts.sign_in", olga, status=429)
    assert not is_signed_in(client)


def test_tries_for_another_account_are_counted_apart(
    client: StrictClient, olga: dict[str, str], make_person: PersonMaker
) -> None:
    other = make_person(Role.REVIEWER, name="Rita")
    for _ in range(5):
        client.send("accounts.sign_in", {"email": other.email, "password": "wrong"}, status=422)
    client.send("accounts.sign_in", olga)


def test_a_right_password_starts_the_count_anew(client: StrictClient, olga: dict[str, str]) -> None:
    for _ in range(3):
        client.send("accounts.sign_in", {**olga, "password": "wrong"}, status=422)
        client.send("accounts.sign_in", olga)
        client.send("accounts.sign_out")


def test_guessing_from_many_addresses_is_limited_by_account(
    client: StrictClient, olga: dict[str, str]
) -> None:
    statuses = [
        client.post(
            "/sign-in",
            data={"email": olga["email"], "password": "x", "csrf_token": client.token()},
            environ_overrides={"REMOTE_ADDR": f"10.0.0.{number}"},
        ).status_code
        for number in range(101)
    ]
    assert statuses == [422] * 100 + [429]


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(
    client: StrictClient, olga: dict[str, str], app: Flask
) -> None:
    cookie = client.send("accounts.sign_in", olga).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    app.config["SESSION_COOKIE_SECURE"] = True
    try:
        client.send("accounts.sign_out")
        response = client.post("/sign-in", data={**olga, "csrf_token": client.token()})
        assert "Secure" in response.headers["Set-Cookie"]
        assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    finally:
        app.config["SESSION_COOKIE_SECURE"] = False


def test_a_hash_of_weaker_settings_is_renewed_on_signing_in(
    client: StrictClient, olga: dict[str, str], writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    client.send("accounts.sign_in", olga)
    with writer() as session:
        stored = session.execute(text("SELECT password FROM person")).scalar_one()
    assert "t=2" in stored
    assert is_signed_in(client)
