"""Shapes in degrees on a flat picture."""

import re

import pytest

from tests.charts.map_made import make_ring, make_shape, make_square
from tracker.charts.geography import Frame, Shape, frame, stretch


def around(*shapes: Shape, box: tuple[float, float] = (1000, 9000)) -> Frame:
    found = frame(shapes, (), box)
    assert found is not None
    return found


def test_nothing_has_no_frame() -> None:
    assert frame((), (), (100, 100)) is None


def test_what_is_drawn_has_a_margin_and_keeps_its_shape() -> None:
    found = around(make_square(10, -0.5))
    assert (found.west, found.east) == pytest.approx((9.98, 11.02))
    assert found.height == pytest.approx(1000, rel=1e-3)
    assert around(make_square(10, 60)).height == pytest.approx(2000, rel=0.03)  # Mercator


def test_north_is_up_and_east_is_right() -> None:
    found = around(make_square(10, 50))
    (west, south), (east, north) = found.place((10, 50)), found.place((11, 51))
    assert west < east
    assert north < south


def test_it_fills_the_box_in_one_direction() -> None:
    wide = around(make_square(0, 0), make_square(3, 0), box=(1000, 600))
    assert wide.width == 1000
    assert wide.height < 600
    tall = around(make_square(0, 0), make_square(0, 3), box=(1000, 600))
    assert tall.width < 200
    assert tall.height == pytest.approx(600)


def test_a_point_alone_has_room_around_it() -> None:
    found = frame((), [(36.2, 51.7)], (100, 1000))
    assert found is not None
    assert found.east - found.west == pytest.approx(0.02)
    assert found.place((36.2, 51.7))[0] == pytest.approx(50)


def test_areas_on_both_sides_of_the_date_line_lie_beside_each_other() -> None:
    found = around(make_square(178, -17), make_square(-180, -17))
    assert found.east - found.west == pytest.approx(3.12)
    assert found.place((-179.5, -16.5))[0] > found.place((178.5, -16.5))[0]


def test_the_whole_world_is_not_turned() -> None:
    found = around(make_square(-170, 0), make_square(-1, 0), make_square(169, 0))
    assert found.west < -170
    assert found.east > 170


def test_the_poles_do_not_lead_off_the_picture() -> None:
    found = around(make_square(0, 89))
    assert found.north <= 85
    assert stretch(90) == stretch(85)


def test_an_outline_closes_holes_and_islands() -> None:
    hole = make_ring(0.25, 0.25, 0.5)
    shape = make_shape((make_ring(0, 0), hole), (make_ring(2, 0),))
    path = around(shape).outline(shape)
    assert len(re.findall("M", path)) == len(re.findall("z", path)) == 3
    assert re.fullmatch(r"(M\d+ \d+l(-?\d+ -?\d+ ?)+z)+", path)


def test_steps_too_small_to_be_seen_are_left_out() -> None:
    ring = ((0.0, 0.0), (0.0, 0.00001), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0))
    speck = make_ring(0.5, 0.5, 0.00001)
    shape = make_shape((ring, speck))
    path = around(shape).outline(shape)
    assert len(path.split("z")) == 2
    assert path.count(" ") == 1 + 3 - 1 + 1 - 1 + 1  # the start, and two steps
