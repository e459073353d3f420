"""Feed tokens: whose they are, and what ends them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tests.registry.test_people import PASSWORD, add
from tracker.domain.errors import NotFound
from tracker.registry.feeds import add_feed_token, find_feed_reader, list_feed_tokens
from tracker.registry.new_passwords import renew_hash, set_password
from tracker.registry.people import Role, set_roles

NOW = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)
LATER = datetime(2024, 8, 25, 9, 0, tzinfo=UTC)


def test_a_token_follows_the_roles_of_today(session: Session, register: Register) -> None:
    add(session, Role.COORDINATOR, name="Noise")
    olga = add(session, Role.COORDINATOR, assigned=[register.whole])
    token = add_feed_token(session, olga.id, "Outlook", now=NOW)
    assert find_feed_reader(session, token) == olga
    set_roles(session, olga.id, [Role.OFFICIAL])
    assert find_feed_reader(session, token).roles == {Role.OFFICIAL}
    set_roles(session, olga.id, [])
    with pytest.raises(NotFound):
        find_feed_reader(session, token)


def test_a_new_password_revokes_all_tokens_of_the_person(session: Session) -> None:
    olga, noise = add(session, Role.OFFICIAL), add(session, Role.OFFICIAL, name="Noise")
    mine = [add_feed_token(session, olga.id, name, now=NOW) for name in ("Outlook", "Telephone")]
    other = add_feed_token(session, noise.id, "Outlook", now=NOW)
    renew_hash(session, olga.id, PASSWORD)
    assert [find_feed_reader(session, token).id for token in mine] == [olga.id] * 2
    set_password(session, olga.id, "four quite unrelated words", now=LATER)
    for token in mine:
        with pytest.raises(NotFound):
            find_feed_reader(session, token)
    assert [token.revoked_at for token in list_feed_tokens(session, olga.id)] == [LATER] * 2
    assert find_feed_reader(session, other) == noise


def test_a_token_that_was_revoked_before_keeps_its_moment(session: Session) -> None:
    olga = add(session, Role.OFFICIAL)
    add_feed_token(session, olga.id, "Outlook", now=NOW)
    set_password(session, olga.id, "four quite unrelated words", now=NOW)
    set_password(session, olga.id, "and four other words again", now=LATER)
    assert [token.revoked_at for token in list_feed_tokens(session, olga.id)] == [NOW]
