"""Who has reported as a document: names, cells and rates that stand side by side."""

from xml.etree import ElementTree as ET

from tests.charts.test_heatmap import DAYS, FIRST
from tracker.charts.pictures.heatmap import PITCH, AreaDay, shape_area_days, shape_unit_days
from tracker.charts.pictures.heatmap_file import (
    HeatRow,
    draw_heatmap_file,
    sign_areas,
    sign_units,
)
from tracker.domain.completeness import Rates, UnitState

SVG = "{http://www.w3.org/2000/svg}"
UNIT = HeatRow(name="Hall", depth=1, cells=tuple(shape_unit_days(DAYS)), rates=("80%", None))


def draw(*rows: HeatRow, days: int = len(DAYS)) -> ET.Element:
    document = draw_heatmap_file(rows, FIRST, days, "Heading", "Foot", sign_units())
    return ET.fromstring(document)  # noqa: S314 (our own)


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def test_a_row_has_its_name_its_cells_and_its_rates() -> None:
    drawing = draw(UNIT)
    said = texts(drawing)
    assert said[said.index("Hall") :][:3] == ["Hall", "80%", "\N{EN DASH}"]
    (cells,) = (
        group
        for group in drawing.iter(f"{SVG}g")
        if "translate" in group.attrib["transform"]
        and group.find(f"{SVG}path") is not None
        and group.find(f"{SVG}svg") is None
    )
    drawn = {path.attrib["d"] for path in cells.iter(f"{SVG}path")}
    assert drawn == {path for _, path in UNIT.cells}
    assert all(path.attrib.keys() & {"fill", "stroke"} for path in cells)


def test_days_are_named_over_their_cells_and_months_where_they_begin() -> None:
    said = texts(draw(UNIT, days=40))
    assert (said[1:4], said.count("Sep"), said.count("1")) == (["Aug", "6", "7"], 1, 1)


def test_names_and_cells_have_the_room_that_they_need() -> None:
    long = HeatRow(name="A very long name of a district " * 3, depth=0, cells=(), rates=())
    wide = [float(draw(*rows, days=30).attrib["width"]) for rows in ((UNIT,), (UNIT, long))]
    assert wide[1] > wide[0] > 30 * PITCH
    assert float(draw(days=1).attrib["width"]) >= 480


def test_rows_of_areas_are_drawn_as_far_as_their_units_reported() -> None:
    rates = Rates(expected=4, received=3, on_time=2)
    cells = tuple(shape_area_days([AreaDay(rates=rates, waiting=False)]))
    assert [name for name, _ in cells] == ["outline", "on_time", "late"]
    text = ET.tostring(draw(HeatRow(name="North", depth=0, cells=cells, rates=("75%", "50%"))))
    assert all(path.encode() in text for _, path in cells)


def test_every_state_that_is_drawn_is_in_the_key() -> None:
    names = {name for name, _ in sign_units()}
    assert names == {state.label for state in UnitState if state is not UnitState.NO_UNIT}
    assert len(sign_areas()) == 2
