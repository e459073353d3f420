"""Days without a year that head columns are known, and the year is asked for, never guessed."""

from datetime import date

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import Asked, Calendar, Layout, Question, examine, suggest
from tracker.exchange.detecting.yearless import date_days, find_yearless


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (["3 Mar", "4 Mar", "5 Mar"], [(3, 3), (3, 4), (3, 5)]),
        (["03.03", "04.03.", "05.03"], [(3, 3), (3, 4), (3, 5)]),
        (["3/3", "3/4", "3/18"], [(3, 3), (3, 4), (3, 18)]),
        (["Aug 7th", "Aug 8th", "Aug 9th"], [(8, 7), (8, 8), (8, 9)]),
        (["Пн, 5 августа", "6 авг.", "7-авг"], [(8, 5), (8, 6), (8, 7)]),
        (["28-02", "29-02", "01-03"], [(2, 28), (2, 29), (3, 1)]),
        (["30 Dec", "31 Dec", "1 Jan"], [(12, 30), (12, 31), (1, 1)]),
    ],
)
def test_heads_that_go_up_are_days(names: list[str], days: list[tuple[int, int]]) -> None:
    assert list(find_yearless(["District", *names, "Total"]).values()) == days


@pytest.mark.parametrize(
    "names",
    [
        ["3 Mar", "4 Mar"],
        ["1.1", "1.2", "1.3"],
        ["Mar 22", "Apr 22", "May 22"],
        ["5 Mar", "4 Mar", "3 Mar"],
        ["3 Mar", "3 March", "4 Mar"],
        ["12.05", "13.10", "14.07"],
        ["30.02", "31.02", "32.02"],
        ["3 Mar 2024", "4 Mar 2024", "5 Mar 2024"],
        ["Q 1", "Q 2", "Q 3"],
    ],
)
def test_other_heads_are_no_days(names: list[str]) -> None:
    assert find_yearless(["District", *names]) == {}


def test_after_december_comes_the_next_year_and_no_day_is_made_up() -> None:
    days = find_yearless(["30 Dec", "31 Dec", "1 Jan", "2 Jan"])
    assert list(date_days(days, 2023).values()) == [
        date(2023, 12, 30),
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2024, 1, 2),
    ]
    leap = find_yearless(["28 Feb", "29 Feb", "1 Mar"])
    assert list(date_days(leap, 2024)) == ["28 Feb", "29 Feb", "1 Mar"]
    assert list(date_days(leap, 2023)) == ["28 Feb", "1 Mar"]


def ask(rows: str, *years: int) -> list[Question]:
    made = survey(rows)
    return [
        q
        for q in examine(made, suggest(made), Calendar(years=years)).questions
        if q.asked is Asked.YEAR
    ]


ROWS = "District,28.02,29.02,01.03\nSudzha,5,6,7\n"


def test_the_year_is_asked_for_and_not_guessed() -> None:
    assert suggest(survey(ROWS)).layout is Layout.DAYS
    (asked,) = ask(ROWS, 2023, 2024, 2025)
    assert asked.words.endswith("have no year. In which year is 28.02?")
    # In 2023 and 2025 there is no 29 February.
    assert [(option.value, option.words) for option in asked.options] == [
        ("2024", "2024: 2024-02-28 to 2024-03-01")
    ]
    assert asked.likely is None
    assert ask(ROWS) == ask(ROWS, 2023) == []


def test_a_title_that_names_one_year_makes_it_likely() -> None:
    rows = "District,7 Aug,8 Aug,9 Aug\nSudzha,5,6,7\n"
    (asked,) = ask("Kursk region 2024,,,\n" + rows, 2023, 2024)
    assert asked.likely == "2024"
    assert [option.words for option in asked.options] == [
        "2023: 2023-08-07 to 2023-08-09",
        "2024: 2024-08-07 to 2024-08-09, as a title above the table says",
    ]
    (asked,) = ask("2023 and 2024,,,\n" + rows, 2024)
    assert (asked.likely, len(asked.options)) == (None, 2)


def test_no_year_is_asked_for_where_the_heads_tell_it_or_other_columns_do() -> None:
    dated = "District,2024-08-07,2024-08-08,2024-08-09\nSudzha,5,6,7\n"
    assert suggest(survey(dated)).layout is Layout.DAYS
    assert ask(dated, 2024) == []
    assert ask("District,3 Mar,Killed,Present\nSudzha,5,6,7\n", 2024) == []
