"""When somebody last looked at the overview is kept for them alone."""

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.registry.conftest import NOW
from tracker.domain.looks import Look
from tracker.registry.looks import find_look, keep_look
from tracker.registry.people import Role, add_person
from tracker.store.accounts import LookRow

LATER = NOW + timedelta(hours=9)


@pytest.fixture
def people(session: Session) -> tuple[int, int]:
    olga, pavel = (
        add_person(
            session,
            email=f"{name}@example.org",
            display_name=name,
            roles=[Role.OFFICIAL],
            password="a long password",
            now=NOW,
        ).id
        for name in ("olga", "pavel")
    )
    return olga, pavel


def test_each_persons_look_is_kept(session: Session, people: tuple[int, int]) -> None:
    olga, pavel = people
    keep_look(session, pavel, LATER)
    assert find_look(session, olga) is None
    keep_look(session, olga, NOW)
    assert find_look(session, olga) == Look(latest=NOW)
    keep_look(session, olga, LATER)
    assert find_look(session, olga) == Look(latest=LATER, before=NOW)
    keep_look(session, olga, NOW)
    assert find_look(session, olga) == Look(latest=LATER, before=NOW)
    assert find_look(session, pavel) == Look(latest=LATER)


def test_a_visit_cannot_end_after_the_next_one(session: Session, people: tuple[int, int]) -> None:
    row = {"person_id": people[0], "looked_at": NOW, "visit_ended_at": LATER}
    with pytest.raises(IntegrityError, match="order"), session.begin_nested():
        session.execute(insert(LookRow).values(row))
