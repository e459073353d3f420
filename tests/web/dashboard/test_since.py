"""What changed since the viewer last looked, told to each for themselves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role

MORNING = datetime(2024, 8, 20, 9, tzinfo=UTC)
EVENING = datetime(2024, 8, 20, 19, tzinfo=UTC)
FIRST = "Your first visit: what changed since will stand here, from an hour from now on."


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def look(client: StrictClient) -> str:
    """Open the page, and let its form say that it was looked at; gives its words."""
    page = client.see("dashboard.overview")
    (form,) = (data for data in page.all_form_data() if "shown" in data)
    response = client.post("/overview/looked", data=form)
    assert (response.status_code, response.location) == (303, "/overview")
    return page.text


def test_the_first_look_says_so_for_the_whole_visit(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(19), sheltered=1)
    assert FIRST in look(official)
    with at(MORNING + timedelta(minutes=20)):
        assert FIRST in look(official)
    with at(EVENING):
        text = look(official)
        assert "Nothing new since you last looked, 20 Aug 2024, 12:20." in text


def test_a_page_that_was_only_opened_is_no_look(official: StrictClient, register: Register) -> None:
    official.see("dashboard.overview")
    with at(EVENING):
        assert FIRST in official.see("dashboard.overview").text


def test_new_reports_and_changes_of_published_totals_are_told(
    official: StrictClient,
    client_of: Callable[..., StrictClient],
    register: Register,
    report: Reporter,
) -> None:
    report(register.whole, day(17), killed=2, at=MORNING - timedelta(hours=1))
    look(official)
    for number, place in enumerate(
        (register.whole, register.hall, register.school, register.elsewhere)
    ):
        report(place, day(18), killed=1 + number, at=MORNING + timedelta(hours=1 + number))
    report(register.whole, day(20), killed=1)
    with at(EVENING):
        page = official.see("dashboard.overview")
        other = client_of(Role.REVIEWER, name="Other").see("dashboard.overview")
    heading = "Since you last looked, 20 Aug 2024, 12:00: "
    assert f"{heading}5 reports came in; published totals changed 4 times" in page.text
    told = [said for said in page.texts("ul/li") if "killed" in said]
    assert (
        told[0] == "Country, from 18 Aug 2024 on: killed so far +4 on each day (on 18 Aug 8 → 12)"
    )
    assert len(told) == 3
    links = page.links()
    assert links["All changes of published totals"] == "/corrections"
    assert links["Then and now"] == "/overview/compare?earlier=2024-08-20T12:00"
    assert FIRST in other.text


def test_one_is_not_many(official: StrictClient, register: Register, report: Reporter) -> None:
    look(official)
    report(register.whole, day(18), killed=1, at=MORNING + timedelta(hours=1))
    with at(EVENING):
        text = official.see("dashboard.overview").text
    assert "12:00: 1 report came in; published totals changed once" in text


def test_looking_back_tells_no_news_and_is_no_look(
    official: StrictClient, register: Register
) -> None:
    page = official.see("dashboard.overview", known_at="2024-08-18T23:00")
    assert FIRST not in page.text
    assert not [data for data in page.all_form_data() if "shown" in data]


@pytest.mark.parametrize(
    "shown", ["", "yesterday", "2024-08-20T09:00:01+00:00", "2024-08-19T08:59:00+00:00"]
)
def test_a_moment_that_makes_no_sense_is_not_kept(
    official: StrictClient, register: Register, shown: str
) -> None:
    token = official.form_token("dashboard.overview")
    response = official.post("/overview/looked", data={"csrf_token": token, "shown": shown})
    assert response.status_code == 303
    with at(EVENING):
        assert FIRST in official.see("dashboard.overview").text
