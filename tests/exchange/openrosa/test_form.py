"""The form carries the hard checks of the domain, in the domain's own words."""

from __future__ import annotations

from datetime import date

import pytest
from pyxform.xls2xform import convert

from tests.domain.check_cases import Case, load_cases, make_context, make_count
from tests.exchange.openrosa.app import JAVAROSA, XFORMS, App
from tracker.domain.breakdown import band_of
from tracker.domain.checks import check_hard
from tracker.domain.counts import Count, Form
from tracker.domain.errors import InvalidCount
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.openrosa import make_form
from tracker.exchange.openrosa.questions import QUESTIONS, name_cell, name_question
from tracker.exchange.openrosa.workbook import describe_workbook

START = date(2024, 8, 6)
SIZE = 2.5

UNKNOWN_TO_PHONES = {
    "the same number twice",
    "the same number twice beside another",
    "a level is neither new nor total so far",
    "a tally is new or total so far",
    "exactly, without a number",
    "places in households",
    "places by sex and age",
    "the same part twice",
    "ages the wrong way round",
    "ages from nowhere",
    "ages beyond any person",
    "too many parts",
}
"""What the form cannot even express: one question for each number; blank is not reported.

It has one table for sex and age, and none for places.
"""

LEFT_TO_THE_SERVER = {
    "hospitalised over injured",
    "more taken to hospital so far than were injured",
    "more taken to hospital so far than the total of injured",
}
"""What is new of a day is compared by running totals, which no phone knows."""


CASES = [case for case in load_cases() if case["name"] not in UNKNOWN_TO_PHONES]


def fill_in(day: date, counts: list[Count], today: date) -> App:
    app = App(make_form("Border region", START, SIZE).xml, today=today)
    app.answer({"day": day, "unit": 3, "source": 1})
    for count in counts:
        said: dict[str, object] = {
            "value": count.value,
            "qualifier": count.qualifier.value,
            "low": count.low,
            "high": count.high,
            "words": count.words,
        }
        if not count.indicator.is_level:
            said["form"] = count.form.value
        details = []
        if count.households is not None or count.household_size is not None:
            details.append("households")
            said |= {"households": count.households, "household_size": count.household_size}
            app.answer({name_question(count.indicator, "household_size"): ""})
        if count.parts:
            details.append("parts")
            said |= {name_cell(part.sex, band_of(part)): part.value for part in count.parts}
        if details:
            said["detail"] = " ".join(details)
        app.answer(
            {
                name_question(count.indicator, control): value
                for control, value in said.items()
                if value is not None
            }
        )
    return app


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_form_refuses_what_the_hard_checks_refuse(case: Case) -> None:
    counts = [make_count(said) for said in case["counts"]]
    context, day = make_context(case["context"]), date.fromisoformat(case["day"])
    problems = fill_in(day, counts, context.today).list_problems()
    expected = check_hard(day, counts, context)
    if case["name"] in LEFT_TO_THE_SERVER:
        assert expected
        assert not problems
        return
    assert bool(problems) == bool(expected), problems
    for problem in expected:
        noun = problem.message.partition(" as ")[0].replace("“", '"').replace("”", '"')
        if isinstance(problem, InvalidCount) and "bounds" not in noun:
            words = noun.partition(" after ")[0].partition(" at most ")[0]
            assert any(said.startswith(words) or words in said for said in problems), problems


def test_the_cases_that_phones_cannot_know_are_named_rightly() -> None:
    names = {case["name"] for case in load_cases()}
    assert names >= UNKNOWN_TO_PHONES | LEFT_TO_THE_SERVER
    assert len(CASES) > 50


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        (Qualifier.MORE_THAN, None, 9),
        (Qualifier.LESS_THAN, 9, None),
        (Qualifier.AT_LEAST, 10, None),
        (Qualifier.AT_MOST, None, 8),
        (Qualifier.ABOUT, 12, 6),
    ],
)
def test_bounds_that_leave_no_number_are_refused(
    qualifier: Qualifier, low: int | None, high: int | None
) -> None:
    count = Count(
        indicator=Indicator.ARRIVALS,
        form=Form.NEW,
        value=9,
        qualifier=qualifier,
        low=low,
        high=high,
    )
    assert fill_in(START, [count], START).list_problems()
    plain = Count(indicator=Indicator.ARRIVALS, form=Form.NEW, value=9, qualifier=qualifier)
    assert not fill_in(START, [plain], START).list_problems()


def test_vague_numbers_of_sheltered_people_are_compared_with_those_present() -> None:
    def ask(present: Count, sheltered: Count) -> list[str]:
        return fill_in(START, [present, sheltered], START).list_problems()

    def count(
        indicator: Indicator, value: int | None, qualifier: str, low: int | None = None
    ) -> Count:
        return Count(
            indicator=indicator,
            form=Form.LEVEL,
            value=value,
            qualifier=Qualifier(qualifier),
            low=low,
            high=200 if low else None,
        )

    present = count(Indicator.PRESENT, 100, "less_than")
    assert ask(present, count(Indicator.SHELTERED, 100, "exact"))
    assert not ask(present, count(Indicator.SHELTERED, 99, "exact"))
    assert ask(present, count(Indicator.SHELTERED, 99, "more_than"))
    assert ask(present, count(Indicator.SHELTERED, None, "between", low=100))
    assert not ask(present, count(Indicator.SHELTERED, None, "between", low=99))
    open_above = count(Indicator.PRESENT, 100, "at_least")
    assert not ask(open_above, count(Indicator.SHELTERED, 500, "exact"))


def test_the_form_says_what_the_checks_say() -> None:
    app = fill_in(START, [], START)
    bind = app.binds[app.by_name["arrivals"]]
    message = bind.get(f"{JAVAROSA}constraintMsg", "")
    assert message.startswith("Enter the number of arrivals as 0 or more, at most 10,000,000. ")
    assert app.list_problems() == ["Enter at least one number, 0 where there is none"]
    sheltered = app.binds[app.by_name["sheltered"]].get(f"{JAVAROSA}constraintMsg", "")
    assert sheltered.endswith(
        "Enter the number of people sheltered as at most the number of people present, "
        "or correct the number of people present"
    )
    day = app.binds[app.by_name["day"]].get(f"{JAVAROSA}constraintMsg")
    assert day == (
        "Enter today or a day before it. "
        "Enter 6 August 2024, the first day of the operation, or later"
    )


def test_the_form_says_that_blank_is_not_reported_and_zero_is_zero() -> None:
    app = fill_in(START, [], START)
    words = "".join(app.document.itertext())
    assert "blank means not reported" in words
    assert "Enter 0 where somebody counted and there is nobody" in words
    zero = Count(indicator=Indicator.KILLED, form=Form.NEW, value=0)
    assert not fill_in(START, [zero], START).list_problems()


def test_nobody_outside_shelters_is_asked_about_shelters() -> None:
    app = App(make_form("Border region", START, SIZE).xml, today=START, kind="outside")
    app.answer({"day": START, "unit": 3, "source": 1, "sheltered": 5})
    assert app.list_problems() == ["Enter at least one number, 0 where there is none"]
    app.kind = "shelter"
    assert app.list_problems() == []


def test_every_question_has_its_place_and_is_asked() -> None:
    app = fill_in(START, [], START)
    leaves = {path for path, node in app.nodes.items() if not len(node) and "/meta" not in path}
    assert leaves == {"/data/" + "/".join(path) for path in QUESTIONS}
    asked = {element.get("ref") for element in app.document.iter() if element.get("ref")}
    reckoned = {
        path for path, bind in app.binds.items() if bind.get("calculate") and "/meta/" not in path
    }
    assert leaves - reckoned <= asked
    assert {path.rpartition("_")[2] for path in reckoned & leaves} == {"people", "least"}
    assert app.root.get("id") == "daily-report"


def test_units_and_sources_come_as_files_beside_the_form() -> None:
    app = fill_in(START, [], START)
    sources = {e.get("id"): e.get("src") for e in app.document.iter(f"{XFORMS}instance")}
    assert sources["units"] == "jr://file-csv/units.csv"
    assert sources["sources"] == "jr://file-csv/sources.csv"


def test_the_same_questions_make_the_same_form_and_others_another() -> None:
    first = make_form("Border region", START, SIZE)
    make_form.cache_clear()
    assert make_form("Border region", START, SIZE) == first
    other = make_form("Border region", date(2024, 8, 7), SIZE)
    assert other.version != first.version
    assert other.hash != first.hash
    assert f'version="{first.version}"'.encode() in first.xml


def test_the_form_is_made_without_a_warning() -> None:
    warnings: list[str] = []
    workbook = describe_workbook("Border region", START, SIZE, "1")
    convert(workbook, warnings=warnings, form_name="data", validate=False)
    assert warnings == []
