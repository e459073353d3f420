"""Reviewers at work: a report comes back corrected, two sources disagree, keys do it all."""

from playwright.sync_api import expect

from tests.journeys.acts import find_line, press, report_sheltered
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR, REVIEWER
from tracker.example.places import RECEPTION_1

TODAY = "/review?from=2024-09-05"


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
    expect(page.locator(".button--primary:visible")).to_have_text(["Return"])
    expect(page.get_by_text("Return: enter the reason, then press Ctrl+Enter.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".button--primary:visible")).to_have_text(["Verify"])
    page.keyboard.press("r")
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


def test_the_bar_of_decisions_stays_in_sight_and_counts(visit: Visitor) -> None:
    page = visit(REVIEWER)
    page.goto("/review")
    verify = page.get_by_role("button", name="Verify")
    expect(verify).to_be_in_viewport()
    expect(page.get_by_text("none selected")).to_be_visible()
    page.get_by_role("checkbox").nth(1).check()
    expect(page.get_by_text("1 of 25 selected")).to_be_visible()
    press(page, "Select all 25")
    expect(page.get_by_text("25 of 25 selected")).to_be_visible()
    press(page, "Select none")
    expect(page.get_by_text("none selected")).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(verify).to_be_hidden()
    page.get_by_role("checkbox").first.check()
    expect(verify).to_be_in_viewport()


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
    press(page, "Record what was sent later")
    expect(page.get_by_role("status")).to_contain_text("It is recorded, as report")
    expect(page.get_by_role("main")).to_contain_text("Nothing to settle")
