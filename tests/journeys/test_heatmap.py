"""Who has reported, by keyboard: from row to row, from day to day, to the report behind."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.test_charts import PNG
from tracker.example.people import ADMINISTRATOR, OFFICIAL

DAYS = "/completeness?from=2024-08-06&to=2024-08-12"


def test_keys_go_from_cell_to_cell_and_enter_opens_the_report(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    page.goto(DAYS)
    rows = page.locator("svg.heat:has(a)")
    first, second = rows.nth(0), rows.nth(1)
    expect(first.locator("a[tabindex='0']")).to_have_count(1)
    last = first.locator("a").last
    last.focus()
    last.press("ArrowLeft")
    expect(first.locator("a").nth(-2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second.locator("a:focus")).to_have_count(1)
    page.keyboard.press("Home")
    expect(second.locator("a").first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(second.locator("a").first).to_be_focused()
    named = second.locator("a").first.get_attribute("aria-label")
    assert named is not None
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/places/\d+/days/2024-08-"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(named.partition(":")[0])


def test_without_scripts_each_cell_is_a_link(visit: Visitor) -> None:
    page = visit(OFFICIAL, size=PHONE, java_script_enabled=False)
    page.goto(DAYS)
    cell = page.locator("svg.heat a").first
    expect(cell).not_to_have_attribute("tabindex", re.compile("."))
    cell.click()
    expect(page.get_by_role("heading", level=2, name="All reports about this day")).to_be_visible()


def test_the_cells_can_be_saved_as_a_picture(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    page.goto(DAYS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a picture").click()
    assert download.value.suggested_filename.endswith("completeness-2024-08-06-2024-08-12.png")
    assert download.value.path().read_bytes().startswith(PNG)
    page = visit(ADMINISTRATOR)
    page.goto("/audit-trail")
    kept = page.get_by_text("exported who has reported in the whole operation as PNG")
    expect(kept.first).to_be_visible()
