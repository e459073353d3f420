"""One tap that repeats the levels."""

from uuid import uuid4

import pytest

from tests.web.entry.conftest import YESTERDAY, Places, Reporter, Revisions
from tests.web.fixtures import PersonMaker
from tests.web.strict_client import StrictClient
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel
from tracker.registry.people import Role


def test_one_tap_repeats_the_levels(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    report(places.hall, YESTERDAY, present=100, arrivals=7, capacity=120)
    data = {"submission_id": str(uuid4()), "day": "2024-08-08"}
    first = olga.send("entry.unchanged", data, place_id=places.hall)
    second = olga.send("entry.unchanged", data, place_id=places.hall)
    assert first.location == second.location
    confirmed = revisions()[-1]
    assert confirmed.channel is Channel.UNCHANGED
    assert {count.indicator for count in confirmed.counts} == {
        Indicator.PRESENT,
        Indicator.CAPACITY,
    }
    assert len(revisions()) == 2
    report_id = (first.location or "").split("/")[2]
    history = olga.see("entry.history", report_id=report_id)
    assert "Confirmed as unchanged 8 Aug 2024, 12:00, Olga" in history.text


def test_the_report_page_offers_it_where_levels_stand(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    blank = olga.see("entry.report", place_id=places.hall)
    assert "Confirm unchanged" not in blank.text
    report(places.hall, YESTERDAY, present=100)
    page = olga.see("entry.report", place_id=places.hall)
    data = dict(page.form_data(number=1))
    data.pop("csrf_token")
    olga.send("entry.unchanged", data, place_id=places.hall)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"submission_id": str(uuid4())}, "There are no earlier numbers to confirm"),
        ({"submission_id": "x"}, "Send the form again"),
        ({"submission_id": str(uuid4()), "day": "2024-08-09"}, "or a day before it"),
    ],
)
def test_where_nothing_can_be_confirmed_the_report_page_says_why(
    olga: StrictClient, places: Places, data: dict[str, str], message: str
) -> None:
    response = olga.send("entry.unchanged", data, place_id=places.hall)
    assert message in olga.see(response.location or "").text


def test_without_a_source_of_ones_own_nothing_is_confirmed(
    client: StrictClient, make_person: PersonMaker, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, present=100)
    client.sign_in_as(make_person(Role.COORDINATOR, name="Nina", assigned=(places.hall,)))
    response = client.send("entry.unchanged", {"submission_id": str(uuid4())}, place_id=places.hall)
    page = client.see(response.location or "")
    assert "your account has none of its own" in page.text
    assert page.value("source") == ""
    assert "Confirm unchanged" not in client.see("entry.list_units").text


def test_a_confirmation_that_was_a_report_before_is_a_conflict(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, present=100)
    page = olga.see("entry.report", place_id=places.hall)
    olga.send_again(page, "entry.report", {"present-value": "100"}, place_id=places.hall)
    data = {"submission_id": page.value("submission_id"), "day": "2024-08-08"}
    olga.send("entry.unchanged", data, status=409, place_id=places.hall)
