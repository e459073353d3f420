"""Sources disagree: what the reviewer decides, what the official sees, and what stood before."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import (
    enter_count,
    find_line,
    press,
    read_figure,
    read_line,
    report_sheltered,
)
from tests.journeys.conftest import Visitor
from tracker.example.people import COORDINATOR, OFFICIAL, REGION_COORDINATOR, REVIEWER

REASON = "Counted bed by bed at night."


def test_two_coordinators_and_a_governor_disagree_and_the_official_sees_why_one_counts(
    visit: Visitor, numbers: dict[str, int]
) -> None:
    report_sheltered(visit(COORDINATOR), "117")
    other = report_sheltered(visit(REGION_COORDINATOR), "104", "Red Cross branch")
    claim_sheltered(visit(REGION_COORDINATOR), numbers["region"])
    prefer(visit(REVIEWER), other)

    official = visit(OFFICIAL)
    see_band_and_preferred_line(official, numbers["shelter"])
    see_reason_and_claim(official, numbers)
    look_back(official, numbers["shelter"])


def claim_sheltered(page: Page, region: int) -> None:
    """The governor says how many people are sheltered in the region: a claim beside the sum."""
    page.goto(f"/units/{region}/report")
    enter_count(page, "People sheltered", "3000")
    choice = page.locator("#source option", has_text="governor").first
    page.locator("#source").select_option(choice.get_attribute("value"))
    press(page, "Send the report")
    expect(page.get_by_role("heading", level=1)).to_have_text("Report received")


def prefer(page: Page, number: str) -> None:
    """Prefer one of two rival reports, with a reason."""
    page.goto("/review?from=2024-09-05&reason=rival")
    find_line(page, number).get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("Sources disagree")
    said = "People sheltered: 104 here, 117 says District coordinator"
    expect(page.get_by_role("main")).to_contain_text(said)
    page.get_by_label("Reason").fill(REASON)
    page.get_by_label("Numbers to prefer").select_option(label="People sheltered")
    press(page, "Prefer")
    expect(page.get_by_role("status")).to_contain_text(f"Report {number} is preferred")


def see_band_and_preferred_line(page: Page, shelter: int) -> None:
    page.goto(f"/places/{shelter}")
    figure = read_figure(page)
    assert read_line(figure, "Sheltered")[-1] == 104
    band = next(trace for trace in figure["data"] if trace["name"] == "Sheltered: low to high")
    assert {104, 117} <= set(band["y"])


def see_reason_and_claim(page: Page, numbers: dict[str, int]) -> None:
    page.goto(f"/places/{numbers['shelter']}/days/2024-09-05/said?indicator=sheltered")
    expect(page.get_by_role("main")).to_contain_text(REASON)
    expect(page.get_by_role("main")).to_contain_text("117")
    page.goto(f"/places/{numbers['region']}/days/2024-09-05/said?indicator=sheltered")
    expect(page.get_by_role("main")).to_contain_text("3,000")


def look_back(page: Page, shelter: int) -> None:
    """The view of yesterday knows nothing of today's reports; one step leads back."""
    page.goto(f"/places/{shelter}")
    page.get_by_text("Look back").click()
    page.get_by_role("link", name=re.compile("Yesterday at the deadline")).click()
    expect(page.get_by_role("main")).to_contain_text("As known on 4 September 2024")
    assert 104 not in read_line(read_figure(page), "Sheltered")
    page.get_by_role("link", name="Back to now").click()
    expect(page.get_by_text("As known on")).to_have_count(0)
    assert read_line(read_figure(page), "Sheltered")[-1] == 104
