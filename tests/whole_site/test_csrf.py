"""No form is accepted without the token of the page it came from."""

from collections.abc import Callable

from flask import Flask

from tests.web.strict_client import StrictClient
from tests.whole_site.test_access_table import SECRET, TABLE, ByToken, list_requests
from tracker.registry.people import Role


def test_every_post_without_a_token_is_refused(
    app: Flask, client_of: Callable[..., StrictClient]
) -> None:
    client = client_of(*Role)
    for endpoint, method, address in list_requests(app):
        if method == "GET":
            continue
        for data in ({}, {"csrf_token": "forged"}):
            response = client.open(address, method=method, data=data)
            if isinstance(TABLE[endpoint], ByToken):
                # What asks for a token of its own takes no session, so no page can forge it.
                assert response.status_code == 401, f"{method} {endpoint}"
                continue
            # What has a secret in its address takes no session, so no page can forge it.
            refused = 403 if TABLE[endpoint] == SECRET else 400
            assert response.status_code == refused, f"{method} {endpoint}: {response.status}"


def test_a_token_of_another_session_is_refused(
    app: Flask, client_of: Callable[..., StrictClient]
) -> None:
    mine, other = client_of(Role.OFFICIAL, name="Mine"), client_of(Role.OFFICIAL, name="Other")
    token = other.form_token("accounts.change_password")
    mine.form_token("accounts.change_password")
    response = mine.post("/change-password", data={"csrf_token": token})
    assert response.status_code == 400


def test_protection_is_switched_on(app: Flask) -> None:
    assert app.config.get("WTF_CSRF_ENABLED", True)
    assert app.config.get("WTF_CSRF_CHECK_DEFAULT", True)
    assert app.config["WTF_CSRF_METHODS"] == {"POST", "PUT", "PATCH", "DELETE"}
