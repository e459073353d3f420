"""The map pages."""

import json
from typing import Any

import pytest

from tests.registry.area_samples import SQUARE, collection, feature
from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.reading import NUMBERS, rows
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.charts.series.map import MapMeasure
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.registry.area_files import AreaFile, import_areas
from tracker.registry.boundaries import draw_schematic
from tracker.registry.places import Place, PlaceKind
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import Position, ShelterType
from tracker.web.dashboard.maps import numbers as map_numbers
from tracker.web.dashboard.maps.numbers import choose_areas


def square(east: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[[x + east, y] for x, y in SQUARE]]}


@pytest.fixture
def bounded(register: Register, writer: Writer) -> Register:
    """Two of the three districts have a boundary, and a shelter of each kind a position."""
    with writer() as session:
        file = collection(feature(square(0), name="Whole"), feature(square(1), name="By shelter"))
        import_areas(
            session, AreaFile(content=file, parent_id=register.region, attribution="Survey <1>")
        )
        for name, hidden in (("Hall on the map", False), ("Hidden hall", True)):
            details = ShelterDetails(
                name=name,
                shelter_type=ShelterType.SCHOOL,
                position=Position(latitude=0.5, longitude=1.5),
                do_not_publish=hidden,
            )
            add_shelter(session, parent_id=register.by_shelter, details=details)
    return register


def figure_of(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read(page.find("script[@data-map='map']")))
    return found


def trace(page: Page, name: str) -> dict[str, Any]:
    return next(each for each in figure_of(page)["data"] if each["name"] == name)


def links_of_picture(page: Page) -> dict[str, str]:
    return {
        link.attrib["aria-label"]: link.attrib["href"]
        for link in page.find_all("div[@id='map']//*[@aria-label][@href]")
    }


@pytest.fixture
def reported(bounded: Register, report: Reporter) -> Register:
    report(bounded.whole, day(12), capacity=50, arrivals=500)
    report(bounded.whole, day(18), sheltered=60, arrivals=30)
    report(bounded.whole, day(19), sheltered=75, arrivals=10)
    report(bounded.elsewhere, day(19), sheltered=10, capacity=40)
    report(bounded.region, day(19), sheltered=999, capacity=999)  # a claim
    return bounded


def test_map_chart_picture_and_table_hold_the_same(
    official: StrictClient, reported: Register
) -> None:
    page = official.see("dashboard.show_operation_map")
    assert page.heading == "Map"
    table = rows(page, NUMBERS)
    assert list(table) == ["Whole", "Elsewhere", "By shelter"]
    assert table["Whole"][:4] == ["150%", "−25", "at least 40", "1"]  # noqa: RUF001
    assert table["Elsewhere"][:2] == ["25%", "30"]
    assert table["By shelter"][:3] == ["–not reported"] * 3  # noqa: RUF001
    assert table["By shelter"][3] == "no report yet"
    url = f"/places/{reported.whole}"
    assert links_of_picture(page)["Whole: Occupancy 150%"] == url
    assert trace(page, "areas")["customdata"] == [url]
    assert trace(page, "missing")["customdata"] == [f"/places/{reported.by_shelter}"]
    assert "highest in Whole, 150%. 1 of 3 areas is over capacity. 1 area has no" in page.text
    assert "1 of 3 areas have no boundary" in page.text
    assert "Boundaries: Survey <1>." in page.text


@pytest.mark.parametrize(
    ("measure", "label"),
    [
        (MapMeasure.FREE, "Whole: Free places 25 over"),
        (MapMeasure.ARRIVALS, "Whole: Arrivals in 7 days at least 40"),
        (MapMeasure.SILENCE, "Whole: Days since last report 1 day ago"),
    ],
)
def test_the_measure_is_in_the_address(
    official: StrictClient, reported: Register, measure: MapMeasure, label: str
) -> None:
    start = official.see("dashboard.show_operation_map", day=day(19))
    page = official.see(start.links()[measure.label])
    assert page.value("day") == "2024-08-19"
    shown = official.see("dashboard.show_operation_map", measure=measure.value)
    assert label in links_of_picture(shown)


def test_a_day_is_shown_as_it_was(official: StrictClient, reported: Register) -> None:
    page = official.see("dashboard.show_operation_map", day=day(18))
    assert rows(page, NUMBERS)["Whole"][:4] == ["120%", "−10", "at least 530", "0"]  # noqa: RUF001
    past = official.see("dashboard.show_operation_map", known_at="2024-08-18T23:00")
    assert past.value("day") == "2024-08-18"
    assert rows(past, NUMBERS)["Whole"][0] == "120%"
    assert rows(past, NUMBERS)["Elsewhere"][3] == "no report yet"


def test_old_counts_are_marked(official: StrictClient, bounded: Register, report: Reporter) -> None:
    report(bounded.whole, day(10), sheltered=25, capacity=50)
    page = official.see("dashboard.show_operation_map")
    assert "Whole<br>50%\N{MULTIPLICATION SIGN}" in trace(page, "labels")["text"]
    assert "rests on counts that are older than 3 days" in page.text
    silence = official.see("dashboard.show_operation_map", measure="silence")
    assert "rests on counts" not in silence.text


def test_a_number_that_may_be_more_has_its_sign(
    official: StrictClient, bounded: Register, report: Reporter
) -> None:
    more = count(Indicator.SHELTERED, 24, qualifier=Qualifier.MORE_THAN)
    report(bounded.whole, day(19), more, capacity=50)
    page = official.see("dashboard.show_operation_map")
    assert "Whole<br>\N{GREATER-THAN OR EQUAL TO}50%" in trace(page, "labels")["text"]
    assert "\N{GREATER-THAN OR EQUAL TO} means at least." in page.text
    free = official.see("dashboard.show_operation_map", measure="free")
    assert "Whole<br>\N{LESS-THAN OR EQUAL TO}25" in trace(free, "labels")["text"]
    assert "\N{LESS-THAN OR EQUAL TO} means at most." in free.text
    report(bounded.whole, day(20), sheltered=25)
    assert " means at " not in official.see("dashboard.show_operation_map").text


def test_shelters_not_to_be_published_are_nowhere(
    official: StrictClient, bounded: Register
) -> None:
    answer = official.see("dashboard.show_map", place_id=bounded.region)
    assert trace(answer, "shelters")["text"] == ["Hall on the map<br>School, open"]
    assert "Hidden hall" not in answer.text
    assert "Hidden hall" not in json.dumps(figure_of(answer))
    assert "Hall on the map: School, open" in links_of_picture(answer)


def test_a_region_and_a_district_have_maps_and_shelters_have_none(
    official: StrictClient, bounded: Register
) -> None:
    region = official.see("dashboard.show_map", place_id=bounded.region)
    assert region.heading == "Map: Region"
    assert set(rows(region, NUMBERS)) == {"Whole", "By shelter"}
    district = official.see("dashboard.show_map", place_id=bounded.whole)
    assert set(rows(district, NUMBERS)) == {"Whole"}
    assert official.get(f"/places/{bounded.hall}/map").status_code == 404
    shelter = official.see("dashboard.show_place", place_id=bounded.hall)
    assert "Map" not in shelter.links() or shelter.links()["Map"] == "/map"


def test_without_boundaries_the_table_stands_alone(
    official: StrictClient, register: Register
) -> None:
    page = official.see("dashboard.show_operation_map")
    assert not page.find_all("script[@data-map='map']")
    assert "No boundaries yet" in page.text
    assert len(rows(page, NUMBERS)) == 3


@pytest.mark.usefixtures("operation")
def test_an_operation_without_areas_says_so(official: StrictClient) -> None:
    assert "No districts on 20 Aug 2024" in official.see("dashboard.show_operation_map").text


def test_a_schematic_map_says_that_it_is_one(
    official: StrictClient, register: Register, writer: Writer
) -> None:
    with writer() as session:
        cell = json.dumps(square(0))
        draw_schematic(session, 2, {register.whole: cell}, "Made up")
    page = official.see("dashboard.show_operation_map")
    assert "Schematic map: it shows where areas lie" in page.text
    assert "Boundaries: Made up." in page.text


def test_what_makes_no_sense_in_the_address_is_today_and_occupancy(
    official: StrictClient, bounded: Register
) -> None:
    page = official.see("/map?measure=nonsense&day=2024-09-01")
    assert len(page.errors()) == 1
    assert "Occupancy on 20 Aug 2024" in page.text


def test_many_shelters_are_cut_and_can_be_had(
    official: StrictClient, bounded: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.web.dashboard.maps.views.ROWS", 0)
    page = official.see("dashboard.show_operation_map")
    whole = official.see(page.links()["Show all 1 shelters"])
    assert "School, open" in whole.text
    assert "Show all" not in whole.text


def test_too_many_districts_give_way_to_their_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    def area(place_id: int, level: int, *path: int) -> Place:
        return Place(
            id=place_id,
            kind=PlaceKind.AREA,
            level=level,
            parent_id=path[-1] if path else None,
            name=str(place_id),
            p_code=None,
            national_code=None,
            valid_from=day(6),
            valid_until=None,
            path=tuple((at, str(at)) for at in path),
        )

    tree = [
        area(1, 0),
        area(2, 1, 1),
        area(3, 2, 1, 2),
        area(4, 2, 1, 2),
        area(5, 1, 1),
        area(6, 2, 1, 5),
    ]
    monkeypatch.setattr(map_numbers, "MOST_DISTRICTS", 2)
    assert [each.id for each in choose_areas(tree, None, day(9))[0]] == [2, 5]
    assert [each.id for each in choose_areas(tree, tree[1], day(9))[0]] == [3, 4]
    assert choose_areas(tree, None, day(9))[1] == []
