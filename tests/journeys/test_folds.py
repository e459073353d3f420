"""Folds in browsers that can open them by style, and in those that cannot."""

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Visitor
from tracker.example.people import OFFICIAL

SUMMARY = "Choose place, number, act and days"


def grow_old(page: Page) -> None:
    """Take from the browser that it knows the content of folds."""

    def answer(route: Route) -> None:
        style = route.fetch()
        route.fulfill(
            response=style, body=style.text().replace("::details-content", "::no-such-part")
        )

    page.route("**/*.css*", answer)


def test_a_fold_stands_open_where_there_is_room(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    page.goto("/corrections")
    expect(page.get_by_label("Act", exact=True)).to_be_visible()
    expect(page.get_by_text(SUMMARY)).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.get_by_label("Act", exact=True)).to_be_hidden()
    page.get_by_text(SUMMARY).click()
    expect(page.get_by_label("Act", exact=True)).to_be_visible()


def test_an_older_browser_opens_every_fold_by_its_words(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    grow_old(page)
    page.goto("/corrections")
    for fold in page.locator("details.fold:not(details details)").all():
        expect(fold.locator("> summary")).to_be_visible()
        expect(fold.locator("> .fold__body")).to_be_hidden()
    page.get_by_text(SUMMARY).click()
    expect(page.get_by_label("Act", exact=True)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("The same as a table")).to_be_visible()
