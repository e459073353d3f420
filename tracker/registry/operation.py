"""The operation that the database is about, with its settings."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.days import OperationClock
from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.wording import clean_name
from tracker.store.places import OperationRow

LONGEST_STALE = 60
LATEST_DEADLINE = 47
LARGEST_HOUSEHOLD = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """One emergency. Where only households are known, each is taken for `household_size` people."""

    name: str
    clock: OperationClock
    household_size: float
    is_example: bool

    @property
    def time_zone(self) -> str:
        """The zone that all times are shown in."""
        return self.clock.time_zone


def load_operation(session: Session) -> Operation | None:
    """The operation; None before there is one."""
    row = session.execute(select(OperationRow.__table__)).one_or_none()
    if row is None:
        return None
    return Operation(
        name=row.name,
        clock=OperationClock(
            start=row.start_day,
            time_zone=row.time_zone,
            deadline_hour=row.deadline_hour,
            stale_after=row.stale_after,
        ),
        household_size=row.household_size,
        is_example=row.is_example,
    )


def require_operation(session: Session) -> Operation:
    """The operation, or a refusal that says it is not set up yet."""
    operation = load_operation(session)
    if operation is None:
        raise NotFound("operation", "yet")
    return operation


def create_operation(
    session: Session,
    *,
    name: str,
    clock: OperationClock,
    household_size: float = 2.5,
    is_example: bool = False,
) -> Operation:
    """Set the operation up; refused when there is one already."""
    if load_operation(session) is not None:
        raise InUse("There is an operation already. Change its settings instead.")
    values = _check_settings(name, clock, household_size)
    session.add(OperationRow(id=1, is_example=is_example, **values))
    session.flush()  # a foreign reader in the same transaction finds it by a plain statement
    return require_operation(session)


def _check_settings(name: str, clock: OperationClock, household_size: float) -> dict[str, object]:
    """The columns of valid settings."""
    if clock.time_zone not in available_timezones():
        raise InvalidField("time_zone", "Choose a time zone from the list, such as Europe/Moscow")
    if not 0 <= clock.deadline_hour <= LATEST_DEADLINE:
        raise InvalidField("deadline_hour", f"Enter an hour from 0 to {LATEST_DEADLINE}")
    if not 1 <= clock.stale_after <= LONGEST_STALE:
        raise InvalidField("stale_after", f"Enter a number of days from 1 to {LONGEST_STALE}")
    if not 1 <= household_size <= LARGEST_HOUSEHOLD:
        raise InvalidField("household_size", f"Enter a size from 1 to {LARGEST_HOUSEHOLD} people")
    return {
        "name": clean_name(name, "operation"),
        "start_day": clock.start,
        "time_zone": clock.time_zone,
        "deadline_hour": clock.deadline_hour,
        "stale_after": clock.stale_after,
        "household_size": household_size,
    }
