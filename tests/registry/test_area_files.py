"""Importing areas from files."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.registry.conftest import Register, assert_totals_are_true, refusal_of
from tracker.registry.area_files import (
    AreaColumns,
    AreaFile,
    AreaFileUnreadable,
    ImportOutcome,
    find_parent,
    import_areas,
)
from tracker.registry.areas import add_area, change_area
from tracker.registry.places import list_areas, list_children, load_place
from tracker.registry.retirement import retire_place
from tracker.store.places import AreaShapeRow

DAY = date(2024, 8, 15)
SQUARE = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
HOLE = [[0.2, 0.2], [0.2, 0.4], [0.4, 0.4], [0.2, 0.2]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(geometry: Any = POLYGON, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def load_shape(session: Session, place_id: int) -> tuple[Any, str | None]:
    query = select(AreaShapeRow).where(AreaShapeRow.place_id == place_id)
    row = session.execute(query).scalar_one()
    session.refresh(row)
    return json.loads(row.geometry), row.attribution


def import_table(session: Session, table: str, parent_id: int | None = None) -> ImportOutcome:
    return import_areas(session, AreaFile(content=table.encode(), parent_id=parent_id))


def names_in(session: Session, parent_id: int | None) -> list[str]:
    return [place.name for place in list_children(session, parent_id)]


def reasons(outcome: ImportOutcome) -> list[tuple[str, str]]:
    return [(refused.where, refused.reason) for refused in outcome.refused]


def test_the_districts_of_kursk_load_with_holes_and_cities(
    session: Session, register: Register, shared_data: Path
) -> None:
    content = (shared_data / "kursk_oblast_districts.geojson").read_bytes()
    region = add_area(session, name="Kursk region", parent_id=register.country)
    file = AreaFile(content=content, parent_id=region, attribution="© OpenStreetMap contributors")
    outcome = import_areas(session, file)

    districts = {place.name: place for place in list_children(session, region)}
    assert (len(outcome.added), outcome.is_done) == (33, True)
    assert sum(name.endswith(" район") for name in districts) == 28
    assert {name for name in districts if not name.endswith(" район")} == {
        "Курск",
        "Железногорск",
        "Курчатов",
        "Льгов",
        "Щигры",
    }
    assert {place.level_name for place in districts.values()} == {"district"}
    source = {
        found["properties"]["district"]: found["geometry"]
        for found in json.loads(content)["features"]
    }
    stored = {name: load_shape(session, place.id) for name, place in districts.items()}
    assert {name: shape for name, (shape, _) in stored.items()} == source
    assert {attribution for _, attribution in stored.values()} == {"© OpenStreetMap contributors"}
    assert stored["Щигры"][0]["type"] == "MultiPolygon"
    assert len(stored["Курский район"][0]["coordinates"]) == 2
    assert_totals_are_true(session)

    again = import_areas(session, file)
    assert (again.added, again.updated, len(again.unchanged)) == ((), (), 33)
    assert again.sentence == "The file is imported: 0 added, 0 updated, 33 unchanged."


def test_what_is_there_is_updated_not_doubled(session: Session, register: Register) -> None:
    first = collection(feature(name="whole", pcode="RU3801"), feature(name="New"))
    outcome = import_areas(session, AreaFile(content=first, parent_id=register.region))

    assert (outcome.added, outcome.updated, outcome.unchanged) == (("New",), ("Whole",), ())
    place = load_place(session, register.whole)
    assert (place.name, place.p_code) == ("Whole", "RU3801")
    assert load_shape(session, register.whole) == (POLYGON, None)

    moved = {"type": "Polygon", "coordinates": [SQUARE]}
    second = collection(feature(moved, name="Whole"), feature(None, name="New"))
    outcome = import_areas(
        session, AreaFile(content=second, parent_id=register.region, attribution="OSM")
    )
    assert (outcome.updated, outcome.unchanged) == (("Whole",), ("New",))
    assert load_place(session, register.whole).p_code == "RU3801"
    assert load_shape(session, register.whole) == (moved, "OSM")


def test_a_new_code_leaves_the_boundary_alone(session: Session, register: Register) -> None:
    for code in ("RU3801", "RU3802"):
        content = collection(feature(name="Whole", pcode=code))
        import_areas(
            session, AreaFile(content=content, parent_id=register.region, attribution="OSM")
        )
    assert load_place(session, register.whole).p_code == "RU3802"
    assert load_shape(session, register.whole) == (POLYGON, "OSM")


def test_an_attribution_alone_is_an_update_and_stays(session: Session, register: Register) -> None:
    content = collection(feature(name="Whole"))
    for attribution, updated in ((None, ("Whole",)), ("OSM", ("Whole",)), (None, ())):
        file = AreaFile(content=content, parent_id=register.region, attribution=attribution)
        assert import_areas(session, file).updated == updated

    assert load_shape(session, register.whole)[1] == "OSM"
    with refusal_of("attribution"):
        import_areas(session, AreaFile(content=content, attribution="x" * 201))


def test_a_file_is_taken_in_whole_or_not_at_all(session: Session, register: Register) -> None:
    open_ring = {"type": "Polygon", "coordinates": [SQUARE[:-1]]}
    content = collection(
        feature(name="Fine", pcode="RU3809"),
        feature(open_ring, name="Open", pcode="RU3810"),
        feature(name=" ", pcode="RU3811"),
    )
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region))

    assert not outcome.is_done
    assert outcome.added == ("Fine",)
    assert reasons(outcome) == [
        ("feature 2", "Mend the boundary: a ring does not end where it begins"),
        ("feature 3", "Enter the name of the district"),
    ]
    assert "because 2 areas could not" in outcome.sentence
    assert "Fine" not in names_in(session, register.region)


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, "is a Point"),
        ("Polygon", "no object"),
        ({"type": "Polygon", "coordinates": []}, "a polygon is empty"),
        ({"type": "Polygon", "coordinates": [[]]}, "a ring is empty"),
        ({"type": "MultiPolygon", "coordinates": None}, "empty or no list"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [[[0, 0]]]]}, "fewer than 4"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 91], [1, 1], [0, 0]]]}, "out of range"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [181, 0], [1, 1], [0, 0]]]}, "out of range"),
        ({"type": "Polygon", "coordinates": [[[0, 0], ["1", 0], [1, 1], [0, 0]]]}, "numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [True, 0], [1, 1], [0, 0]]]}, "numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1], [1, 1], [0, 0]]]}, "longitude and"),
        ({"type": "Polygon", "coordinates": [[0, 0, 0, 0]]}, "longitude and"),
        ({"type": "Polygon", "coordinates": [[{}, {}, {}, {}]]}, "longitude and"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 0], [1, 1], [0, 0]]]},
            "out of range",
        ),
    ],
)
def test_a_boundary_that_cannot_be_drawn_is_refused(
    session: Session, register: Register, geometry: Any, reason: str
) -> None:
    content = collection(feature(geometry, name="Odd"))
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region))

    assert [found.reason for found in outcome.refused if reason in found.reason]
    assert outcome.added == ()


def test_heights_are_left_out(session: Session, register: Register) -> None:
    ring = [[x, y, 150.5] for x, y in SQUARE]
    content = collection(feature({"type": "Polygon", "coordinates": [ring]}, name="Whole"))
    import_areas(session, AreaFile(content=content, parent_id=register.region))

    assert load_shape(session, register.whole)[0]["coordinates"] == [SQUARE]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  ", "empty"),
        ("имя".encode("cp1251"), "UTF-8"),
        (b"{", "no valid JSON"),
        (b'{"a":' * 100_000, "JSON"),
        (b"{}", "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "no features"),
        (b'{"type": "FeatureCollection", "features": 5}', "no features"),
        (b'{"type": "FeatureCollection", "features": [5]}', "no columns"),
        (b"name;p_code\n", "no rows"),
        (b'name\n"open', "no CSV"),
    ],
)
def test_what_is_no_file_of_areas_is_refused(
    session: Session, register: Register, content: bytes, text: str
) -> None:
    with pytest.raises(AreaFileUnreadable, match=text):
        import_areas(session, AreaFile(content=content, parent_id=register.region))


def test_features_that_are_none_are_refused(session: Session, register: Register) -> None:
    content = collection(feature(name="Fine"), 5, {"properties": None, "geometry": None})
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region))

    assert [found.where for found in outcome.refused] == ["feature 2", "feature 3"]


@pytest.mark.parametrize(
    "properties",
    [
        {"name": "New", "id": 4},
        {"NAME_0": "Russia", "NAME_1": "Kursk", "NAME_2": "New"},
        {"ADM1_EN": "Kursk", "ADM2_EN": "New", "ADM2_PCODE": "RU3801"},
        {"whatever": "New", "empty": ""},
        {"district": "New", "area": 12.5, "flag": True},
    ],
)
def test_the_property_with_the_names_is_found(
    session: Session, register: Register, properties: dict[str, Any]
) -> None:
    content = collection(feature(**properties))
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region))

    assert outcome.added == ("New",)


def test_columns_may_be_named(session: Session, register: Register) -> None:
    content = collection(feature(name="wrong", title="New", key=38, okato="9"))
    columns = AreaColumns(name="Title", p_code="key", national_code="okato")
    file = AreaFile(content=content, parent_id=register.region, columns=columns)
    import_areas(session, file)

    added = next(place for place in list_areas(session) if place.name == "New")
    assert (added.p_code, added.national_code) == ("38", "9")


def test_a_named_column_must_be_there(session: Session, register: Register) -> None:
    content = collection(feature(title="New", key="38"))
    with refusal_of("name_column", "The file has key, title"):
        import_areas(session, AreaFile(content=content, parent_id=register.region))
    for field, columns in (
        ("name_column", AreaColumns(name="names")),
        ("p_code_column", AreaColumns(name="title", p_code="codes")),
        ("national_code_column", AreaColumns(name="title", national_code="codes")),
    ):
        file = AreaFile(content=content, parent_id=register.region, columns=columns)
        with refusal_of(field, "There is no column"):
            import_areas(session, file)


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
