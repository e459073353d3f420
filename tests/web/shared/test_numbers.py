"""Reading whole numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.shared.ids import LARGEST_ID, LARGEST_REPORT_ID, read_number
from tracker.web.shared.numbers import parse_number

ARRIVALS = "the number of arrivals"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        (" 412 ", 412),
        ("007", 7),
        ("1204", 1204),
        ("1 204", 1204),
        ("1,204", 1204),
        ("1'204", 1204),
        ("1\u2019204", 1204),
        ("1\u00a0204", 1204),
        ("1\u202f204", 1204),
        ("12 345 678", 12345678),
        ("\u0661\u0662\u0660\u0664", 1204),  # Arabic-Indic
        ("\u06f1\u06f2\u06f0\u06f4", 1204),  # Persian
        ("\u0661\u066c\u0662\u0660\u0664", 1204),  # with the Arabic thousands sign
        ("१२", 12),
    ],
)
def test_thousands_and_digits_of_any_script_are_read(typed: str, number: int) -> None:
    assert parse_number(typed, ARRIVALS) == number


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-3", "Enter the number of arrivals as 0 or more, without a minus sign"),
        ("\u22123", "Enter the number of arrivals as 0 or more, without a minus sign"),
        ("1.5", "Enter the number of arrivals without decimals; for thousands write 1204 or 1,204"),
        (
            "1.204",
            "Enter the number of arrivals without decimals; for thousands write 1204 or 1,204",
        ),
        (".5", "Enter the number of arrivals without decimals; for thousands write 1204 or 1,204"),
        ("1,5", "Enter the number of arrivals without decimals; for thousands write 1204 or 1,204"),
        (
            "1,2045",
            "Enter the number of arrivals without decimals; for thousands write 1204 or 1,204",
        ),
        ("1 20", "Enter the number of arrivals as a whole number, such as 0 or 1,204"),
        ("1,204 567", "Enter the number of arrivals as a whole number, such as 0 or 1,204"),
        ("about 300", "Enter the number of arrivals as a whole number, such as 0 or 1,204"),
        ("1e3", "Enter the number of arrivals as a whole number, such as 0 or 1,204"),
        ("½", "Enter the number of arrivals as a whole number, such as 0 or 1,204"),
    ],
)
def test_what_could_mean_something_else_is_refused(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        parse_number(typed, ARRIVALS)
    assert str(refused.value) == message


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["", " ", ",", "\u202f"]))
def test_every_number_is_read_back_however_it_is_grouped(number: int, separator: str) -> None:
    assert parse_number(f"{number:,}".replace(",", separator), ARRIVALS) == number


@given(st.text(max_size=20))
def test_no_text_does_anything_but_be_read_or_refused(typed: str) -> None:
    number, message = None, ""
    try:
        number = parse_number(typed, ARRIVALS)
    except ValueError as refused:
        message = str(refused)
    assert (number is None) == message.startswith("Enter the number of arrivals")


@pytest.mark.parametrize("typed", ["", "x", "-1", "+1", "1.0", " 1", "٤", "1_0", "9" * 5000])
def test_an_address_has_plain_digits_or_no_number(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize("largest", [LARGEST_ID, LARGEST_REPORT_ID])
def test_a_number_in_an_address_is_none_beyond_the_largest(largest: int) -> None:
    assert read_number(str(largest), largest) == largest
    assert read_number(str(largest + 1), largest) is None
    assert read_number("0", largest) == 0
