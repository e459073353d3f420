"""People by sex and age: rows, the share that was told at all, sentence, picture and file."""

from datetime import date
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from tests.charts.made import day_at, make_level, make_total
from tracker.charts.appearance import LIGHT
from tracker.charts.figures.pyramid import draw_figure, measure_pyramid
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.pyramid import draw_pyramid
from tracker.charts.sentences.pyramid import describe_pyramid
from tracker.charts.series.pyramid import Pyramid, build_pyramid, hide_small_groups
from tracker.charts.tables.drawn_pyramid import list_drawn_pyramid
from tracker.domain.breakdown import Breakdown, add_breakdowns
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator

F, M, UNKNOWN = Sex.FEMALE, Sex.MALE, Sex.UNKNOWN


def part(sex: Sex, age_from: int | None, age_to: int | None, value: int) -> Part:
    return Part(sex=sex, age_from=age_from, age_to=age_to, value=value)


FAMILY = [part(F, 0, 4, 20), part(M, 0, 4, 10), part(F, 60, None, 5), part(M, None, None, 3)]


def make(*counts: list[Part], value: int | None = 100, **more: int) -> Pyramid:
    told = add_breakdowns((day_at(at), parts) for at, parts in enumerate(counts))
    total = make_total(9) if value is None else make_level(9, value, **more)
    return build_pyramid(Indicator.PRESENT, total, told)


def test_all_standard_ages_have_a_row_and_a_cell_that_nobody_told_is_not_zero() -> None:
    rows = make(FAMILY).rows
    assert [row.label for row in rows] == ["0–4", "5–11", "12–17", "18–59", "60+", "not told"]  # noqa: RUF001
    assert (rows[0].female, rows[0].male, rows[0].unknown, rows[0].total) == (20, 10, None, 30)
    assert (rows[1].female, rows[1].total) == (None, None)
    assert (rows[5].male, rows[5].total) == (3, 3)


def test_children_as_a_whole_stand_in_a_row_of_their_own() -> None:
    pyramid = make(FAMILY, [part(UNKNOWN, 0, 17, 121)], value=500)
    wide = [row for row in pyramid.rows if row.is_wide]
    assert [(row.label, row.unknown) for row in wide] == [("0–17", 121)]  # noqa: RUF001
    assert pyramid.rows[0].total == 30
    assert "Wider bands hold people who are in no narrower one." in describe_pyramid(pyramid)
    alone = make([part(UNKNOWN, 0, 17, 121)])
    assert [row.label for row in alone.rows] == ["0–17"]  # noqa: RUF001


def test_the_sentence_says_of_how_many_nothing_is_known() -> None:
    assert describe_pyramid(make(FAMILY, [part(F, 0, 4, 2)])) == (
        "Sex or age of 40 people were told, in 2 counts from 6 August to 7 August. "
        "That is as many as 40% of the whole, 100 on 15 August. "
        "Of 60 nothing is known: they need not be alike."
    )
    assert "in 1 count of 6 August." in describe_pyramid(make(FAMILY))
    assert "Of " not in describe_pyramid(make(FAMILY, value=38))


@pytest.mark.parametrize("value", [None, 0, 30])
def test_a_whole_that_is_unknown_or_smaller_has_no_share(value: int | None) -> None:
    pyramid = make(FAMILY, value=value)
    assert pyramid.rest is None
    assert "%" not in describe_pyramid(pyramid)
    assert "The whole is " in describe_pyramid(pyramid)


def test_parts_that_overlap_others_are_left_out_and_told() -> None:
    pyramid = make([part(UNKNOWN, 0, 17, 121), part(F, 0, 4, 20)], value=300)
    assert (pyramid.told, pyramid.overlapping) == (121, 20)
    assert "Parts of 20 people more may be among these" in describe_pyramid(pyramid)
    assert list_drawn_pyramid(pyramid, 3)[-1].marks == ("overlapping",)


def test_nothing_told_says_nothing() -> None:
    pyramid = make()
    assert pyramid.is_empty
    assert pyramid.rows == ()
    assert (pyramid.oldest, pyramid.newest) == (date(2024, 8, 15), date(2024, 8, 15))
    assert describe_pyramid(pyramid) == ""


def draw(pyramid: Pyramid, size: Size | None = None) -> ET.Element:
    return ET.fromstring(draw_pyramid(pyramid, LIGHT, "Present <by> age", size))  # noqa: S314 (our own)


def widths_of(picture: ET.Element) -> list[float]:
    return [float(bar.attrib["width"].rstrip("%")) for bar in picture.iter("rect")]


def test_bars_are_as_long_as_the_people_are_many() -> None:
    widths = widths_of(draw(make(FAMILY)))
    assert len(widths) == 4
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)


def test_the_column_of_unknown_sex_is_there_when_it_is_needed() -> None:
    def heads(pyramid: Pyramid) -> list[str]:
        return [text.text or "" for text in draw(pyramid).iter("text")][:4]

    assert "Sex not told" not in heads(make(FAMILY))
    assert "Sex not told" in heads(make(FAMILY, [part(UNKNOWN, 0, 4, 9)]))


def test_the_picture_has_the_height_of_its_rows() -> None:
    pyramid = make(FAMILY)
    assert draw(pyramid).attrib["height"] == str(measure_pyramid(pyramid))
    assert draw(pyramid, Size(width=500, height=1)).attrib["viewBox"] == "0 0 500 192"
    assert widths_of(draw(make())) == []


def test_the_file_holds_the_whole_and_each_cell_that_was_told() -> None:
    points = list_drawn_pyramid(make(FAMILY), 3)
    assert [(point.series, point.value) for point in points] == [
        ("present", 100),
        ("present_f_0-4", 20),
        ("present_m_0-4", 10),
        ("present_f_60-", 5),
        ("present_m_unknown", 3),
    ]
    assert points[1].label == "People present: female, 0 to 4"
    assert build_pyramid(
        Indicator.KILLED,
        make_total(0),
        Breakdown(cells={}, overlapping=0, counts=0, oldest=None, newest=None),
    ).is_empty


def test_what_is_handed_on_keeps_small_cells_back_and_one_that_would_tell_of_them() -> None:
    children = [
        part(F, 5, 11, 3),
        part(M, 5, 11, 9),
        part(UNKNOWN, 12, 17, 4),
        part(F, 60, None, 28),
    ]
    pyramid = hide_small_groups(make(children, value=44), 5)
    told = {
        point.series: (point.value, point.said, point.marks)
        for point in list_drawn_pyramid(pyramid, 3)[1:]
    }
    hidden = (None, "hidden", ("hidden",))
    assert told == {
        "present_f_5-11": hidden,
        "present_m_5-11": (9, "9", ()),
        "present_unknown_12-17": hidden,
        "present_f_60-": (28, "28", ()),
    }
    texts = [text.text for text in draw(pyramid).iter("text")]
    assert texts.count("hidden") == 2
    assert "Sex not told" in texts
    alone = hide_small_groups(make([part(F, 5, 11, 3), part(M, 5, 11, 9)], value=12), 5)
    assert [(row.female, row.male) for row in alone.rows if row.hidden] == [(None, None)]


def test_a_breakdown_in_which_a_small_cell_cannot_be_kept_back_is_not_handed_on() -> None:
    assert hide_small_groups(make([part(F, 5, 11, 3)], value=3), 5).rows == ()


def test_large_cells_are_handed_on_and_small_remainders_are_not() -> None:
    assert hide_small_groups(make(FAMILY), 3) == make(FAMILY)
    overlapping = make([part(UNKNOWN, 0, 17, 121), part(F, 0, 4, 4)], value=300)
    assert hide_small_groups(overlapping, 5).overlapping == 0
    assert hide_small_groups(overlapping, 4).overlapping == 4


def test_the_figure_takes_the_place_of_the_picture() -> None:
    pyramid = make(FAMILY)
    figure = draw_figure(pyramid)
    layout = figure["layout"]
    go.Figure({"data": figure["data"], "layout": layout})
    assert layout["height"] == measure_pyramid(pyramid)
    assert [trace["name"] for trace in figure["data"]] == ["Female", "Male"]
    female, male = figure["data"]
    assert female["x"] == [20, None, None, None, 5, None]
    assert male["x"] == [10, None, None, None, None, 3]
    assert female["hovertext"][0] == "Female, 0\N{EN DASH}4: 20"
    assert (layout["xaxis"]["domain"], layout["xaxis"]["range"]) == ([0.14, 0.4], [20, 0])
    assert (layout["xaxis2"]["domain"], layout["xaxis2"]["range"]) == ([0.6, 0.86], [0, 20])
    written = {note["text"]: note["x"] for note in layout["annotations"]}
    assert written["Age"] == written["60+"] == 0.5
    assert set(figure["looks"]) == {"dark", "print"}


def test_the_figure_has_a_column_of_unknown_sex_when_it_is_needed() -> None:
    figure = draw_figure(make(FAMILY, [part(UNKNOWN, 0, 4, 9)]))
    assert [trace["xaxis"] for trace in figure["data"]] == ["x", "x2", "x3"]
    assert figure["layout"]["xaxis3"]["domain"] == [0.72, 0.87]


def test_the_figure_says_what_is_kept_back() -> None:
    kept = hide_small_groups(make([part(F, 5, 11, 3), part(M, 5, 11, 9), part(F, 60, None, 28)]), 5)
    female = draw_figure(kept)["data"][0]
    assert female["text"].count("hidden") == 1
    at = female["text"].index("hidden")
    assert female["x"][at] == 0
