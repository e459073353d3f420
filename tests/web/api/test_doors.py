"""Who comes in: role by role, token by token, call by call, and what is said to the others."""

import pytest
from flask import Flask

from tests.web.api.conftest import (
    CALLS_BY_NAME,
    Caller,
    CallerMaker,
    Register,
    Reporter,
    call_as,
    day,
)
from tests.web.fixtures import NOW, PASSWORD, PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.config import CALLS_KEY, ORIGINS_KEY
from tracker.registry.new_passwords import set_password
from tracker.registry.people import Role, change_person, set_roles
from tracker.web.api.blueprint import PREFIX
from tracker.web.api.calls import CALLS, Call
from tracker.web.api.openapi import write_path
from tracker.web.shared.ids import LARGEST_ID
from tracker.web.shared.problems import MEDIA

REASONS = ("belongs to another role", "This token only reads", "This token is narrowed to areas")


def address_of(one: Call) -> str:
    """An address of the call, about things of number 1."""
    path = write_path(one)
    for name in one.ids:
        path = path.replace(f"{{{name}}}", "1")
    return path


def is_refused(caller: Caller, one: Call) -> bool:
    response = caller.send(one.method, address_of(one), json={} if one.rules.body else None)
    assert response.status_code not in {401, 500}, one.name
    told = (response.get_json(silent=True) or {}).get("detail") or ""
    assert (response.status_code == 403) == any(reason in told for reason in REASONS), one.name
    return response.status_code == 403


@pytest.mark.parametrize("role", Role)
def test_each_role_and_token_is_refused_exactly_where_the_table_says(  # noqa: PLR0917 (fixtures)
    caller_of: CallerMaker,
    register: Register,
    report: Reporter,
    role: Role,
    writer: Writer,
    app: Flask,
) -> None:
    report(register.whole, day(18), present=100)
    writes = caller_of(role, name="Writes")
    reads = call_as(app, writer, writes.person, may_write=False)
    narrow = call_as(app, writer, writes.person, areas=(register.elsewhere,))
    for one in CALLS:
        allowed = role in one.rules.roles
        assert is_refused(writes, one) == (not allowed), one.name
        assert is_refused(reads, one) == (not allowed or one.rules.writes), one.name
        # What is not sent here is missed first.
        is_missing = any(parameter.required for parameter in one.rules.parameters)
        takes = one.rules.body or one.rules.takes_file or is_missing
        is_import = one.tag == "imports" and not takes
        assert is_refused(narrow, one) == (not allowed or is_import), one.name


def test_everything_but_reading_asks_for_a_token_that_writes() -> None:
    assert {one.method for one in CALLS} == {"GET", "POST"}
    assert all(one.rules.writes == (one.method == "POST") for one in CALLS)


def test_a_session_opens_nothing(
    client: StrictClient, make_person: PersonMaker, register: Register
) -> None:
    client.sign_in_as(make_person(Role.OFFICIAL))
    client.see("dashboard.overview")
    response = client.get(f"{PREFIX}/areas")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="tracker"'
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token abc", "Bearer guessed"]
)
def test_who_shows_no_token_is_told_to(app: Flask, operation: None, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    response = app.test_client().get(f"{PREFIX}/areas", headers=headers)
    assert (response.status_code, response.mimetype) == (401, MEDIA)
    told = response.get_json(force=True)
    assert told["type"] == f"{PREFIX}/reference#no-token"
    is_wrong = header == "Bearer guessed"
    assert ("opens nothing" in told["detail"]) == is_wrong
    assert ("invalid_token" in response.headers["WWW-Authenticate"]) == is_wrong


def test_a_token_dies_with_the_last_role_the_account_and_the_password(
    caller_of: CallerMaker, writer: Writer, app: Flask
) -> None:
    without_role, closed, renewed = (
        caller_of(Role.OFFICIAL, name=name) for name in ("Role", "Closed", "Password")
    )
    with writer() as session:
        set_roles(session, without_role.person.id, [])
        person = closed.person
        change_person(
            session,
            person.id,
            email=person.email,
            display_name=person.display_name,
            active=False,
            source_id=None,
        )
        set_password(session, renewed.person.id, f"another {PASSWORD}", now=NOW)
    for caller in (without_role, closed, renewed):
        caller.get("/token", status=401)


def test_wrong_tokens_are_limited(app: Flask, operation: None, official: Caller) -> None:
    client = app.test_client()
    for _ in range(60):
        response = client.get(f"{PREFIX}/areas", headers={"Authorization": "Bearer guessed"})
        assert response.status_code == 401
    response = client.get(f"{PREFIX}/areas", headers={"Authorization": "Bearer guessed"})
    assert (response.status_code, response.mimetype) == (429, MEDIA)
    assert response.headers["Retry-After"] == "60"
    official.get("/areas")


def test_a_token_calls_so_often_in_a_minute_and_is_told_how_often(
    app: Flask, official: Caller, caller_of: CallerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, CALLS_KEY, 2)
    first = official.send("GET", "/sources")
    assert first.headers["X-RateLimit-Limit"] == "2"
    assert first.headers["X-RateLimit-Remaining"] == "1"
    assert int(first.headers["X-RateLimit-Reset"]) > 0
    official.get("/sources/1", status=404)
    refused = official.send("GET", "/sources")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    caller_of(Role.OFFICIAL, name="Other").get("/sources")


def test_pages_of_other_sites_may_not_call(official: Caller) -> None:
    response = official.send("GET", "/sources", headers={"Origin": "https://maps.example.org"})
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", ["/sources", "/health", "/openapi.json"])
def test_no_answer_depends_on_a_cookie(app: Flask, official: Caller, path: str) -> None:
    client, token = app.test_client(), f"Bearer {official.token}"
    assert "Cookie" in client.get("/sign-in").headers["Vary"]
    response = client.get(f"{PREFIX}{path}", headers={"Authorization": token})
    assert response.status_code == 200
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers


def test_pages_of_a_named_site_may_call(
    app: Flask, official: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, ORIGINS_KEY, ("https://maps.example.org",))
    named = {"Origin": "https://maps.example.org"}
    response = official.send("GET", "/sources", headers=named)
    assert response.headers["Access-Control-Allow-Origin"] == named["Origin"]
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Origin" in response.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in response.headers
    asked = app.test_client().options(f"{PREFIX}/reports", headers=named)
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    other = official.send("GET", "/sources", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in other.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("DELETE", "/areas", 405),
        ("PUT", "/reports/1", 405),
        ("GET", "/areas/99999999999999999999", 404),
        ("GET", "/reports/-1", 404),
    ],
)
def test_addresses_that_do_not_exist_are_told_as_problems(
    official: Caller, method: str, path: str, status: int
) -> None:
    response = official.send(method, path)
    assert response.status_code == status
    told = response.get_json(force=True)
    kind = "wrong-method" if status == 405 else "not-found"
    assert (told["type"], told["status"]) == (f"/api/v1/reference#{kind}", status)
    assert ("Allow" in response.headers) == (status == 405)
    assert ("Allow" if status == 405 else "openapi.json") in told["detail"]


def test_a_fault_of_ours_shows_nothing_of_the_program(
    app: Flask, official: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, CALLS_KEY, "no number")
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)  # noqa: FBT003 -- a setting
    response = official.send("GET", "/areas")
    assert (response.status_code, response.mimetype) == (500, MEDIA)
    assert response.get_json(force=True) == {
        "type": "/api/v1/reference#failed",
        "title": "Something went wrong here",
        "status": 500,
    }


def test_bodies_that_are_none_are_refused(olga: Caller, register: Register) -> None:
    def send(body: bytes, media: str = "application/json") -> int:
        return olga.send("POST", "/reports", data=body, content_type=media).status_code

    assert send(b"{") == 400
    assert send(b"\xff\xfe") == 400
    assert send(b"[" * 100_000) == 400
    assert send(b'{"place": NaN}') == 400
    assert send(b"9" * 5000) == 400
    assert send(b"place=1", "application/x-www-form-urlencoded") == 415
    assert send(b" " * 300_000) == 413
    assert send(b"[]") == 422
    assert send(b'"text"') == 422


def test_whose_token_it_is_can_be_asked(caller_of: CallerMaker, register: Register) -> None:
    caller = caller_of(
        Role.OFFICIAL, Role.REVIEWER, name="Anna", areas=(register.region,), may_write=False
    )
    assert caller.get("/token") == {
        "name": "Program",
        "person": "Anna",
        "roles": ["official", "reviewer"],
        "may_write": False,
        "areas": [register.region],
    }


def test_the_sign_of_life_needs_no_token(app: Flask) -> None:
    response = app.test_client().get(f"{PREFIX}/health")
    assert response.get_json() == {"status": "ok"}
    assert response.headers["Cache-Control"] == "no-store"


def test_before_there_is_an_operation_numbers_are_not_found(
    app: Flask, writer: Writer, make_person: PersonMaker
) -> None:
    caller = call_as(app, writer, make_person(Role.OFFICIAL))
    assert caller.get("/series", status=404)["detail"] == "There is no operation yet."
    assert caller.get("/areas")["items"] == []


def test_what_did_not_change_is_not_sent_again(
    official: Caller, register: Register, report: Reporter
) -> None:
    first = official.send("GET", "/reports")
    assert first.headers["Cache-Control"] == "private, no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    again = official.send("GET", "/reports", headers=tag)
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["X-RateLimit-Limit"] == "300"
    report(register.whole, day(18), present=100)
    assert official.send("GET", "/reports", headers=tag).status_code == 200


def test_a_packed_answer_has_a_weak_tag_that_still_holds(
    official: Caller, register: Register
) -> None:
    packed = official.app.test_client().get(
        f"{PREFIX}/areas",
        headers={"Authorization": f"Bearer {official.token}", "Accept-Encoding": "gzip"},
    )
    assert packed.headers["Content-Encoding"] == "gzip"
    tag = packed.headers["ETag"]
    assert tag.startswith('W/"')
    again = official.send("GET", "/areas", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_every_call_is_named_once() -> None:
    assert len(CALLS_BY_NAME) == len(CALLS)


def test_an_id_too_large_is_not_found_also_where_other_methods_are_taken(
    caller_of: CallerMaker,
) -> None:
    reviewer = caller_of(Role.REVIEWER)
    for number in (LARGEST_ID, LARGEST_ID + 1, 10**18):
        reviewer.get(f"/imports/{number}/undoing", status=404)
