"""Checks at entry, held to cases that stand in a file of data."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.check_cases import Case, load_cases, load_limits, make_context, make_count
from tracker.domain.checks import EntryContext, check_hard, check_soft, reckon_present
from tracker.domain.checks.hard import COUNT_RULES
from tracker.domain.checks.limits import (
    GAP,
    JUMP,
    LARGEST,
    LARGEST_HOUSEHOLD,
    NOUNS,
    OLDEST,
    SWAP,
)
from tracker.domain.counts import Count, Form
from tracker.domain.errors import InvalidCount, InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier

CASES = load_cases()
DAY = date(2024, 8, 12)


def name_problem(problem: InvalidCount | InvalidField) -> list[str | None]:
    indicator = problem.indicator if isinstance(problem, InvalidCount) else None
    return [indicator, problem.field, problem.message]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_report_is_refused_or_asked_about_as_the_case_says(case: Case) -> None:
    day = date.fromisoformat(case["day"])
    counts = [make_count(said) for said in case["counts"]]
    context = make_context(case["context"])

    refused = check_hard(day, counts, context)
    asked = () if refused else check_soft(day, counts, context)

    assert [name_problem(problem) for problem in refused] == case["hard"]
    assert [[w.code, w.indicator, w.message] for w in asked] == case["soft"]


def test_the_limits_in_the_cases_are_the_limits_in_use() -> None:
    assert load_limits() == {
        "largest": LARGEST,
        "largest_household": LARGEST_HOUSEHOLD,
        "oldest": OLDEST,
        "jump": asdict(JUMP),
        "gap": asdict(GAP),
        "swap": asdict(SWAP),
        "nouns": {indicator.value: noun for indicator, noun in NOUNS.items()},
    }


def test_every_indicator_has_a_noun_for_its_messages() -> None:
    assert set(NOUNS) == set(Indicator)


def test_every_message_says_what_to_do() -> None:
    messages = [problem[2] for case in CASES for problem in case["hard"] + case["soft"]]
    assert {message.split()[0] for message in messages} == {"Enter", "Check"}


EDGES = st.sampled_from([None, -1, 0, 1, LARGEST, LARGEST + 1])


@given(
    indicator=st.sampled_from(Indicator),
    form=st.sampled_from(Form),
    qualifier=st.sampled_from([Qualifier.EXACT, Qualifier.AT_MOST]),
    value=EDGES,
    low=EDGES,
    households=EDGES,
)
def test_no_rule_is_passed_over_for_a_bare_number(**said: Any) -> None:
    count = Count(**said)
    by_rules = [problem for rule in COUNT_RULES for problem in rule(count)]

    refused = check_hard(DAY, [count], EntryContext(today=DAY, start=DAY))

    assert bool(refused) is bool(by_rules)
    assert set(map(name_as_tuple, refused)) <= set(map(name_as_tuple, by_rules))


def name_as_tuple(problem: InvalidCount | InvalidField) -> tuple[str | None, ...]:
    return tuple(name_problem(problem))


@pytest.mark.parametrize(
    ("counts", "context", "reckoned"),
    [
        ([{"indicator": "arrivals", "value": 5}], {}, None),
        ([{"indicator": "arrivals", "value": 5}], {"present": None}, None),
        ([], {"present": 100}, None),
        ([{"indicator": "arrivals", "value": 5}], {"present": 100}, 105),
        (
            [{"indicator": "arrivals", "value": 5}, {"indicator": "departures", "value": 7}],
            {"present": 100},
            98,
        ),
        (
            [{"indicator": "departures", "qualifier": "in_words", "words": "many"}],
            {"present": 9},
            None,
        ),
        (
            [{"indicator": "arrivals", "form": "total", "value": 50}],
            {"present": 100, "arrivals": 40},
            110,
        ),
        ([{"indicator": "arrivals", "form": "total", "value": 50}], {"present": 100}, None),
    ],
)
def test_people_present_are_reckoned_from_the_last_level_and_the_flows(
    counts: list[Case], context: dict[str, int | None], reckoned: int | None
) -> None:
    last = {code: {"day": "2024-08-11", "value": value} for code, value in context.items()}
    known = make_context({"last": last, "running": {"arrivals": 40}})

    assert reckon_present([make_count(said) for said in counts], known) == reckoned


def test_a_total_so_far_after_words_reckons_nothing() -> None:
    last = {"present": {"day": "2024-08-11", "value": 100}}
    known = make_context({"last": last, "running": {"arrivals": None}})
    count = make_count({"indicator": "arrivals", "form": "total", "value": 50})

    assert reckon_present([count], known) is None


def test_a_derived_level_is_reckoned_on_without_flows() -> None:
    last = {"present": {"day": "2024-08-11", "value": 100, "derived": True}}

    assert reckon_present([], make_context({"last": last})) == 100
