"""Bands and marks of places: what rivals and vague numbers leave open is drawn, everywhere."""

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.charts.drawing import all_named, draw, named, texts
from tests.charts.made import build, make_level, make_total
from tracker.charts.appearance import DARK, LIGHT, PRINT, Appearance
from tracker.charts.figures.key import list_key
from tracker.charts.figures.levels import BANDS_NAME
from tracker.charts.marks import Mark
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.capacity_key import list_drawn_marks, sign_capacity
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import FullSeries, build_full_series
from tracker.charts.tables.drawn import DrawnPoint
from tracker.charts.tables.drawn_capacity import list_drawn_capacity
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier

RIVALS: dict[str, Any] = {"low": 60, "high": 120, "contested": 1}
CAPACITY_BAND, STANDBY_BAND = "Usable capacity: low to high", "Plus standby: low to high"


def rival_places(**standby: Any) -> CapacitySeries:
    """Three days; on the second of them one source says 120 places, another 60."""
    capacity = [make_level(0, 120), make_level(1, 120, **RIVALS), make_level(2, 120)]
    days: dict[str, list[DayTotal]] = {Indicator.CAPACITY: capacity}
    if standby:
        days[Indicator.CAPACITY_STANDBY] = [make_level(at, 30, **standby) for at in range(3)]
    return build(days)


def coming(**measures: Any) -> tuple[CapacitySeries, FullSeries]:
    """Ten days of people who will be 120 soon; on the last the places are as `measures` say."""
    sheltered = [make_level(at, 20 + 3 * at) for at in range(10)]
    capacity = [make_level(at, 1000) for at in range(9)]
    capacity.append(make_level(9, 1000, **measures))
    full = build_full_series(sheltered, capacity[-1], None, stale_after=3)
    return build({Indicator.SHELTERED: sheltered, Indicator.CAPACITY: capacity}), full


def list_series(series: CapacitySeries, key: str) -> list[DrawnPoint]:
    return [point for point in list_drawn_capacity(series) if point.series == key]


def count_bands(series: CapacitySeries, full: FullSeries | None = None) -> int:
    """Bands that are not empty, of places, in the picture."""
    picture = ET.fromstring(draw_capacity_picture(series, LIGHT, "Capacity", full))  # noqa: S314 (our own)
    return sum(
        bool(path.attrib["d"])
        for path in picture.iter("path")
        if path.attrib.get("class") == "band" and path.attrib["fill"] != LIGHT.sheltered
    )


def test_rival_places_are_a_stepped_band_with_their_mark() -> None:
    figure = draw(rival_places())
    band, mark = named(figure, CAPACITY_BAND), named(figure, "Rival reports")
    assert band["x"] == ["2024-08-06 12:00", "2024-08-07 12:00"] * 1 + [
        "2024-08-07 12:00",
        "2024-08-06 12:00",
    ]
    assert band["y"] == [120, 120, 60, 60]
    assert band["fillcolor"] == LIGHT.make_band(LIGHT.standby)
    assert (mark["x"], mark["y"]) == (["2024-08-07"], [120])
    assert BANDS_NAME in list_key(figure)


def test_places_that_all_say_the_same_have_no_band() -> None:
    figure = draw(build({Indicator.CAPACITY: [make_level(at, 120) for at in range(3)]}))
    assert not all_named(figure, CAPACITY_BAND)
    assert not all_named(figure, "No upper bound")


def test_standby_on_top_is_as_unsure_as_both() -> None:
    figure = draw(rival_places(low=20, high=40))
    assert named(figure, STANDBY_BAND)["y"][1:3] == [160, 160]
    assert min(named(figure, STANDBY_BAND)["y"]) == 60 + 20
    assert figure["layout"]["yaxis"]["range"][1] > 160


def test_a_rival_standby_is_marked_on_its_own_line() -> None:
    figure = draw(
        build(
            {
                Indicator.CAPACITY: [make_level(0, 100)],
                Indicator.CAPACITY_STANDBY: [make_level(0, 30, contested=1)],
            }
        )
    )
    assert named(figure, "Rival reports")["y"] == [130]


def test_at_least_so_many_places_are_hatched_above_the_step() -> None:
    figure = draw(build({Indicator.CAPACITY: [make_level(0, 120, high=None)]}))
    fringe = named(figure, "No upper bound")
    assert min(fringe["y"]) == 120
    assert fringe["x"][0] == "2024-08-05 12:00"


def test_a_range_of_places_without_a_number_is_a_band_without_a_line() -> None:
    ranged = make_total(0, low=60, high=120, known=1, reporting=1, without_value=1)
    figure = draw(build({Indicator.CAPACITY: [ranged], Indicator.CAPACITY_STANDBY: [ranged]}))
    assert named(figure, CAPACITY_BAND)["y"] == [120, 120, 60, 60]
    assert not all_named(figure, STANDBY_BAND)


def test_the_picture_holds_the_bands_and_marks_of_the_chart() -> None:
    series = rival_places(low=20, high=40)
    assert count_bands(series) == 2
    names = [name for name, _ in sign_capacity(series, None, LIGHT)]
    assert names == ["Low to high", "Rival reports"]
    text = draw_capacity_picture(series, LIGHT, "Capacity")
    assert text.count("M-6-4V4L6-4V4Z") == 1
    plain = build({Indicator.CAPACITY: [make_level(0, 120)]})
    assert (count_bands(plain), sign_capacity(plain, None, LIGHT)) == (0, ())


def test_the_key_of_the_picture_names_open_places_and_coming_bands() -> None:
    open_places = build({Indicator.CAPACITY: [make_level(0, 120, high=None)]})
    assert list_drawn_marks(open_places) == (Mark.OPEN,)
    series, full = coming(low=60, high=1000)
    sure = build({Indicator.SHELTERED: [make_level(at, 20 + 3 * at) for at in range(10)]})
    assert [name for name, _ in sign_capacity(sure, None, LIGHT)] == []
    assert [name for name, _ in sign_capacity(sure, full, LIGHT)] == ["Low to high"]
    assert "Places as planned" in draw_capacity_picture(series, LIGHT, "Capacity", full)


def test_open_people_are_hatched_in_the_picture_and_named_in_its_key() -> None:
    series = build({Indicator.SHELTERED: [make_level(at, 100, high=None) for at in range(2)]})
    assert [name for name, _ in sign_capacity(series, None, LIGHT)] == ["No upper bound"]
    sure = build({Indicator.SHELTERED: [make_level(at, 100) for at in range(2)]})
    counts = [
        draw_capacity_picture(one, LIGHT, "Capacity").count("<path") for one in (series, sure)
    ]
    assert counts[0] == counts[1] + 1


def test_a_carried_step_of_places_has_no_dot() -> None:
    carried = build({Indicator.CAPACITY: [make_level(0, 120, reporting=0, carried=22)]})
    assert list_drawn_marks(carried) == ()
    assert "circle" not in draw_capacity_picture(carried, LIGHT, "Capacity")


def test_the_file_holds_the_bounds_of_each_line_of_places() -> None:
    room = list_series(rival_places(low=20, high=40), "usable_and_standby")
    assert [(point.value, point.low, point.high) for point in room] == [
        (150, 140, 160),
        (150, 80, 160),
        (150, 140, 160),
    ]
    assert (room[1].said, room[1].qualifier) == ("150 (80 to 160)", Qualifier.BETWEEN)
    (vague,) = list_series(
        build(
            {
                Indicator.CAPACITY: [make_level(0, 100, high=None)],
                Indicator.CAPACITY_STANDBY: [make_level(0, 30)],
            }
        ),
        "usable_and_standby",
    )
    assert (vague.low, vague.high, vague.qualifier) == (130, None, Qualifier.AT_LEAST)


def test_rival_places_go_on_into_the_coming_days_and_the_fan_meets_them() -> None:
    """The words take the lowest number: so it has to be where the range can be seen to meet it."""
    series, full = coming(low=60, high=1000, contested=1)
    assert full.usable is not None
    assert full.usable.likely is None
    assert full.usable.earliest is not None
    figure = draw(series, full=full)
    band = named(figure, "Places as planned: low to high")
    assert (min(band["y"]), max(band["y"])) == (60, 1000)
    note = next(n for n in figure["layout"]["annotations"] if n["text"].startswith("Full in"))
    assert (note["x"], note["y"]) == (full.usable.earliest.isoformat(), 60)
    assert "Places as planned 1,000 (60 to 1,000)" in named(figure, "Day")["text"][-1]
    assert count_bands(series, full) == 2


def test_the_likeliest_day_is_named_at_the_likeliest_places() -> None:
    series, full = coming(value=56, low=50, high=56)
    assert full.usable is not None
    assert full.usable.likely is not None
    notes = draw(series, full=full)["layout"]["annotations"]
    assert next(n for n in notes if n["text"].startswith("Full in"))["y"] == 56


@pytest.mark.parametrize(("high", "is_hatched"), [(None, True), (1000, False)])
def test_open_places_are_hatched_in_the_coming_days(high: int | None, is_hatched: bool) -> None:  # noqa: FBT001 (a case)
    series, full = coming(high=high)
    hatched = all_named(draw(series, full=full), "No upper bound")
    assert len(hatched) == 2 * is_hatched  # of the last day, and of the coming ones
    planned = [p for p in list_drawn_capacity(series, full) if "planned" in p.marks]
    expected = Qualifier.AT_LEAST if is_hatched else Qualifier.EXACT
    assert {point.qualifier for point in planned} == {expected}
    assert texts(draw(series, full=full))


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT])
def test_people_are_seen_before_the_band_of_places(look: Appearance) -> None:
    """Nearly as well as before a band of their own."""
    places, own = (look.make_band(colour) for colour in (look.standby, look.sheltered))
    assert contrast(look, places) > 0.95 * contrast(look, own)


def contrast(look: Appearance, band: str) -> float:
    """How the line of people sheltered stands out from a band on the surface."""
    *parts, opacity = (float(part) for part in band.removeprefix("rgba(").rstrip(")").split(","))
    ground = zip(parts, read_hex(look.surface), strict=True)
    below = find_light(opacity * part + (1 - opacity) * bare for part, bare in ground)
    line = find_light(read_hex(look.sheltered))
    return (max(line, below) + 0.05) / (min(line, below) + 0.05)


def read_hex(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def find_light(colour: Iterable[float]) -> float:
    """Relative luminance as the contrast rules for pages reckon it."""
    shares = (part / 255 for part in colour)
    bent = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), bent, strict=True))
