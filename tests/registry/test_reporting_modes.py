"""How districts report."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import START, Register, assert_totals_are_true, refusal_of
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode
from tracker.registry.places import PlaceKind, list_children, list_units_under
from tracker.registry.reporting_modes import ModeEntry, list_modes, set_reporting_mode
from tracker.totals.read import read_days

DAY = date(2024, 8, 12)


def outsides(session: Session, district: int) -> list[str]:
    children = list_children(session, district)
    return [place.name for place in children if place.kind is PlaceKind.OUTSIDE]


def test_a_district_gets_its_outside_once(session: Session, register: Register) -> None:
    set_reporting_mode(session, register.whole, since=START, mode=ReportingMode.WHOLE)
    assert outsides(session, register.whole) == []
    for day in (DAY, date(2024, 8, 14)):
        set_reporting_mode(session, register.whole, since=day, mode=ReportingMode.BY_SHELTER)

    assert outsides(session, register.whole) == ["Outside shelters"]
    assert [unit.kind for unit in list_units_under(session, [register.whole], DAY)] == [
        PlaceKind.OUTSIDE
    ]
    assert_totals_are_true(session)


def test_changes_are_listed_in_day_order_and_one_of_a_day_is_replaced(
    session: Session, register: Register
) -> None:
    later = date(2024, 8, 20)
    set_reporting_mode(session, register.whole, since=later, mode=ReportingMode.WHOLE)
    set_reporting_mode(session, register.whole, since=DAY, mode=ReportingMode.WHOLE)
    set_reporting_mode(session, register.whole, since=DAY, mode=ReportingMode.BY_SHELTER)

    assert list_modes(session, register.whole) == (
        ModeEntry(since=DAY, mode=ReportingMode.BY_SHELTER),
        ModeEntry(since=later, mode=ReportingMode.WHOLE),
    )
    assert list_modes(session, register.elsewhere) == ()


def test_nothing_is_counted_twice_when_the_way_changes(
    session: Session, register: Register, reported: None
) -> None:
    def present(day: date) -> int | None:
        return read_days(session, [register.by_shelter], day, day)[Indicator.PRESENT][0].value

    assert (present(date(2024, 8, 9)), present(date(2024, 8, 11))) == (110, 270)
    set_reporting_mode(
        session, register.by_shelter, since=date(2024, 8, 10), mode=ReportingMode.WHOLE
    )

    assert (present(date(2024, 8, 9)), present(date(2024, 8, 11))) == (110, 110)
    assert_totals_are_true(session)


def test_only_districts_report_by_shelters(session: Session, register: Register) -> None:
    for place in (register.region, register.hall, register.outside):
        with refusal_of("mode", "Only districts"):
            set_reporting_mode(session, place, since=DAY, mode=ReportingMode.BY_SHELTER)


def test_the_way_changes_with_the_operation_at_the_earliest(
    session: Session, register: Register
) -> None:
    with refusal_of("since", "6 Aug 2024"):
        set_reporting_mode(
            session, register.whole, since=date(2024, 8, 5), mode=ReportingMode.BY_SHELTER
        )


@pytest.mark.parametrize("mode", list(ReportingMode))
def test_the_outside_of_a_retired_district_ends_with_it(
    session: Session, register: Register, mode: ReportingMode
) -> None:
    set_reporting_mode(session, register.gone, since=START, mode=mode)

    assert list_units_under(session, [register.gone], date(2024, 8, 8)) == ()
    assert len(list_units_under(session, [register.gone], date(2024, 8, 7))) == 1
