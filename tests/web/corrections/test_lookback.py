"""Corrections as they were known at an earlier moment: page, file and feed."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from tests.web.corrections.conftest import Corrector
from tests.web.corrections.test_feed import ATOM, make_address, strip_host, text
from tests.web.corrections.test_feed import read as read_feed
from tests.web.corrections.test_file import read as read_file
from tests.web.corrections.test_page import headings
from tests.web.dashboard.test_statements import count_statements
from tests.web.entry.conftest import NOW, YESTERDAY, Places
from tests.web.fixtures import PersonMaker
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role
from tracker.store.database import Database

THEN = "2024-08-08T12:00"
"""In the operation's zone: the moment of all acts but the last."""
BANNER = "As known on 8 August 2024, 12:00 (Europe/Moscow)"


@pytest.fixture
def recorrected(corrected: int, correct: Corrector, noon: Traveller) -> int:
    """The report was corrected once more an hour later."""
    correct(corrected, 6, based_on=2, reason="Two were found.", now=NOW + timedelta(hours=1))
    noon.move_to(NOW + timedelta(hours=2))
    return corrected


def test_an_act_after_the_moment_is_not_on_the_page(
    official: StrictClient, recorrected: int, places: Places
) -> None:
    now = official.see("corrections.show_corrections", place=places.region)
    then = official.see("corrections.show_corrections", place=places.region, known_at=THEN)
    assert len(headings(now)) == 3
    assert headings(then) == headings(now)[1:]
    assert BANNER in then.text
    assert "Two were found." in now.text
    assert "Two were found." not in then.text
    assert headings(official.see(then.links()["Back to now"])) == headings(now)


def test_the_moment_goes_with_the_kind_of_act_and_the_links(
    official: StrictClient, recorrected: int, places: Places
) -> None:
    page = official.see("corrections.show_corrections", kind="correction", known_at=THEN)
    (heading,) = headings(page)
    assert page.links()[heading] == f"/reports/{recorrected}?known_at={THEN}"
    kept = [form["known_at"] for form in page.all_form_data() if "known_at" in form]
    assert kept == [THEN, THEN]
    day = official.see(
        "dashboard.show_day",
        place_id=places.whole,
        day=YESTERDAY.isoformat(),
        indicator="killed",
        known_at=THEN,
    )
    assert f"known_at={THEN}" in day.links()["What changed here after it was published"]


def test_older_acts_are_those_of_the_same_moment(
    official: StrictClient, corrected: int, correct: Corrector
) -> None:
    for seq in range(2, 26):
        correct(corrected, seq + 5, based_on=seq)
    page = official.see("corrections.show_corrections", known_at=THEN)
    older = official.see(page.links()["Older"])
    assert BANNER in older.text
    assert len(headings(older)) == 7


def test_a_moment_that_makes_no_sense_is_said_at_its_field(
    official: StrictClient, recorrected: int
) -> None:
    page = official.see("corrections.show_corrections", known_at="2024-08-30T10:00", status=400)
    assert page.errors() == ["Enter a moment that is not in the future"]
    assert "Report" not in page.text


def test_the_file_and_the_feed_take_the_moment(
    client: StrictClient, official: StrictClient, recorrected: int
) -> None:
    assert {row["reason"] for row in read_file(official, known_at=THEN)} == {"", "Listed twice."}
    address = strip_host(make_address(official))
    now = read_feed(client, address)
    then = read_feed(client, f"{address}?known_at={THEN}")
    assert len(now.findall(f"{ATOM}entry")) == 4
    assert len(then.findall(f"{ATOM}entry")) == 3
    assert text(then, "updated") == "2024-08-08T09:00:00Z"
    assert text(then, "id") != text(now, "id")
    pages = [link.get("href", "") for link in then.iter(f"{ATOM}link")]
    assert all("known_at=2024-08-08T12" in page for page in pages)


def test_a_subscription_begins_anew(official: StrictClient, recorrected: int) -> None:
    page = official.see("corrections.show_corrections", known_at=THEN)
    assert "known_at" not in page.links()["Subscribe to these corrections"]


def test_statements_of_a_look_back_do_not_grow_with_acts(
    official: StrictClient, web_database: Database, recorrected: int, correct: Corrector
) -> None:
    page = official.address("corrections.show_corrections", known_at=THEN)
    official.see(page)  # the first reader opens the connection
    few = count_statements(official, web_database, page)
    for seq in range(3, 20):
        correct(recorrected, seq % 2 + 5, based_on=seq)
    assert count_statements(official, web_database, page) == few


def test_before_there_is_an_operation_the_page_says_so(
    client: StrictClient, make_person: PersonMaker
) -> None:
    client.sign_in_as(make_person(Role.OFFICIAL))
    page = client.see("corrections.show_corrections")
    assert "The operation is not set up yet" in page.text
    client.send("corrections.save_corrections", status=404)
