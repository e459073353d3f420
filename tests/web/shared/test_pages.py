"""Error pages, headers, compression and navigation."""

import gzip
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from tests.web.fixtures import START, Writer
from tests.web.strict_client import StrictClient, check_page
from tracker.domain.days import OperationClock
from tracker.example.calendar import AFTER
from tracker.extensions import use_database
from tracker.registry.operation import create_operation
from tracker.registry.people import Role
from tracker.store.database import open_database
from tracker.web.shared import navigation
from tracker.web.shared.navigation import SECTIONS


@pytest.mark.usefixtures("operation")
def test_an_address_that_does_not_exist_has_a_page(client: StrictClient) -> None:
    page = client.see("/nowhere", status=404)
    assert page.heading == "Page not found"
    assert "Border region" in page.title


def test_opening_the_address_of_a_form_is_not_found(client: StrictClient) -> None:
    assert client.see("/sign-out", status=405).heading == "Page not found"


def test_a_body_that_is_too_large_is_refused(client: StrictClient) -> None:
    response = client.post(
        "/sign-in", data={"csrf_token": client.token(), "email": "x" * 17_000_000}
    )
    assert response.status_code == 413
    page = check_page(response)
    assert page.heading == "That is too large"
    first, *_ = page.texts("main//p")
    assert first == "The file is too large. Send one of at most 15 MB."


def test_a_failure_shows_no_trace_and_needs_no_database(
    app: Flask, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TESTING", "PROPAGATE_EXCEPTIONS"):
        monkeypatch.setitem(app.config, name, value=False)
    broken = open_database("sqlite:////nowhere/at/all.sqlite3")
    use_database(app, broken)
    monkeypatch.setitem(app.view_functions, "site.health", lambda: 1 // 0)
    response = client.get("/health")
    assert response.status_code == 500
    page = check_page(response)
    assert page.heading == "Sorry, something went wrong"
    assert "Traceback" not in response.get_data(as_text=True)
    assert "sqlite" not in response.get_data(as_text=True)


def test_health_answers_before_there_is_an_operation(client: StrictClient) -> None:
    assert client.get("/health").get_json() == {"status": "ok"}


@pytest.mark.usefixtures("operation")
def test_pages_tell_browsers_to_load_nothing_from_elsewhere(client: StrictClient) -> None:
    headers = client.get("/sign-in").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers
    assert "Server" not in headers


def test_the_nonce_is_another_one_for_each_answer(app: Flask) -> None:
    nonces = set()
    for _ in range(2):
        with app.test_request_context():
            nonce = app.jinja_env.globals["csp_nonce"]()  # type: ignore[operator]
            policy = app.process_response(app.make_response("<p>x")).headers
            assert f"'nonce-{nonce}'" in policy["Content-Security-Policy"]
            nonces.add(nonce)
    assert len(nonces) == 2


@pytest.mark.usefixtures("operation")
def test_pages_are_compressed_for_browsers_that_say_so(client: StrictClient) -> None:
    packed = client.get("/sign-in", headers={"Accept-Encoding": "gzip, br"})
    plain = client.get("/sign-in")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert b"<h1>Sign in</h1>" in gzip.decompress(packed.data)
    assert len(packed.data) == packed.content_length < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers


def test_short_answers_are_not_compressed(client: StrictClient) -> None:
    response = client.get("/health", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers


def test_the_navigation_shows_what_the_role_may_open(
    client_of: Callable[..., StrictClient],
) -> None:
    shown = {}
    for role in Role:
        page = client_of(role).see("accounts.change_password")
        shown[role] = page.texts("nav[@aria-label='Main']//a")
    assert shown[Role.COORDINATOR][0] == "My units"
    assert "Administration" in shown[Role.ADMINISTRATOR]
    assert all("Administration" not in shown[role] for role in Role if role != Role.ADMINISTRATOR)
    assert all("Overview" not in shown[role] for role in (Role.COORDINATOR,))


def test_what_does_not_fit_on_a_phone_is_folded_away(
    client_of: Callable[..., StrictClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {section.label: section for section in SECTIONS}
    few = [known[label] for label in ("Overview", "Areas", "Administration")]
    health = replace(few[0], label="Health", endpoint="site.health", first_for=frozenset())
    admin = client_of(Role.ADMINISTRATOR)
    monkeypatch.setattr(navigation, "SECTIONS", few)
    assert not admin.see("accounts.change_password").find_all("details[@class='nav-more']")
    monkeypatch.setattr(navigation, "SECTIONS", [*few, health])
    page = admin.see("dashboard.list_areas")
    assert page.texts("details[@class='nav-more']//a") == ["Areas", "Health"]
    assert page.texts("details[@class='nav-more']/summary") == ["Areas, and more pages"]
    elsewhere = admin.see("accounts.change_password")
    assert elsewhere.texts("details[@class='nav-more']/summary") == ["More"]


def test_the_start_page_leads_on(client_of: Callable[..., StrictClient]) -> None:
    assert client_of(name="Nobody").get("/").status_code == 403
    for role in Role:
        response = client_of(role).get("/")
        assert response.status_code == 303
        assert response.location not in {"/", "/sign-in"}


@pytest.mark.parametrize(("is_example", "banners"), [(False, 0), (True, 1)])
def test_only_the_example_says_on_which_day_its_clock_stands(
    client: StrictClient, writer: Writer, *, is_example: bool, banners: int
) -> None:
    clock = OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10)
    with writer() as session:
        create_operation(session, name="Border region", clock=clock, is_example=is_example)
    said = client.see("/sign-in").texts("p[@class='example-banner']")
    assert len(said) == banners
    assert all(f"Its clock stands at {AFTER.day} {AFTER:%B %Y}." in words for words in said)
