"""Tokens: whose they are, which door they open, how far they reach, and what ends them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tests.registry.test_people import PASSWORD, add
from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.new_passwords import renew_hash, set_password
from tracker.registry.people import Person, Role, change_person, set_roles
from tracker.registry.tokens import (
    MOST_TOKENS,
    AccessToken,
    TokenDraft,
    TokenUse,
    add_token,
    find_bearer,
    is_covered,
    list_tokens,
    narrow,
    revoke_token,
)
from tracker.store.accounts import AccessTokenRow

NOW = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)
LATER = datetime(2024, 8, 25, 9, 0, tzinfo=UTC)
FEED, API, COLLECT = TokenUse.FEED, TokenUse.API, TokenUse.COLLECT


def make(session: Session, person: Person, use: TokenUse = API, name: str = "Nightly") -> str:
    return add_token(session, person.id, TokenDraft(use=use, name=name), now=NOW)


def narrowed(session: Session, person: Person, *areas: int, may_write: bool = False) -> AccessToken:
    draft = TokenDraft(use=API, name="Narrow", may_write=may_write, areas=areas)
    token = add_token(session, person.id, draft, now=NOW)
    return find_bearer(session, token, API).token


@pytest.mark.parametrize("use", TokenUse)
def test_a_token_follows_the_roles_of_today(
    session: Session, register: Register, use: TokenUse
) -> None:
    make(session, add(session, Role.COORDINATOR, name="Noise"), use)
    olga = add(session, Role.COORDINATOR, assigned=[register.whole])
    token = make(session, olga, use)
    assert find_bearer(session, token, use).person == olga
    set_roles(session, olga.id, [Role.OFFICIAL])
    assert find_bearer(session, token, use).person.roles == {Role.OFFICIAL}
    set_roles(session, olga.id, [])
    with pytest.raises(NotFound):
        find_bearer(session, token, use)


def test_a_closed_account_comes_in_nowhere(session: Session) -> None:
    olga = add(session, Role.OFFICIAL)
    token = make(session, olga)
    change_person(
        session,
        olga.id,
        email=olga.email,
        display_name=olga.display_name,
        active=False,
        source_id=None,
    )
    with pytest.raises(NotFound, match="There is no access token like this"):
        find_bearer(session, token, API)


@pytest.mark.parametrize("use", TokenUse)
def test_a_token_opens_one_door_only(session: Session, use: TokenUse) -> None:
    olga = add(session, Role.OFFICIAL)
    token = make(session, olga, use)
    for other in set(TokenUse) - {use}:
        with pytest.raises(NotFound):
            find_bearer(session, token, other)
        assert list_tokens(session, olga.id, other) == ()
        with pytest.raises(NotFound):
            revoke_token(session, olga.id, other, 1, now=NOW)
    assert find_bearer(session, token, use).token.use is use


def test_only_the_hash_of_a_token_is_kept(session: Session) -> None:
    token = make(session, add(session, Role.OFFICIAL))
    row = session.execute(select(AccessTokenRow.__table__)).one()
    assert len(row.token_hash) == 32
    assert token not in repr(row)


def test_what_a_token_gives_is_listed_newest_first(session: Session, register: Register) -> None:
    noise, olga = add(session, Role.OFFICIAL, name="Noise"), add(session, Role.OFFICIAL)
    make(session, noise)
    make(session, olga, name="  Old  one ")
    narrowed(session, olga, register.hall, register.region, may_write=True)
    new, old = list_tokens(session, olga.id, API)
    assert (old.name, old.may_write, old.areas, old.made_at) == ("Old one", False, (), NOW)
    assert (new.may_write, new.areas) == (True, (register.region, register.hall))


def test_a_revoked_token_ends_for_good(session: Session) -> None:
    olga, noise = add(session, Role.OFFICIAL), add(session, Role.OFFICIAL, name="Noise")
    token = make(session, olga)
    (listed,) = list_tokens(session, olga.id, API)
    with pytest.raises(NotFound):
        revoke_token(session, noise.id, API, listed.id, now=LATER)
    assert revoke_token(session, olga.id, API, listed.id, now=LATER) == "Nightly"
    with pytest.raises(NotFound):
        find_bearer(session, token, API)
    with pytest.raises(NotFound, match=f"There is no access token {listed.id}"):
        revoke_token(session, olga.id, API, listed.id, now=LATER)
    assert list_tokens(session, olga.id, API)[0].revoked_at == LATER


def test_a_new_password_revokes_tokens_of_every_use(session: Session) -> None:
    olga, noise = add(session, Role.OFFICIAL), add(session, Role.OFFICIAL, name="Noise")
    mine = {use: make(session, olga, use) for use in TokenUse}
    other = make(session, noise)
    renew_hash(session, olga.id, PASSWORD)
    for use, token in mine.items():
        assert find_bearer(session, token, use).person.id == olga.id
    set_password(session, olga.id, "four quite unrelated words", now=LATER)
    for use, token in mine.items():
        with pytest.raises(NotFound):
            find_bearer(session, token, use)
        assert [token.revoked_at for token in list_tokens(session, olga.id, use)] == [LATER]
    assert find_bearer(session, other, API).person == noise


def test_a_token_that_was_revoked_before_keeps_its_moment(session: Session) -> None:
    olga = add(session, Role.OFFICIAL)
    make(session, olga)
    set_password(session, olga.id, "four quite unrelated words", now=NOW)
    set_password(session, olga.id, "and four other words again", now=LATER)
    assert [token.revoked_at for token in list_tokens(session, olga.id, API)] == [NOW]


def test_a_token_without_areas_reaches_what_its_person_does(
    session: Session, register: Register
) -> None:
    token = narrowed(session, add(session, Role.OFFICIAL))
    assert is_covered(session, token, register.hall)
    assert narrow(session, token, None) is None
    assert narrow(session, token, {register.hall}) == {register.hall}


def test_a_narrowed_token_reaches_its_areas_and_never_more_than_its_person(
    session: Session, register: Register
) -> None:
    token = narrowed(session, add(session, Role.OFFICIAL), register.by_shelter)
    beneath = {register.by_shelter, register.hall, register.school, register.outside}
    assert all(is_covered(session, token, place_id) for place_id in beneath)
    assert not is_covered(session, token, register.whole)
    assert not is_covered(session, token, register.region)
    assert narrow(session, token, None) == beneath
    assert narrow(session, token, {register.hall, register.whole}) == {register.hall}


@pytest.mark.parametrize(
    ("use", "example", "plural"),
    [
        (FEED, "Outlook", "feed addresses"),
        (API, "Nightly spreadsheet", "access tokens"),
        (COLLECT, "Red phone", "phone codes"),
    ],
)
def test_a_name_is_asked_for_and_there_is_an_end_of_tokens(
    session: Session, use: TokenUse, example: str, plural: str
) -> None:
    olga = add(session, Role.OFFICIAL)
    with pytest.raises(InvalidField, match=f"such as {example}"):
        make(session, olga, use, name=" ")
    with pytest.raises(InvalidField, match="Use at most 100 characters"):
        make(session, olga, use, name="a" * 101)
    for _ in range(MOST_TOKENS):
        make(session, olga, use)
    with pytest.raises(InUse, match=f"You have 20 {plural}. Revoke one"):
        make(session, olga, use)
    newest = list_tokens(session, olga.id, use)[0]
    revoke_token(session, olga.id, use, newest.id, now=NOW)
    make(session, olga, use)
