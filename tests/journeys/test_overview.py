"""The overview in a browser: one look, and that it was looked at is told."""

from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import OFFICIAL

MOST_SCREENS_OF_A_PHONE = 3
MOST_OF_A_DESK = 900
"""Pixels down to the end of the last number: a screen of 800 and what other fonts may add."""


def test_a_page_that_stays_before_somebody_was_looked_at(visit: Visitor) -> None:
    page = visit(OFFICIAL, size={"width": 1280, "height": 800})
    with page.expect_response("**/overview/looked") as told:
        page.goto("/overview")
        end = page.locator(".overview").bounding_box()
    assert told.value.status == 303
    assert end is not None
    assert end["y"] + end["height"] < MOST_OF_A_DESK


def test_a_phone_shows_it_in_one_scroll(visit: Visitor) -> None:
    page = visit(OFFICIAL, size=PHONE)
    page.goto("/overview")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < MOST_SCREENS_OF_A_PHONE * PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
