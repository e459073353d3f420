"""How far numbers may lie apart, in the figure of capacity against arrivals."""

from tests.charts.drawing import all_named, draw, named
from tests.charts.made import (
    build,
    make_level,
    make_total,
)


def test_bands_have_one_sign_in_the_legend() -> None:
    vague = [make_level(0, 50, low=45, high=70)]
    figure = draw(build({"sheltered": vague, "present": vague}))
    sign = named(figure, "Low to high")
    assert (sign["showlegend"], sign["y"]) == (True, [None])
    bands = [trace for trace in figure["data"] if trace["name"].endswith(": low to high")]
    assert [trace["showlegend"] for trace in bands] == [False, False]
    assert sign["fillcolor"] == bands[0]["fillcolor"]
    assert not all_named(draw(build({"present": [make_level(0, 50)]})), "Low to high")


def test_the_band_reaches_from_low_to_high() -> None:
    levels = [make_level(0, 40), make_level(1, 50, low=45, high=70), make_level(2, 60)]
    band = named(draw(build({"present": levels})), "Present: low to high")
    assert band["y"] == [40, 70, 60, 60, 45, 40]
    assert band["fill"] == "toself"


def test_a_band_on_a_single_day_keeps_its_width() -> None:
    band = named(
        draw(build({"present": [make_level(0, 50, low=45, high=70)]})), "Present: low to high"
    )
    assert band["x"] == [
        "2024-08-05 16:48",
        "2024-08-06 07:12",
        "2024-08-06 07:12",
        "2024-08-05 16:48",
    ]


def test_an_open_upper_bound_is_hatched_and_capped() -> None:
    figure = draw(build({"sheltered": [make_level(i, 100, high=None) for i in range(2)]}))
    fringe = named(figure, "No upper bound")
    assert fringe["fillpattern"]["shape"] == "|"
    assert 100 < max(fringe["y"]) <= figure["layout"]["yaxis"]["range"][1]


def test_a_range_without_a_value_has_a_band_and_no_line() -> None:
    days = [make_total(i, low=100, high=300, known=1, reporting=1, without_value=1) for i in (0, 1)]
    figure = draw(build({"sheltered": days}))
    assert named(figure, "Sheltered: low to high")["y"] == [300, 300, 100, 100]
    assert named(figure, "Sheltered")["y"] == [None, None]
    assert "Sheltered 100 to 300" in named(figure, "Day")["text"][0]


def test_about_without_bounds_draws_no_band_down_to_zero() -> None:
    figure = draw(build({"sheltered": [make_level(0, 100, low=0, high=None)]}))
    assert not all_named(figure, "Sheltered: low to high")
    assert all_named(figure, "No upper bound")
