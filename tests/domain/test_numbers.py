"""Qualifiers, counts and amounts: what a number can be, and how it is said."""

from __future__ import annotations

import doctest

import pytest

from tracker.domain import breakdown, counts, qualifiers, reports
from tracker.domain.amounts import NOTHING, Amount, Spread, spread_of
from tracker.domain.counts import Count, Form, convert_households, default_form
from tracker.domain.indicators import DEFINITIONS, LEVELS, TALLIES, Indicator, Kind
from tracker.domain.qualifiers import Bounds, Qualifier, derive_bounds, phrase


@pytest.mark.parametrize(
    ("qualifier", "value", "low", "high", "bounds"),
    [
        ("exact", 5, None, None, (5, 5)),
        ("exact", 0, None, None, (0, 0)),
        ("about", 5, None, None, (None, None)),
        ("about", 5, 3, 9, (3, 9)),
        ("at_least", 5, None, None, (5, None)),
        ("at_least", 5, None, 9, (5, 9)),
        ("more_than", 5, None, None, (6, None)),
        ("at_most", 5, None, None, (0, 5)),
        ("at_most", 5, 2, None, (2, 5)),
        ("less_than", 5, None, None, (0, 4)),
        ("less_than", 5, 2, None, (2, 4)),
        ("between", None, 3, 9, (3, 9)),
        ("between", 5, 3, 9, (3, 9)),
        ("in_words", None, None, None, (None, None)),
        ("in_words", None, 3, None, (3, None)),
        ("exact", None, None, None, (None, None)),
    ],
)
def test_a_qualifier_gives_bounds(
    qualifier: str, value: int | None, low: int | None, high: int | None, bounds: tuple[int, int]
) -> None:
    assert derive_bounds(Qualifier(qualifier), value, low, high) == Bounds(
        low=bounds[0], high=bounds[1]
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Count(indicator=Indicator.KILLED, form=Form.NEW, value=1234), "1,234"),
        (Count(indicator=Indicator.KILLED, form=Form.NEW, value=None, words="a few"), "“a few”"),
        (
            Count(
                indicator=Indicator.EVACUATED,
                form=Form.TOTAL,
                value=300,
                qualifier=Qualifier.MORE_THAN,
            ),
            "more than 300",
        ),
        (
            Count(
                indicator=Indicator.PRESENT,
                form=Form.LEVEL,
                value=None,
                qualifier=Qualifier.BETWEEN,
                low=100,
                high=200,
            ),
            "between 100 and 200",
        ),
        (
            Count(
                indicator=Indicator.PRESENT,
                form=Form.LEVEL,
                value=150,
                qualifier=Qualifier.BETWEEN,
                low=100,
                high=200,
            ),
            "between 100 and 200, best estimate 150",
        ),
    ],
)
def test_a_count_is_said_as_a_person_would(said: Count, words: str) -> None:
    assert said.said == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "“several thousand”"),
        (1000, None, "“several thousand” (at least 1,000)"),
        (None, 9000, "“several thousand” (at most 9,000)"),
        (1000, 9000, "“several thousand” (1,000 to 9,000)"),
    ],
)
def test_words_are_kept_with_their_bounds(low: int | None, high: int | None, words: str) -> None:
    assert phrase(Qualifier.IN_WORDS, None, low, high, "several thousand") == words


def test_about_says_its_bounds_only_when_given() -> None:
    assert phrase(Qualifier.ABOUT, 5) == "about 5"
    assert phrase(Qualifier.ABOUT, 5, 3, 9) == "about 5 (3 to 9)"


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        (Qualifier.AT_LEAST, "at least 50 (at most 80)"),
        (Qualifier.MORE_THAN, "more than 50 (at most 80)"),
        (Qualifier.AT_MOST, "at most 50 (at least 20)"),
        (Qualifier.LESS_THAN, "less than 50 (at least 20)"),
    ],
)
def test_a_bound_on_the_other_side_is_said_too(qualifier: Qualifier, words: str) -> None:
    assert phrase(qualifier, 50, 20, 80) == words
    assert phrase(qualifier, 50, 0) == words.partition(" (")[0]


def test_households_become_people_rounded_half_up() -> None:
    assert convert_households(10, 2.35) == 24
    assert convert_households(0, 2.35) == 0


@pytest.mark.parametrize("indicator", Indicator)
def test_an_indicator_is_reported_as_its_kind_asks(indicator: Indicator) -> None:
    assert (default_form(indicator) is Form.LEVEL) == (indicator in LEVELS)
    assert (indicator in TALLIES) == (DEFINITIONS[indicator].kind is Kind.TALLY)


def test_every_indicator_that_is_part_of_another_names_it() -> None:
    at_most = {i: d.at_most for i, d in DEFINITIONS.items() if d.at_most}

    assert at_most == {
        Indicator.SHELTERED: Indicator.PRESENT,
        Indicator.HOSPITALISED: Indicator.INJURED,
    }


def test_only_capacities_count_places() -> None:
    places = {i for i, d in DEFINITIONS.items() if not d.people}

    assert places == {Indicator.CAPACITY, Indicator.CAPACITY_STANDBY}
    assert {DEFINITIONS[i].unit for i in places} == {"places"}


def test_lows_and_values_add_and_an_open_high_opens_the_sum() -> None:
    closed = Amount(value=2, low=1, high=3, unreviewed=2, disputed=1)
    opened = Amount(value=300, low=301, open_highs=1, without_value=0)

    assert (closed + opened).upper is None
    assert (closed + NOTHING).upper == 3
    assert (closed + opened).low == 302
    assert (closed + opened).value == 302


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((1, 3), (2, 9), (1, 9)),
        ((1, None), (2, 9), (1, None)),
        ((1, 3), (0, None), (0, None)),
    ],
)
def test_the_spread_of_two_counts_holds_both(
    one: tuple[int, int | None], other: tuple[int, int | None], both: tuple[int, int | None]
) -> None:
    widened = Spread(low=one[0], high=one[1]).widen(Spread(low=other[0], high=other[1]))

    assert widened == Spread(low=both[0], high=both[1])


def test_an_open_low_of_people_is_0() -> None:
    count = Count(
        indicator=Indicator.PRESENT,
        form=Form.LEVEL,
        value=None,
        qualifier=Qualifier.IN_WORDS,
        words="many",
    )

    assert spread_of(count) == Spread(low=0, high=None)


@pytest.mark.parametrize("module", [breakdown, counts, qualifiers, reports])
def test_the_examples_in_docstrings_are_true(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]

    assert results.attempted
    assert not results.failed
