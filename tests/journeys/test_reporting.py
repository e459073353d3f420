"""From a count on a phone to the chart of an official, and back from the chart to who said so."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import (
    enter_count,
    find_count,
    open_report,
    press,
    read_figure,
    read_line,
    read_row,
)
from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.signing_in import sign_in
from tracker.example.people import COORDINATOR, OFFICIAL
from tracker.example.places import RECEPTION_1

WORDS = "a little over four hundred"


def report_a_vague_count(page: Page) -> str:
    """Report about the reception centre, think about the warning, send; gives the number."""
    open_report(page, RECEPTION_1)
    enter_count(
        page,
        "People sheltered",
        "410",
        sure="about",
        low="395",
        high="430",
        words=WORDS,
    )
    enter_count(page, "Departures", sure="between", low="2", high="6")
    page.get_by_label("Note").fill("Counted at the evening meal.")
    press(page, "Send the report")

    warning = page.get_by_role("region", name=re.compile("Please check"))
    expect(warning).to_contain_text("410 is far from the last number, 118")
    count = find_count(page, "People sheltered")
    expect(count.get_by_label("People sheltered", exact=True)).to_have_value("410")
    expect(count.get_by_label("How sure")).to_have_value("about")
    expect(count.get_by_label("The source's own words")).to_be_visible()
    expect(count.get_by_label("The source's own words")).to_have_value(WORDS)
    expect(find_count(page, "Departures").get_by_label("Highest")).to_have_value("6")
    expect(page.get_by_label("Note")).to_have_value("Counted at the evening meal.")
    press(page, "Send anyway")

    expect(page.get_by_role("heading", level=1)).to_have_text("Report received")
    expect(page.get_by_role("main")).to_contain_text("People sheltered: 118 → 410")
    return page.locator(".receipt__number").inner_text()


def correct_it(page: Page, number: str) -> None:
    """Correct the report from its receipt, and read its history."""
    page.get_by_role("link", name="Correct it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Correct report {number}")
    page.get_by_label("People sheltered", exact=True).fill("130")
    count = find_count(page, "People sheltered")
    count.get_by_label("Lowest").fill("125")
    count.get_by_label("Highest").fill("140")
    press(page, "Send the correction")
    expect(page.get_by_role("alert")).to_contain_text("reason")
    page.get_by_label("Reason").fill("Guests of the meal were counted as well.")
    press(page, "Send the correction")

    expect(page.get_by_role("heading", level=1)).to_have_text("Correction received")
    expect(page.get_by_role("main")).to_contain_text("People sheltered: 410 → 130")
    page.get_by_role("link", name="See the report").click()
    history = page.get_by_role("main")
    expect(history).to_contain_text(re.compile("People sheltered: from about 410 .* to about 130"))
    expect(history).to_contain_text("Guests of the meal were counted as well.")
    expect(history).to_contain_text("Sent after a warning: Check the number of people sheltered")
    expect(history).to_contain_text(COORDINATOR.display_name)


def test_a_vague_count_from_a_phone_moves_the_chart_and_is_found_behind_its_point(
    visit: Visitor,
) -> None:
    official = visit(OFFICIAL)
    official.goto("/overview/capacity")
    before = read_line(read_figure(official), "Sheltered")

    coordinator = visit(size=PHONE, has_touch=True, is_mobile=True)
    sign_in(coordinator, COORDINATOR)
    number = report_a_vague_count(coordinator)
    correct_it(coordinator, number)

    official.reload()
    after = read_line(read_figure(official), "Sheltered")
    assert after[-1] == (before[-2] or 0) - 118 + 130  # before, today's was only carried
    assert read_row(official)[0] == "5 Sep 2024"
    assert f"{after[-1]:,}" in read_row(official)
    click_day(official, "2024-09-05", after[-1])
    official.wait_for_url("**/overview/days/2024-09-05*")
    find_source(official, number)


def click_day(page: Page, day: str, value: float | None) -> None:
    """Click a point of the drawn chart."""
    plot = page.locator("#capacity")
    plot.locator(".main-svg").first.wait_for()
    plot.scroll_into_view_if_needed()
    x, y = plot.evaluate(
        """(div, [day, value]) => {
            const { xaxis, yaxis } = div._fullLayout;
            const { x, y } = div.getBoundingClientRect();
            return [x + xaxis._offset + xaxis.d2p(day), y + yaxis._offset + yaxis.d2p(value)];
        }""",
        [day, value],
    )
    page.mouse.move(x - 4, y)
    page.mouse.move(x, y)
    plot.locator(".hoverlayer").filter(has_text=re.compile("Sheltered", re.IGNORECASE)).wait_for()
    page.mouse.click(x, y)


def find_source(page: Page, number: str) -> None:
    """From the day's page to the report: who said so, when, with which words."""
    line = page.get_by_role("row").filter(has=page.get_by_role("link", name=f"Report {number}"))
    expect(line.first).to_contain_text(RECEPTION_1)
    expect(line.first).to_contain_text("about 130")
    expect(line.first).to_contain_text("District coordinator, Kursk city (exercise)")
    line.first.get_by_role("link", name=f"Report {number}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Report {number}: {RECEPTION_1}")
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    expect(page.get_by_role("main")).to_contain_text("Guests of the meal were counted as well.")


def test_the_same_works_with_scripts_switched_off_by_way_of_the_table(visit: Visitor) -> None:
    coordinator = visit(size=PHONE, java_script_enabled=False)
    sign_in(coordinator, COORDINATOR)
    number = report_a_vague_count(coordinator)
    correct_it(coordinator, number)

    official = visit(OFFICIAL, java_script_enabled=False)
    official.goto("/overview/capacity")
    expect(official.get_by_role("img", name="Capacity against arrivals")).to_be_visible()
    official.get_by_role("link", name="The same numbers as a table").click()
    assert "1,620" in read_row(official)
    official.locator("#numbers").get_by_role("link", name="5 Sep 2024").click()
    expect(official.get_by_role("heading", level=1)).to_have_text("People sheltered on 5 Sep 2024")
    find_source(official, number)
