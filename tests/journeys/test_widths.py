"""Tables between phone and desk, and the first sheet of paper."""

from playwright.sync_api import ViewportSize

from tests.journeys.conftest import Visitor
from tests.journeys.screens import DRAWN, TOO_WIDE
from tracker.example.people import OFFICIAL

LINES = """() => [...document.querySelectorAll(".bounds")].filter((part) => part.offsetParent).map(
    (part) => Math.round(part.offsetHeight / parseFloat(getComputedStyle(part).lineHeight)))"""
"""Of how many lines each range below a number is, where it is seen."""

PAPER: ViewportSize = {"width": 688, "height": 1017}
"""A4 less its margins."""


def test_tables_of_days_and_areas_fit_between_phone_and_desk(
    visit: Visitor, numbers: dict[str, int]
) -> None:
    page = visit(OFFICIAL)
    for address in (
        f"/places/{numbers['region']}?from=2024-08-06&to=2024-08-10",
        "/areas?sort=free&day=2024-08-10",
        "/overview/days/2024-08-09",
        "/overview/casualties?from=2024-08-06&to=2024-08-12",
    ):
        page.goto(address)
        for width in (600, 640, 768, 1024):
            page.set_viewport_size({"width": width, "height": 1024})
            seen = f"{address} at {width}"
            assert page.evaluate(TOO_WIDE) == [], seen
            assert max(page.evaluate(LINES), default=0) <= 2, seen


def test_the_capacity_chart_stands_on_the_first_sheet_of_paper(visit: Visitor) -> None:
    page = visit(OFFICIAL, size=PAPER)
    page.goto("/overview/capacity")
    page.wait_for_function(DRAWN)
    page.emulate_media(media="print")
    # A browser shrinks a page until its widest table is as wide as the paper.
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": width, "height": PAPER["height"]})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    chart = page.locator(".chart").first.bounding_box()
    assert chart is not None
    assert (chart["y"] + chart["height"]) * PAPER["width"] / width <= PAPER["height"]
