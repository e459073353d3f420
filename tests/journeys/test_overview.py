"""The overview in a browser: one look, and that it was looked at is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy.orm import Session

from tests.journeys.conftest import PHONE, Visitor
from tracker.domain.counts import Count, default_form
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import ReportDraft
from tracker.example.people import OFFICIAL
from tracker.extensions import current_database
from tracker.recording.reports import record_report

MOST_SCREENS_OF_A_PHONE = 3
MOST_OF_A_DESK = 800
"""Pixels down to the end of the last number."""
DESK: ViewportSize = {"width": 1280, "height": MOST_OF_A_DESK}
TODAY = date(2024, 9, 5)


def find_end(page: Page, where: str) -> float:
    box = page.locator(where).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def expect_one_screen(page: Page) -> None:
    """Head numbers, the chart with its key, and casualties can be seen without scrolling."""
    expect(page.locator(".overview .main-svg").first).to_be_visible()
    ends = [".overview__heads", ".overview__chart .chart", ".overview__casualties .tiles"]
    assert {
        where: find_end(page, where) for where in ends if find_end(page, where) > DESK["height"]
    } == {}
    assert page.evaluate("document.documentElement.scrollWidth") == DESK["width"]


def test_a_page_that_stays_before_somebody_was_looked_at(visit: Visitor) -> None:
    page = visit(OFFICIAL, size=DESK)
    with page.expect_response("**/overview/looked") as told:
        page.goto("/overview")
        expect_one_screen(page)
    assert told.value.status == 303


def test_looking_back_takes_one_screen_as_well(visit: Visitor) -> None:
    page = visit(OFFICIAL, size=DESK)
    page.goto("/overview?known_at=2024-08-20T10:00")
    expect_one_screen(page)


def test_vague_numbers_take_one_screen_as_well(
    visit: Visitor, served_app: Flask, numbers: dict[str, int]
) -> None:
    with served_app.app_context(), current_database().writer() as session:
        report_vaguely(session, numbers)
        session.commit()
    page = visit(OFFICIAL, size=DESK)
    page.goto("/overview")
    said = page.locator(".overview__heads").inner_text()
    assert all(words in said for words in ("at least", "at most", " to "))
    expect_one_screen(page)


def report_vaguely(session: Session, numbers: dict[str, int]) -> None:
    """A shelter and two districts say today what has no upper bound, a range, or words alone."""
    said: dict[str, list[Count]] = {
        "shelter": [
            make_count(Indicator.SHELTERED, 120, qualifier=Qualifier.AT_LEAST),
            make_count(Indicator.CAPACITY, 370, low=60, high=380, qualifier=Qualifier.BETWEEN),
        ],
        "whole": [
            make_count(Indicator.PRESENT, 90, qualifier=Qualifier.ABOUT),
            make_count(Indicator.MISSING, 5, qualifier=Qualifier.ABOUT),
            make_count(Indicator.KILLED, words="some", qualifier=Qualifier.IN_WORDS),
            make_count(Indicator.ARRIVALS, 10),
        ],
        "outside": [make_count(Indicator.PRESENT, words="hundreds", qualifier=Qualifier.IN_WORDS)],
    }
    for name, counts in said.items():
        draft = ReportDraft(
            submission_id=uuid4(),
            place_id=numbers[name],
            day=TODAY,
            source_id=1,
            person_id=1,
            counts=tuple(counts),
        )
        now = datetime.combine(TODAY, time(6), tzinfo=UTC)
        try:
            record_report(session, draft, now=now)
        except NeedsConfirmation as question:
            keys = frozenset(warning.key for warning in question.warnings)
            record_report(session, replace(draft, confirmed=keys), now=now)


def make_count(indicator: Indicator, value: int | None = None, **more: Any) -> Count:
    return Count(indicator=indicator, form=default_form(indicator), value=value, **more)


def test_a_phone_shows_it_in_one_scroll(visit: Visitor) -> None:
    page = visit(OFFICIAL, size=PHONE)
    page.goto("/overview")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < MOST_SCREENS_OF_A_PHONE * PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
