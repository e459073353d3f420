"""What the capacity figure says in words: overflows, claims, ends of lines, hover text."""

import pytest

from tests.charts.drawing import all_named, draw, named, texts
from tests.charts.made import (
    build,
    day_at,
    make_claim,
    make_level,
    make_month,
    make_total,
)
from tracker.charts.series.forecast import build_full_series
from tracker.domain.indicators import Indicator


def test_overflow_is_shaded_between_the_lines_and_named_with_its_number() -> None:
    days = {
        "capacity": [make_level(i, 100) for i in range(3)],
        "sheltered": [make_level(0, 80), make_level(1, 120), make_level(2, 160)],
    }
    figure = draw(build(days))
    area = named(figure, "Over capacity")
    assert (area["x"][0], area["y"][0]) == ("2024-08-06 12:00", 100)
    assert set(area["y"]) == {100, 120, 140, 160}
    assert "60 over capacity" in texts(figure)


def test_neighbouring_overflows_are_named_by_the_largest() -> None:
    sheltered = [120, 90, 150, 90] + [90] * 40 + [130]
    days = {
        "capacity": [make_level(i, 100) for i in range(len(sheltered))],
        "sheltered": [make_level(i, people) for i, people in enumerate(sheltered)],
    }
    over = [text for text in texts(draw(build(days))) if "over" in text]
    assert over == ["50 over capacity", "30 over capacity"]


def test_an_overflow_in_the_middle_is_named_above_its_day() -> None:
    days = {
        "capacity": [make_level(i, 100) for i in range(5)],
        "sheltered": [make_level(i, 150 if i == 2 else 50) for i in range(5)],
    }
    notes = draw(build(days))["layout"]["annotations"]
    assert next(n for n in notes if "over capacity" in n["text"])["xanchor"] == "center"


def test_an_overflow_is_named_from_where_the_places_rose() -> None:
    days = {
        "capacity": [make_level(i, 100 if i < 2 else 120) for i in range(5)],
        "sheltered": [make_level(i, 150 if i == 2 else 50) for i in range(5)],
    }
    notes = draw(build(days))["layout"]["annotations"]
    note = next(n for n in notes if "over capacity" in n["text"])
    assert (note["x"], note["xanchor"]) == ("2024-08-07 12:00", "left")


def test_no_overflow_no_shading() -> None:
    days = {"capacity": [make_level(0, 100)], "sheltered": [make_level(0, 100)]}
    assert not all_named(draw(build(days)), "Over capacity")


def test_every_day_leads_to_its_reports() -> None:
    figure = draw(build(make_month()), urls=lambda day: f"/places/7/days/{day}")
    assert named(figure, "Day")["customdata"][3] == "/places/7/days/2024-08-09"
    assert "customdata" not in named(draw(build(make_month())), "Day")


def test_hover_text_says_the_numbers_and_the_reasons() -> None:
    text = named(draw(build(make_month(), claims=[make_claim(2500)])), "Day")["text"]
    assert "Sheltered in words only" in text[1]
    assert "Claim of Governor: usable capacity 2,500" in text[1]
    assert "Arrivals in words only" in text[9]
    assert "running total set 40 lower" in text[12]
    assert "Arrivals not reported" in text[13]
    assert "0 of 22 units reported" in text[13]
    assert "480 over capacity" not in text[0]
    assert "Free places 160" in text[6]


def test_text_of_people_cannot_become_a_tag() -> None:
    claim = make_claim(2500, source="<b>Governor & co</b>")
    figure = draw(build(make_month(), claims=[claim]))
    text = "".join([*texts(figure), *named(figure, "Day")["text"]])
    assert "&lt;b&gt;Governor" in text
    assert "<b>" not in text


def test_claims_that_would_crush_the_scale_stand_at_its_edge() -> None:
    claims = [
        make_claim(2500),
        make_claim(900_000),
        make_claim(None),
        make_claim(9, day=day_at(99)),
    ]
    figure = draw(build(make_month(), claims=claims))
    assert named(figure, "Claim")["y"] == [2500]
    assert figure["layout"]["yaxis"]["range"][1] < 4000
    assert any(text.startswith("↑ Governor") for text in texts(figure))


def test_claims_alone_make_the_scale() -> None:
    coverage = [make_total(i, expected=1) for i in range(3)]
    figure = draw(build({"coverage": coverage}, claims=[make_claim(2500)]))
    assert figure["layout"]["yaxis"]["range"][1] == 2800


def test_claims_of_other_indicators_are_not_drawn() -> None:
    claims = [make_claim(3000, indicator=Indicator.EVACUATED)]
    assert not all_named(draw(build(make_month(), claims=claims)), "Claim")


def test_the_last_numbers_stand_apart_at_the_ends_of_their_lines() -> None:
    days = {key: [make_level(0, 100)] for key in ("capacity", "sheltered", "present")}
    notes = [n for n in draw(build(days))["layout"]["annotations"] if n.get("name") == "wide"]
    heights = [note["y"] for note in notes]
    assert len(set(heights)) == 3
    assert min(heights) == 100


def test_nothing_reported_says_so() -> None:
    assert texts(draw(build({}))) == ["No people, arrivals or places reported in this period"]
    empty = draw(build({"coverage": [make_total(0, expected=3)]}))
    assert "No people, arrivals or places reported in this period" in texts(empty)


def test_a_sum_without_some_numbers_is_drawn_at_the_least_that_it_can_be() -> None:
    ranged = {"low": 1300, "high": 1450, "without_value": 2}
    levels = [make_level(0, 1204), make_level(1, 1204, **ranged), make_level(2, 1204)]
    figure = draw(build({"capacity": [make_level(i, 1000) for i in range(3)], "sheltered": levels}))
    assert named(figure, "Sheltered")["y"] == [1204, 1300, 1204]
    assert max(y for y in named(figure, "Sheltered: low to high")["y"] if y) == 1450
    text = named(figure, "Day")["text"][1].replace("<br />", " ")
    assert "Sheltered 1,300 to 1,450 (1,204 counted, and 2 units without a number)" in text
    assert "At least 300 over capacity" in text
    assert "At least 300 over capacity".lower() in " ".join(texts(figure)).lower()


@pytest.mark.parametrize("compact", [True, False])
def test_long_numbers_at_the_ends_of_lines_have_the_room_that_they_need(*, compact: bool) -> None:
    """The letters of "at least 1,122 on 5 Sep" are 138 pixels wide in the type of the page."""
    sheltered = [make_level(at, 1122 - at % 2, high=None) for at in range(31)]
    capacity = [make_level(at, 2000) for at in range(31)]
    full = build_full_series(sheltered, capacity[-1], None, stale_after=3)
    series = build({"sheltered": sheltered, "capacity": capacity})
    figure = draw(series, full=full, compact=compact)
    end = next(n for n in figure["layout"]["annotations"] if n["text"].startswith("Sheltered"))
    assert end["text"] == "Sheltered<br>at least 1,122 on 5 Sep"
    assert figure["layout"]["margin"]["r"] >= 138 + end["xshift"]
    plain = draw(build({"sheltered": [make_level(0, 9)]}), compact=compact)
    assert plain["layout"]["margin"]["r"] == 132
