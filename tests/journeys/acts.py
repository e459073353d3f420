"""What people do on pages, in steps that several journeys share."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tracker.example.places import RECEPTION_1


def open_report(page: Page, unit: str) -> None:
    """Go from My units to the daily report about a unit."""
    page.goto("/units")
    page.get_by_role("link", name=unit, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Report for {unit}")


def find_count(page: Page, label: str) -> Locator:
    """The part of the form about one count."""
    return page.locator(".count", has=page.get_by_label(label, exact=True))


def enter_count(page: Page, label: str, number: str = "", **more: str) -> None:
    """Type a number; what is said `more` about it stands in a fold that opens in place."""
    count = find_count(page, label)
    count.get_by_label(label, exact=True).fill(number)
    if more:
        count.get_by_text("More about this number").click()
    for control, typed in more.items():
        if control == "sure":
            count.get_by_label("How sure").select_option(label=typed)
        else:
            names = {"low": "Lowest", "high": "Highest", "words": "The source's own words"}
            count.get_by_label(names[control]).fill(typed)


def find_button(page: Page, name: str) -> Locator:
    """The button that can be seen under this name."""
    # A form may begin with a hidden one of equal name, for the Enter key; while the page is
    # still being read it is the only one, so to take the last would be a matter of chance.
    seen = page.locator("button:not(.visually-hidden)")
    return page.get_by_role("button", name=name, exact=True).and_(seen)


def press(page: Page, name: str) -> None:
    """Press the button that can be seen under this name."""
    find_button(page, name).click()


def read_figure(page: Page) -> dict[str, Any]:
    """The chart's figure as it stands in the page."""
    figure: dict[str, Any] = json.loads(page.locator("script[data-chart]").text_content() or "")
    return figure


def read_line(figure: dict[str, Any], name: str) -> list[float | None]:
    """The values of a line of the chart, one a day."""
    return next(
        trace["y"]
        for trace in figure["data"]
        if trace.get("name") == name and trace.get("mode") == "lines" and "x0" in trace
    )


def read_row(page: Page, number: int = 0) -> list[str]:
    """The cells of a row of the table below the chart, without ranges; row 0 is the newest day."""
    cells = page.locator("#numbers tbody tr").nth(number).locator("th, td").all_inner_texts()
    return [cell.partition("\n")[0] for cell in cells]


def find_reports(page: Page, unit: str) -> list[str]:
    """The reports that are there for today, as the form about the unit says."""
    open_report(page, unit)
    links = page.get_by_role("main").get_by_role("link", name=re.compile(r"Report \d+"))
    return links.all_inner_texts()


def report_sheltered(page: Page, people: str, source: str | None = None) -> str:
    """Report the people sheltered in the reception centre today; gives the report's number."""
    open_report(page, RECEPTION_1)
    enter_count(page, "People sheltered", people)
    if source:
        choice = page.locator("#source option", has_text=source)
        page.locator("#source").select_option(choice.get_attribute("value"))
    press(page, "Send the report")
    heading = page.get_by_role("heading", level=1)
    if heading.inner_text() != "Report received":
        press(page, "Send anyway")
    expect(heading).to_have_text("Report received")
    return page.locator(".receipt__number").inner_text()


def find_line(page: Page, number: str) -> Locator:
    """The line of a report in the queue."""
    return page.get_by_role("row").filter(has_text=re.compile(rf"report {number}\b"))
