"""What is unlikely is asked about once; past days are late, future days refused."""

from uuid import uuid4

import pytest

from tests.web.entry.conftest import TODAY, YESTERDAY, Places, Reporter, Revisions
from tests.web.strict_client import Page, StrictClient
from tracker.domain.falls import FallKind


def warned_page(olga: StrictClient, places: Places, report: Reporter, value: str) -> Page:
    report(places.hall, YESTERDAY, present=100, capacity=120)
    typed = {"present-value": value, "sheltered-value": "130", "note": "crowded"}
    return olga.fill_in("entry.report", typed, status=422, place_id=places.hall)


def confirmation_of(page: Page) -> str:
    return page.find("button[@name='confirmed']").get("value") or ""


def test_a_soft_warning_is_asked_once_and_its_confirmation_kept(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    page = warned_page(olga, places, report, "140")
    assert "130 is 10 more than the usable places of 7 August 2024, 120" in page.text
    assert not page.errors()
    assert page.value("note") == "crowded"
    assert page.links()["Change the numbers"] == "#sheltered-value"
    assert len(revisions()) == 1
    receipt = olga.send_again(
        page, "entry.report", {"confirmed": confirmation_of(page)}, place_id=places.hall
    )
    assert receipt.heading == "Report received"
    kept = {warning.key for warning in revisions()[-1].confirmed}
    assert "over_capacity:sheltered" in kept


def test_a_total_that_falls_needs_its_kind_and_a_note_and_what_was_typed_is_kept(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    report(places.whole, YESTERDAY, killed=5)
    typed = {"killed-value": "3", "killed-total": "y"}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.whole)
    confirmed = {"confirmed": confirmation_of(page)}
    refused = olga.send_again(page, "entry.report", confirmed, status=422, place_id=places.whole)
    assert refused.errors() == [
        "Enter in the note why the total of people killed fell",
        "Choose why the total of people killed fell",
    ]
    assert refused.find("textarea[@name='note']").get("aria-invalid") == "true"
    assert refused.value("killed-value") == "3"
    assert len(revisions()) == 1
    # What was warned of stands there still, so that the same button sends it.
    confirmed = {"confirmed": confirmation_of(refused), "fall-killed-kind": "mistake"}
    noted = {**confirmed, "note": "One was counted twice."}
    receipt = olga.send_again(refused, "entry.report", noted, place_id=places.whole)
    assert receipt.heading == "Report received"
    assert revisions()[-1].note == "One was counted twice."
    assert [fall.kind for fall in revisions()[-1].falls] == [FallKind.MISTAKE]
    number = receipt.texts("strong[@class='receipt__number num']")[0]
    history = olga.see("entry.history", report_id=int(number)).text
    assert "The total of people killed fell: an earlier number was entered by mistake" in history


def test_other_numbers_than_those_confirmed_are_asked_about_again(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    page = warned_page(olga, places, report, "140")
    typed = {"confirmed": confirmation_of(page), "sheltered-value": "131"}
    again = olga.send_again(page, "entry.report", typed, status=422, place_id=places.hall)
    assert "131 is 11 more" in again.text
    assert len(revisions()) == 1


def test_a_second_report_of_the_same_source_is_asked_about(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    first = report(places.whole, TODAY, present=10)
    shown = olga.see("entry.report", place_id=places.whole)
    assert f"Report {first.report_id}" in shown.links()
    page = olga.send_again(
        shown, "entry.report", {"present-value": "11"}, status=422, place_id=places.whole
    )
    assert f"correct report {first.report_id} instead" in page.text


def test_a_past_day_is_asked_about_and_marked_late(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.whole, day="2024-08-06")
    assert page.heading == "Past report for Whole district"
    assert "late" in page.texts("span[@class='mark mark--warn']")
    page = olga.send_again(
        page, "entry.report", {"present-value": "5"}, status=422, place_id=places.whole
    )
    assert "6 August 2024 is late" in page.text
    receipt = olga.send_again(
        page, "entry.report", {"confirmed": confirmation_of(page)}, place_id=places.whole
    )
    assert "6 Aug 2024" in receipt.text
    assert "late" in receipt.text


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2024-08-09", "Enter today, 8 Aug, or a day before it"),
        ("2024-08-05", "Enter 6 Aug, the first day of the operation"),
        ("yesterday", "Enter the day as a day, such as 2024-08-08"),
    ],
)
def test_a_day_nobody_can_report_about_is_refused(
    olga: StrictClient, places: Places, day: str, message: str
) -> None:
    page = olga.see("entry.report", status=400, place_id=places.whole, day=day)
    assert message in page.errors()[0]
    assert page.find("input[@name='day']").get("value") == day


@pytest.mark.parametrize("day", ["2024-08-09", "2024-08-05", "0001-01-01", "9999-12-31", "x"])
def test_such_a_day_sent_keeps_what_was_typed(
    olga: StrictClient, places: Places, day: str, revisions: Revisions
) -> None:
    page = olga.fill_in(
        "entry.report", {"day": day, "present-value": "7"}, status=422, place_id=places.whole
    )
    assert page.errors()
    assert page.value("present-value") == "7"
    assert page.value("day") == "2024-08-08"
    assert not revisions()


def test_the_day_of_the_address_holds_where_the_form_sends_none(
    olga: StrictClient, places: Places, source: int, revisions: Revisions
) -> None:
    olga.send(
        "entry.report",
        {"submission_id": str(uuid4()), "source": str(source), "present-value": "5"},
        place_id=places.whole,
        day="2024-08-08",
    )
    assert len(revisions()) == 1


def test_neighbouring_days_are_linked_within_the_operation(
    olga: StrictClient, places: Places
) -> None:
    today = olga.see("entry.report", place_id=places.whole)
    assert "Day before, 7 Aug 2024" in today.links()
    assert not [words for words in today.links() if words.startswith("Day after")]
    first = olga.see("entry.report", place_id=places.whole, day="2024-08-06")
    assert "Day after, 7 Aug 2024" in first.links()
    assert not [words for words in first.links() if words.startswith("Day before")]
