"""Numbers as other people write them."""

import math
import re
from contextlib import suppress
from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import say_cell
from tracker.exchange.detecting.digits import NotANumber, find_decimal_mark
from tracker.exchange.detecting.numbers import Number, read_number


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
        ("＞３００", Qualifier.MORE_THAN, 300),
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


@pytest.mark.parametrize(
    "note",
    [
        "²",
        "¹²",
        "ᵖ",
        "①",
        "⑴",
        "½",
        "*",
        "**",
        "†",
        "‡",
        "(p)",
        " (п)",
        "[1]",
        " e",
        " p",
        "r",
        "р",
    ],
)
def test_a_number_with_a_footnote_is_refused_and_the_sign_is_named(note: str) -> None:
    for text in (f"345{note}", f"> 345{note}", f"{note.strip()} 345"):
        with pytest.raises(NotANumber, match=f"without “{re.escape(note.strip())}”.* not known"):
            read_number(text)


@pytest.mark.parametrize("text", ["①", "½", "3½", "Ⅳ", "三", "3⁵", "10⁶", "²", "𝟑²", "1⁄2", "४५२²"])
def test_only_decimal_digits_are_numbers(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


@pytest.mark.parametrize("text", ["345", "٣٤٥", "۳۴۵", "३४५", "３４５", "𝟑𝟒𝟓", "\u200f345\u200e"])
def test_digits_of_any_script_are_digits(text: str) -> None:
    assert read_number(text) == Number(value=345)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 200 тыс.", 1_200_000),
        ("1'200 thousand", 1_200_000),
        ("1’200 k", 1_200_000),
        ("1,200,300 thousand", 1_200_300_000),
        ("1,200.5 thousand", 1_200_500),
        ("0,125 тыс.", 125),
        ("0.500k", 500),
        ("12.50 thousand people", 12_500),
        ("1.2340 k", 1234),
    ],
)
def test_thousands_are_a_thousand_times_the_number(text: str, value: int) -> None:
    assert read_number(text) == Number(value=value, qualifier=Qualifier.ABOUT)


@pytest.mark.parametrize("decimal", [None, ".", ","])
@pytest.mark.parametrize(
    "text", ["1,200 thousand", "1.200k", "about 1,200 тыс.", "12.345 k people", "01,200 тыс."]
)
def test_three_digits_before_thousand_could_be_either(text: str, decimal: str | None) -> None:
    with pytest.raises(NotANumber, match="Write the number out"):
        read_number(text, decimal)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.2.3 k", "without signs"),
        ("1'20 thousand", "without signs"),
        ("1.2345 thousand", "whole number, this is 1.2345 thousand"),
        ("9" * 400 + " k", "Enter a number"),
        ("1.204.0", "without signs"),
        ("0,500", "whole number"),
        ("0 500", "without signs"),
        ("+-5", "Enter a number"),
        ("12 and 15", "Enter a number"),
        ("12 и 15", "Enter a number"),
    ],
)
def test_what_could_be_several_numbers_is_none(text: str, words: str) -> None:
    with pytest.raises(NotANumber, match=words):
        read_number(text)


def test_whole_numbers_of_any_length_are_read() -> None:
    assert read_number(10**400) == Number(value=10**400)
    with pytest.raises(NotANumber, match="0 or more, this is -1000"):
        read_number(-(10**400))


@pytest.mark.parametrize("noise", [1e-10, -1e-10, 9e-7, -9e-7, 0.0])
@pytest.mark.parametrize("value", [0, 12, 4_000_000])
def test_what_formulas_leave_beside_a_whole_number_is_that_number(value: int, noise: float) -> None:
    assert read_number(value + noise) == Number(value=value)
    assert say_cell(value + noise) == f"{value}"


@pytest.mark.parametrize("cell", [12.00001, 11.99999, 48.5, math.inf, "12.0000000001", -0.5])
def test_what_is_further_off_is_no_whole_number(cell: Any) -> None:
    with pytest.raises(NotANumber):
        read_number(cell)


def test_thousands_or_more_are_at_least_so_many() -> None:
    assert read_number("2k+") == Number(value=2000, qualifier=Qualifier.AT_LEAST)


@pytest.mark.parametrize("cells", [["12.08.2024"], ["1.2.3", "1,2,3"], ["1.204.5"], ["12,345,6"]])
def test_what_is_no_number_does_not_tell_the_mark_of_fractions(cells: list[str]) -> None:
    assert find_decimal_mark(cells) is None


RICH = st.lists(
    st.one_of(
        st.sampled_from("0123456789²³½①٣۳３ ,.'’`-–+<>~≥%*†()[]/\u00a0\u202f"),
        st.sampled_from(["12", "200", "000", "1,200", " thousand", " тыс.", "k", " млн", "people"]),
        st.sampled_from(
            ["about ", "between ", " and ", " to ", "до ", "около ", "(p)", "[1]", "e"]
        ),
    ),
    max_size=8,
).map("".join)
KNOWN = re.compile(
    r"thousand|тыс|k|people|about|between|and|to|до|около|[ \u00a0\u202f'’`,.+<>~≥:–-]",
    re.IGNORECASE,
)


@settings(max_examples=500)
@given(RICH, st.sampled_from([None, ".", ","]))
def test_a_number_has_the_digits_of_its_text_and_nothing_else(
    text: str, decimal: str | None
) -> None:
    try:
        found = read_number(text, decimal)
    except NotANumber:
        return
    if found is None or found.qualifier is Qualifier.IN_WORDS:
        return
    digits = KNOWN.sub("", text)
    assert digits.isdecimal()
    digits = "".join(str(int(digit)) for digit in digits)
    if re.search(r"\d\s*(?:[–-]|to|and|до)", text):
        low, high = (found.low, found.high) if found.value is None else (found.value, found.value)
        assert digits.replace("0", "") == f"{low}{high}".replace("0", "")
        return
    scale = 1000 if re.search("thousand|тыс|k", text) else 1
    behind = len(re.sub(r"\D", "", re.split("[.,]", text.replace("тыс.", "тыс"))[-1]))
    assert found.value in {Fraction(int(digits) * scale, 10**places) for places in (0, behind)}


@settings(max_examples=500)
@given(
    st.integers(0, 999_999),
    st.sampled_from(["", "0", "5", "25", "125", "1250"]),
    st.sampled_from([",", "."]),
    st.sampled_from(["", " ", "'", "’", "\u202f"]),
    st.sampled_from([" thousand", "k", " тыс.", " тысяч человек"]),
)
def test_thousands_are_what_their_number_says_or_refused(
    whole: int, fraction: str, mark: str, group: str, word: str
) -> None:
    text = f"{whole:,}".replace(",", group) + (f"{mark}{fraction}" if fraction else "")
    if len(fraction) == 3 and 0 < whole < 1000:
        with pytest.raises(NotANumber, match="Write the number out"):
            read_number(text + word)
        return
    meant = whole * 1000 + int(fraction[:3].ljust(3, "0"))
    assert read_number(text + word) == Number(value=meant, qualifier=Qualifier.ABOUT)
