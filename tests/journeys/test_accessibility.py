"""Every page of every role, held to axe's rules: light and wide, printed, dark and narrow."""

import re
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.journeys.acts import open_report, press
from tests.journeys.addresses import ADDRESSES, BLANK_FORMS, NO_PAGES, STEPS
from tests.journeys.conftest import DESK, PHONE, Visitor
from tracker.example.people import ADMINISTRATOR, COORDINATOR, SignIn
from tracker.example.places import RECEPTION_1

Scheme = Literal["light", "dark"]
Media = Literal["screen", "print"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a page is looked at, and by which of axe's rules (none named: by all)."""

    size: ViewportSize
    scheme: Scheme = "light"
    media: Media = "screen"
    rules: tuple[str, ...] = ()

    def find_violations(self, page: Page) -> list[str]:
        if page.viewport_size != self.size:
            page.set_viewport_size(self.size)
        page.emulate_media(color_scheme=self.scheme, media=self.media, reduced_motion="reduce")
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        if self.rules:
            options["runOnly"] = list(self.rules)
        found = page.evaluate("options => axe.run(options)", options)
        where = f"{page.url}, {self.scheme}, {self.media}"
        return [
            f"{where}: {violation['id']} in {node['html'][:200]}: {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]


WHOLE_LOOK = Look(size=DESK)
OTHER_LOOKS = (
    # Nobody works with paper: it has to be legible.
    Look(size=DESK, media="print", rules=("color-contrast", "link-in-text-block")),
    Look(size=PHONE, scheme="dark"),
)
LEAVE_SOME_OF_EACH_KIND = """() => {
    // All that the style sheet chooses by.
    const told = new Set(["aria-current", "aria-invalid", "class", "data-label", "dir", "fill",
        "hidden", "name", "role", "style", "type"]);
    const tell = one => told.has(one.name) ? `${one.name}=${one.value}` : one.name;
    const open = node => `<${node.tagName} ${[...node.attributes].map(tell).sort()}>`;
    const describe = node => node.nodeType === Node.ELEMENT_NODE
        ? open(node) + [...node.childNodes].map(describe).join("") + "</>"
        : node.data.trim() && "words";
    window.takenOut = [];
    for (const list of document.querySelectorAll("tbody, ul, ol")) {
        const seen = new Set();
        for (const line of [...list.children]) {
            const parts = ["", ...line.childNodes].map(
                (part, at) => `${open(line)} ${at} ${part && describe(part)}`);
            if (parts.every(part => seen.has(part))) {
                const mark = document.createComment("");
                line.replaceWith(mark);
                takenOut.push([mark, line]);
            }
            parts.forEach(part => seen.add(part));
        }
    }
}"""
"""A line of a table or list of which each part but for its words stands in another goes out.

It looks as they do, whatever the look.
"""
PUT_BACK = "() => takenOut.reverse().forEach(([mark, line]) => mark.replaceWith(line))"

Parts = tuple[str, ...]


def find_violations(page: Page) -> list[str]:
    """What is wrong with the page that is open, in all looks."""
    page.evaluate(AXE_SCRIPT)
    found = WHOLE_LOOK.find_violations(page)
    page.evaluate(LEAVE_SOME_OF_EACH_KIND)
    for look in OTHER_LOOKS:
        found += look.find_violations(page)
    page.evaluate(PUT_BACK)
    return found


def name_person(value: object) -> str | None:
    if isinstance(value, SignIn):
        return value.role
    return "nobody" if value is None else ""


@pytest.mark.parametrize(("person", "addresses"), ADDRESSES.items(), ids=name_person)
def test_axe_finds_nothing_wrong_with_any_page(
    visit: Visitor, numbers: dict[str, int], person: SignIn | None, addresses: Parts
) -> None:
    page, found = visit(person), []
    for address in addresses:
        page.goto(address.format_map(numbers))
        found += find_violations(page)
    assert not found, "\n".join(found)


def test_every_page_is_among_those_that_axe_looks_through(
    served_app: Flask, numbers: dict[str, int]
) -> None:
    adapter = served_app.url_map.bind("")
    paths = {
        address.format_map(numbers).partition("?")[0]
        for person, addresses in ADDRESSES.items()
        for address in addresses
        if address != "/no-such-page"
    }
    seen = {adapter.match(path)[0] for path in paths}
    rules = [rule for rule in served_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert {rule.endpoint for rule in rules} - seen == NO_PAGES | STEPS


@pytest.mark.parametrize(("person", "forms"), BLANK_FORMS.items(), ids=name_person)
def test_axe_finds_nothing_wrong_with_forms_that_come_back(
    visit: Visitor,
    numbers: dict[str, int],
    person: SignIn | None,
    forms: tuple[tuple[str, str], ...],
) -> None:
    page, found = visit(person), []
    for address, button in forms:
        page.goto(address.format_map(numbers))
        press(page, button)
        expect(page.get_by_role("alert")).to_be_focused()
        found += find_violations(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_wrong_on_the_way_of_a_report(visit: Visitor) -> None:
    page, found = visit(COORDINATOR), []

    def check(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        found.extend(find_violations(page))

    open_report(page, RECEPTION_1)
    page.get_by_label("People sheltered", exact=True).fill("410")
    press(page, "Send the report")
    expect(page.get_by_role("region", name="Please check")).to_be_visible()
    page.locator("summary", has_text="People sheltered").click()
    page.get_by_role("button", name=re.compile("sex and age.*People sheltered")).click()
    press(page, "Send the report")
    for fold in page.locator("details:not([open]) summary").all()[::-1]:
        fold.click()
    check(f"Report for {RECEPTION_1}")
    page.route("**/report", lose_answer)
    press(page, "Send anyway")
    page.unroute("**/report")
    page.get_by_label("People sheltered", exact=True).fill("117")
    press(page, "Send the report")
    check("This form was already sent with other numbers")
    page.get_by_role("link", name="Correct report").click()
    overtake(page)
    press(page, "Send the correction")
    expect(page.get_by_text("What changed while you were writing")).to_be_visible()
    found += find_violations(page)
    page.context.clear_cookies()
    press(page, "Send the correction")
    check("Send the form again")
    assert not found, "\n".join(found)


def lose_answer(route: Route) -> None:
    """Let a form reach the server, but not its answer the browser."""
    route.fetch(max_redirects=0)
    route.abort("aborted")


def overtake(page: Page) -> None:
    """Correct in another tab what is being corrected in this one."""
    page.get_by_label("Reason").fill("Counted again.")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Reason").fill("Counted by night.")
    other.get_by_label("People sheltered", exact=True).fill("118")
    press(other, "Send the correction")
    expect(other.get_by_role("heading", level=1)).to_have_text("Correction received")


def test_axe_finds_nothing_wrong_with_a_password_shown_once(visit: Visitor) -> None:
    page = visit(ADMINISTRATOR)
    page.goto("/admin/people")
    page.get_by_role("link", name=COORDINATOR.display_name).last.click()
    press(page, "Make a new password")
    expect(page.get_by_text("This password is shown only now")).to_be_visible()
    found = find_violations(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_wrong_with_a_phone_code_shown_once(visit: Visitor) -> None:
    page = visit(COORDINATOR)
    page.goto("/phones")
    page.get_by_label("Name").fill("Red phone")
    press(page, "Make a code")
    code = page.get_by_role("img", name="Code with the settings of the app")
    expect(code).to_be_visible()
    page.get_by_text("The phone cannot scan the code").click()
    found = find_violations(page)
    assert not found, "\n".join(found)
