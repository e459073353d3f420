"""Names and codes of a file find their places in the register, or are left to choose."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode
from tracker.exchange.mapping import (
    Constants,
    ImportMapping,
    Matched,
    PlaceKey,
    PlaceMatcher,
    SourceMatcher,
    load_gazetteer,
    places,
    say_place,
)
from tracker.exchange.meanings import Meaning, Role
from tracker.registry.areas import add_area
from tracker.registry.places import load_place
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import add_source, list_sources
from tracker.registry.tree import PlaceKind


@pytest.fixture
def ids(operation: Session) -> dict[str, int]:
    """Two regions with a district of the same name; shelters in the first."""
    country = add_area(operation, name="Russia", parent_id=None, p_code="RU")
    kursk = add_area(operation, name="Курская область", parent_id=country, p_code="RU38")
    other = add_area(operation, name="Belgorod region", parent_id=country)
    sudzha = add_area(operation, name="Суджанский район", parent_id=kursk, p_code="RU3801")
    lgov = add_area(operation, name="Льгов", parent_id=kursk, national_code="38 410")
    twin = add_area(operation, name="Суджанский район", parent_id=other)
    shelters = {
        name: add_shelter(
            operation,
            parent_id=sudzha,
            details=ShelterDetails(name=name, shelter_type=ShelterType.SCHOOL),
        )
        for name in ("School No. 1", "School No. 2")
    }
    return {
        "country": country,
        "kursk": kursk,
        "sudzha": sudzha,
        "lgov": lgov,
        "twin": twin,
        "other": other,
        **shelters,
    }


def match(session: Session, mapping: ImportMapping | None = None, /, **key: str) -> Matched:
    matcher = PlaceMatcher(load_gazetteer(session), mapping or ImportMapping())
    found = matcher.match(PlaceKey(**key))
    assert matcher.match(PlaceKey(**key)) is found
    assert matcher.matched == (found,)
    return found


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ({"area": "Льгов"}, "lgov"),
        ({"area": "г. Льгов"}, "lgov"),
        ({"area": " ЛЬГОВ "}, "lgov"),
        ({"area": "38 410"}, "lgov"),
        ({"area": "ru3801"}, "sudzha"),
        ({"area": "Суджанский", "above": "Курская"}, "sudzha"),
        ({"area": "Суджанский район", "above": "Belgorod"}, "twin"),
        ({"area": "Льгов", "above": "n/a"}, "lgov"),
        ({"area": "RU3801", "above": "Somewhere"}, "sudzha"),
        ({"area": "Russia / Курская область / Льгов", "above": "Somewhere"}, "lgov"),
        ({"above": "RU38"}, "kursk"),
        ({"area": "Russia / Курская область / Суджанский район"}, "sudzha"),
        ({"shelter": "school no 1"}, "School No. 1"),
        ({"shelter": "School No. 2", "area": "RU3801"}, "School No. 2"),
    ],
)
def test_places_are_found_by_name_code_and_path(
    operation: Session, ids: dict[str, int], key: dict[str, str], place: str
) -> None:
    found = match(operation, None, **key)
    assert found.place_id == ids[place]
    assert not found.is_open


@pytest.mark.parametrize(
    ("key", "likely"),
    [
        ({"area": "Суджанский район"}, ()),
        ({"area": "Льгоф"}, ("lgov",)),
        ({"area": "Nowhere"}, ()),
        ({"area": "Льгов", "above": "Belgorod"}, ()),
        ({"shelter": "School Nr. 1", "area": "RU3801"}, ("School No. 1", "School No. 2")),
        ({"shelter": "School No. 1", "area": "Льгов"}, ()),
        ({"shelter": "School No. 1", "area": "Nowhere"}, ()),
    ],
)
def test_what_is_not_found_or_found_twice_is_left_to_choose(
    operation: Session, ids: dict[str, int], key: dict[str, str], likely: tuple[str, ...]
) -> None:
    found = match(operation, None, **key)
    assert found.is_open
    assert set(likely) <= {name for name, number in ids.items() if number in found.likely}


def test_choices_of_a_mapping_come_first(operation: Session, ids: dict[str, int]) -> None:
    lgov = say_place(load_place(operation, ids["lgov"]))
    mapping = ImportMapping(
        places={"A": lgov, "B": "skip", "Льгов": "RU3801", "C": "gone", "RU3801 / S": "new shelter"}
    )
    assert match(operation, mapping, area="A").place_id == ids["lgov"]
    assert match(operation, mapping, area="B").skipped
    assert match(operation, mapping, area="Льгов").place_id == ids["sudzha"]
    assert match(operation, mapping, area="C").is_open
    made = match(operation, mapping, area="RU3801", shelter="S")
    assert (made.created, made.district_id, made.is_open) == (True, ids["sudzha"], False)
    nowhere = replace(mapping, places={"RU38 / S": "new shelter"})
    assert match(operation, nowhere, area="RU38", shelter="S").is_open


def match_on(session: Session, level: int | None, **key: str) -> Matched:
    """A place where the column of areas is headed as one of a level."""
    matcher = PlaceMatcher(load_gazetteer(session), ImportMapping(), level)
    return matcher.match(PlaceKey(**key))


def test_a_name_of_a_region_and_its_districts_is_asked_about(
    operation: Session, ids: dict[str, int]
) -> None:
    city = add_area(operation, name="Курская (город)", parent_id=ids["kursk"])
    first = match(operation, area="Курская")
    assert (first.is_open, first.several) == (True, 2)
    assert match(operation, area="Курская область").place_id == ids["kursk"]
    assert match(operation, area="курскаЯ обл").is_open
    assert match(operation, area="г. Курская").place_id == city
    assert match(operation, area="Льгов", above="Курская").place_id == ids["lgov"]
    for level, likely in ((1, ids["kursk"]), (2, city)):
        found = match_on(operation, level, area="Курская")
        assert (found.is_open, found.likely[0]) == (True, likely)
    district = add_area(operation, name="Курская", parent_id=ids["kursk"])
    assert match(operation, area="Курская").place_id == district


def test_of_places_of_one_name_that_on_the_level_of_the_column_is_meant(
    operation: Session, ids: dict[str, int]
) -> None:
    inner = add_area(operation, name="Belgorod region", parent_id=ids["other"])
    assert match(operation, area="Belgorod region").several == 2
    assert match_on(operation, 2, area="Belgorod region").place_id == inner
    assert match_on(operation, 1, area="Belgorod region").place_id == ids["other"]
    assert match_on(operation, 2, area="Суджанский район").several == 2


def test_a_column_of_districts_names_no_region_and_one_of_towns_none_of_either(
    operation: Session, ids: dict[str, int]
) -> None:
    assert match(operation, area="Belgorod").place_id == ids["other"]
    found = match_on(operation, 2, area="Belgorod")
    assert (found.is_open, found.likely[0]) == (True, ids["other"])
    assert match_on(operation, 2, area="Belgorod region").place_id == ids["other"]
    assert match_on(operation, 2, area="Льгов").place_id == ids["lgov"]
    assert match_on(operation, 3, area="Льгов").is_open
    assert match_on(operation, 3, area="RU3801").place_id == ids["sudzha"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Sudzha district", "Sudzha"),
        ("Sudzha city", "Sudzha"),
        ("Sudzha region", None),
        ("Rylsk town", None),
        ("Rylsk region", None),
        ("Rylsk raion", "Rylsk district"),
        ("City of Tim", "Tim town"),
        ("Tim district", None),
        ("Tim", "Tim town"),
        ("Orel oblast", "Orel"),
        ("Orel district", None),
        ("Orel province", "Orel"),
        # A municipality, a county or an okrug may lie in a district, or the district in it.
        ("Rylsk municipality", None),
        ("Муниципальное образование Rylsk", None),
        ("Rylsk county", None),
        ("Rylsk okrug", None),
        ("Муниципальный округ Rylsk", None),
        ("Rylsk municipal district", "Rylsk district"),
        ("Rylsk rajon", "Rylsk district"),
        ("Муниципальное образование Rylsk район", "Rylsk district"),
        ("Tim municipality", None),
        ("Городской округ Tim", "Tim town"),
        ("Orel municipality", None),
        ("Orel county", "Orel"),
        ("Sudzha municipality", "Sudzha"),
        ("Sudzha county", "Sudzha"),
        ("Oboyan", "Oboyan municipality"),
        ("Oboyan municipality", "Oboyan municipality"),
        ("Oboyan district", None),
        ("Oboyan town", None),
    ],
)
def test_a_place_is_not_taken_for_one_of_another_kind(
    operation: Session, ids: dict[str, int], name: str, place: str | None
) -> None:
    added = {
        name: add_area(operation, name=name, parent_id=ids["kursk"])
        for name in ("Sudzha", "Rylsk district", "Tim town", "Oboyan municipality")
    }
    added["Orel"] = add_area(operation, name="Orel", parent_id=ids["country"])
    found = match(operation, area=name)
    assert found.place_id == (added[place] if place else None)
    if place is None:
        assert found.likely[0] in added.values()


def test_sources_are_found_by_name_or_choice(operation: Session) -> None:
    ocha = add_source(operation, name="OCHA Lebanon", grade=Grade.B)
    matcher = SourceMatcher(
        list_sources(operation), ImportMapping(sources={"ocha": "OCHA Lebanon"})
    )
    assert matcher.match("ocha Lebanon") == ocha
    assert matcher.match("ocha") == ocha
    assert matcher.match("moph") is None
    assert list(matcher.open) == ["moph"]


def test_what_lies_outside_shelters_is_found_like_one(
    operation: Session, ids: dict[str, int]
) -> None:
    set_reporting_mode(
        operation, ids["sudzha"], since=date(2024, 8, 6), mode=ReportingMode.BY_SHELTER
    )
    found = match(operation, area="RU3801", shelter="Outside shelters")
    assert found.place_id is not None
    assert load_place(operation, found.place_id).kind is PlaceKind.OUTSIDE
    assert match(operation, area="RU3801").place_id == ids["sudzha"]


def test_what_holds_for_all_others_holds_for_what_is_neither_found_nor_chosen(
    operation: Session, ids: dict[str, int]
) -> None:
    lgov = say_place(load_place(operation, ids["lgov"]))
    new = ImportMapping(other_places="new shelter", places={"RU3801 / B": lgov})
    made = match(operation, new, area="RU3801", shelter="S")
    assert (made.created, made.district_id) == (True, ids["sudzha"])
    assert match(operation, new, area="RU3801", shelter="B").place_id == ids["lgov"]
    assert match(operation, new, area="Nowhere").is_open
    assert match(operation, new, shelter="S").is_open
    school = match(operation, new, area="RU3801", shelter="School No. 1")
    assert school.place_id == ids["School No. 1"]
    skip = replace(new, other_places="skip", places={"RU3801 / B": "new shelter"})
    assert match(operation, skip, area="Nowhere").skipped
    assert match(operation, skip, area="RU3801", shelter="S").skipped
    assert match(operation, skip, area="RU3801", shelter="B").created
    assert match(operation, skip, area="Льгов").place_id == ids["lgov"]


def test_all_places_of_a_name_are_likely_and_come_first(
    operation: Session, ids: dict[str, int]
) -> None:
    found = match(operation, area="Суджанский район")
    assert (found.is_open, found.several) == (True, 2)
    assert set(found.likely[:2]) == {ids["sudzha"], ids["twin"]}
    assert match(operation, area="Льгоф").several == 0


def test_likely_places_are_looked_for_only_of_the_first(
    operation: Session, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_LOOKED", 1)
    matcher = PlaceMatcher(load_gazetteer(operation), ImportMapping())
    first, second = (matcher.match(PlaceKey(area=name)) for name in ("Льгоф", "Льгофф"))
    assert (first.likely, second.likely) == ((ids["lgov"],), ())


@pytest.mark.parametrize("above", ["Somewhere", "Ukraine", "Суджанский район"])
def test_nothing_is_found_in_an_area_that_is_not(
    operation: Session, ids: dict[str, int], above: str
) -> None:
    found = match(operation, area="Льгов", above=above)
    assert (found.is_open, found.lost, found.likely[0]) == (True, above, ids["lgov"])
    school = match(operation, shelter="School No. 1", above="Somewhere")
    assert (school.is_open, school.lost) == (True, "Somewhere")
    assert ids["School No. 1"] in school.likely
    new = ImportMapping(other_places="new shelter")
    assert match(operation, new, shelter="S", area="Льгов", above=above).is_open
    assert match(operation, new, shelter="S", area="RU3801", above=above).created
    assert match(operation, above="Somewhere").lost == "Somewhere"
    village = match(operation, area="Village", above="Суджанский район")
    assert (village.lost, set(village.likely)) == (
        "Суджанский район",
        {ids["sudzha"], ids["twin"]},
    )
    assert match(operation, area="Льгов", above="Belgorod").lost is None


def test_an_area_above_of_which_there_are_two_is_none(
    operation: Session, ids: dict[str, int]
) -> None:
    add_area(operation, name="Belgorod oblast", parent_id=ids["country"])
    found = match(operation, area="Суджанский район", above="Belgorod")
    assert (found.is_open, found.lost) == (True, "Belgorod")
    # A district lies above no other.
    add_area(operation, name="Курская", parent_id=ids["other"])
    assert match(operation, area="Льгов", above="Курская").place_id == ids["lgov"]


def test_an_area_above_is_what_a_mapping_says_or_a_place_for_all_rows_anywhere(
    operation: Session, ids: dict[str, int]
) -> None:
    named = ImportMapping(places={"Kurskaja": "RU38", "Gone": "skip"})
    assert match(operation, named, area="Льгов", above="Kurskaja").place_id == ids["lgov"]
    assert match(operation, named, area="Льгов", above="Gone").is_open
    for_all = ImportMapping(constants=Constants(area="Льгов"))
    assert match(operation, for_all, area="Льгов", above="Somewhere").place_id == ids["lgov"]
    column = replace(for_all, columns={"District": Meaning(role=Role.AREA)})
    assert match(operation, column, area="Льгов", above="Somewhere").is_open
