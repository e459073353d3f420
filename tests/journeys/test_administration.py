"""What an administrator registers is what a coordinator reports about."""

from playwright.sync_api import expect

from tests.journeys.acts import press
from tests.journeys.conftest import Visitor
from tracker.example.people import ADMINISTRATOR, COORDINATOR

SHELTER = "Library no. 1 (exercise)"


def test_a_new_shelter_assigned_to_a_coordinator_stands_among_their_units(visit: Visitor) -> None:
    coordinator = visit(COORDINATOR)
    coordinator.goto("/units")
    expect(coordinator.get_by_role("link", name=SHELTER)).to_have_count(0)

    page = visit(ADMINISTRATOR)
    page.goto("/admin/shelters")
    page.get_by_role("link", name="Add a shelter").click()
    page.get_by_label("Name").fill(SHELTER)
    page.get_by_label("Type").select_option(label="School")
    page.get_by_label("Floor area in m²").fill("700")
    page.get_by_label("District").select_option(label="Oboyan district, Kursk region")
    page.get_by_label("Open: people can sleep here").check()
    page.get_by_label("From which day on").fill("2024-09-05")
    press(page, "Add shelter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SHELTER)

    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name=COORDINATOR.display_name).last.click()
    page.get_by_label(SHELTER).first.check()  # the second is among the areas to review
    press(page, "Save")
    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()

    coordinator.reload()
    coordinator.get_by_role("link", name=SHELTER).click()
    coordinator.get_by_label("Usable capacity").fill("200")
    press(coordinator, "Send the report")
    expect(coordinator.get_by_role("main")).to_contain_text("Usable capacity: not known → 200")
