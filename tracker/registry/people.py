"""People: their accounts, roles, and the places they report for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, String, bindparam, cast, delete, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.lines import lies_in
from tracker.registry.passwords import check_password, hash_password
from tracker.registry.wording import EMAIL_LENGTH, PERSON_LENGTH, check_length, tidy
from tracker.store import accounts as tables
from tracker.store.memory import remembered
from tracker.totals.beneath import list_beneath


class Role(StrEnum):
    """What a person may do."""

    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    OFFICIAL = "official"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody with an account; `assigned` are places that a coordinator reports for.

    `source_id` is the source in whose name the person reports unless they choose another.
    """

    id: int
    email: str
    display_name: str
    active: bool
    roles: frozenset[Role]
    source_id: int | None
    assigned: tuple[int, ...]

    @property
    def reports_for(self) -> tuple[int, ...]:
        """What counts of the assigned places, with all beneath: nothing but for coordinators."""
        return self.assigned if Role.COORDINATOR in self.roles else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """What signing in needs; `session_key` changes with the password, which ends open sessions."""

    person: Person
    password_hash: str | None
    session_key: str


def _select_people() -> Select[Any]:
    user, links, assigned = tables.User.__table__.c, tables.person_role, tables.AssignmentRow
    roles = (
        select(func.aggregate_strings(tables.Role.name, ","))
        .join(links, links.c.role_id == tables.Role.id)
        .where(links.c.person_id == user.id)
        .scalar_subquery()
        .label("roles")
    )
    places = (
        select(func.aggregate_strings(cast(assigned.place_id, String), ","))
        .where(assigned.person_id == user.id)
        .scalar_subquery()
        .label("assigned")
    )
    columns = (user.id, user.email, user.display_name, user.active, user.source_id)
    return select(*columns, user.password, user.fs_uniquifier, roles, places)


# Built once, so that SQLAlchemy recognises them without building their cache keys anew.
_EVERYBODY = _select_people()
_BY_ID = _EVERYBODY.where(tables.User.id == bindparam("wanted"))
_BY_EMAIL = _EVERYBODY.where(tables.User.email == bindparam("wanted"))
_BY_SESSION_KEY = _EVERYBODY.where(tables.User.fs_uniquifier == bindparam("wanted"))


def load_person(session: Session, person_id: int) -> Person:
    """A person by id."""
    return load_credentials(session, person_id).person


def load_credentials(session: Session, person_id: int) -> Credentials:
    """A person by id, with what signing in needs."""
    found = _load_one(session, _BY_ID, person_id)
    if found is None:
        raise NotFound("person", person_id)
    return found


def list_people(session: Session) -> tuple[Person, ...]:
    """Everybody, active or not, by name."""
    ordered = _EVERYBODY.order_by(func.lower(tables.User.display_name), tables.User.id)
    return tuple(_to_credentials(row).person for row in session.execute(ordered))


def find_by_email(session: Session, email: str) -> Credentials | None:
    """The account with this e-mail address, however its letters are written."""
    return _load_one(session, _BY_EMAIL, clean_email(email))


@remembered
def find_by_session_key(session: Session, session_key: str) -> Credentials | None:
    """The account that a session belongs to; every request asks this."""
    return _load_one(session, _BY_SESSION_KEY, session_key)


def add_person(
    session: Session,
    *,
    email: str,
    display_name: str,
    roles: Iterable[Role],
    password: str,
    now: datetime,
    source_id: int | None = None,
    assigned: Collection[int] = (),
) -> Person:
    """Make an active account."""
    check_password(password)
    row = {
        "email": _free_email(session, email),
        "display_name": _clean_name(display_name),
        "password": hash_password(password),
        "active": True,
        "fs_uniquifier": uuid4().hex,
        "source_id": source_id,
        "created_at": now,
    }
    person_id = session.execute(
        insert(tables.User).values(row).returning(tables.User.id)
    ).scalar_one()
    set_roles(session, person_id, roles)
    set_assignments(session, person_id, assigned, now=now)
    return load_person(session, person_id)


def change_person(
    session: Session,
    person_id: int,
    *,
    email: str,
    display_name: str,
    active: bool,
    source_id: int | None,
) -> Person:
    """Change what the register says of a person; an account that is not active cannot be used."""
    person = load_person(session, person_id)
    if person.active and not active:
        _refuse_losing_last_administrator(session, person)
    values = {
        "email": _free_email(session, email, person_id=person_id),
        "display_name": _clean_name(display_name),
        "active": active,
        "source_id": source_id,
    }
    session.execute(update(tables.User).where(tables.User.id == person_id).values(values))
    return load_person(session, person_id)


def set_roles(session: Session, person_id: int, roles: Iterable[Role]) -> None:
    """Give a person exactly these roles."""
    wanted = frozenset(roles)
    if Role.ADMINISTRATOR not in wanted:
        _refuse_losing_last_administrator(session, load_person(session, person_id))
    links = tables.person_role
    session.execute(delete(links).where(links.c.person_id == person_id))
    for role in sorted(wanted):
        row = {"person_id": person_id, "role_id": _ensure_role(session, role)}
        session.execute(insert(links).values(row))


def set_assignments(
    session: Session, person_id: int, place_ids: Collection[int], *, now: datetime
) -> None:
    """Assign exactly these places; those that stay keep the day since when."""
    table = tables.AssignmentRow
    kept = set(session.scalars(select(table.place_id).where(table.person_id == person_id)))
    gone = kept - set(place_ids)
    if gone:
        session.execute(delete(table).where(table.person_id == person_id, table.place_id.in_(gone)))
    for place_id in sorted(set(place_ids) - kept):
        row = {"person_id": person_id, "place_id": place_id, "since": now.date()}
        session.execute(insert(table).values(row))


def covered_place_ids(session: Session, person: Person) -> set[int]:
    """The places that a person reports for and everything beneath them."""
    return set(list_beneath(session, person.reports_for))


def may_write(session: Session, person: Person, place_id: int) -> bool:
    """Whether the person reports for the place: it or something above it is assigned to them."""
    return person.active and lies_in(session, place_id, person.reports_for)


def clean_email(email: str) -> str:
    """The address as it is stored and compared."""
    return email.strip().lower()


def _load_one(session: Session, query: Select[Any], value: str | int) -> Credentials | None:
    # Straight on the connection: the ORM's own preparation takes longer than the database does.
    row = session.connection().execute(query, {"wanted": value}).one_or_none()
    return _to_credentials(row) if row else None


def _to_credentials(row: Row[Any]) -> Credentials:
    person = Person(
        id=row.id,
        email=row.email,
        display_name=row.display_name,
        active=row.active,
        roles=frozenset(Role(name) for name in _split(row.roles)),
        source_id=row.source_id,
        assigned=tuple(sorted(int(place_id) for place_id in _split(row.assigned))),
    )
    return Credentials(person=person, password_hash=row.password, session_key=row.fs_uniquifier)


def _split(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []


def _free_email(session: Session, email: str, *, person_id: int | None = None) -> str:
    cleaned = check_length(clean_email(email), EMAIL_LENGTH, "email")
    if not cleaned or "@" not in cleaned:
        raise InvalidField("email", "Enter an e-mail address, such as name@example.org")
    holder = session.scalar(select(tables.User.id).where(tables.User.email == cleaned))
    if holder not in {None, person_id}:
        raise InvalidField("email", "Enter another e-mail address: this one has an account already")
    return cleaned


def _clean_name(display_name: str) -> str:
    cleaned = tidy(display_name)
    if not cleaned:
        raise InvalidField("display_name", "Enter the person's name")
    return check_length(cleaned, PERSON_LENGTH, "display_name")


def _ensure_role(session: Session, role: Role) -> int:
    found = session.scalar(select(tables.Role.id).where(tables.Role.name == role))
    if found is not None:
        return found
    row = insert(tables.Role).values(name=str(role)).returning(tables.Role.id)
    return session.execute(row).scalar_one()


def _refuse_losing_last_administrator(session: Session, person: Person) -> None:
    if Role.ADMINISTRATOR not in person.roles or not person.active:
        return
    others = (
        other
        for other in list_people(session)
        if other.id != person.id and other.active and Role.ADMINISTRATOR in other.roles
    )
    if next(others, None) is None:
        raise InUse(
            f"{person.display_name} is the last administrator. "
            "Make somebody else an administrator first."
        )
