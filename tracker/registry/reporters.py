"""Whom to ask for a report: the coordinators assigned to a place, by name and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.registry.people import Role
from tracker.registry.tree import Place
from tracker.store import accounts as tables


def list_reporters(session: Session, places: Iterable[Place]) -> dict[int, tuple[str, ...]]:
    """Names of the active coordinators who report for each place; one statement.

    Those assigned to the place itself, else to the area nearest above it that has any.
    """
    assigned = _load_assigned(session)
    return {place.id: _choose(place, assigned) for place in places}


def _choose(place: Place, assigned: Mapping[int, list[str]]) -> tuple[str, ...]:
    line = (place.id, *(at for at, _ in reversed(place.path)))
    return next((tuple(assigned[at]) for at in line if at in assigned), ())


def _load_assigned(session: Session) -> dict[int, list[str]]:
    user, link, role = tables.User.__table__.c, tables.person_role.c, tables.Role
    assignment = tables.AssignmentRow
    query = (
        select(assignment.place_id, user.display_name)
        .join(tables.User, user.id == assignment.person_id)
        .join(tables.person_role, link.person_id == user.id)
        .join(role, role.id == link.role_id)
        .where(user.active.is_(True), role.name == Role.COORDINATOR.value)
        .order_by(user.display_name, user.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for place_id, name in session.execute(query):
        found[place_id].append(name)
    return dict(found)
