"""Numbers as other people write them."""

from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting.numbers import NotANumber, Number, find_decimal_mark, read_number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (48.0, 48),
        (0, 0),
        (0.0, 0),
        ("48.0", 48),
        ("48,00", 48),
        ("1204", 1204),
        ("1,204", 1204),
        ("1 204", 1204),
        ("1\u00a0204", 1204),
        ("1\u202f204\u202f567", 1204567),
        ("1'204", 1204),
        ("1’204’567", 1204567),
        ("1,204,567", 1204567),
        ("1.204.567", 1204567),
        ("1.204.567,0", 1204567),
        ("1,204.00", 1204),
        (" 7 ", 7),
        ("٧", 7),
        ("300 people", 300),
        ("300 чел.", 300),
        ("exactly 300", 300),
        ("ровно 300", 300),
        ("+5", 5),
        ("300-300", 300),
    ],
)
def test_numbers_are_read_whatever_sets_off_their_thousands(cell: Any, value: int) -> None:
    assert read_number(cell) == Number(value=value)


@pytest.mark.parametrize(
    "cell",
    [None, "", "  ", "-", "–", "N/A", "nan", "NaN", float("nan"), "н/д", "…", "#N/A", "null"],
)
def test_what_is_not_reported_is_never_nought(cell: Any) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "qualifier", "value"),
    [
        (">300", Qualifier.MORE_THAN, 300),
        ("> 1 300", Qualifier.MORE_THAN, 1300),
        ("more than 300 people", Qualifier.MORE_THAN, 300),
        ("более 300", Qualifier.MORE_THAN, 300),
        ("≥300", Qualifier.AT_LEAST, 300),
        (">= 300", Qualifier.AT_LEAST, 300),
        ("at least 300", Qualifier.AT_LEAST, 300),
        ("300+", Qualifier.AT_LEAST, 300),
        ("не менее 300", Qualifier.AT_LEAST, 300),
        ("<300", Qualifier.LESS_THAN, 300),
        ("менее 300", Qualifier.LESS_THAN, 300),
        ("≤300", Qualifier.AT_MOST, 300),
        ("up to 300", Qualifier.AT_MOST, 300),
        ("до 300", Qualifier.AT_MOST, 300),
        ("about 500", Qualifier.ABOUT, 500),
        ("~500", Qualifier.ABOUT, 500),
        ("ca. 500", Qualifier.ABOUT, 500),
        ("около 500", Qualifier.ABOUT, 500),
        ("about 2.5 thousand", Qualifier.ABOUT, 2500),
        ("2,5 тыс.", Qualifier.ABOUT, 2500),
        ("2 тысячи", Qualifier.ABOUT, 2000),
        ("over 2k", Qualifier.MORE_THAN, 2000),
    ],
)
def test_words_before_a_number_become_its_qualifier(
    cell: str, qualifier: Qualifier, value: int
) -> None:
    assert read_number(cell) == Number(value=value, qualifier=qualifier)


@pytest.mark.parametrize(
    "cell", ["300-400", "300 – 400", "between 300 and 400", "от 300 до 400", "300 to 400"]
)
def test_a_range_has_bounds_and_no_value(cell: str) -> None:
    assert read_number(cell) == Number(value=None, qualifier=Qualifier.BETWEEN, low=300, high=400)


@pytest.mark.parametrize("cell", ["several thousand", "dozens", "несколько сотен"])
def test_words_alone_are_kept(cell: str) -> None:
    assert read_number(cell) == Number(value=None, qualifier=Qualifier.IN_WORDS, words=cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (48.5, "whole number, this is 48.5"),
        ("48.5", "whole number, this is 48.5"),
        ("1,204.5", "whole number"),
        (float("inf"), "whole number"),
        (-3, "0 or more"),
        ("-3", "0 or more, this is -3"),
        ("1.204", "without the point"),
        ("1,20,4", "without signs between"),
        ("400-300", "smaller number first"),
        ("45%", "Enter a number, this is “45%”"),
        ("see the note below, it says it all", "“see the note below, it says i…”"),
        ("9" * 5000, "Enter a number"),
        (True, "yes or no"),
        (date(2024, 8, 7), "a date"),
        (time(12), "a date or a time"),
    ],
)
def test_what_is_no_count_is_refused_in_words(cell: Any, words: str) -> None:
    with pytest.raises(NotANumber, match=words):
        read_number(cell)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.204", "12,5"], ","),
        (["1,204", "12.5"], "."),
        (["1.204.567"], ","),
        (["1,204,567"], "."),
        (["1.204,50"], ","),
        (["5", None, 7.5, "a", "1,204"], None),
    ],
)
def test_the_mark_of_fractions_is_told_by_the_column(cells: list[Any], mark: str | None) -> None:
    assert find_decimal_mark(cells) == mark


def test_a_point_is_read_as_the_column_uses_it() -> None:
    assert read_number("1.204", ",") == Number(value=1204)
    with pytest.raises(NotANumber, match="whole"):
        read_number("1.204", ".")
    with pytest.raises(NotANumber, match="whole"):
        read_number("1,204", ",")
    assert read_number("1,204", ".") == Number(value=1204)


@given(st.integers(0, 99_999_999), st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’", ""]))
def test_every_number_is_read_back(value: int, mark: str) -> None:
    assert read_number(f"{value:,}".replace(",", mark)) == Number(value=value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    with suppress(NotANumber):
        found = read_number(text)
        assert found is None or found.value is None or found.value >= 0
