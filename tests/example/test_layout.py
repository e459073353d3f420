"""The example's schematic map."""

import json
from collections import Counter

from sqlalchemy.orm import Session

from tracker.example.layout import ATTRIBUTION, list_cells
from tracker.example.places import AREAS, SHELTERS
from tracker.registry.boundaries import list_outlines
from tracker.registry.places import list_areas


def test_every_area_has_a_cell_of_its_own() -> None:
    cells = dict(list_cells())
    assert Counter(list_cells()).most_common(1)[0][1] == 1
    assert set(cells) == set(AREAS)
    assert len(set(cells.values())) == len(AREAS)


def test_shelters_with_a_position_stand_in_the_cell_of_their_area() -> None:
    cells = dict(list_cells())
    placed = [site for site in SHELTERS if site.position]
    assert 5 < len(placed) < len(SHELTERS)
    assert any(site.do_not_publish for site in placed)
    for site in placed:
        assert site.position is not None
        latitude, longitude = site.position
        (ring,) = json.loads(cells[site.area])["coordinates"]
        (west, south), (east, north) = min(ring), max(ring)
        assert west < longitude < east, site.name
        assert south < latitude < north, site.name


def test_the_map_says_that_it_is_schematic(reading: Session) -> None:
    places = list_areas(reading)
    outlines = list_outlines(reading, [place.id for place in places])
    assert len(outlines) == len(AREAS)
    assert all(outline.is_schematic for outline in outlines.values())
    assert {outline.attribution for outline in outlines.values()} == {ATTRIBUTION}
