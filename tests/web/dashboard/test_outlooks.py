"""When shelters will be full: head number, sentence and picture on the page of a place."""

from datetime import timedelta

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import tiles
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient, read
from tracker.domain.windows import ShelterStatus
from tracker.registry.shelter_changes import set_shelter_status

STEEP = tuple(range(100, 1000, 100))
"""People on nine days up to the 19th."""


def fill(
    report: Reporter, place_id: int, people: tuple[int, ...] = STEEP, places: int = 1000
) -> None:
    for number, sheltered in enumerate(people):
        report(place_id, day(19 - len(people) + 1 + number), sheltered=sheltered, capacity=places)


def test_the_days_until_full_stand_among_the_head_numbers(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    fill(report, register.whole)
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(19))
    assert tiles(page)["Days until full"].startswith(
        "1 to 4 most likely 2 at the pace of the last week"
    )
    said = read(page.find("p[@class='lead']"))
    assert "they are full in 1 to 4 days, most likely in 2 days." in said


def test_too_few_days_are_said_and_not_guessed(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    fill(report, register.whole, (100, 200))
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(19))
    assert tiles(page)["Days until full"] == "not enough reports"
    assert "Not enough reports to say" in read(page.find("p[@class='lead']"))


def test_full_shelters_have_no_days_left(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    fill(report, register.whole, places=800)
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(19))
    assert tiles(page)["Days until full"].startswith("0")


def test_without_places_there_is_nothing_to_fill(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(19), present=40)
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(19))
    assert tiles(page)["Days until full"] == "places not known"


def test_a_shelter_that_closes_is_taken_in_and_said(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    fill(report, register.hall, (10, 11, 12, 13, 14, 15, 16, 17), places=200)
    with writer() as session:
        closes = day(19) + timedelta(days=4)
        set_shelter_status(session, register.hall, since=closes, status=ShelterStatus.CLOSED)
    page = official.see("dashboard.show_place", place_id=register.hall, to=day(19))
    assert tiles(page)["Days until full"].startswith("4")
    assert "closes on 23 August: 200 places less." in read(page.find("p[@class='lead']"))


def test_a_picture_stands_where_the_chart_will_be(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    fill(report, register.whole)
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(19))
    (picture,) = page.find("div[@id='capacity']")
    assert picture.attrib["role"] == "img"
    assert read(picture[0]) == "Capacity against arrivals"


def test_nobody_on_no_places_has_one_meaning_on_every_page(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    fill(report, register.whole, (0,) * 9, places=0)
    shown = {
        name: official.see(endpoint, **values)
        for name, endpoint, values in (
            ("overview", "dashboard.overview", {}),
            ("place", "dashboard.show_place", {"place_id": register.whole}),
            ("areas", "dashboard.list_areas", {}),
            ("map", "dashboard.show_operation_map", {}),
            ("report", "situation.show_report", {"day": day(19)}),
        )
    }
    for page in shown.values():
        assert " full" not in page.text.replace("until full", "")
    for name in ("overview", "place"):
        assert tiles(shown[name])["Days until full"] == "no usable places"
        assert "; there are none." in shown[name].text
    assert "Whole no usable places" in shown["overview"].text
    for name in ("areas", "map"):
        assert "no places" in shown[name].text
