"""Heads of days without a month, with a weekday, or with something beside them."""

from datetime import date

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import DayReading, Layout, date_columns, find_yearless, suggest
from tracker.exchange.detecting.bare_days import find_bare_days

ROWS = "Tim,1,2,3,4\nBelaya,4,3,2,1\n"
AUGUST = [date(2024, 8, day) for day in range(20, 24)]


def list_days(text: str, year: int | None = None) -> list[date]:
    found = survey(text)
    assert suggest(found).layout is Layout.DAYS
    return [day for _, day in date_columns(found.head, DayReading(), year)]


@pytest.mark.parametrize(
    "title",
    ["August 2024", "Evacuated, August 2024", "Август 2024 г.", "20-23 August 2024", "Aug. 2024"],
)
def test_bare_numbers_are_days_of_the_month_above(title: str) -> None:
    text = f'Kursk region,,,,\n"{title}",,,,\nDistrict,20,21,22,23\n{ROWS}'
    assert list_days(text) == AUGUST
    head = survey(text).head
    assert (head.columns[1].name, head.row) == ("20 August 2024", 3)


def test_a_month_without_its_year_leaves_the_year_to_be_asked_for() -> None:
    text = f"August,,,,\nDistrict,20,21,22,23\n{ROWS}"
    assert list_days(text, 2024) == AUGUST
    assert len(find_yearless([column.name for column in survey(text).head.columns])) == 4


def test_a_group_may_name_the_month_or_several() -> None:
    grouped = f"District,August 2024,,,\n,20,21,22,23\n{ROWS}"
    assert list_days(grouped) == AUGUST
    two = f"District,July 2024,,August 2024,\n,30,31,1,2\n{ROWS}"
    assert list_days(two)[1:3] == [date(2024, 7, 31), date(2024, 8, 1)]


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("1", "2", "3", "4"), "As of 23 August 2024"),
        (("20", "21"), "August 2024"),
        (("20", "22", "21"), "August 2024"),
        (("1", "2", "31"), "August 2024"),
        (("20", "21", "22"), "Districts"),
        (("20", "21", "22"), "Numbers may change"),
        (("30", "31", "32"), "August 2024"),
        (("29", "30", "31"), "June 2024"),
    ],
)
def test_other_numbers_are_no_days(names: tuple[str, ...], title: str) -> None:
    assert find_bare_days(names, [title]) == {}


def test_the_nearest_month_counts_and_the_year_turns() -> None:
    names = ["District", "30", "31", "1"]
    found = find_bare_days(names, ["Since August 2024", "December 2024"])
    assert list(found.values()) == ["30 December 2024", "31 December 2024", "1 January 2025"]


@pytest.mark.parametrize(
    "heads",
    [
        "Tue 20 Aug,Wed 21 Aug,Thu 22 Aug,Fri 23 Aug",
        '"Tue, 20 Aug","Wed, 21 Aug","Thu, 22 Aug","Fri, 23 Aug"',
        "20 Aug (Tue),21 Aug (Wed),22 Aug (Thu),23 Aug (Fri)",
        "Вт 20.08,Ср 21.08,Чт 22.08,Пт 23.08",
        "Tue Aug 20,Wed Aug 21,Thu Aug 22,Fri Aug 23",
        "20 Aug,21 Aug*,22 Aug,23 Aug¹",
        "Tue 20 Aug 2024,Wed 21 Aug 2024,Thu 22 Aug 2024,Fri 23 Aug 2024",
    ],
)
def test_a_weekday_or_a_mark_makes_a_day_no_less_one(heads: str) -> None:
    assert list_days(f"District,{heads}\n{ROWS}", 2024) == AUGUST


def test_another_word_before_a_day_is_no_weekday() -> None:
    assert find_yearless(["Till 20 Aug", "Till 21 Aug", "Till 22 Aug"]) == {}


def test_a_head_is_not_lost_where_most_of_its_days_are_marked() -> None:
    found = survey(f"District,20 Aug (prov.),21 Aug,22 Aug (est.),23 Aug\n{ROWS}")
    assert [column.name for column in found.head.columns][:2] == ["District", "20 Aug (prov.)"]
    assert found.rows == 2


def test_a_row_of_plain_numbers_is_no_head() -> None:
    assert survey("Districts\nTim,12.05,13.10,11.02\nBelaya,12.01,10.10,9.02\n").head.row is None
    assert survey("August 2024,,,\nTim,20,25,22\nBelaya,1,2,3\n").head.row is None
