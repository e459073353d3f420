"""Pages between the addresses, held to axe's rules: steps of an import, and secrets shown once."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.acts import press
from tests.journeys.conftest import Visitor
from tests.journeys.test_accessibility import find_violations
from tracker.example.people import ADMINISTRATOR, OFFICIAL

ROWS = """Date,District,Shelter,Present,Killed so far
2024-08-10,Sudzha district,School gymnasium of the lower town,30,3
2024-08-11,Sudzha district,School gymnasium of the lower town,>33,2
2024-08-10,,School No. 2,5,
2024-08-12,Rylsk district,Hall,x,
2024-01-05,Rylsk district,Hall,5,
"""


DAYS = """District,2024-08-07,2024-08-08,2024-08-09,2024-08-10
Sudzha district,1,0,2,1
Rylsk district,0,0,1,0
"""


class Steps:
    """A page that is looked through at each step, by the step's heading."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []

    def check(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.found += find_violations(self.page)

    def check_again(self, heading: str) -> None:
        """The form that came back."""
        expect(self.page.get_by_role("alert")).to_be_focused()
        self.check(heading)


@pytest.fixture
def steps(visit: Visitor) -> Steps:
    return Steps(visit(ADMINISTRATOR))


def choose_columns(steps: Steps) -> None:
    page = steps.page
    steps.check("What the columns mean")
    press(page, "Go on")
    steps.check_again("What the columns mean")
    page.get_by_label("Source of all rows").select_option(index=1)
    press(page, "Go on")


def look_at_its_course(steps: Steps, folder: Path) -> None:
    """A file being opened, one whose opening is being stopped, and one where it was given up."""
    columns = steps.page.url
    token = columns.split("/")[-2]
    now = datetime.now(UTC).timestamp()
    course = {"started": now - 100, "heard": now, "part": 0.5, "turn": 1}
    note = folder / f"{token}.opening"
    note.write_text(json.dumps(course), encoding="utf-8")
    steps.page.goto(columns.replace("columns", "opening"))
    steps.check("Opening")
    stop = folder / f"{token}.opening-stop"
    asked = {"turn": 1, "person_id": 1, "name": "Anna", "at": ""}
    stop.write_text(json.dumps(asked), encoding="utf-8")
    steps.page.goto(columns.replace("columns", "opening"))
    expect(steps.page.get_by_text("It is being stopped")).to_be_visible()
    steps.check("Opening")
    stop.unlink()
    note.write_text(json.dumps(course | {"heard": 0, "problem": "No."}), encoding="utf-8")
    steps.page.goto(columns.replace("columns", "opening"))
    steps.check("is not opened")
    note.unlink()
    steps.page.goto(columns)


def say_what_names_stand_for(steps: Steps) -> None:
    page = steps.page
    steps.check("What the names stand for")
    page.get_by_label("Another place for Sudzha district / School").fill("Nowhere")
    press(page, "Go on")
    steps.check_again("What the names stand for")
    page.get_by_label("Another place for Sudzha district / School").fill("")
    page.get_by_label("Register them as new shelters, where their district is known").check()
    page.get_by_label("Let the districts of new shelters report by their shelters").check()
    press(page, "Go on")


def send_days(steps: Steps) -> None:
    """A file with a column for each day, to its preview."""
    page = steps.page
    page.goto("/imports/new")
    file = FilePayload(name="days.csv", mimeType="text/csv", buffer=DAYS.encode())
    page.get_by_label("File", exact=True).set_input_files(files=[file])
    press(page, "Go on")
    expect(page.get_by_role("rowheader", name="2024-08-07 to 2024-08-10")).to_be_visible()
    steps.check("What the columns mean")
    page.get_by_label("Source of all rows").select_option(index=1)
    page.get_by_label("What all numbers count").select_option("killed new")
    press(page, "Go on")
    steps.check("What will be recorded")


def test_axe_finds_nothing_wrong_with_days_as_columns_nor_with_what_is_known(
    steps: Steps,
) -> None:
    page = steps.page
    send_days(steps)
    press(page, "Record")
    steps.check("Import")
    send_days(steps)
    expect(page.get_by_text("Everything in this file is known already.")).to_be_visible()
    page.get_by_role("link", name="see import").click()
    page.get_by_role("link", name="Undo").first.click()
    steps.check("Undo")
    page.goto("/imports")
    steps.check("Imports")
    assert not steps.found, "\n".join(steps.found)


def test_axe_finds_nothing_wrong_on_the_way_of_an_import(steps: Steps, served_app: Flask) -> None:
    page = steps.page
    page.goto("/imports/new")
    file = FilePayload(name="steps.csv", mimeType="text/csv", buffer=ROWS.encode())
    page.get_by_label("File", exact=True).set_input_files(files=[file])
    press(page, "Go on")
    look_at_its_course(steps, Path(served_app.instance_path) / "imports")
    choose_columns(steps)
    say_what_names_stand_for(steps)
    steps.check("What will be recorded")
    page.get_by_label("Save the mapping as").fill("Steps")
    press(page, "Record")
    steps.check("Import 1")
    page.get_by_role("link", name="Undo").first.click()
    steps.check("Undo")
    page.goto("/imports/mappings/change?name=Steps")
    steps.check("Steps")
    page.goto("/imports/mappings/delete?name=Steps")
    steps.check("Steps")
    assert not steps.found, "\n".join(steps.found)


@pytest.mark.parametrize(
    ("address", "button", "told"),
    [
        ("/tokens", "Make a token", "This token is shown only now"),
        ("/feeds", "Make an address", "This address is shown only now"),
    ],
)
def test_axe_finds_nothing_wrong_with_what_is_shown_once(
    visit: Visitor, address: str, button: str, told: str
) -> None:
    page = visit(OFFICIAL)
    page.goto(address)
    page.get_by_label("Name", exact=True).fill("Reader")
    press(page, button)
    expect(page.get_by_text(told)).to_be_visible()
    found = find_violations(page)
    assert not found, "\n".join(found)
