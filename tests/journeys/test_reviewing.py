"""Reviewers at work: a report comes back corrected, two sources disagree, keys do it all."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import enter_count, open_report, press
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR, OFFICIAL, REGION_COORDINATOR, REVIEWER
from tracker.example.places import RECEPTION_1

TODAY = "/review?from=2024-09-05"


def report_sheltered(page: Page, people: str, source: str | None = None) -> str:
    """Report the people sheltered in the reception centre today; gives the report's number."""
    open_report(page, RECEPTION_1)
    enter_count(page, "People sheltered", people)
    if source:
        choice = page.locator("#source option", has_text=source)
        page.locator("#source").select_option(choice.get_attribute("value"))
    press(page, "Send the report")
    heading = page.get_by_role("heading", level=1)
    if heading.inner_text() != "Report received":
        press(page, "Send anyway")
    expect(heading).to_have_text("Report received")
    return page.locator(".receipt__number").inner_text()


def find_line(page: Page, number: str) -> Locator:
    """The line of a report in the queue."""
    return page.get_by_role("row").filter(has_text=re.compile(rf"report {number}\b"))


def test_a_returned_report_comes_back_corrected(visit: Visitor) -> None:
    coordinator = visit(COORDINATOR, size=PHONE)
    number = report_sheltered(coordinator, "117")

    reviewer = visit(REVIEWER)
    reviewer.goto(TODAY)
    find_line(reviewer, number).get_by_role("link").click()
    press(reviewer, "Return")
    expect(reviewer.get_by_role("alert")).to_contain_text("Enter the reason for the decision")
    reviewer.get_by_label("Reason").fill("Are the guests of the transit room in it?")
    press(reviewer, "Return")
    expect(reviewer.get_by_role("status")).to_contain_text(f"Report {number} is returned")

    coordinator.goto("/units")
    expect(coordinator.get_by_role("heading", level=2).first).to_have_text("Returned to you")
    returned = coordinator.get_by_role("listitem").filter(has_text=RECEPTION_1).first
    expect(returned).to_contain_text("Are the guests of the transit room in it?")
    returned.get_by_role("link", name=f"Correct report {number}").click()
    coordinator.get_by_label("People sheltered", exact=True).fill("121")
    coordinator.get_by_label("Reason").fill("With the four guests of the transit room.")
    press(coordinator, "Send the correction")
    expect(coordinator.get_by_role("heading", level=1)).to_have_text("Correction received")

    reviewer.goto(TODAY)
    find_line(reviewer, number).get_by_role("link").click()
    history = reviewer.get_by_role("main")
    expect(history).to_contain_text("People sheltered: from 117 to 121")
    expect(history).to_contain_text("With the four guests of the transit room.")
    press(reviewer, "Verify")
    expect(reviewer.get_by_role("status")).to_contain_text(f"Report {number} is verified")
    reviewer.goto(TODAY)
    expect(find_line(reviewer, number)).to_have_count(0)


def test_two_coordinators_disagree_and_a_reviewer_prefers_one_with_a_reason(
    visit: Visitor,
) -> None:
    report_sheltered(visit(COORDINATOR), "117")
    other = report_sheltered(visit(REGION_COORDINATOR), "104", "Red Cross branch")

    reviewer = visit(REVIEWER)
    reviewer.goto(f"{TODAY}&reason=rival")
    find_line(reviewer, other).get_by_role("link").click()
    page = reviewer.get_by_role("main")
    expect(page).to_contain_text("Sources disagree")
    expect(page).to_contain_text("People sheltered: 104 here, 117 says District coordinator")
    reviewer.get_by_label("Reason").fill("Counted bed by bed at night.")
    reviewer.get_by_label("Numbers to prefer").select_option(label="People sheltered")
    press(reviewer, "Prefer")
    expect(reviewer.get_by_role("status")).to_contain_text(f"Report {other} is preferred")

    official = visit(OFFICIAL)
    official.goto(f"/reports/{other}")
    expect(official.get_by_role("main")).to_contain_text("Preferred to other reports")
    expect(official.get_by_role("main")).to_contain_text("Counted bed by bed at night.")


def test_keys_lead_through_the_queue_and_decide(visit: Visitor) -> None:
    page = visit(REVIEWER)
    page.goto("/review?reason=warned")
    lines = page.locator("[data-row]")
    names = [line.get_attribute("href") for line in lines.all()[:4]]
    page.keyboard.press("j")
    expect(lines.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("s")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("v")
    expect(page.get_by_role("status")).to_contain_text("2 reports are verified.")
    expect(lines.nth(0)).to_have_attribute("href", names[2] or "")

    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_label("Reason", exact=True).last).to_be_focused()
    page.keyboard.type("Which villages?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("One report is returned")


def test_keys_lead_from_report_to_report_and_decide(visit: Visitor) -> None:
    page = visit(REVIEWER)
    page.goto("/review?reason=warned")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Decide")).to_be_visible()
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.keyboard.press("d")
    expect(page.get_by_role("status")).to_contain_text("is marked as disputed")
    page.keyboard.press("x")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.get_by_label("Reason")).to_be_focused()


def test_keys_can_be_switched_off(visit: Visitor) -> None:
    page = visit(REVIEWER)
    page.goto("/review")
    press(page, "Switch the keys off")
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).not_to_be_focused()
    press(page, "Switch the keys on")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()


def test_reviewing_needs_no_scripts(visit: Visitor) -> None:
    page = visit(REVIEWER, java_script_enabled=False, size=PHONE)
    page.goto("/review?reason=rival")
    expect(page.get_by_text("Switch the keys off")).to_be_hidden()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_label("Reason", exact=True).last.fill("Asked both by telephone.")
    press(page, "Reject")
    expect(page.get_by_role("status")).to_contain_text("2 reports are rejected.")
    page.locator("[data-row]").first.click()
    press(page, "Verify")
    expect(page.get_by_role("status")).to_contain_text("is verified")


def test_a_form_sent_twice_is_settled(visit: Visitor) -> None:
    page = visit(REVIEWER)
    page.goto("/review")
    page.get_by_role("link", name="One submission came twice").click()
    page.get_by_role("link", name="Fatezh district").click()
    page.get_by_label("Reason").fill("The second form has the families.")
    press(page, "Accept what was sent later")
    expect(page.get_by_role("status")).to_contain_text("It is accepted, as report")
    expect(page.get_by_role("main")).to_contain_text("Nothing to settle")
