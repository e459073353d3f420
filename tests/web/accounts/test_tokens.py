"""The page of a person's access tokens."""

from collections.abc import Callable

from flask import Flask

from tests.audit.links import read_links
from tests.web.dashboard.conftest import Register, _noon, register, registered
from tests.web.fixtures import PASSWORD, Writer
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role
from tracker.registry.tokens import Bearer, TokenUse, find_bearer

__all__ = ["_noon", "register", "registered"]

WRITING = {"name": "Spreadsheet", "access": "write"}


def make_token(client: StrictClient, **typed: object) -> str:
    page = client.fill_in("accounts.list_access_tokens", {"name": "Reader", **typed}, status=200)
    assert page.heading == "Your access token"
    return page.texts("code[@data-secret]")[0]


def find(writer: Writer, token: str) -> Bearer:
    with writer() as session:
        return find_bearer(session, token, TokenUse.API)


def test_a_token_reads_only_and_everywhere_unless_asked_otherwise(
    client_of: Callable[..., StrictClient], register: Register, writer: Writer
) -> None:
    official = client_of(Role.OFFICIAL, name="Olga")
    bearer = find(writer, make_token(official))
    assert bearer.person.display_name == "Olga"
    assert (bearer.token.may_write, bearer.token.areas) == (False, ())
    page = official.see("accounts.list_access_tokens")
    assert "Reader" in page.text
    assert "read only" in page.text
    assert "everywhere" in page.text


def test_a_token_is_shown_once(
    client_of: Callable[..., StrictClient], register: Register, writer: Writer
) -> None:
    official = client_of(Role.OFFICIAL)
    token = make_token(official)
    page = official.see("accounts.list_access_tokens")
    assert token not in page.response.get_data(as_text=True)
    with writer() as session:
        assert all(token not in repr(link) for link in read_links(session))


def test_a_token_is_narrowed_to_places_and_writes_when_asked_to(
    client_of: Callable[..., StrictClient], register: Register, writer: Writer
) -> None:
    coordinator = client_of(Role.COORDINATOR, name="Pavel", assigned=(register.by_shelter,))
    token = make_token(coordinator, access="write", areas=[str(register.hall)])
    bearer = find(writer, token)
    assert (bearer.token.may_write, bearer.token.areas) == (True, (register.hall,))
    page = coordinator.see("accounts.list_access_tokens")
    assert "read and write" in page.text
    assert "Hall" in page.text
    with writer() as session:
        link = read_links(session)[-1]
    assert link["act"] == "token_made"
    for said in ("Reader", "api", str(register.hall)):
        assert said in link["details"]


def test_a_coordinator_is_offered_their_own_places_only(
    client_of: Callable[..., StrictClient], register: Register
) -> None:
    coordinator = client_of(Role.COORDINATOR, assigned=(register.by_shelter,))
    page = coordinator.see("accounts.list_access_tokens")
    offered = {int(box.get("value", "")) for box in page.find_all("input[@name='areas']")}
    own = {register.by_shelter, register.hall, register.school}
    assert own <= offered
    assert register.elsewhere not in offered
    typed = {"name": "Reader", "areas": [str(register.elsewhere)]}
    page = coordinator.fill_in("accounts.list_access_tokens", typed, status=422)
    assert page.errors() == ["Select places from the list"]


def test_a_name_is_asked_for_and_what_was_chosen_stays(
    client_of: Callable[..., StrictClient], register: Register
) -> None:
    official = client_of(Role.OFFICIAL)
    typed = {"name": " ", "access": "write", "areas": [str(register.region)]}
    page = official.fill_in("accounts.list_access_tokens", typed, status=422)
    message = "Enter a name by which you will know it, such as Nightly spreadsheet"
    assert page.errors() == [message]
    assert page.value("access") == "write"
    assert page.value("areas") == str(register.region)


def test_there_is_an_end_of_tokens(client_of: Callable[..., StrictClient]) -> None:
    official = client_of(Role.OFFICIAL)
    for _ in range(20):
        official.send("accounts.list_access_tokens", {"name": "One", "access": "read"}, status=200)
    page = official.fill_in("accounts.list_access_tokens", {"name": "More"}, status=422)
    assert page.errors() == ["You have 20 access tokens. Revoke one that you no longer use."]


def test_a_revoked_token_says_so_and_nobody_revokes_anothers(
    client_of: Callable[..., StrictClient], register: Register, writer: Writer
) -> None:
    mine, other = client_of(Role.OFFICIAL, name="Mine"), client_of(Role.OFFICIAL, name="Other")
    make_token(mine)
    other.send("accounts.revoke_access_token", status=404, token_id=1)
    mine.send("accounts.revoke_feed", status=404, token_id=1)
    mine.send("accounts.revoke_access_token", token_id=1)
    page = mine.see("accounts.list_access_tokens")
    assert "The token “Reader” is revoked." in page.response.get_data(as_text=True)
    assert "Revoked 20 Aug 2024" in page.text
    with writer() as session:
        assert read_links(session)[-1]["act"] == "token_revoked"


def test_ones_own_new_password_ends_the_tokens(
    client_of: Callable[..., StrictClient], app: Flask
) -> None:
    official = client_of(Role.OFFICIAL)
    make_token(official)
    assert "access tokens" in official.see("accounts.change_password").text
    new = "four quite unrelated words"
    typed = {"password": PASSWORD, "new_password": new, "repeated": new}
    official.fill_in("accounts.change_password", typed)
    assert "Revoked" in official.see("accounts.list_access_tokens").text
