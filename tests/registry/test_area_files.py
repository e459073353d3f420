"""Importing areas from files."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.registry.area_samples import (
    POLYGON,
    SQUARE,
    collection,
    feature,
    load_shape,
    names_in,
    reasons,
)
from tests.registry.conftest import Register, assert_totals_are_true, refusal_of
from tracker.registry.area_files import (
    AreaColumns,
    AreaFile,
    AreaFileUnreadable,
    find_other_names,
    import_areas,
)
from tracker.registry.areas import add_area
from tracker.registry.boundaries import draw_schematic
from tracker.registry.places import list_areas, list_children, load_place


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
    outcome = import_areas(session, AreaFile(content=first, parent_id=register.region, is_own=True))

    assert (outcome.added, outcome.updated, outcome.unchanged) == (("New",), ("Whole",), ())
    place = load_place(session, register.whole)
    assert (place.name, place.p_code) == ("Whole", "RU3801")
    assert load_shape(session, register.whole) == (POLYGON, "made for this operation")

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
    for attribution, updated in (("Survey", ("Whole",)), ("OSM", ("Whole",)), (None, ())):
        file = AreaFile(content=content, parent_id=register.region, attribution=attribution)
        assert import_areas(session, file).updated == updated

    assert load_shape(session, register.whole)[1] == "OSM"
    with refusal_of("attribution"):
        import_areas(
            session,
            AreaFile(content=content, parent_id=register.region, attribution="x" * 201),
        )


def test_a_boundary_of_nobody_is_not_taken_in(session: Session, register: Register) -> None:
    file = AreaFile(content=collection(feature(name="Whole")), parent_id=register.region)
    for take in (import_areas, find_other_names):
        with refusal_of("attribution", "Enter whom the boundaries come from, or say that you made"):
            take(session, file)
    without = AreaFile(content=collection(feature(None, name="New")), parent_id=register.region)
    assert import_areas(session, without).added == ("New",)
    cell = json.dumps({"type": "Polygon", "coordinates": [SQUARE]})
    draw_schematic(session, 2, {register.whole: cell}, "Our scheme")
    with refusal_of("attribution"):
        import_areas(session, file)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"attribution": "© OSM", "source": "x"}, "© OSM"),
        (
            {"Copyright": " © OSM\ncontributors ", "license": "ODbL 1.0"},
            "© OSM contributors, ODbL 1.0",
        ),
        (
            {"metadata": {"source": "Survey office", "licence": "CC BY 4.0"}},
            "Survey office, CC BY 4.0",
        ),
        ({"licence": "CC0", "metadata": "x", "source": 5}, "CC0"),
        ({"attribution": "Every mapper " * 40}, ("Every mapper " * 15).strip() + " …"),
    ],
)
def test_what_a_file_says_of_its_boundaries_is_taken(
    session: Session, register: Register, members: dict[str, Any], said: str
) -> None:
    content = json.dumps(json.loads(collection(feature(name="Whole"))) | members).encode()
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region))
    assert outcome.attribution == said
    assert outcome.sentence.endswith(f"Its boundaries come, as it says, from: {said}")
    assert load_shape(session, register.whole)[1] == said
    again = import_areas(session, AreaFile(content=content, parent_id=register.region))
    assert (again.attribution, len(again.unchanged)) == (None, 1)
    told = AreaFile(content=content, parent_id=register.region, attribution="Somebody else")
    assert import_areas(session, told).attribution is None
    assert load_shape(session, register.whole)[1] == "Somebody else"


def test_a_file_that_says_nowhere_where_its_areas_lie_is_refused_once(
    session: Session, register: Register
) -> None:
    file = AreaFile(content=collection(feature(name="One"), feature(name="Two")), is_own=True)
    with refusal_of("parent", "Choose what the areas lie in: the file does not say it"):
        import_areas(session, file)


def test_a_file_is_taken_in_whole_or_not_at_all(session: Session, register: Register) -> None:
    open_ring = {"type": "Polygon", "coordinates": [SQUARE[:-1]]}
    content = collection(
        feature(name="Fine", pcode="RU3809"),
        feature(open_ring, name="Open", pcode="RU3810"),
        feature(name=" ", pcode="RU3811"),
    )
    outcome = import_areas(
        session, AreaFile(content=content, parent_id=register.region, is_own=True)
    )

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
    outcome = import_areas(
        session, AreaFile(content=content, parent_id=register.region, is_own=True)
    )

    assert [found.reason for found in outcome.refused if reason in found.reason]
    assert outcome.added == ()


def test_heights_are_left_out(session: Session, register: Register) -> None:
    ring = [[x, y, 150.5] for x, y in SQUARE]
    content = collection(feature({"type": "Polygon", "coordinates": [ring]}, name="Whole"))
    import_areas(session, AreaFile(content=content, parent_id=register.region, is_own=True))

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
        import_areas(session, AreaFile(content=content, parent_id=register.region, is_own=True))


def test_features_that_are_none_are_refused(session: Session, register: Register) -> None:
    content = collection(feature(name="Fine"), 5, {"properties": None, "geometry": None})
    outcome = import_areas(
        session, AreaFile(content=content, parent_id=register.region, is_own=True)
    )

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
    outcome = import_areas(
        session, AreaFile(content=content, parent_id=register.region, is_own=True)
    )

    assert outcome.added == ("New",)


def test_columns_may_be_named(session: Session, register: Register) -> None:
    content = collection(feature(name="wrong", title="New", key=38, okato="9"))
    columns = AreaColumns(name="Title", p_code="key", national_code="okato")
    file = AreaFile(content=content, parent_id=register.region, is_own=True, columns=columns)
    import_areas(session, file)

    added = next(place for place in list_areas(session) if place.name == "New")
    assert (added.p_code, added.national_code) == ("38", "9")


def test_a_named_column_must_be_there(session: Session, register: Register) -> None:
    content = collection(feature(title="New", key="38"))
    with refusal_of("name_column", "The file has key, title"):
        import_areas(session, AreaFile(content=content, parent_id=register.region, is_own=True))
    for field, columns in (
        ("name_column", AreaColumns(name="names")),
        ("p_code_column", AreaColumns(name="title", p_code="codes")),
        ("national_code_column", AreaColumns(name="title", national_code="codes")),
    ):
        file = AreaFile(content=content, parent_id=register.region, is_own=True, columns=columns)
        with refusal_of(field, "There is no column"):
            import_areas(session, file)
