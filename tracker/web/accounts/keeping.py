"""Keep what happens at the door in the audit trail: signing in and out, failed tries, passwords."""

from __future__ import annotations

import hmac
from typing import Any

from flask import current_app

from tracker.domain.audit import Act, Author
from tracker.registry.keeping import keep_act
from tracker.registry.people import Credentials, Person, clean_email, find_by_email
from tracker.registry.tokens import TokenDraft, TokenUse
from tracker.web.accounts.tries import may_keep_failure
from tracker.web.shared.clock import now
from tracker.web.shared.unit_of_work import keep_writing, reading, writing

DIGEST_LENGTH = 16


def keep_signed_in(credentials: Credentials) -> None:
    """Somebody signed in."""
    _keep(Act.SIGNED_IN, credentials.person)


def keep_signed_out(person: Person) -> None:
    """Somebody signed out."""
    _keep(Act.SIGNED_OUT, person)


def keep_new_password(person: Person) -> None:
    """Somebody changed their own password."""
    _keep(Act.PASSWORD_CHANGED, person)


def keep_feed(act: Act, person: Person, feed: str) -> None:
    """Somebody made or revoked an address by which programs read a feed."""
    by = Author(person_id=person.id, at=now())
    keep_act(writing(), act, by, person.id, name=person.display_name, feed=feed)


def keep_token_made(person: Person, draft: TokenDraft) -> None:
    """Somebody made a token: its name, and what it gives, but nothing of the token itself."""
    _keep(
        Act.TOKEN_MADE,
        person,
        token=draft.name,
        use=draft.use.value,
        may_write=draft.may_write,
        areas=list(draft.areas),
    )


def keep_token_revoked(person: Person, use: TokenUse, token: str) -> None:
    """Somebody ended a token."""
    _keep(Act.TOKEN_REVOKED, person, token=token, use=use.value)


def keep_failure(email: str) -> None:
    """A password did not belong to the account tried, or there is none; to be called last.

    The answer is an error, and the link is kept all the same. What was typed is kept only as a
    keyed hash, and only where it is the address of no account.
    """
    if not may_keep_failure():
        return
    found = find_by_email(reading(), email)
    by = Author(person_id=None, at=now())
    if found is not None:
        keep_act(writing(), Act.SIGN_IN_FAILED, by, found.person.id, name=found.person.display_name)
    else:
        keep_act(writing(), Act.SIGN_IN_FAILED, by, address=_hash_address(email))
    keep_writing()


def _keep(act: Act, person: Person, **details: Any) -> None:
    by = Author(person_id=person.id, at=now())
    keep_act(writing(), act, by, person.id, name=person.display_name, **details)


def _hash_address(email: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, clean_email(email).encode(), "sha256").hexdigest()[:DIGEST_LENGTH]
