"""A published number is corrected: officials see it on the page, in the file and in the feed."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.acts import open_report, press
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR, OFFICIAL
from tracker.example.places import RECEPTION_1

REASON = "The night watch had been counted."


def correct_published_day(page: Page) -> tuple[str, int]:
    """Correct the day before yesterday by one person less; gives the report's name and number."""
    open_report(page, RECEPTION_1)
    for _ in range(2):
        page.get_by_role("link", name=re.compile("^Day before")).click()
    report = page.get_by_role("main").get_by_role("link", name=re.compile(r"^Report \d+$"))
    name = report.first.inner_text()
    page.get_by_role("link", name="Correct it").first.click()
    people = page.get_by_label("People sheltered", exact=True)
    stated = int(people.input_value())
    people.fill(str(stated - 1))
    page.get_by_label("Reason for the correction").fill(REASON)
    press(page, "Send the correction")
    expect(page.get_by_role("heading", level=1)).to_have_text("Correction received")
    return name, stated


def test_a_corrected_published_number_is_seen_on_the_page_in_the_file_and_in_the_feed(
    visit: Visitor, tmp_path: Path
) -> None:
    name, stated = correct_published_day(visit(COORDINATOR, size=PHONE))

    page = visit(OFFICIAL)
    page.goto("/overview")
    page.get_by_role("navigation", name="Main").get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Corrections", exact=True).click()
    newest = page.locator(".event").first
    expect(newest).to_contain_text(f"{name} about {RECEPTION_1} was corrected")
    step = f"people sheltered {stated} → {stated - 1} (\N{MINUS SIGN}1)"
    expect(newest).to_contain_text(f"{RECEPTION_1}, 3 Sep 2024: {step}")
    expect(newest).to_contain_text(REASON)

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    file = tmp_path / "corrections.csv"
    saved.value.save_as(file)
    assert REASON in file.read_text(encoding="utf-8-sig")

    page.get_by_role("link", name="Subscribe to these corrections").click()
    press(page, "Make an address")
    address = page.locator("[data-secret]").inner_text()
    press(page, "Copy the address")
    expect(page.locator("[data-copied]")).to_have_text(re.compile("Copied|Selected"))
    reader = visit(None)
    feed = reader.request.get(address)
    assert feed.status == 200
    assert REASON in feed.text()
    assert name in feed.text()

    page.get_by_role("link", name="Done").click()
    page.get_by_role("button", name=re.compile("^Revoke")).click()
    expect(page.get_by_role("main")).to_contain_text("Revoked")
    assert reader.request.get(address).status == 404
