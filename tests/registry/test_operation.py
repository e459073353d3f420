"""The operation and its settings."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.registry.conftest import (
    START,
    Register,
    assert_totals_are_true,
    count,
    record,
    refusal_of,
)
from tracker.domain.counts import Form
from tracker.domain.days import Limits, OperationClock
from tracker.domain.errors import InUse, NotFound
from tracker.domain.indicators import Indicator
from tracker.domain.reports import ReportDraft
from tracker.domain.selection import Grade
from tracker.registry.areas import add_area
from tracker.registry.operation import (
    change_operation,
    create_operation,
    load_operation,
    require_operation,
)
from tracker.registry.places import load_place
from tracker.registry.retirement import retire_place
from tracker.registry.sources import add_source
from tracker.store.accounts import User
from tracker.totals.read import read_days

CLOCK = OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10)


def test_before_it_is_set_up_there_is_none(session: Session) -> None:
    assert load_operation(session) is None
    with pytest.raises(NotFound, match="There is no operation yet"):
        require_operation(session)


def test_an_operation_is_kept_with_its_settings(session: Session) -> None:
    made = create_operation(
        session, name=" Border  region ", clock=CLOCK, household_size=2.3, is_example=True
    )

    assert made == load_operation(session)
    assert (made.name, made.clock, made.household_size) == ("Border region", CLOCK, 2.3)
    assert made.is_example
    assert made.time_zone == "Europe/Moscow"


def test_there_is_only_one(session: Session, operation: None) -> None:
    with pytest.raises(InUse, match="Change its settings"):
        create_operation(session, name="Another", clock=CLOCK)


@pytest.mark.parametrize(
    ("clock", "field"),
    [
        ({"time_zone": "Kursk"}, "time_zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"deadline_hour": -1}, "deadline_hour"),
        ({"deadline_hour": 48}, "deadline_hour"),
        ({"limits": Limits(stale_after=0)}, "stale_after"),
        ({"limits": Limits(stale_after=61)}, "stale_after"),
        ({"limits": Limits(disagreement_share=-1)}, "disagreement_share"),
        ({"limits": Limits(disagreement_share=101)}, "disagreement_share"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    session: Session, operation: None, clock: dict, field: str
) -> None:
    with refusal_of(field):
        change_operation(session, name="X", clock=replace(CLOCK, **clock), household_size=2.5)


@pytest.mark.parametrize("size", [0.9, 0, -2, 51, float("nan")])
def test_a_household_has_one_person_at_least(
    session: Session, operation: None, size: float
) -> None:
    with refusal_of("household_size", "from 1 to 50"):
        change_operation(session, name="X", clock=CLOCK, household_size=size)


def test_a_name_is_required(session: Session, operation: None) -> None:
    with refusal_of("name", "Enter the name of the operation"):
        change_operation(session, name=" ", clock=CLOCK, household_size=2.5)


def test_stale_counts_follow_the_new_limit(
    session: Session, register: Register, reported: None
) -> None:
    day = date(2024, 8, 15)

    def stale() -> int:
        return read_days(session, None, day, day)[Indicator.PRESENT][0].stale

    before = stale()
    change_operation(
        session,
        name="Border",
        clock=replace(CLOCK, limits=Limits(stale_after=5)),
        household_size=2.5,
    )

    assert before > 0
    assert stale() == 0
    assert_totals_are_true(session)


def test_days_on_which_sources_disagree_follow_the_new_share(
    session: Session, register: Register, reported: None
) -> None:
    day = date(2024, 8, 7)
    person = session.scalars(select(User.id)).one()
    for name, places in (("Office", 100), ("Rumour", 80)):
        draft = ReportDraft(
            submission_id=uuid4(),
            place_id=register.whole,
            day=day,
            source_id=add_source(session, name=name, grade=Grade.C),
            person_id=person,
            counts=(count(Indicator.CAPACITY, Form.LEVEL, places),),
        )
        record(session, draft)

    def disagreeing(share: int) -> int:
        limits = Limits(disagreement_share=share)
        clock = replace(CLOCK, limits=limits)
        change_operation(session, name="Border", clock=clock, household_size=2.5)
        assert_totals_are_true(session)
        return read_days(session, None, day, day)[Indicator.CAPACITY][0].contested

    assert [disagreeing(share) for share in (10, 19, 20, 0)] == [1, 1, 0, 1]


def test_an_earlier_start_takes_places_along(
    session: Session, register: Register, reported: None
) -> None:
    late = add_area(session, name="Late", parent_id=register.region, valid_from=date(2024, 8, 9))
    earlier = date(2024, 8, 1)
    change_operation(
        session, name="Border", clock=replace(CLOCK, start=earlier), household_size=2.5
    )

    assert require_operation(session).clock.start == earlier
    assert load_place(session, register.hall).valid_from == earlier
    assert load_place(session, late).valid_from == date(2024, 8, 9)
    assert read_days(session, None, earlier, earlier)["coverage"][0].expected == 4
    assert_totals_are_true(session)


def test_a_later_start_never_leaves_reports_behind(
    session: Session, register: Register, reported: None
) -> None:
    with refusal_of("start_day", "Enter 6 Aug 2024 or an earlier day"):
        change_operation(
            session,
            name="Border",
            clock=replace(CLOCK, start=date(2024, 8, 7)),
            household_size=2.5,
        )


def test_without_reports_the_start_may_be_later(session: Session, operation: None) -> None:
    country = add_area(session, name="Country", parent_id=None)
    later = date(2024, 8, 8)
    change_operation(session, name="Border", clock=replace(CLOCK, start=later), household_size=2.5)

    assert load_place(session, country).valid_from == later
    retire_place(session, country, later)
    with refusal_of("start_day", "Country was retired before"):
        change_operation(
            session,
            name="Border",
            clock=replace(CLOCK, start=date(2024, 8, 9)),
            household_size=2.5,
        )
