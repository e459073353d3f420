"""Make the example operation, whole or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from tracker.domain.days import OperationClock
from tracker.domain.errors import InUse
from tracker.example.calendar import DEADLINE_HOUR, START, TIME_ZONE
from tracker.example.numbers import HOUSEHOLD_SIZE
from tracker.example.people import DESKS, REVIEWER, SIGN_INS, SignIn, add_people
from tracker.example.performing import Progress, Stage, perform
from tracker.example.places import add_places
from tracker.example.script import list_acts
from tracker.example.sources import add_sources
from tracker.registry.operation import create_operation, load_operation
from tracker.registry.starting_over import start_over

NAME = "Kursk region evacuation, August 2024 (example)"


class Database(Protocol):
    """What the example needs of a database: its schema is up to date."""

    def writer(self) -> Session:
        """A new session that may write."""
        ...


def create(
    database: Database, *, now: datetime, fresh: bool = False, progress: Progress | None = None
) -> tuple[SignIn, ...]:
    """Make the example operation unless it is there, or `fresh`; answers the accounts.

    All in one transaction: an example that was there stays until the new one is whole. Refused with
    InUse where the database holds an operation that is no example. `now` is when the accounts are
    made; the reports have the moments of the exercise.
    """
    with database.writer() as session, session.begin():
        operation = load_operation(session)
        if operation is not None and not operation.is_example:
            raise InUse(
                f"This database holds the operation {operation.name}, which is not an example. "
                "Name another database for the example in TRACKER_DATABASE_URL."
            )
        if operation is not None and not fresh:
            return SIGN_INS
        if operation is not None:
            start_over(session)
        _fill(session, now, progress)
    return SIGN_INS


def _fill(session: Session, now: datetime, progress: Progress | None) -> None:
    clock = OperationClock(start=START, time_zone=TIME_ZONE, deadline_hour=DEADLINE_HOUR)
    create_operation(
        session, name=NAME, clock=clock, household_size=HOUSEHOLD_SIZE, is_example=True
    )
    places, sources = add_places(session), add_sources(session)
    people = add_people(session, places=places, sources=sources, now=now)
    stage = Stage(
        session=session,
        places=places,
        sources=sources,
        desks={desk: people[sign_in.email] for desk, sign_in in DESKS.items()},
        reviewer=people[REVIEWER.email],
    )
    perform(stage, list_acts(), progress)
