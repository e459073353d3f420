"""Days as other people write them, decided by the column and never by the cell."""

import csv
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.detecting.dates import (
    DayOrder,
    DayReading,
    NotADay,
    find_order,
    has_numeric_dates,
    read_day,
    read_stamps,
)
from tracker.exchange.detecting.zones import find_shift

DAY = date(2022, 2, 24)
DAY_FIRST = DayReading(order=DayOrder.DAY_FIRST)
MONTH_FIRST = DayReading(order=DayOrder.MONTH_FIRST)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2022, 2, 24, 13),  # noqa: DTZ001 -- as workbooks give it
        44616,
        44616.0,
        44616.75,
        "44616",
        20220224,
        "20220224",
        "2022-02-24",
        "2022/2/24",
        "2022.02.24",
        "2022-02-24 00:00:00",
        "2022-02-24T11:00:00.000Z",
        "2022-02-24 11:00 UTC",
        "2022-02-24T23:30:00+03:00",
        "February 24, 2022",
        "Feb 24, 2022",
        "Thursday, February 24, 2022",
        "Thursday, 24 February 2022",
        "24 February 2022",
        "24-Feb-22",
        "24th of February 2022",
        "24 февраля 2022 г.",
        "24 лютого 2022",
        "24 de febrero de 2022",
        "24 février 2022",
        "24 фев. 2022",
        " 24 February 2022 ",
    ],
)
def test_days_are_read_in_many_forms(cell: Any) -> None:
    assert read_day(cell) == DAY


@pytest.mark.parametrize(
    "cell", ["24/02/2022", "24.02.2022", "24-02-22", "24.02.2022 г.", "24/02/2022 10:30"]
)
def test_numeric_dates_follow_the_order_of_the_column(cell: str) -> None:
    assert read_day(cell, DAY_FIRST) == DAY
    with pytest.raises(NotADay, match="day 2 of month 24 of 2022"):
        read_day(cell, MONTH_FIRST)


def test_the_same_cell_is_two_days_in_two_columns() -> None:
    assert read_day("03/04/2022", DAY_FIRST) == date(2022, 4, 3)
    assert read_day("03/04/2022", MONTH_FIRST) == date(2022, 3, 4)


def test_an_ambiguous_cell_is_never_guessed() -> None:
    with pytest.raises(NotADay, match="day or month comes first in 03/04/2022"):
        read_day("03/04/2022")
    assert read_day("04/04/2022") == date(2022, 4, 4)


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["03/04/2022", "25/04/2022"], {DayOrder.DAY_FIRST}),
        (["03/04/2022", "04/25/2022"], {DayOrder.MONTH_FIRST}),
        (["03/04/2022", None, 5, "x"], set(DayOrder)),
        (["25/04/2022", "04/25/2022"], set()),
    ],
)
def test_unambiguous_cells_decide_for_the_column(cells: list[Any], orders: set[DayOrder]) -> None:
    assert find_order(cells) == orders


def test_only_numeric_dates_need_an_order() -> None:
    assert has_numeric_dates(["03/04/2022"])
    assert not has_numeric_dates(["04/04/2022", "2022-04-03", None])


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "Enter the day"),
        ("", "Enter the day"),
        ("soon", "“soon”"),
        ("12 Brumaire 2022", "Brumaire"),
        ("Brumaire 12, 2022", "Brumaire"),
        (2022, "the number 2022"),
        ("2022", "the number 2022"),
        ("31 February 2022", "a day that exists"),
        ("2022-13-01", "a day that exists"),
        ("2022-02-30T11:00", "a day that exists"),
        ("2022-02-24T99:00Z", "a day"),
        (True, "“True”"),
    ],
)
def test_what_is_no_day_is_refused_in_words(cell: Any, words: str) -> None:
    with pytest.raises(NotADay, match=words):
        read_day(cell)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_form(day: date) -> None:
    named = f"{day:%B} {day.day}, {day.year}"
    for cell in (day.isoformat(), named, f"{day.day} {day:%b %Y}", (day - date(1899, 12, 30)).days):
        assert read_day(cell) == day
    assert read_day(f"{day:%d.%m.%Y}", DAY_FIRST) == day
    assert read_day(f"{day:%m/%d/%Y}", MONTH_FIRST) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused_never_worse(text: str) -> None:
    with suppress(NotADay):
        assert isinstance(read_day(text), date)


def test_only_moments_with_time_and_zone_are_stamps() -> None:
    cells = ["2023-11-06T11:00Z", "2023-11-06", "2023-11-06T11:00", "2023-11-06T00:00Z", None, 5]
    assert [stamp.hour for stamp in read_stamps(cells)] == [11]


def test_moments_that_are_midnight_elsewhere_are_days_there() -> None:
    shift = find_shift(["2024-08-06T21:00:00Z", "2024-08-07T21:00:00Z"], home="Europe/Moscow")
    assert shift is not None
    assert (shift.zone, shift.written, shift.meant) == (
        "Europe/Moscow",
        date(2024, 8, 6),
        date(2024, 8, 7),
    )
    found = find_shift(["2024-08-06T21:00:00Z"])
    assert found is not None
    assert found.meant == date(2024, 8, 7)


def test_moments_at_any_time_are_no_days() -> None:
    assert find_shift(["2024-08-06T21:13:00Z", "2024-08-06T07:48:00Z"]) is None
    assert find_shift(["2024-08-06", None]) is None


def test_indian_events_are_a_day_early_if_their_stamps_are_cut(shared_data: Path) -> None:
    file = shared_data / "idmc_displacement_events_india_2023_hxl.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        events = list(csv.DictReader(lines))[1:]
    stamps = [event["displacement_date"] for event in events]
    shift = find_shift(stamps, home="Asia/Kolkata")
    assert len(events) == 113
    assert shift is not None
    assert shift.zone == "Pacific/Auckland"
    told = 0
    for event in events:
        words = re.search(r", (\d\d \w+) - (\d\d \w+)\.", event["description"])
        if words is None:
            continue
        told += 1
        meant = read_day(f"{words[1]} 2023")
        cut = read_day(event["displacement_start_date"])
        turned = read_day(event["displacement_start_date"], DayReading(zone=shift.zone))
        assert (meant - cut).days == 1
        assert turned == meant
    assert told > 50
