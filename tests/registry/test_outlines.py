"""Outlines for maps, made out of boundaries."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.charts.map_made import make_area, make_map, make_site
from tests.charts.test_labels import place
from tests.databases import Databases
from tests.registry.area_samples import HOLE, SQUARE, collection, feature
from tests.registry.conftest import Register, make_register
from tracker.charts.geography import Ring
from tracker.charts.labels import ROOMS, WIDE, Room
from tracker.registry.area_files import AreaFile, import_areas
from tracker.registry.areas import add_area
from tracker.registry.boundaries import Outline, draw_schematic, find_boundary, list_outlines
from tracker.registry.outlines import Bounded, make_outlines
from tracker.registry.places import list_children
from tracker.store.places import AreaShapeRow


def bound(place_id: int, *rings: Any, parent: int = 1) -> Bounded:
    geometry = json.dumps({"type": "Polygon", "coordinates": rings})
    return Bounded(place_id=place_id, parent_id=parent, geometry=geometry)


def move(ring: Any, east: float) -> list[list[float]]:
    return [[x + east, y] for x, y in ring]


def is_clockwise(ring: Ring) -> bool:
    return not shapely.LinearRing(ring).is_ccw


@pytest.fixture(scope="module")
def kursk(databases: Databases, shared_data: Path) -> dict[str, Outline]:
    content = (shared_data / "kursk_oblast_districts.geojson").read_bytes()

    def load(session: Session) -> dict[str, Outline]:
        region = add_area(session, name="Kursk region", parent_id=make_register(session).country)
        import_areas(session, AreaFile(content=content, parent_id=region, attribution="OSM"))
        names = {place.id: place.name for place in list_children(session, region)}
        return {names[at]: found for at, found in list_outlines(session, names).items()}

    return databases.keep(load)[1]


def test_the_districts_of_kursk_are_light_and_still_meet(
    kursk: dict[str, Outline], shared_data: Path
) -> None:
    outlines = [
        shapely.MultiPolygon([(p[0], p[1:]) for p in o.shape.polygons]) for o in kursk.values()
    ]
    assert len(outlines) == 33
    assert shapely.coverage_is_valid(outlines)
    assert shapely.get_num_coordinates(outlines).sum() < 3500
    source = json.loads((shared_data / "kursk_oblast_districts.geojson").read_text("utf-8"))
    for found in source["features"]:
        boundary = shape(found["geometry"])
        outline = outlines[list(kursk).index(found["properties"]["district"])]
        moved = boundary.symmetric_difference(outline).area / boundary.length
        assert moved < 4.44 / 600, found["properties"]  # less than what can be seen


def test_plotly_can_fill_them(kursk: dict[str, Outline]) -> None:
    for outline in kursk.values():
        for outer, *holes in outline.shape.polygons:
            assert is_clockwise(outer)
            assert not any(map(is_clockwise, holes))


def test_holes_and_parts_stay(kursk: dict[str, Outline]) -> None:
    assert len(kursk["Курский район"].shape.polygons[0]) == 2
    assert len(kursk["Щигры"].shape.polygons) == 2


def test_labels_stand_inside_and_not_in_a_hole(kursk: dict[str, Outline]) -> None:
    for name, outline in kursk.items():
        polygons = shapely.MultiPolygon([(p[0], p[1:]) for p in outline.shape.polygons])
        assert polygons.contains(shapely.Point(outline.shape.centre)), name


def test_the_label_of_a_strip_stands_in_its_middle() -> None:
    strip = [[0, 0], [0, 1], [9, 1], [9, 0], [0, 0]]
    made = json.loads(make_outlines([bound(1, strip)])[1])
    assert made["centre"] == [4.5, 0.5]


def test_a_neighbour_that_comes_later_meets_the_first(session: Session, register: Register) -> None:
    jagged = [[1, 0], [1.000005, 0.5], [1, 1], [2, 1], [2, 0], [1, 0]]
    beside = [[0, 0], [0, 1], [1, 1], [1.000005, 0.5], [1, 0], [0, 0]]
    for name, ring in (("Whole", beside), ("Late", jagged)):
        file = collection(feature({"type": "Polygon", "coordinates": [ring]}, name=name))
        import_areas(session, AreaFile(content=file, parent_id=register.region, is_own=True))
    late = next(p.id for p in list_children(session, register.region) if p.name == "Late")
    found = list_outlines(session, [register.whole, late])
    one, other = (set(outline.shape.polygons[0][0]) for outline in found.values())
    assert one & other == {(1, 0), (1, 1)}


def test_what_cannot_be_a_coverage_is_drawn_as_it_is() -> None:
    bow = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
    line, point = [[0, 0], [1, 0], [2, 0], [0, 0]], [[0, 0]] * 4
    twice = [bound(1, SQUARE), bound(2, SQUARE), bound(3, bow), bound(4, line), bound(5, point)]
    made = make_outlines(twice)
    assert list(made) == [1, 2, 3, 4, 5]
    assert make_outlines([bound(5, point)])[5].startswith('{"type":"MultiPolygon"')
    assert make_outlines([]) == {}


def test_details_are_measured_by_what_the_areas_of_one_parent_cover() -> None:
    wavy = [[0, 0], [0, 0.5], [-0.01, 0.51], [0, 0.52], [0, 1], [1, 1], [1, 0], [0, 0]]
    far = move(SQUARE, 100)
    together = json.loads(make_outlines([bound(1, wavy), bound(2, far)])[1])
    apart = json.loads(make_outlines([bound(1, wavy), bound(2, far, parent=2)])[1])
    assert len(together["coordinates"][0][0]) == 5
    assert len(apart["coordinates"][0][0]) == 8


def test_boundaries_replace_a_schematic_map(session: Session, register: Register) -> None:
    cell = json.dumps({"type": "Polygon", "coordinates": [move(SQUARE, 30)]})
    draw_schematic(session, 2, {register.whole: cell, register.elsewhere: cell}, "Made up")
    found = list_outlines(session, [register.whole, register.by_shelter])
    assert list(found) == [register.whole]
    assert (found[register.whole].is_schematic, found[register.whole].attribution) == (
        True,
        "Made up",
    )
    real = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
    outcome = import_areas(
        session,
        AreaFile(
            content=collection(feature(real, name="Whole")), parent_id=register.region, is_own=True
        ),
    )
    assert outcome.updated == ("Whole",)
    session.expire_all()
    found = list_outlines(session, [register.whole, register.elsewhere])
    assert (found[register.whole].is_schematic, found[register.whole].attribution) == (
        False,
        "made for this operation",
    )
    assert len(found[register.whole].shape.polygons[0]) == 2
    assert found[register.elsewhere].is_schematic
    boundary = find_boundary(session, register.whole)
    assert boundary is not None
    assert boundary.size > 100


def test_a_new_attribution_leaves_the_outline(session: Session, register: Register) -> None:
    file = AreaFile(
        content=collection(feature(name="Whole")), parent_id=register.region, is_own=True
    )
    import_areas(session, file)
    before = list_outlines(session, [register.whole])[register.whole]
    import_areas(session, replace(file, attribution="OSM"))
    after = list_outlines(session, [register.whole])[register.whole]
    assert (before.attribution, after.attribution) == ("made for this operation", "OSM")
    assert before.shape == after.shape


def test_an_area_whose_outline_is_not_made_yet_is_not_drawn(
    session: Session, register: Register
) -> None:
    file = collection(feature(name="Whole"))
    import_areas(session, AreaFile(content=file, parent_id=register.region, is_own=True))
    session.execute(update(AreaShapeRow).values(outline=""))
    assert list_outlines(session, [register.whole]) == {}


@pytest.mark.parametrize("room", ROOMS)
def test_labels_have_their_place_on_the_districts_of_kursk(
    kursk: dict[str, Outline], room: Room
) -> None:
    areas = [
        make_area(number, found.shape, number / 30, name=name)
        for number, (name, found) in enumerate(sorted(kursk.items()))
    ]
    sites = [make_site(found.shape.centre) for _, found in sorted(kursk.items())[::3]]
    labels = place(make_map(*areas, sites=tuple(sites)), room)
    assert len(labels) > {"wide": 31, "middle": 28, "narrow": 14}[room.name]
    assert any(len(label.lines) > 1 for label in labels) is (room is WIDE)
