"""The page of the operation's settings."""

from datetime import date

import pytest

from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.domain.days import Limits
from tracker.registry.operation import load_operation
from tracker.registry.people import Role

TYPED = {
    "name": "Border region",
    "start_day": "2024-08-06",
    "time_zone": "Europe/Kyiv",
    "deadline_hour": "34",
    "stale_after": "5",
    "disagreement_share": "25",
    "household_size": "2,4",
}


def test_the_page_sets_the_operation_up(
    client: StrictClient, make_person: PersonMaker, writer: Writer
) -> None:
    client.sign_in_as(make_person(Role.ADMINISTRATOR))
    page = client.fill_in("admin.change_settings", TYPED)

    assert "The operation is set up. Add its areas next." in page.text
    with writer() as session:
        operation = load_operation(session)
    assert operation is not None
    assert (operation.name, operation.household_size) == ("Border region", 2.4)
    assert operation.clock.start == date(2024, 8, 6)
    assert (operation.clock.time_zone, operation.clock.deadline_hour) == ("Europe/Kyiv", 34)
    assert operation.clock.limits == Limits(stale_after=5, disagreement_share=25)


def test_settings_are_shown_as_they_are_and_change(admin: StrictClient, writer: Writer) -> None:
    page = admin.see("admin.change_settings")
    assert page.value("time_zone") == "Europe/Moscow"
    assert page.value("start_day") == "2024-08-06"
    page = admin.send_again(page, "admin.change_settings", TYPED)

    assert "The settings are changed." in page.text
    assert page.value("deadline_hour") == "34"


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", "", "Enter the name of the operation"),
        ("start_day", "", "Enter the first day"),
        ("time_zone", "Kursk", "Choose a time zone from the list, such as Europe/Moscow"),
        ("deadline_hour", "48", "Enter an hour from 0 to 47"),
        ("deadline_hour", "", "Enter the hour"),
        ("stale_after", "0", "Enter a number of days from 1 to 60"),
        ("disagreement_share", "101", "Enter a share from 0 to 100 per cent"),
        ("disagreement_share", "", "Enter the share"),
        ("household_size", "0", "Enter a size from 1 to 50 people"),
        ("household_size", "many", "Enter the size of a household as a number, such as 2.5"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    admin: StrictClient, field: str, value: str, problem: str
) -> None:
    typed = TYPED | {field: value}
    page = admin.fill_in("admin.change_settings", typed, status=422)

    assert page.errors() == [problem]
    assert {name: page.value(name) for name in typed} == typed
