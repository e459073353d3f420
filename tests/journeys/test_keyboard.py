"""Without a mouse: to the reports behind a number, past the navigation, to what is wrong."""

from playwright.sync_api import Page, expect

from tests.journeys.acts import open_report, press
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR, OFFICIAL
from tracker.example.places import RECEPTION_1

MOST_STEPS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what matches has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{MOST_STEPS} steps do not lead to {selector}")


def test_an_official_gets_from_the_overview_to_a_days_reports_by_keyboard(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    page.goto("/overview")
    page.locator("#capacity .main-svg").first.wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    tab_to(page, "#capacity")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#capacity + [role=status]")).to_contain_text("4 September")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("People sheltered on 4 Sep 2024")
    tab_to(page, "main a[href^='/reports/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report ")


def test_a_form_with_problems_puts_the_focus_on_their_summary(visit: Visitor) -> None:
    page = visit(COORDINATOR, size=PHONE)
    open_report(page, RECEPTION_1)
    page.get_by_label("People sheltered", exact=True).fill("a lot")
    page.get_by_label("People sheltered", exact=True).press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("People sheltered", exact=True)).to_be_focused()
    expect(page.get_by_label("People sheltered", exact=True)).to_have_value("a lot")


def test_a_warning_gets_the_focus_and_leads_back_to_the_number(visit: Visitor) -> None:
    page = visit(COORDINATOR, size=PHONE)
    open_report(page, RECEPTION_1)
    page.get_by_label("People sheltered", exact=True).fill("410")
    press(page, "Send the report")
    expect(page.get_by_role("region", name="Please check")).to_be_focused()
    page.get_by_role("link", name="Change the numbers").press("Enter")
    expect(page.get_by_label("People sheltered", exact=True)).to_be_focused()
