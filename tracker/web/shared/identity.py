"""Who sends the current request."""

from __future__ import annotations

from typing import Any

from flask_security import UserMixin, current_user

from tracker.domain.errors import NotAllowed
from tracker.registry.people import Credentials, Person, find_by_session_key
from tracker.web.shared.unit_of_work import reading


class Account(UserMixin):
    """A signed-in person as Flask-Security sees them; carries no table row.

    `roles` stays empty: access marks ask the person, nothing else asks Flask-Security.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.person = credentials.person
        self.id = credentials.person.id
        self.email = credentials.person.email
        self.active = credentials.person.active
        self.fs_uniquifier = credentials.session_key
        self.password = credentials.password_hash
        self.roles: list[Any] = []


def load_account(session_key: str) -> Account | None:
    """The account of a session; None when it ended, or the account may not be used any more."""
    credentials = find_by_session_key(reading(), session_key)
    if credentials is None or not credentials.person.active:
        return None
    return Account(credentials)


def find_current_person() -> Person | None:
    """The signed-in person; None when nobody is."""
    person: Person | None = getattr(current_user, "person", None)
    return person


def current_person() -> Person:
    """The signed-in person, on pages that only signed-in people reach."""
    person = find_current_person()
    if person is None:
        raise NotAllowed("Sign in first.")
    return person
