"""Whom to ask for a report."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tracker.registry.people import Role, add_person, change_person
from tracker.registry.places import load_places
from tracker.registry.reporters import list_reporters

NOW = datetime(2024, 8, 20, 9, tzinfo=UTC)


def add(session: Session, name: str, *assigned: int, role: Role = Role.COORDINATOR) -> int:
    return add_person(
        session,
        email=f"{name.lower()}@example.org",
        display_name=name,
        roles=[role],
        password="a long enough password",
        now=NOW,
        assigned=assigned,
    ).id


def test_the_nearest_coordinators_are_named_and_nobody_else(
    session: Session, register: Register
) -> None:
    add(session, "Boris", register.by_shelter)
    add(session, "Anna", register.by_shelter)
    add(session, "Rita", register.region)
    add(session, "Hanna", register.hall)
    add(session, "Olga", register.school, role=Role.OFFICIAL)
    gone = add(session, "Gone", register.school)
    change_person(
        session,
        gone,
        email="gone@example.org",
        display_name="Gone",
        active=False,
        source_id=None,
    )
    ids = [register.hall, register.school, register.whole, register.elsewhere]
    found = list_reporters(session, load_places(session, ids))
    assert found == {
        register.hall: ("Hanna",),
        register.school: ("Anna", "Boris"),
        register.whole: ("Rita",),
        register.elsewhere: (),
    }
