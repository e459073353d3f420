"""Forms that came without a valid token are offered to be sent again."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.fixtures import PersonMaker
from tests.web.strict_client import StrictClient, check_page
from tracker.app import create_app
from tracker.config import Settings
from tracker.extensions import use_database
from tracker.registry.people import Role
from tracker.store.database import Database
from tracker.web.shared import access

HERE = {"Origin": "http://localhost"}


@pytest.fixture
def client(shared_app: Flask, web_database: Database, operation: None) -> StrictClient:
    """A client of an application that takes counts at /count."""
    app = create_app(Settings(instance=Path(shared_app.instance_path), secret_key="for tests"))
    app.test_client_class = StrictClient
    use_database(app, web_database)
    app.add_url_rule("/count", "count", access.public(lambda: "taken"), methods=["POST"])
    made = app.test_client()
    assert isinstance(made, StrictClient)
    return made


def test_a_form_with_its_token_is_taken(client: StrictClient) -> None:
    response = client.post("/count", data={"csrf_token": client.token()})
    assert response.get_data(as_text=True) == "taken"


def test_what_was_typed_is_kept_when_the_session_ended(
    client: StrictClient, make_person: PersonMaker
) -> None:
    client.sign_in_as(make_person(Role.COORDINATOR))
    typed = {"arrivals": "<120>", "note": ["two\nlines", "more"], "csrf_token": "old"}
    response = client.post("/count", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    page = check_page(response)
    assert response.status_code == 400
    assert page.heading == "Send the form again"
    assert "You signed in again" in page.text
    token, *kept = page.form_data()
    assert kept == [("arrivals", "<120>"), ("note", "two\nlines"), ("note", "more")]
    again = client.post("/count", data=dict([token, *kept]))
    assert again.get_data(as_text=True) == "taken"


def test_whoever_was_signed_out_is_told_to_sign_in_in_another_tab(client: StrictClient) -> None:
    page = check_page(client.post("/count", data={"arrivals": "120"}, headers=HERE))
    assert "sign in in another tab" in page.links()
    assert page.value("arrivals") == "120"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {},
    ],
)
def test_a_form_from_another_site_is_not_offered_again(
    client: StrictClient, headers: dict[str, str]
) -> None:
    response = client.post("/count", data={"arrivals": "1"}, headers=headers)
    assert check_page(response).heading == "The request could not be understood"


def test_a_password_is_not_written_into_a_page(client: StrictClient) -> None:
    response = client.post("/sign-in?next=/areas", data={"password": "secret"}, headers=HERE)
    assert response.status_code == 303
    assert response.location == "/sign-in?next=/areas"
    assert "open for too long" in client.see("accounts.sign_in").text
