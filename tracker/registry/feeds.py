"""Feed tokens: secret addresses by which a person's programs read feeds without a session."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.people import Person, load_person
from tracker.registry.wording import PERSON_LENGTH, check_length, tidy
from tracker.store.accounts import FeedTokenRow

MOST_TOKENS = 20
"""Working addresses of one person: more are a sign that old ones should be revoked."""

_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedToken:
    """What is known of a token: never the token itself, of which only a hash is kept."""

    id: int
    name: str
    made_at: datetime
    revoked_at: datetime | None


def add_feed_token(session: Session, person_id: int, name: str, *, now: datetime) -> str:
    """Make a token and answer it; nobody can read it again."""
    cleaned = check_length(tidy(name), PERSON_LENGTH, "name")
    if not cleaned:
        raise InvalidField("name", "Enter a name by which you will know it, such as Outlook")
    working = [token for token in list_feed_tokens(session, person_id) if not token.revoked_at]
    if len(working) >= MOST_TOKENS:
        raise InUse(f"You have {MOST_TOKENS} feed addresses. Revoke one that you no longer use.")
    token = secrets.token_urlsafe(_BYTES)
    session.execute(
        insert(FeedTokenRow).values(
            person_id=person_id, name=cleaned, token_hash=_hash(token), made_at=now
        )
    )
    return token


def list_feed_tokens(session: Session, person_id: int) -> tuple[FeedToken, ...]:
    """A person's tokens, newest first, also those that were revoked."""
    query = (
        select(FeedTokenRow)
        .where(FeedTokenRow.person_id == person_id)
        .order_by(FeedTokenRow.id.desc())
    )
    return tuple(_make_token(row) for row in session.execute(query).scalars())


def revoke_feed_token(session: Session, person_id: int, token_id: int, *, now: datetime) -> None:
    """End a token of the person for good; refused where there is none of that id."""
    table = FeedTokenRow
    found = session.execute(
        update(table)
        .where(table.id == token_id, table.person_id == person_id, table.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(table.id)
    )
    if found.first() is None:
        raise NotFound("feed address", token_id)


def revoke_feed_tokens(session: Session, person_id: int, *, now: datetime) -> None:
    """End all tokens of the person for good."""
    table = FeedTokenRow
    session.execute(
        update(table)
        .where(table.person_id == person_id, table.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def find_feed_reader(session: Session, token: str) -> Person:
    """The person whose token it is, with the rights of today; raises NotFound.

    Who has no role any more sees nothing, here as on pages.
    """
    person_id = session.execute(
        select(FeedTokenRow.person_id).where(
            FeedTokenRow.token_hash == _hash(token), FeedTokenRow.revoked_at.is_(None)
        )
    ).scalar_one_or_none()
    person = load_person(session, person_id) if person_id is not None else None
    if person is None or not person.active or not person.roles:
        raise NotFound("feed", "at this address")
    return person


def _hash(token: str) -> bytes:
    # The token is as long as the hash and made by chance: there is nothing to guess or to salt.
    return hashlib.sha256(token.encode()).digest()


def _make_token(row: FeedTokenRow) -> FeedToken:
    return FeedToken(id=row.id, name=row.name, made_at=row.made_at, revoked_at=row.revoked_at)
