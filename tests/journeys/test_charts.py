"""The chart as Plotly draws it under the strict policy."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tracker.example.people import OFFICIAL

PNG = b"\x89PNG\r\n"


def test_a_chart_can_be_saved_as_a_picture(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    page.goto("/overview/capacity")
    page.locator("#capacity .main-svg").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a picture").click()
    assert download.value.suggested_filename == "capacity.png"
    assert download.value.path().read_bytes().startswith(PNG)


def test_a_chart_offers_nothing_of_its_vendor(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    page.goto("/overview")
    page.locator("#capacity .main-svg").first.wait_for()
    page.locator("#capacity").hover()
    expect(page.locator("#capacity .modebar-btn")).to_have_count(0)
    expect(page.locator("#capacity a[href*='plot']")).to_have_count(0)
