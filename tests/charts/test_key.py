"""The key of a chart: everything that is drawn in it has a name and a sign."""

from xml.etree import ElementTree as ET

import pytest

from tests.charts.made import build, make_carried, make_claim, make_level, make_month
from tracker.charts.appearance import LIGHT, PAGE
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.figures.key import list_key
from tracker.charts.figures.levels import BANDS_NAME
from tracker.charts.marks import Mark
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.capacity_key import list_drawn_marks
from tracker.charts.pictures.files import write_document
from tracker.charts.pictures.key import draw_sign, sign_marks
from tracker.charts.pictures.plot import Size
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import FullSeries, build_full_series
from tracker.charts.wording import MARK_NAMES

SERIES_NAMES = {
    "Usable capacity",
    "Plus standby",
    "Sheltered",
    "Present",
    "Arrivals",
    "Departures",
    "Over capacity",
}


def month() -> CapacitySeries:
    return build(make_month(), claims=[make_claim(2500)])


def rising() -> tuple[CapacitySeries, FullSeries]:
    sheltered = [make_level(at, 500 + 40 * at) for at in range(10)]
    capacity = [make_level(at, 1000) for at in range(10)]
    full = build_full_series(sheltered, capacity[-1], None, stale_after=3)
    return build({"sheltered": sheltered, "capacity": capacity}), full


def test_every_name_in_the_legend_is_a_series_or_in_the_key() -> None:
    figure = draw_capacity(month())
    shown = {trace["name"] for trace in figure["data"] if trace.get("showlegend", True)}
    assert shown - SERIES_NAMES <= set(list_key(figure))
    assert {"Corrected", "Several days", "Claim", "No upper bound", BANDS_NAME} <= set(
        list_key(figure)
    )


def test_what_is_to_come_is_in_the_key() -> None:
    series, full = rising()
    assert list_key(draw_capacity(series, full=full)) == ("Forecast", "Places as planned")
    assert list_key(draw_capacity(series)) == ()


@pytest.mark.parametrize(
    "name", [*list_key(draw_capacity(month())), "Forecast", "Places as planned"]
)
def test_each_name_has_a_sign_of_its_own(name: str) -> None:
    sign = ET.fromstring(draw_sign(name, PAGE))  # noqa: S314 (our own)
    assert sign.attrib["aria-hidden"] == "true"
    assert len(sign)
    others = {draw_sign(other, PAGE) for other in MARK_NAMES.values() if other != name}
    assert draw_sign(name, PAGE) not in others


def test_a_document_has_the_key_of_the_marks_below_its_picture() -> None:
    series = month()
    names = [MARK_NAMES[mark] for mark in list_drawn_marks(series)]
    assert "Corrected" in names
    size = Size(width=760, height=400)
    sized = draw_capacity_picture(series, LIGHT, "Chart", size=size)
    key = sign_marks(list_drawn_marks(series), LIGHT)
    document = write_document(sized, size, LIGHT, "Chart", "Foot", key)
    assert all(document.count(f">{name}<") == 1 for name in names)
    fitted = draw_capacity_picture(series, LIGHT, "Chart")
    assert not any(f">{name}<" in fitted for name in names)
    assert [name for name, _ in sign_marks(list_drawn_marks(series), PAGE)] == names


def test_of_long_periods_only_the_marks_that_are_drawn_are_named() -> None:
    levels = [make_level(at, 60) for at in range(400)]
    levels[5] = make_level(5, 60, corrected=3)
    levels[9] = make_carried(9, 60, stale=22)
    assert list_drawn_marks(build({"sheltered": levels})) == (Mark.CORRECTED,)
    assert Mark.STALE in list_drawn_marks(build({"sheltered": levels[:30]}))
