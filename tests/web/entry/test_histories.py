"""Histories and receipts: who, when, from what to what, why."""

import gzip
from collections.abc import Callable
from datetime import timedelta

import pytest
from time_machine import Traveller

from tests.web.entry.conftest import NOW, TODAY, YESTERDAY, Places, Reporter
from tests.web.fixtures import PROJECT, PersonMaker, Writer
from tests.web.strict_client import StrictClient, read
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.registry.people import Role

FIRST_VISIT = 60_000
"""Bytes of page and style sheet together."""


@pytest.fixture
def doubled(report: Reporter, places: Places) -> int:
    """A late report, beside another one."""
    report(places.hall, TODAY, present=999)
    households = Count(
        indicator=Indicator.PRESENT,
        form=Form.LEVEL,
        value=25,
        households=10,
        household_size=2.5,
    )
    return report(places.whole, YESTERDAY, households, arrivals=5, killed=1).report_id


@pytest.fixture
def corrected(olga: StrictClient, doubled: int, noon: Traveller) -> int:
    """The late report, corrected an hour later."""
    noon.move_to(NOW + timedelta(hours=1))
    typed = {
        "arrivals-value": "7",
        "arrivals-total": "y",
        "killed-value": "",
        "injured-value": "2",
        "note": "Counted twice.",
        "reason": "Doubled",
    }
    olga.fill_in("entry.correct", typed, report_id=doubled)
    return doubled


@pytest.fixture
def told(corrected: int, writer: Writer, make_person: PersonMaker) -> int:
    """The corrected report, preferred by a reviewer an hour after that."""
    draft = DecisionDraft(
        report_id=corrected,
        seq=2,
        kind=DecisionKind.PREFERRED,
        person_id=make_person(Role.REVIEWER, name="Ivan").id,
        reason="Closest to the place",
        indicator=Indicator.ARRIVALS,
    )
    with writer() as session:
        decide(session, draft, now=NOW + timedelta(hours=2))
    return corrected


def test_the_history_tells_who_when_from_what_to_what_and_why(
    olga: StrictClient, told: int
) -> None:
    page = olga.see("entry.history", report_id=told)
    decision, correction, original = [read(event) for event in page.find_all("li[@class='event']")]
    assert "Preferred to other reports for arrivals" in decision
    assert "Ivan" in decision
    assert "Closest to the place" in decision
    assert "Corrected" in correction
    assert "8 Aug 2024, 13:00, Olga" in correction
    assert "Arrivals: from 5 new to 7 in total so far" in correction
    assert "Killed: 1 new taken out, no longer reported" in correction
    assert "Injured: 2 new, not reported before" in correction
    assert "The note was changed" in correction
    assert "Reason: Doubled" in correction
    assert "Arrivals, total so far: 5 → 7" in correction
    assert "Reported" in original
    assert "People present: 25 (10 households of 2.5 people)" in original
    assert "Sent after a warning: Check the day" in original
    assert "999" not in page.text


def test_the_history_names_source_grade_and_lateness(olga: StrictClient, told: int) -> None:
    page = olga.see("entry.history", report_id=told)
    assert "District office, grade B, usually reliable" in page.text
    assert "late" in page.text
    assert "Whole district, Region" in page.text


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_others_see_histories_without_the_ways_to_change_them(
    told: int, client_of: Callable[..., StrictClient], role: Role
) -> None:
    client = client_of(role)
    page = client.see("entry.history", report_id=told)
    assert not {"Correct", "Withdraw", "My units"} & page.links().keys()
    client.see("entry.receipt", report_id=told, seq=1)


def test_a_receipt_says_what_changed_where(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, sheltered=380)
    page = olga.fill_in("entry.report", {"sheltered-value": "402"}, place_id=places.hall)
    assert "Report number" in page.text
    assert "People sheltered: 380 → 402" in page.text
    assert "The totals of Sheltering district, Region, Country changed by as much" in page.text


def test_a_receipt_without_any_change_says_so(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, sheltered=380)
    page = olga.fill_in("entry.report", {"sheltered-value": "380"}, place_id=places.hall)
    assert "No total changed" in page.text


def test_a_closed_shelters_receipt_says_that_its_levels_are_not_added(
    olga: StrictClient, places: Places
) -> None:
    page = olga.fill_in("entry.report", {"present-value": "3"}, place_id=places.school)
    assert "not added to any total" in page.text


def test_a_version_that_is_not_there_has_no_receipt(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    receipt = report(places.hall, TODAY, present=5)
    olga.see("entry.receipt", status=404, report_id=receipt.report_id, seq=2)


def test_a_correction_that_changes_nothing_says_so(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    stored = report(places.hall, TODAY, present=5).report_id
    olga.fill_in("entry.correct", {"reason": "Looked at again"}, report_id=stored)
    assert "No number was changed" in olga.see("entry.history", report_id=stored).text


def test_the_daily_report_is_light_on_a_first_visit(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, present=5, sheltered=4, capacity=10, arrivals=1, departures=1)
    for data in (None, {"breakdown": "present"}):
        page = olga.see("entry.report", place_id=places.hall)
        if data:
            page = olga.send_again(page, "entry.report", data, status=200, place_id=places.hall)
        body = gzip.compress(page.response.get_data(), 5)
        style = gzip.compress((PROJECT / "static/css/tracker.css").read_bytes(), 9)
        script = gzip.compress((PROJECT / "static/js/entry.js").read_bytes(), 9)
        assert len(body) + len(style) + len(script) < FIRST_VISIT / 2
        assert "plotly" not in page.response.get_data(as_text=True)


def test_each_act_names_its_link_in_the_audit_trail(olga: StrictClient, told: int) -> None:
    page = olga.see("entry.history", report_id=told)
    events = [read(item) for item in page.find_all("li") if item.get("class") == "event"]
    numbers = [int(event.rpartition("Link ")[2].split()[0]) for event in events]
    assert len(numbers) == 3
    assert numbers == sorted(numbers, reverse=True)


def test_published_totals_are_told_of_the_places_that_one_may_open(
    olga: StrictClient, told: int, client_of: Callable[..., StrictClient]
) -> None:
    def names(client: StrictClient) -> set[str]:
        page = client.see("entry.history", report_id=told)
        return {one.partition(",")[0] for one in page.texts("div[@class='quiet num']//li")}

    assert names(olga) == {"Whole district"}
    assert names(client_of(Role.OFFICIAL)) == {"Whole district", "Region", "Country"}
