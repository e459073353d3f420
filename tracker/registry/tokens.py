"""Tokens: secrets by which a person's programs come in without a session."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.lines import lies_in
from tracker.registry.people import Person, load_person
from tracker.registry.wording import PERSON_LENGTH, check_length, tidy
from tracker.store.accounts import AccessTokenAreaRow, AccessTokenRow
from tracker.store.base import AnyRow, table_of
from tracker.totals.beneath import list_beneath

MOST_TOKENS = 20
"""Working tokens of one person and use: more are a sign that old ones should be revoked."""

_BYTES = 32


class TokenUse(StrEnum):
    """The door that a token opens; it opens no other. Values are stored and never reused."""

    FEED = "feed"
    API = "api"
    COLLECT = "collect"

    @property
    def noun(self) -> str:
        """What a token of this use is called."""
        return _NOUNS[self]

    @property
    def plural(self) -> str:
        """The same, of several."""
        return f"{self.noun}es" if self.noun.endswith("s") else f"{self.noun}s"


_NOUNS = {
    TokenUse.FEED: "feed address",
    TokenUse.API: "access token",
    TokenUse.COLLECT: "phone code",
}
_EXAMPLES = {
    TokenUse.FEED: "Outlook",
    TokenUse.API: "Nightly spreadsheet",
    TokenUse.COLLECT: "Red phone",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenDraft:
    """A token to be made; `areas` narrow it to places with all beneath (none: not narrowed)."""

    use: TokenUse
    name: str
    may_write: bool = False
    areas: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessToken:
    """What is known of a token: never the token itself, of which only a hash is kept.

    It gives at most what its person may do today: only reading unless it `may_write`, and only
    in its `areas` with all beneath where it has any.
    """

    id: int
    use: TokenUse
    name: str
    may_write: bool
    areas: tuple[int, ...]
    made_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearer:
    """Whose program it is that came in by a token: the person with the rights of today."""

    person: Person
    token: AccessToken


def add_token(session: Session, person_id: int, draft: TokenDraft, *, now: datetime) -> str:
    """Make a token and answer it; nobody can read it again."""
    cleaned = check_length(tidy(draft.name), PERSON_LENGTH, "name")
    if not cleaned:
        example = _EXAMPLES[draft.use]
        raise InvalidField("name", f"Enter a name by which you will know it, such as {example}")
    working = [one for one in list_tokens(session, person_id, draft.use) if not one.revoked_at]
    if len(working) >= MOST_TOKENS:
        raise InUse(
            f"You have {MOST_TOKENS} {draft.use.plural}. Revoke one that you no longer use."
        )
    token = secrets.token_urlsafe(_BYTES)
    values = {
        "person_id": person_id,
        "use": draft.use.value,
        "name": cleaned,
        "token_hash": _hash(token),
        "may_write": draft.may_write,
        "made_at": now,
    }
    made = insert(AccessTokenRow).values(values).returning(AccessTokenRow.id)
    token_id = session.execute(made).scalar_one()
    for place_id in sorted(set(draft.areas)):
        row = {"token_id": token_id, "place_id": place_id}
        session.execute(insert(AccessTokenAreaRow).values(row))
    return token


def list_tokens(session: Session, person_id: int, use: TokenUse) -> tuple[AccessToken, ...]:
    """A person's tokens of a use, newest first, also those that were revoked; two statements."""
    table = table_of(AccessTokenRow)
    query = select(table).where(table.c.person_id == person_id, table.c.use == use.value)
    rows = session.execute(query.order_by(table.c.id.desc())).all()
    areas = _load_areas(session, [row.id for row in rows])
    return tuple(_make_token(row, areas[row.id]) for row in rows)


def revoke_token(
    session: Session, person_id: int, use: TokenUse, token_id: int, *, now: datetime
) -> str:
    """End a token of the person for good and answer its name; refused where there is none."""
    table = AccessTokenRow
    found = session.execute(
        update(table)
        .where(
            table.id == token_id,
            table.person_id == person_id,
            table.use == use.value,
            table.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(table.name)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(use.noun, token_id)
    return found


def revoke_tokens(session: Session, person_id: int, *, now: datetime) -> None:
    """End all tokens of the person for good, whatever their use."""
    table = AccessTokenRow
    session.execute(
        update(table)
        .where(table.person_id == person_id, table.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def find_bearer(session: Session, token: str, use: TokenUse) -> Bearer:
    """Whose token it is, with the rights of today; three statements. Raises NotFound.

    Who has no role any more comes in nowhere, here as on pages.
    """
    table = table_of(AccessTokenRow)
    query = select(table).where(
        table.c.token_hash == _hash(token),
        table.c.use == use.value,
        table.c.revoked_at.is_(None),
    )
    row = session.execute(query).one_or_none()
    person = load_person(session, row.person_id) if row is not None else None
    if row is None or person is None or not person.active or not person.roles:
        raise NotFound(use.noun, "like this")
    areas = _load_areas(session, [row.id])
    return Bearer(person=person, token=_make_token(row, areas[row.id]))


def is_covered(session: Session, token: AccessToken, place_id: int) -> bool:
    """Whether a token reaches a place: always, unless it is narrowed to other areas."""
    return not token.areas or lies_in(session, place_id, token.areas)


def narrow(session: Session, token: AccessToken, place_ids: set[int] | None) -> set[int] | None:
    """Of the places (None: every place) those that a token reaches; None: every place."""
    if not token.areas:
        return place_ids
    reached = set(list_beneath(session, token.areas))
    return reached if place_ids is None else reached & place_ids


def _hash(token: str) -> bytes:
    # The token is as long as the hash and made by chance: there is nothing to guess or to salt.
    return hashlib.sha256(token.encode()).digest()


def _load_areas(session: Session, token_ids: Iterable[int]) -> dict[int, list[int]]:
    table = table_of(AccessTokenAreaRow)
    query = select(table).where(table.c.token_id.in_(list(token_ids))).order_by(table.c.place_id)
    areas: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(query):
        areas[row.token_id].append(row.place_id)
    return areas


def _make_token(row: AnyRow, areas: Iterable[int]) -> AccessToken:
    return AccessToken(
        id=row.id,
        use=TokenUse(row.use),
        name=row.name,
        may_write=row.may_write,
        areas=tuple(areas),
        made_at=row.made_at,
        revoked_at=row.revoked_at,
    )
