"""The registers: areas, units and sources, as far as a program sees."""

from tests.web.api.conftest import Caller, CallerMaker, Register, call_as, day
from tests.web.fixtures import Writer
from tracker.registry.areas import add_area
from tracker.registry.people import Role
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import retire_source


def ids(answer: dict) -> list[int]:
    return [item["id"] for item in answer["items"]]


def hide_shelter(writer: Writer, register: Register) -> int:
    """A shelter that must not be published."""
    details = ShelterDetails(name="Secret", shelter_type=ShelterType.HOTEL, do_not_publish=True)
    with writer() as session:
        return add_shelter(session, parent_id=register.by_shelter, details=details)


def test_areas_come_in_the_order_of_the_tree_a_page_at_a_time(
    official: Caller, register: Register
) -> None:
    whole = official.get("/areas")
    assert whole["items"][0]["level"] == "country"
    assert set(ids(whole)) == {
        register.country,
        register.region,
        register.whole,
        register.by_shelter,
        register.elsewhere,
        whole["items"][1]["id"],
    }
    response = official.send("GET", "/areas?limit=4")
    first = response.get_json()
    assert first["next"] == 4
    assert response.headers["Link"] == (
        '<http://localhost/api/v1/areas?limit=4&cursor=4>; rel="next"'
    )
    second = official.send("GET", "/areas?limit=4&cursor=4")
    assert ids(first) + ids(second.get_json()) == ids(whole)
    assert second.get_json()["next"] is None
    assert "Link" not in second.headers


def test_an_area_by_its_id(official: Caller, register: Register) -> None:
    area = official.get(f"/areas/{register.whole}")
    assert (area["name"], area["level"], area["valid_from"]) == ("Whole", "district", "2024-08-06")
    assert [one["name"] for one in area["path"]] == ["Country", "Region"]
    for other in (register.hall, 999, 2**31):
        official.get(f"/areas/{other}", status=404)


def test_retired_areas_and_sources_are_listed_when_asked_for(
    official: Caller, register: Register, writer: Writer, sources: dict[str, int]
) -> None:
    with writer() as session:
        gone = add_area(session, name="Gone", parent_id=register.region)
        retire_place(session, gone, day(15))
        retire_source(session, sources["Rumour"])
    assert sources["Rumour"] not in ids(official.get("/sources"))
    assert sources["Rumour"] in ids(official.get("/sources?retired=true"))
    assert official.get(f"/sources/{sources['Rumour']}")["retired"] is True
    assert gone not in ids(official.get("/areas?retired=false"))
    assert gone in ids(official.get("/areas?retired=true"))
    assert official.get(f"/areas/{gone}")["valid_until"] == "2024-08-15"


def test_a_coordinators_program_sees_what_is_assigned(olga: Caller, register: Register) -> None:
    assert set(ids(olga.get("/areas"))) == {register.whole, register.by_shelter}
    olga.get(f"/areas/{register.elsewhere}", status=404)
    olga.get(f"/units?area={register.elsewhere}", status=404)
    units = olga.get("/units")["items"]
    own = {register.whole, register.hall, register.school, register.outside}
    assert {unit["id"] for unit in units} == own
    assert all(unit["may_report"] for unit in units)


def test_a_narrowed_token_sees_its_areas_only(caller_of: CallerMaker, register: Register) -> None:
    narrow = caller_of(Role.OFFICIAL, areas=(register.by_shelter,))
    assert ids(narrow.get("/areas")) == [register.by_shelter]
    assert register.whole not in ids(narrow.get("/units"))
    narrow.get(f"/areas/{register.region}", status=404)


def test_units_of_a_day_in_an_area(official: Caller, register: Register) -> None:
    found = official.get(f"/units?area={register.by_shelter}&day=2024-08-07")["items"]
    assert [unit["level"] for unit in found] == ["shelter", "shelter", "outside"]
    assert [unit["status"] for unit in found] == ["open", "open", None]
    assert {unit["reports_by"] for unit in found} == {"by_shelter"}
    assert not any(unit["may_report"] for unit in found)
    assert official.get("/units?day=2024-08-05")["items"] == []


def test_a_reading_token_of_a_coordinator_may_not_report(
    olga: Caller, register: Register, writer: Writer
) -> None:
    reads = call_as(olga.app, writer, olga.person, may_write=False)
    assert not any(unit["may_report"] for unit in reads.get("/units")["items"])


def test_a_shelter_not_to_be_published_is_seen_by_who_reports_for_it_only(
    official: Caller, olga: Caller, caller_of: CallerMaker, register: Register, writer: Writer
) -> None:
    secret = hide_shelter(writer, register)
    every = caller_of(Role.ADMINISTRATOR, Role.REVIEWER, name="Anna")
    for caller in (official, every):
        assert secret not in ids(caller.get("/units"))
        caller.get(f"/units?area={secret}", status=404)
    assert secret in ids(olga.get("/units"))


def test_sources_come_by_name_with_their_grades(olga: Caller, sources: dict[str, int]) -> None:
    found = olga.get("/sources")["items"]
    assert [(one["name"], one["grade"]) for one in found] == [
        ("Governor", "C"),
        ("Office", "B"),
        ("Rumour", "E"),
    ]
    olga.get("/sources/999", status=404)


def test_what_is_not_known_as_a_parameter_is_refused(official: Caller) -> None:
    problem = official.get("/sources?retird=true&limit=0&limit=1&cursor=x&", status=422)
    assert {(one["parameter"], one["detail"]) for one in problem["errors"]} == {
        ("retird", "Leave this out: no parameter is called like this"),
        ("limit", "Enter this only once; several values have commas between them"),
        ("limit", "Enter a whole number from 1 to 200"),
        ("cursor", "Enter a whole number, such as 0 or 1204"),
    }
