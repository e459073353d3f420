"""Labels of a map: in which room which have their place, and that none hides anything."""

import random
import time
from itertools import combinations

import pytest

from tests.charts.map_made import make_area, make_map, make_ring, make_site, make_square
from tracker.charts.boxes import Box, Taken
from tracker.charts.geography import Frame, Shape, frame
from tracker.charts.labels import BOX, ROOMS, WIDE, Label, Room, place_labels
from tracker.charts.lettering import measure_text
from tracker.charts.series.map import MapSeries

LONG = "Verkhnepokrovskozarechnoye Autonomous Administrative Territory of the North"


def surround(series: MapSeries) -> Frame:
    found = frame(
        (shape for _, shape in series.drawn), (site.position for site in series.sites), BOX
    )
    assert found is not None
    return found


def place(series: MapSeries, room: Room = WIDE) -> tuple[Label, ...]:
    """The labels; none is cut, none hides another or a shelter."""
    around = surround(series)
    labels = place_labels(series, around, room)
    edge = Box(left=0, right=around.width, top=0, bottom=around.height)
    assert all(label.box.lies_in(edge) for label in labels)
    assert not any(one.box.meets(two.box) for one, two in combinations(labels, 2))
    dot = max(room.dot / room.scale(around), room.dot_units)
    for site in series.sites:
        around_dot = Box.around(around.place(site.position), dot, dot)
        assert not any(label.box.meets(around_dot) for label in labels)
    return labels


def tell(labels: tuple[Label, ...]) -> dict[int, tuple[str, ...]]:
    return {label.area.place_id: label.lines for label in labels}


def test_a_name_stands_above_its_number_where_there_is_room() -> None:
    series = make_map(make_area(1, make_square(0, 0), 0.2, name="Bolshoye Soldatskoye"))
    (label,) = place(series)
    assert label.lines == ("Bolshoye", "Soldatskoye", "20%")
    assert label.middle == pytest.approx(surround(series).place((0.5, 0.5)))
    first, second, third = label.baselines
    assert label.box.top < first < second < third < label.box.bottom
    assert second - first == pytest.approx(1.3 * label.size)


def test_a_long_word_is_parted_where_the_name_has_no_room_otherwise() -> None:
    areas = [make_area(at, make_square(at, 0), 0.5, name="Cheremisinovo District") for at in (1, 2)]
    narrow = Room(name="small", width=160, height=80, dot=0, dot_units=0)
    assert set(tell(place(make_map(*areas), narrow)).values()) == {
        ("Cheremi-", "sinovo", "District", "50%")
    }
    assert tell(place(make_map(*areas)))[1] == ("Cheremisinovo", "District", "50%")


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_that_is_too_long_is_left_out_and_the_number_stays(room: Room) -> None:
    areas = [make_area(at, make_square(at, 0), 0.5, name=LONG) for at in range(9)]
    assert set(tell(place(make_map(*areas), room)).values()) == {("50%",)}


def test_a_name_stays_within_its_own_area() -> None:
    alone = make_area(1, make_square(0, 0, 0.4), 0.5, name="Zheleznogorsk")
    far = make_area(2, make_square(9, 0, 9), 0.5, name="Kursk")
    assert tell(place(make_map(alone, far))) == {1: ("50%",), 2: ("Kursk", "50%")}


@pytest.mark.parametrize("room", ROOMS)
def test_a_number_moves_out_of_the_way_of_a_shelter(room: Room) -> None:
    areas = [make_area(at, make_square(at % 3, at // 3), 0.5) for at in range(9)]
    series = make_map(*areas, sites=tuple(make_site((at + 0.5, 1.5)) for at in range(3)))
    labels = place(series, room)
    assert len(labels) == 9
    around = surround(series)
    shapes = {area.place_id: shape for area, shape in series.drawn}
    for label in labels:
        shape = shapes[label.area.place_id]
        assert shape.holds(around.locate(label.middle))


def test_a_number_may_reach_over_the_edge_of_a_small_area_but_not_stand_beside_it() -> None:
    city = make_area(1, make_square(4, 4, 0.4), 1.2)
    around = make_area(2, make_square(0, 0, 9, make_ring(4, 4, 0.4)), 0.5, name="Around")
    assert set(tell(place(make_map(city, around, sites=(make_site((4.2, 4.05)),))))) == {1, 2}
    crowd = tuple(make_site((4.2, 4 + step / 9)) for step in range(-4, 8))
    assert set(tell(place(make_map(city, around, sites=crowd)))) == {2}


def test_the_most_urgent_number_is_written_where_there_is_no_room_for_all() -> None:
    calm, full = (
        make_area(1, make_square(0, 0, 0.1), 0.2),
        make_area(2, make_square(0, 0, 0.1), 1.2),
    )
    far = make_area(3, make_square(20, 0, 9), 0.5, name="", doubtful=True)
    assert list(tell(place(make_map(calm, full, far))).items()) == [
        (2, ("120%",)),
        (3, ("50%\N{MULTIPLICATION SIGN}",)),
    ]


def test_no_name_takes_the_room_of_a_number() -> None:
    over = make_area(1, make_square(0, 0, 9, make_ring(4, 5, 0.4)), 1.2, name="Over here")
    calm = make_area(2, make_square(4, 5, 0.4), 0.2)
    assert {2: ("20%",)}.items() <= tell(place(make_map(over, calm))).items()


@pytest.mark.parametrize("room", ROOMS)
def test_a_label_at_the_edge_of_the_map_is_not_cut(room: Room) -> None:
    slivers = [make_area(at, make_sliver(at), 1.4) for at in range(3)]
    assert place(make_map(make_area(9, make_square(0, 0, 6), 0.1), *slivers), room)


def make_sliver(at: int) -> Shape:
    side = 0.05
    return make_square((0, 5.95, 3)[at], (0, 3, 5.95)[at], side)


@pytest.mark.unwatched
@pytest.mark.parametrize("room", ROOMS)
def test_many_districts_are_labelled_in_an_instant(room: Room) -> None:
    drawn = random.Random(7)  # noqa: S311 (noise)
    areas = [
        make_area(at, make_square(at % 40, at // 40), drawn.random() * 1.4, name=LONG[: at % 30])
        for at in range(1000)
    ]
    sites = tuple(make_site((drawn.uniform(0, 40), drawn.uniform(0, 25))) for _ in range(60))
    series = make_map(*areas, sites=sites)
    started = time.process_time()
    place_labels(series, surround(series), room)
    assert time.process_time() - started < 1
    assert 20 < len(place(series, room)) < 1000


def test_the_date_line_parts_no_label_from_its_area() -> None:
    west, east = make_area(1, make_square(178, -17), 0.5), make_area(2, make_square(-180, -17), 0.5)
    assert set(tell(place(make_map(west, east)))) == {1, 2}
    around = surround(make_map(west, east))
    assert around.locate(around.place((-179.5, -16.5))) == pytest.approx((-179.5, -16.5))


def test_what_is_inside_a_hole_is_outside() -> None:
    shape = make_square(0, 0, 9, make_ring(3, 3, 3))
    assert shape.holds((1, 1))
    assert not shape.holds((4, 4))
    assert not shape.holds((10, 4))


def test_boxes_give_back_the_room_they_took() -> None:
    taken, box = Taken(), Box.around((150, 150), 200, 90)
    taken.add(box)
    assert not taken.is_free(Box.around((60, 150), 30, 30))
    assert taken.is_free(Box.around((20, 150), 30, 30))
    taken.remove(box)
    assert taken.is_free(Box.around((60, 150), 30, 30))


@pytest.mark.parametrize(
    ("narrow", "wide"), [("ill", "own"), ("own", "MMW"), ("e\u0301", "ee"), ("own", "東京都")]
)
def test_texts_are_as_wide_as_their_letters(narrow: str, wide: str) -> None:
    assert measure_text(narrow) < measure_text(wide)
