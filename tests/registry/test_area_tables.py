"""Areas from tables: levels, parents, and rows that fit nowhere."""

import pytest
from sqlalchemy.orm import Session

from tests.registry.area_samples import (
    DAY,
    import_table,
    names_in,
    reasons,
)
from tests.registry.conftest import Register, assert_totals_are_true, refusal_of
from tracker.registry.area_files import (
    find_parent,
)
from tracker.registry.areas import add_area, change_area
from tracker.registry.places import list_areas
from tracker.registry.retirement import retire_place


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_however_it_was_saved(
    session: Session, register: Register, mark: str, separator: str, end: str
) -> None:
    rows = [["Name", "P-code", "National code"], ["#adm2+name", "#adm2+code", ""], ["", "", ""]]
    rows += [['"New; or, newer"', "RU3801", "38 401"]]
    table = mark + end.join(separator.join(row) for row in rows)
    outcome = import_table(session, table, register.region)

    assert outcome.added == ("New; or, newer",)
    added = next(place for place in list_areas(session) if place.name.startswith("New"))
    assert (added.p_code, added.national_code) == ("RU3801", "38 401")


def test_a_table_of_levels_makes_the_whole_tree(session: Session, operation: None) -> None:
    table = """level,name
country,Russia
region,Kursk
district,Sudzha
2,Korenevo
1,Belgorod
district,Grayvoron
country,Ukraine
region,Sumy"""
    outcome = import_table(session, table)

    assert outcome.is_done
    tree = [" / ".join([*(n for _, n in a.path), a.name]) for a in list_areas(session)]
    assert tree == [
        "Russia",
        "Russia / Belgorod",
        "Russia / Belgorod / Grayvoron",
        "Russia / Kursk",
        "Russia / Kursk / Korenevo",
        "Russia / Kursk / Sudzha",
        "Ukraine",
        "Ukraine / Sumy",
    ]
    assert_totals_are_true(session)
    assert len(import_table(session, table).unchanged) == 8


def test_a_table_of_parents_may_stand_in_any_order(session: Session, operation: None) -> None:
    table = """name;parent;p_code;level
Lgov;Kursk;RU3803;
Kursk;RU38;RU3801;
Kursk;Russia;RU38;
Russia;;RU;0"""
    outcome = import_table(session, table)

    assert outcome.refused == ()
    places = {(place.name, place.p_code): place for place in list_areas(session)}
    kursk = places["Kursk", "RU38"]
    assert places["Lgov", "RU3803"].parent_id == kursk.id
    assert places["Kursk", "RU3801"].parent_id == kursk.id


def test_rows_that_fit_nowhere_are_refused(session: Session, register: Register) -> None:
    add_area(session, name="Region", parent_id=add_area(session, name="Twin", parent_id=None))
    retire_place(session, register.other_region, DAY)
    table = """name,parent,level
One,Nowhere,
Two,Region,
Three,Other region,
Four,Whole,
Five,Country,district
Six,Country,village
Seven,Country,
SEVEN,Country,
Eight,Nine,
Nine,Eight,
Other region,Country,
Ten,,"""
    outcome = import_table(session, table)

    assert reasons(outcome) == [
        ("row 2", "Add the area above it: there is no country or region Nowhere"),
        ("row 3", "Write the P-code of the area above: several are called Region"),
        ("row 4", "Bring Other region back first: it is retired"),
        ("row 5", "Add the area above it: there is no country or region Whole"),
        ("row 6", "Add the area above it: there is no country or region Country"),
        ("row 7", "Write the level as country, region or district, not village"),
        ("row 9", "Name it once: it stands in row 8 too"),
        ("row 10", "Add the area above it: Nine"),
        ("row 11", "Add the area above it: Eight"),
        ("row 12", "Bring Other region back first: it is retired"),
        ("row 13", "Say which area it lies in: none was chosen, and the file says none"),
    ]
    assert outcome.added == ("Seven",)
    assert "Seven" not in names_in(session, register.country)


def test_names_and_codes_must_fit(session: Session, register: Register) -> None:
    outcome = import_table(session, f"name,p_code\n{'x' * 201},\nFine,{'9' * 41}", register.region)

    assert [reason[:15] for _, reason in reasons(outcome)] == ["Use at most 200", "Use at most 40 "]


def test_a_level_must_fit_the_parent(session: Session, register: Register) -> None:
    outcome = import_table(session, "name,level\nNew,district", register.country)

    assert reasons(outcome) == [("row 2", "A district cannot lie directly in Country")]


def test_areas_are_imported_into_areas(session: Session, register: Register) -> None:
    for parent in (register.whole, register.hall):
        with refusal_of("parent", "Choose a country or a region"):
            import_table(session, "name\nNew", parent)
    retire_place(session, register.other_region, DAY)
    outcome = import_table(session, "name\nNew", register.other_region)
    assert reasons(outcome) == [("row 2", "Bring Other region back first: it is retired")]


def test_a_parent_is_found_by_code_or_name(session: Session, register: Register) -> None:
    change_area(session, register.region, name="Region", p_code="RU38", national_code="38")
    assert find_parent(session, "ru38").id == register.region
    assert find_parent(session, "38").id == register.region
    assert find_parent(session, "other  REGION").id == register.other_region
    with refusal_of("parent", "no country or region Whole"):
        find_parent(session, "Whole")
    add_area(session, name="Region", parent_id=add_area(session, name="Twin", parent_id=None))
    with refusal_of("parent", "several areas"):
        find_parent(session, "Region")
