"""A weak network and two people at once: nothing is counted twice, nothing is overwritten."""

import re

from playwright.sync_api import Page, Route, expect

from tests.journeys.acts import find_button, find_reports, open_report, press
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR, REGION_COORDINATOR
from tracker.example.places import RECEPTION_1


def report_people_sheltered(page: Page, people: str) -> None:
    page.get_by_label("People sheltered", exact=True).fill(people)
    press(page, "Send the report")


def test_a_report_sent_again_because_its_answer_was_lost_is_one_report(visit: Visitor) -> None:
    page = visit(COORDINATOR, size=PHONE)
    open_report(page, RECEPTION_1)
    sent = []

    def lose_first_answer(route: Route) -> None:
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.fetch(max_redirects=0)
            route.abort("aborted")
        else:
            route.continue_()

    page.route("**/report", lose_first_answer)
    report_people_sheltered(page, "117")
    expect(page.get_by_label("People sheltered", exact=True)).to_have_value("117")
    press(page, "Send the report")
    expect(page.get_by_role("heading", level=1)).to_have_text("Report received")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    number = page.locator(".receipt__number").inner_text()
    assert find_reports(page, RECEPTION_1) == [f"Report {number}"]


def test_going_back_to_send_again_is_asked_about_and_two_quick_taps_are_one_report(
    visit: Visitor,
) -> None:
    page = visit(COORDINATOR, size=PHONE)
    open_report(page, RECEPTION_1)
    page.get_by_label("People sheltered", exact=True).fill("117")
    find_button(page, "Send the report").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Report received")
    number = page.locator(".receipt__number").inner_text()

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Report for {RECEPTION_1}")
    report_people_sheltered(page, "117")
    expect(page.get_by_role("region", name="Please check")).to_contain_text(
        "the same source already reported for this day"
    )
    page.get_by_role("link", name="Cancel").click()
    assert find_reports(page, RECEPTION_1) == [f"Report {number}"]


def test_a_correction_overtaken_by_another_shows_what_changed_meanwhile(visit: Visitor) -> None:
    slow, quick = visit(COORDINATOR, size=PHONE), visit(REGION_COORDINATOR)
    open_report(slow, RECEPTION_1)
    report_people_sheltered(slow, "117")
    slow.get_by_role("link", name="Correct it").click()
    correct(slow, people="115", reason="Two had left already.", send=False)

    quick.goto(slow.url)
    correct(quick, people="121", reason="Four came at night.")
    expect(quick.get_by_role("heading", level=1)).to_have_text("Correction received")

    press(slow, "Send the correction")
    expect(slow.get_by_role("alert")).to_be_focused()
    main = slow.get_by_role("main")
    expect(main).to_contain_text("What changed while you were writing")
    expect(main).to_contain_text("People sheltered: from 117 to 121")
    expect(main).to_contain_text("Four came at night.")
    expect(main).to_contain_text(REGION_COORDINATOR.display_name)
    versions = slow.get_by_role("row", name=re.compile("^People sheltered"))
    assert versions.get_by_role("cell").all_inner_texts() == ["117", "121", "115"]
    expect(slow.get_by_label("Reason")).to_have_value("Two had left already.")
    press(slow, "Send the correction")
    expect(main).to_contain_text("People sheltered: 121 → 115")


def correct(page: Page, *, people: str, reason: str, send: bool = True) -> None:
    page.get_by_label("People sheltered", exact=True).fill(people)
    page.get_by_label("Reason").fill(reason)
    if send:
        press(page, "Send the correction")


def test_one_tap_confirms_that_nothing_changed(visit: Visitor) -> None:
    page = visit(COORDINATOR, size=PHONE, has_touch=True, is_mobile=True)
    page.goto("/units")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=RECEPTION_1))
    card.get_by_role("button", name="Confirm unchanged").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Report received")
    expect(page.get_by_role("main")).to_contain_text("People sheltered: 118")
    expect(page.get_by_role("main")).to_contain_text("No total changed")
    page.get_by_role("link", name="Back to my units").click()
    expect(card).to_contain_text("reported for today")
    expect(card.get_by_role("button", name="Confirm unchanged")).to_have_count(0)
