"""The pages of the register of areas."""

from collections.abc import Callable
from datetime import date

from tests.web.admin.conftest import Register
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role
from tracker.registry.places import is_unit, list_children, load_place
from tracker.registry.reporting_modes import list_modes


def test_without_an_operation_its_settings_come_first(
    client: StrictClient, make_person: PersonMaker
) -> None:
    client.sign_in_as(make_person(Role.ADMINISTRATOR))
    assert client.get("/admin/areas").location == "/admin/settings"
    assert "Set the operation up first" in client.see("admin.change_settings").text


def test_an_empty_register_says_what_to_add(admin: StrictClient) -> None:
    assert "There are no areas yet" in admin.see("admin.list_areas").text


def test_the_tree_is_shown_with_codes_and_ways_of_reporting(
    admin: StrictClient, register: Register
) -> None:
    page = admin.see("admin.list_areas")

    assert page.texts("h3") == ["Belgorod region", "Kursk region"]
    rows = page.texts("tbody/tr")
    assert rows == [
        "Grayvoron as a whole Active none none",
        "Sudzha by its shelters Active none 38 240",
    ]
    assert page.links()["Sudzha"] == f"/admin/areas/{register.district}"


def test_a_region_shows_its_districts_and_a_district_its_shelters(
    admin: StrictClient, register: Register
) -> None:
    region = admin.see("admin.show_area", place_id=register.region)
    assert region.links()["Sudzha"] == f"/admin/areas/{register.district}"
    district = admin.see("admin.show_area", place_id=register.district)
    assert district.links()["Lyceum"] == f"/admin/shelters/{register.shelter}"
    assert district.texts("tbody/tr") == ["10 Aug 2024 by its shelters", "at first as a whole"]
    assert "Outside" not in district.text
    admin.see("admin.show_area", place_id=register.country)


def test_only_areas_are_shown_as_areas(admin: StrictClient, register: Register) -> None:
    admin.see("admin.show_area", place_id=register.shelter, status=404)
    admin.see("admin.show_area", place_id=999, status=404)


def test_an_area_is_added_beneath_another(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    typed = {"name": "Korenevo", "p_code": "RU3801", "valid_from": "2024-08-09"}
    page = admin.fill_in("admin.add_area", typed, parent=register.region)

    assert page.heading == "Korenevo"
    assert "Korenevo is added." in page.text
    with writer() as session:
        added = next(p for p in list_children(session, register.region) if p.name == "Korenevo")
        assert (added.p_code, added.valid_from) == ("RU3801", date(2024, 8, 9))


def test_a_country_lies_in_nothing(admin: StrictClient, register: Register) -> None:
    page = admin.fill_in("admin.add_area", {"name": "Ukraine"})

    assert "Country" in page.text
    assert "Move" not in page.links()


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    admin: StrictClient, register: Register
) -> None:
    typed = {
        "name": " sudzha ",
        "p_code": "RU3801",
        "valid_from": "2024-08-09",
        "parent": str(register.region),
    }
    page = admin.fill_in("admin.add_area", typed, status=422)

    assert page.errors() == ["There is a district called Sudzha here already. Enter another name"]
    assert {name: page.value(name) for name in typed} == typed
    assert admin.fill_in("admin.add_area", {"name": " "}, status=422).errors() == [
        "Enter the name of the area"
    ]


def test_a_parent_that_is_none_of_the_choices_is_refused(
    admin: StrictClient, register: Register
) -> None:
    for parent in (str(register.district), "x"):
        typed = {"name": "New", "parent": parent}
        page = admin.fill_in("admin.add_area", typed, status=422)
        assert page.errors() == ["Select the area that it lies in"]


def test_an_odd_code_is_kept_and_pointed_out(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    typed = {"name": "Sudzha", "p_code": "UA-1"}
    page = admin.fill_in("admin.change_area", typed, place_id=register.district)

    assert "Sudzha is changed." in page.text
    assert "The P-code UA-1 does not begin with RU38, that of its parent" in page.text
    assert "It is kept as you typed it." in page.text
    with writer() as session:
        assert load_place(session, register.district).p_code == "UA-1"
    assert "look at this code again" in admin.see("admin.list_areas").text
    page = admin.see("admin.show_area", place_id=register.district)
    assert "Change it if it is a slip" in page.text


def test_a_changed_area_shows_what_it_was_at_first(admin: StrictClient, register: Register) -> None:
    page = admin.see("admin.change_area", place_id=register.district)
    assert (page.value("name"), page.value("national_code")) == ("Sudzha", "38 240")
    typed = {"name": "x" * 201, "national_code": "7"}
    page = admin.send_again(
        page, "admin.change_area", typed, place_id=register.district, status=422
    )
    assert page.errors() == ["Use at most 200 characters; this has 201"]
    assert page.value("national_code") == "7"


def test_a_district_moves_to_another_region_only(admin: StrictClient, register: Register) -> None:
    page = admin.see("admin.move_area", place_id=register.district)
    assert page.texts("option") == ["Belgorod region, Russia", "Kursk region, Russia"]
    assert page.value("parent") == str(register.region)

    typed = {"parent": str(register.other_region)}
    page = admin.fill_in("admin.move_area", typed, place_id=register.district)
    assert "Sudzha now lies in Belgorod region." in page.text


def test_a_move_onto_a_namesake_is_refused(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    admin.fill_in("admin.add_area", {"name": "Sudzha"}, parent=register.other_region)
    typed = {"parent": str(register.other_region)}
    page = admin.fill_in("admin.move_area", typed, place_id=register.district, status=422)

    assert page.errors() == ["There is a district called Sudzha here already. Enter another name"]


def test_an_area_is_retired_and_brought_back(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    typed = {"day": "2024-08-15"}
    page = admin.fill_in("admin.retire_place", typed, place_id=register.region)
    assert "Kursk region no longer counts from 15 Aug 2024 on." in page.text
    assert "Retired from 15 Aug 2024 on" in page.text
    assert "Retired from 15 Aug 2024 on" in admin.see("admin.list_areas").text
    with writer() as session:
        assert not is_unit(session, register.shelter, date(2024, 8, 15))
        assert is_unit(session, register.shelter, date(2024, 8, 14))

    admin.send("admin.restore_place", place_id=register.district)
    page = admin.see("admin.show_area", place_id=register.district)
    assert "Bring Kursk region back first" in page.text
    admin.send("admin.restore_place", place_id=register.region)
    page = admin.see("admin.show_area", place_id=register.region)
    assert "Kursk region is back, with its whole history." in page.text
    with writer() as session:
        assert is_unit(session, register.shelter, date(2024, 8, 15))


def test_a_day_to_retire_from_is_asked_for(admin: StrictClient, register: Register) -> None:
    for day, problem in (
        ("", "Enter the first day without it"),
        ("soon", "Enter the first day without it as a day, such as 2024-08-08"),
        ("2024-08-01", "Enter a day from 6 Aug 2024 on, its first day"),
    ):
        page = admin.fill_in(
            "admin.retire_place", {"day": day}, place_id=register.district, status=422
        )
        assert page.errors() == [problem]
        assert page.value("day") == day


def test_what_is_retired_is_not_retired_again(admin: StrictClient, register: Register) -> None:
    typed = {"day": "2024-08-15"}
    admin.fill_in("admin.retire_place", typed, place_id=register.district)
    page = admin.fill_in("admin.retire_place", typed, place_id=register.district, status=422)

    assert page.errors() == [
        "Sudzha is retired already. Bring it back before you choose another day"
    ]


def test_an_outside_leads_back_to_its_district(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    with writer() as session:
        outside = next(p for p in list_children(session, register.district) if p.kind == "outside")
    page = admin.fill_in(
        "admin.retire_place", {"day": "2024-08-15"}, place_id=outside.id, status=422
    )
    assert "report as a whole" in page.errors()[0]
    assert page.links()["Cancel"] == f"/admin/areas/{register.district}"


def test_a_district_changes_how_it_reports_from_a_day_on(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    typed = {"mode": "by_shelter", "since": "2024-08-12"}
    page = admin.fill_in("admin.set_reporting_mode", typed, place_id=register.elsewhere)
    assert "Grayvoron reports by its shelters from 12 Aug 2024 on." in page.text
    with writer() as session:
        assert [entry.since for entry in list_modes(session, register.elsewhere)] == [
            date(2024, 8, 12)
        ]

    page = admin.fill_in(
        "admin.set_reporting_mode",
        {"mode": "sideways", "since": "2024-08-01"},
        place_id=register.elsewhere,
        status=422,
    )
    assert page.errors() == ["Select how the district reports"]
    typed = {"mode": "whole", "since": "2024-08-01"}
    page = admin.fill_in("admin.set_reporting_mode", typed, place_id=register.elsewhere, status=422)
    assert page.errors() == ["Enter a day from 6 Aug 2024 on, the first of the operation"]
    assert (page.value("mode"), page.value("since")) == ("whole", "2024-08-01")


def test_regions_have_no_way_of_reporting(admin: StrictClient, register: Register) -> None:
    admin.see("admin.set_reporting_mode", place_id=register.region, status=404)


def test_the_registers_belong_to_administrators(
    client_of: Callable[..., StrictClient], register: Register
) -> None:
    client = client_of(Role.OFFICIAL)
    for endpoint in ("list_areas", "list_shelters", "list_sources", "list_people"):
        client.see(f"admin.{endpoint}", status=403)
