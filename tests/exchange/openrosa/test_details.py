"""Households and parts by sex and age on the form: the same people, reckoned as the domain does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.openrosa.app import App
from tests.exchange.openrosa.xpath import Evaluation
from tracker.domain.breakdown import count_at_least
from tracker.domain.counts import Part
from tracker.domain.indicators import Indicator
from tracker.exchange.openrosa import make_form
from tracker.exchange.openrosa.details import reckon_least
from tracker.exchange.openrosa.questions import CELLS, name_question

START = date(2024, 8, 6)
EXPRESSION = reckon_least(Indicator.PRESENT).replace("${", "/").replace("}", "")


def fill_in(**answers: object) -> App:
    app = App(make_form("Border region", START, 2.5).xml, today=START)
    app.answer({"day": START, "unit": 3, "source": 1, **answers})
    return app


def problems(**answers: object) -> list[str]:
    return fill_in(**answers).list_problems()


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(CELLS)), st.integers(0, 9), max_size=9))
def test_the_fewest_people_of_all_parts_are_reckoned_as_the_domain_does(
    told: dict[str, int],
) -> None:
    answers = {f"/{name_question(Indicator.PRESENT, cell)}": "" for cell in CELLS}
    answers |= {
        f"/{name_question(Indicator.PRESENT, cell)}": f"{value}" for cell, value in told.items()
    }
    parts = [
        Part(sex=CELLS[cell][0], age_from=band.age_from, age_to=band.age_to, value=value)
        for cell, value in told.items()
        for band in CELLS[cell][1:]
    ]
    assert Evaluation(EXPRESSION, "", answers, START).calculate() == count_at_least(parts)


def test_without_detail_neither_households_nor_parts_are_asked() -> None:
    told = {"present": 5, "present_households": -3, "present_f_0_4": 90}
    assert problems(**told) == []
    assert len(problems(**told, present_detail="households parts")) == 2


def test_households_stand_for_the_number() -> None:
    ten = {"present_detail": "households", "present_households": 10}
    app = fill_in(**ten, present_household_size=2.35)
    assert app.list_problems() == []
    assert app.nodes[app.by_name["present_people"]].text == "24"
    assert problems(**ten, present_qualifier="about") == []
    assert problems(present_qualifier="about")[0].startswith("Enter the number of people present,")


def test_the_people_of_households_are_held_to_what_holds_of_the_number() -> None:
    ten = {"present_detail": "households", "present_households": 10}
    assert problems(**ten, present=25) == []
    (message,) = problems(**ten, present=24)
    assert "Enter the number of people present as what the households make" in message
    assert problems(**ten, present_qualifier="at_least", present_low=25) == []
    assert problems(**ten, present_qualifier="at_least", present_low=26)
    assert problems(**ten, present_qualifier="about", present_high=24)
    assert problems(**ten, sheltered=25) == []
    assert problems(**ten, sheltered=26)
    sheltered = {"sheltered_detail": "households", "sheltered_households": 10}
    assert problems(**sheltered, present=25) == []
    assert problems(**sheltered, present=24)
    assert problems(**ten | {"present_households": 4_000_001})
    nobody = {**ten, "present_households": 0, "present_qualifier": "less_than"}
    assert problems(**nobody)


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ({"present": 60}, True),
        ({"present": 59}, False),
        ({}, False),
        ({"present": 50, "present_qualifier": "more_than"}, True),
        ({"present": 60, "present_qualifier": "less_than"}, False),
        ({"present_qualifier": "in_words", "present_words": "many"}, True),
        ({"present_detail": "parts households", "present_households": 24}, True),
        ({"present_detail": "parts households", "present_households": 23}, False),
    ],
)
def test_parts_are_parts_of_the_number(number: dict[str, object], *, fits: bool) -> None:
    told = {"present_detail": "parts", "present_f_0_4": 20, "present_m_60_up": 40, **number}
    assert (problems(**told) == []) is fits


def test_parts_that_are_too_many_are_told_with_their_number() -> None:
    app = fill_in(present=9, present_detail="parts", present_f_0_4=20, present_unknown_0_17=30)
    (message,) = app.list_problems()
    assert message.startswith("Enter parts of at most the number of people present together, or")
    assert app.nodes[app.by_name["present_least"]].text == "30"


def test_the_usual_people_per_household_stand_in_the_form_already() -> None:
    app = App(make_form("Border region", START, 3.25).xml, today=START)
    assert app.nodes[app.by_name["arrivals_household_size"]].text == "3.25"
    assert "capacity_detail" not in app.by_name
