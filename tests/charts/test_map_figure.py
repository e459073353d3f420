"""A map as Plotly takes it."""

import re
from typing import Any

import plotly.graph_objects as go
import pytest
import shapely

from tests.charts.drawing import named
from tests.charts.map_made import make_area, make_map, make_ring, make_site, make_square
from tests.charts.test_appearance import STATIC
from tracker.charts.figures.map import draw_map
from tracker.charts.map_look import MAP_DARK, MAP_LIGHT
from tracker.charts.series.map import MapSeries
from tracker.domain.windows import ShelterStatus


def draw(series: MapSeries) -> dict[str, Any]:
    figure = draw_map(series)
    assert figure is not None
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    return figure


@pytest.fixture
def figure() -> dict[str, Any]:
    hole = make_ring(0.25, 0.25, 0.5)[::-1]
    return draw(
        make_map(
            make_area(1, make_square(0, 0, 1, hole), 0.2, detail=("Usable places: 180",)),
            make_area(2, make_square(0.25, 0.25, 0.5), 1.2, name="City <1>", doubtful=True),
            make_area(3, make_square(1, 0)),
            make_area(4, None, 0.5),
            sites=(make_site((0.5, 0.5)), make_site((0.6, 0.5), ShelterStatus.STANDBY)),
        )
    )


def test_the_most_urgent_area_comes_first_and_leads_to_its_page(figure: dict[str, Any]) -> None:
    areas = named(figure, "areas")
    assert areas["locations"] == ["2", "1"]
    assert areas["customdata"] == ["/places/2", "/places/1"]
    assert areas["z"] == [4, 0]
    assert areas["text"][0] == "City &lt;1&gt;<br>120%"
    assert areas["text"][1].endswith("<br>Usable places: 180")


def test_no_number_has_the_colour_of_none(figure: dict[str, Any]) -> None:
    missing = named(figure, "missing")
    assert missing["locations"] == ["3"]
    assert {colour for _, colour in missing["colorscale"]} == {MAP_LIGHT.missing}
    assert named(figure, "labels")["text"][-1] == "Area 3<br>\N{EN DASH}"


def test_steps_have_their_own_colour_from_edge_to_edge(figure: dict[str, Any]) -> None:
    scale = named(figure, "areas")["colorscale"]
    assert [at for at, _ in scale] == [0, 0.2, 0.2, 0.4, 0.4, 0.6, 0.6, 0.8, 0.8, 1]
    for step in range(5):
        at = step / named(figure, "areas")["zmax"]
        colours = [colour for edge, colour in scale if edge == at]
        assert colours[-1] == MAP_LIGHT.fill(step)


def test_rings_run_as_plotly_wants_them(figure: dict[str, Any]) -> None:
    for trace in figure["data"][:2]:
        for feature in trace["geojson"]["features"]:
            for outer, *holes in feature["geometry"]["coordinates"]:
                assert not shapely.LinearRing(outer).is_ccw
                assert all(shapely.LinearRing(hole).is_ccw for hole in holes)


def test_old_counts_are_marked(figure: dict[str, Any]) -> None:
    assert named(figure, "labels")["text"][0].endswith("120%\N{MULTIPLICATION SIGN}")


def test_shelters_lead_to_their_pages(figure: dict[str, Any]) -> None:
    shelters = named(figure, "shelters")
    assert shelters["customdata"] == ["/places/90", "/places/90"]
    assert shelters["text"][0] == "Hall &lt;1&gt;<br>open"
    assert shelters["marker"]["color"] == [MAP_LIGHT.site, MAP_LIGHT.surface]


def test_nothing_of_the_world_is_shown_or_asked_for(figure: dict[str, Any]) -> None:
    assert figure["layout"]["geo"]["visible"] is False
    assert figure["layout"]["geo"]["lonaxis"]["range"] == [-0.04, 2.04]
    assert figure["config"]["plotlyServerURL"] == ""
    assert figure["config"]["toImageButtonOptions"]["height"] < 720


def test_names_stand_above_numbers_where_they_have_room() -> None:
    name = "Bolshoye Soldatskoye <1>"
    areas = [make_area(at, make_square(at, 0), 0.2, name=name) for at in range(9)]
    figure = draw(make_map(*areas))
    labels = named(figure, "labels")
    assert set(labels["text"]) == {"Bolshoye<br>Soldatskoye<br>&lt;1&gt;<br>20%"}
    assert set(figure["labels"]) == {"wide", "middle", "narrow"}
    assert figure["labels"]["wide"] == {key: labels[key] for key in figure["labels"]["wide"]}
    assert set(figure["labels"]["narrow"]["text"]) == {"20%"}


def test_without_shelters_there_is_no_trace_of_them() -> None:
    figure = draw(make_map(make_area(1, make_square(0, 0), 0.2)))
    assert [trace["name"] for trace in figure["data"]] == ["areas", "missing", "cursor", "labels"]


def test_without_shapes_there_is_no_map() -> None:
    assert draw_map(make_map()) is None
    assert draw_map(make_map(make_area(1, None, 1))) is None
    assert draw_map(make_map(sites=(make_site((0, 0)),))) is None


def test_the_style_sheet_hatches_what_plotly_fills_with_the_colour_of_no_number() -> None:
    css = (STATIC / "css" / "tracker.css").read_text(encoding="utf-8")
    for look in (MAP_LIGHT, MAP_DARK):
        parts = [str(int(look.missing[at : at + 2], 16)) for at in (1, 3, 5)]
        assert f'[fill="rgb({", ".join(parts)})"]' in css


def test_the_script_before_plotly_names_what_plotly_asks_for() -> None:
    script = (STATIC / "js" / "plotly-geo.js").read_text(encoding="utf-8")
    assert re.search(r"PlotlyGeoAssets = \{ topojson: \{ world_110m: \{\} \} \}", script)
