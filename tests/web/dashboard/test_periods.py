"""The days that the page of a place shows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import NUMBERS, rows, tiles
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role


def test_without_a_period_the_last_thirty_days_up_to_today_are_shown(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(12), sheltered=100)
    page = official.see("dashboard.show_operation")
    assert page.value("to") == "2024-08-20"
    assert page.value("from") == "2024-08-06"  # the operation began only then
    links = page.links()
    assert links["All"] == "/overview/capacity?from=2024-08-06&to=2024-08-20"
    assert "Last 30 days" not in links  # that would be the same
    assert links["Last 7 days"] == "/overview/capacity?from=2024-08-14&to=2024-08-20"


def test_when_everybody_falls_silent_the_numbers_are_carried_and_stale(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(12), sheltered=100, capacity=150)
    report(register.whole, day(13), arrivals=4)
    page = official.see("dashboard.show_operation")
    shown = tiles(page)
    assert shown["Sheltered"].startswith("100 as of 12 Aug, 8 days before")
    assert "carried" in shown["Sheltered"]
    assert "stale" in shown["Sheltered"]
    assert shown["Arrivals"].startswith("4 as of 13 Aug, 7 days before")
    assert "No report since 13 Aug 2024, for 7 days" in page.text
    before = official.see(page.links()["Show the days up to 13 Aug 2024"])
    assert before.value("to") == "2024-08-13"
    assert "No report since" not in before.text
    assert official.see(page.links()["Up to the last report"]).value("to") == "2024-08-13"


def test_while_reports_are_fresh_nothing_is_said_of_silence(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), sheltered=100)
    page = official.see("dashboard.show_operation")
    assert "No report since" not in page.text
    assert "on time until 21 Aug 2024, 10:00" in page.text
    assert official.see(page.links()["Up to the last report"]).value("to") == "2024-08-17"
    report(register.whole, day(20), sheltered=100)
    assert "Up to the last report" not in official.see("dashboard.show_operation").links()


def test_the_last_report_may_lie_years_before_today(
    client_of: Callable[..., StrictClient], register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    with time_machine.travel(datetime(2026, 2, 3, 9, tzinfo=UTC), tick=False):
        official = client_of(Role.OFFICIAL)
        page = official.see("dashboard.show_place", place_id=register.whole)
        assert "as of 18 Aug 2024, 534 days before" in tiles(page)["Sheltered"]
        assert (
            "As last reported on 18 August 2024, shelters held 100 of 150 usable places; "
            "50 were free."
        ) in page.text
        assert tiles(page)["Arrivals"] == "not reported"
        then = official.see(page.links()["Up to the last report"])
        assert "Shelters hold 100 of 150 usable places on 18 August" in then.text


def test_a_period_in_the_address_is_shown(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(12), sheltered=100)
    report(register.whole, day(18), sheltered=200)
    page = official.see("/overview/capacity?from=2024-08-10&to=2024-08-13")
    assert tiles(page)["Sheltered"].startswith("100")
    assert list(rows(page, NUMBERS)) == [f"{n} Aug 2024" for n in (13, 12, 11, 10)]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("from=2024-08-12&to=2024-08-10", "Enter a last day that is not before the first"),
        ("to=2024-08-21", "Enter a last day that is not in the future"),
        ("to=2024-08-01", "Enter a last day that is not before the operation began"),
        ("from=1900-01-01&to=2024-08-10", "Enter days that are at most three years apart"),
        ("to=tomorrow", "Enter the last day as a day, such as 2024-08-08"),
    ],
)
def test_a_period_with_problems_says_them_and_keeps_what_was_typed(
    official: StrictClient, register: Register, report: Reporter, query: str, problem: str
) -> None:
    report(register.whole, day(12), sheltered=100)
    page = official.see(f"/overview/capacity?{query}")
    assert page.errors() == [problem]
    assert page.value("to") == query.partition("to=")[2]
    assert tiles(page)["Sheltered"].startswith("100")


def test_a_long_table_is_cut_and_can_be_had_whole(
    official: StrictClient, register: Register, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.web.dashboard.places.ROWS", 5)
    report(register.whole, day(6), sheltered=10)
    report(register.whole, day(18), sheltered=100)
    page = official.see("dashboard.show_operation")
    assert len(rows(page, NUMBERS)) == 5
    everything = official.see(page.links()["Show all 15 days"])
    assert len(rows(everything, NUMBERS)) == 15


def test_days_without_reports_can_be_chosen(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100)
    page = official.see("/overview/capacity?from=2024-08-08&to=2024-08-10")
    assert "No people, arrivals or places reported in these days" in page.text
