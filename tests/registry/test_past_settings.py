"""Which settings were others at an earlier moment."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from tests.registry.conftest import NOW
from tracker.domain.audit import Act, Author
from tracker.domain.days import Limits
from tracker.registry.keeping import OPERATION, keep_change
from tracker.registry.operation import change_operation, require_operation
from tracker.registry.past_settings import OtherSetting, list_other_settings

HOUR = timedelta(hours=1)


def change(
    session: Session,
    hours: int,
    *,
    stale_after: int,
    name: str = "Border region",
    household_size: float = 2.5,
) -> None:
    """Change the settings some hours after the start of these tests."""
    by = Author(person_id=7, at=NOW + hours * HOUR)
    operation = require_operation(session)
    clock = replace(operation.clock, limits=Limits(stale_after=stale_after))
    with keep_change(session, Act.SETTINGS_CHANGED, by, OPERATION):
        change_operation(session, name=name, clock=clock, household_size=household_size)


def test_a_setting_that_changed_twice_is_told_from_what_it_was_then(
    session: Session, operation: None
) -> None:
    change(session, 1, stale_after=4)
    change(session, 2, stale_after=5)
    change(session, 3, stale_after=6)
    told = list_other_settings(session, NOW + 1 * HOUR)
    assert told == (OtherSetting(label="Days until stale", was=4, now=6),)


def test_nothing_is_told_of_what_did_not_change_or_is_as_it_was(
    session: Session, operation: None
) -> None:
    assert list_other_settings(session, NOW) == ()
    stale_after = require_operation(session).clock.stale_after
    change(session, 1, stale_after=stale_after + 1)
    change(session, 2, stale_after=stale_after)
    assert list_other_settings(session, NOW) == ()


def test_another_name_or_size_of_households_is_no_other_number(
    session: Session, operation: None
) -> None:
    stale_after = require_operation(session).clock.stale_after
    change(session, 1, stale_after=stale_after, name="Border", household_size=3)
    assert list_other_settings(session, NOW) == ()
