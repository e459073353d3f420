"""Who sees every place, and which places the others see."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.registry.people import Person, Role, covered_place_ids

SEEING_ALL = frozenset({Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR})


def sees_all(person: Person) -> bool:
    """Whether the person may look at every place."""
    return not SEEING_ALL.isdisjoint(person.roles)


def find_seen_ids(session: Session, person: Person) -> set[int] | None:
    """The places that the person may look at; None: every place."""
    return None if sees_all(person) else covered_place_ids(session, person)
