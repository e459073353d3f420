"""The operation that the database is about, with its settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.days import OperationClock
from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.signing import sign
from tracker.registry.wording import clean_name, say_day
from tracker.store.memory import remembered
from tracker.store.places import OperationRow, PlaceRow
from tracker.store.reports import ReportRow
from tracker.totals.scopes import read_clock
from tracker.totals.update import reweigh

LONGEST_STALE = 60
LATEST_DEADLINE = 47
LARGEST_SHARE = 100
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


@remembered
def load_operation(session: Session) -> Operation | None:
    """The operation; None before there is one."""
    row = session.execute(select(OperationRow.__table__)).one_or_none()
    if row is None:
        return None
    return Operation(
        name=row.name,
        clock=read_clock(row),
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


def change_operation(
    session: Session,
    *,
    name: str,
    clock: OperationClock,
    household_size: float,
    by: Author | None = None,
) -> None:
    """Change the settings. Totals follow when a limit or the start day changes.

    The start may move to an earlier day, or to a later one before which nothing was reported;
    places that began with the operation begin with it again.
    """
    before = require_operation(session).clock
    values = _check_settings(name, clock, household_size)
    if clock.start > before.start:
        _check_nothing_earlier(session, clock.start)
    weighs_otherwise = (clock.start, clock.limits) != (before.start, before.limits)
    units = session.scalars(select(PlaceRow.id)).all() if weighs_otherwise else ()
    act = sign(by, None, f"The operation begins on {say_day(clock.start)}")
    with reweigh(session, units, act):
        session.execute(update(OperationRow).values(**values))
        if clock.start != before.start:
            _move_first_days(session, before.start, clock.start)


def _check_nothing_earlier(session: Session, start: date) -> None:
    first = session.scalar(select(func.min(ReportRow.day)))
    if first is not None and first < start:
        raise InvalidField(
            "start_day", f"Enter {say_day(first)} or an earlier day: there is a report of it"
        )
    ends = session.scalars(
        select(PlaceRow.name).where(PlaceRow.valid_until < start).order_by(PlaceRow.id)
    ).first()
    if ends is not None:
        raise InvalidField("start_day", f"Enter an earlier day: {ends} was retired before this one")


def _move_first_days(session: Session, before: date, start: date) -> None:
    """Places that began with the operation, or would begin before it, begin on its new start."""
    moved = or_(PlaceRow.valid_from == before, PlaceRow.valid_from < start)
    session.execute(update(PlaceRow).where(moved).values(valid_from=start))


@cache
def list_time_zones() -> frozenset[str]:
    """The names of all time zones; finding them reads through folders of files."""
    return frozenset(available_timezones())


def _check_settings(name: str, clock: OperationClock, household_size: float) -> dict[str, object]:
    """The columns of valid settings."""
    if clock.time_zone not in list_time_zones():
        raise InvalidField("time_zone", "Choose a time zone from the list, such as Europe/Moscow")
    if not 0 <= clock.deadline_hour <= LATEST_DEADLINE:
        raise InvalidField("deadline_hour", f"Enter an hour from 0 to {LATEST_DEADLINE}")
    if not 1 <= clock.stale_after <= LONGEST_STALE:
        raise InvalidField("stale_after", f"Enter a number of days from 1 to {LONGEST_STALE}")
    if not 0 <= clock.limits.disagreement_share <= LARGEST_SHARE:
        raise InvalidField(
            "disagreement_share", f"Enter a share from 0 to {LARGEST_SHARE} per cent"
        )
    if not 1 <= household_size <= LARGEST_HOUSEHOLD:
        raise InvalidField("household_size", f"Enter a size from 1 to {LARGEST_HOUSEHOLD} people")
    return {
        "name": clean_name(name, "operation"),
        "start_day": clock.start,
        "time_zone": clock.time_zone,
        "deadline_hour": clock.deadline_hour,
        "stale_after": clock.stale_after,
        "disagreement_share": clock.limits.disagreement_share,
        "household_size": household_size,
    }
