"""The pages of the register of shelters."""

from datetime import date, timedelta

from tests.web.admin.conftest import Register
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.windows import ShelterStatus
from tracker.registry.shelters import Position, ShelterType, load_shelter
from tracker.web.shared.formats import day as say_day

TYPED = {
    "name": "Sports hall No. 3",
    "shelter_type": "sports_hall",
    "floor_area": "1200,5",
    "latitude": "51.190",
    "longitude": "35,27",
    "national_code": "7",
    "do_not_publish": "y",
    "status": "standby",
    "since": "2024-08-12",
}


def test_an_empty_register_says_what_comes_first(admin: StrictClient) -> None:
    assert "There are no shelters yet" in admin.see("admin.list_shelters").text


def test_shelters_are_listed_with_todays_status(admin: StrictClient, register: Register) -> None:
    admin.fill_in("admin.add_shelter", TYPED | {"since": "2024-08-06"}, district=register.elsewhere)
    page = admin.see("admin.list_shelters")

    assert page.texts("tbody/tr") == [
        "Sports hall No. 3 Grayvoron reports as a whole Sports hall 1,200.5 no Standby",
        "Lyceum Sudzha School 350 no Open",
    ]


def test_a_shelter_is_added_with_all_its_details(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    page = admin.fill_in("admin.add_shelter", TYPED, district=register.district)

    assert "Sports hall No. 3 is added." in page.text
    shelter_id = int(page.response.request.path.rpartition("/")[2])
    with writer() as session:
        shelter = load_shelter(session, shelter_id)
    assert shelter.place.parent_id == register.district
    assert shelter.shelter_type is ShelterType.SPORTS_HALL
    assert (shelter.floor_area, shelter.do_not_publish) == (1200.5, True)
    assert shelter.position == Position(latitude=51.19, longitude=35.27)
    assert [(e.since, e.status) for e in shelter.statuses] == [
        (date(2024, 8, 12), ShelterStatus.STANDBY)
    ]


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    admin: StrictClient, register: Register
) -> None:
    wrong = {
        "name": "",
        "floor_area": "1,200",
        "latitude": "north",
        "longitude": "",
        "since": "",
    }
    page = admin.fill_in("admin.add_shelter", TYPED | wrong, status=422)

    assert page.errors() == [
        "Enter the name of the shelter",
        "Enter the floor area as a number, such as 1200 or 85.5",
        "Enter the latitude as a number, such as 51.19",
        "Select the district",
        "Enter the day",
    ]
    kept = {name: page.value(name) for name in (TYPED | wrong)}
    assert kept == TYPED | wrong


def test_a_position_has_both_degrees(admin: StrictClient, register: Register) -> None:
    for given, missing in (("latitude", "longitude"), ("longitude", "latitude")):
        typed = {given: "35", missing: ""}
        page = admin.fill_in("admin.change_shelter", typed, place_id=register.shelter, status=422)
        assert page.errors() == [f"Enter the {missing} too, or leave both empty"]
    typed = {"latitude": "−91", "longitude": "0"}  # noqa: RUF001 (a minus as keyboards send it)
    page = admin.fill_in("admin.change_shelter", typed, place_id=register.shelter, status=422)
    assert page.errors() == ["Enter a latitude from -90 to 90 degrees"]


def test_details_are_shown_as_they_are_and_change(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    page = admin.see("admin.change_shelter", place_id=register.shelter)
    assert (page.value("name"), page.value("floor_area")) == ("Lyceum", "350")
    assert page.value("do_not_publish") is not None

    typed = {"name": "Lyceum No. 2", "do_not_publish": [], "floor_area": ""}
    page = admin.send_again(page, "admin.change_shelter", typed, place_id=register.shelter)
    assert "Lyceum No. 2 is changed." in page.text
    with writer() as session:
        shelter = load_shelter(session, register.shelter)
    assert (shelter.floor_area, shelter.do_not_publish) == (None, False)


def test_the_floor_area_hint_stands_beside_it(admin: StrictClient, register: Register) -> None:
    page = admin.see("admin.show_shelter", place_id=register.shelter)

    assert "By the Sphere Handbook (3.5 m² per person), 350 m² are enough for 100 people." in (
        page.text
    )


def test_a_shelter_in_a_district_that_reports_as_a_whole_says_so(
    admin: StrictClient, register: Register
) -> None:
    page = admin.fill_in("admin.add_shelter", TYPED, district=register.elsewhere)

    assert "Grayvoron reports as a whole today" in page.text


def test_a_status_holds_from_a_day_on_and_the_list_keeps_all(
    admin: StrictClient, register: Register
) -> None:
    typed = {"status": "closed", "since": "2024-08-15"}
    page = admin.fill_in("admin.set_shelter_status", typed, place_id=register.shelter)
    assert "Lyceum is closed from 15 Aug 2024 on." in page.text
    assert page.texts("tbody/tr") == ["15 Aug 2024 Closed", "6 Aug 2024 Open"]
    typed = {"status": "standby", "since": "2024-08-15"}
    page = admin.fill_in("admin.set_shelter_status", typed, place_id=register.shelter)
    assert "Lyceum is on standby from" in page.text
    assert page.texts("tbody/tr")[0] == "15 Aug 2024 Standby"


def test_a_status_before_the_operation_is_refused(admin: StrictClient, register: Register) -> None:
    typed = {"status": "open", "since": "2024-08-01"}
    page = admin.fill_in("admin.set_shelter_status", typed, place_id=register.shelter, status=422)
    assert page.errors() == ["Enter a day from 6 Aug 2024 on, the first of the operation"]


def test_a_shelter_is_retired_and_brought_back(admin: StrictClient, register: Register) -> None:
    page = admin.fill_in("admin.retire_place", {"day": "2024-08-15"}, place_id=register.shelter)
    assert "Retired from 15 Aug 2024 on" in page.text
    assert "Retired" in admin.see("admin.list_shelters").text
    admin.send("admin.restore_place", place_id=register.shelter)
    page = admin.see("admin.show_shelter", place_id=register.shelter)
    assert "Lyceum is back, with its whole history." in page.text


def test_areas_are_no_shelters(admin: StrictClient, register: Register) -> None:
    for endpoint in ("show_shelter", "change_shelter", "set_shelter_status"):
        admin.see(f"admin.{endpoint}", place_id=register.district, status=404)


def test_a_shelter_moves_from_a_day_on_or_for_all_days(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    shelter = register.shelter
    page = admin.see("admin.move_shelter", place_id=shelter)
    assert "It lies in Sudzha now" in page.text
    wrong = admin.fill_in(
        "admin.move_shelter", {"parent": "", "since": ""}, status=422, place_id=shelter
    )
    assert wrong.errors() == ["Select the district", "Enter the first day in the new district"]
    typed = {"parent": register.elsewhere, "history": "mistake", "since": ""}
    put_right = admin.fill_in("admin.move_shelter", typed, place_id=shelter)
    assert "Lyceum now lies in Grayvoron." in put_right.text
    back = {"parent": register.district, "history": "moved", "since": "2024-08-12"}
    moved = admin.fill_in("admin.move_shelter", back, place_id=shelter)
    assert moved.response.request.path != f"/admin/shelters/{shelter}"
    assert "Lyceum now lies in Sudzha." in moved.text
    assert "Retired from 12 Aug 2024" in admin.see("admin.show_shelter", place_id=shelter).text


def test_a_move_on_a_coming_day_is_told_as_one(admin: StrictClient, register: Register) -> None:
    coming = date.today() + timedelta(days=20)  # noqa: DTZ011 -- any day far enough off
    typed = {"parent": register.elsewhere, "history": "moved", "since": coming.isoformat()}
    page = admin.fill_in("admin.move_shelter", typed, place_id=register.shelter)
    said = f"Lyceum lies in Grayvoron from {say_day(coming)} on, and until then where it was."
    assert said in page.text
