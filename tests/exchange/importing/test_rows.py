"""Which rows of a file count, and which are left out or refused."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import (
    WIDE,
    mapped,
    outcomes,
    plan,
    refusals,
)
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.importing import (
    Outcome,
    WarningKind,
    list_left_out,
    list_warnings,
)
from tracker.exchange.importing.leaving_out import say_filter

DAY = date(2024, 8, 7)
HEAD = "Date,District,Arrivals,Present\n"


@pytest.mark.parametrize("total", ["ИТОГО,,,12,", ",,ИТОГО,12,", "Total,Whole,Source 1,12,"])
def test_a_row_of_totals_is_left_out_wherever_its_word_stands(
    operation: Session, total: str
) -> None:
    rows = f"Date,District,Source,Arrivals,Present\n2024-08-07,Whole,Source 1,5,120\n{total}\n"
    mapping = replace(WIDE, columns={**WIDE.columns, **mapped({"Source": "source"}).columns})
    left_out = plan(operation, rows, replace(mapping, skip_totals=True))
    assert (len(left_out.planned), left_out.refused) == (1, ())
    assert len(plan(operation, rows, mapping).refused) == 1


def test_a_row_that_is_a_sum_without_saying_so_is_left_out(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,5,50\n2024-08-07,Whole,7,70\n2024-08-07,Whole,12,120\n"
    mapping = replace(WIDE, add_rows=True)
    left_out = plan(operation, rows, replace(mapping, skip_totals=True))
    assert list_left_out(left_out.left_out_for) == ["1 row: the sum of all others of the day"]
    assert (left_out.left_out, left_out.planned[0].stated.rows) == (1, (2, 3))
    assert [count.value for count in left_out.planned[0].stated.counts] == [12, 120]
    (warning,) = list_warnings(operation, left_out)
    assert (warning.kind, warning.lines) == (WarningKind.SUMS, ["row 4"])
    kept = plan(operation, rows, mapping)
    assert kept.planned[0].stated.rows == (2, 3, 4)
    (asked,) = list_warnings(operation, kept)
    assert (asked.kind, "Row 4" in asked.lines[0]) == (WarningKind.QUESTIONS, True)
    assert (
        list_warnings(operation, plan(operation, rows, replace(mapping, skip_totals=False))) == []
    )
    called = rows + "2024-08-07,Total,24,240\n"
    named = plan(operation, called, replace(mapping, skip_totals=True))
    assert (named.left_out, named.planned[0].stated.rows) == (1, (2, 3, 4))


def test_a_row_that_cannot_be_true_is_refused_with_its_place(operation: Session) -> None:
    rows = HEAD
    rows += "2024-08-07,Whole,48.5,120\n"
    rows += "soon,Whole,5,120\n"
    rows += "2024-08-07,Nowhere,5,120\n"
    rows += "2024-08-07,,5,120\n"
    rows += "2044-08-07,Whole,5,120\n"
    rows += "2024-08-08,Whole,5,120\n"
    made = plan(operation, rows)
    assert outcomes(made) == [Outcome.ADDED]
    assert refusals(made) == [
        ("row 2, column C", "Enter a whole number, this is 48.5"),
        ("row 3, column A", "Enter a day, such as 2024-08-07; this is “soon”"),
        ("row 4, column B", "Choose the place that “Nowhere” stands for"),
        ("row 5, column B", "Enter the place"),
        ("row 6", "Enter today, 26 August 2024, or a day before it"),
    ]
    assert made.refused[0].cells == ("2024-08-07", "Whole", "48.5", "120")
    assert [place.key.area for place in made.open_places] == ["Nowhere"]


def test_a_number_that_a_comma_splits_is_refused(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,1,1,234\n2024-08-08,Whole,5,120,\n2024-08-09,Whole,5,1,later\n"
    rows += "2024-08-10,Whole,5,12,,34\n" + "2024-08-11,Whole,5,120\n" * 60
    rows += "2024-08-12,Whole,5,1,2,3,4,567\n"
    made = plan(operation, rows)
    assert [(planned.stated.day.day) for planned in made.planned] == [8, 9, 11]
    said = "where the head names no column. A number with the sign in it that separates columns"
    assert [(where, reason.split(said)[0]) for where, reason in refusals(made)] == [
        ("row 2, column E", "Mend the row: it has “234” "),
        ("row 5, column F", "Mend the row: it has “34” "),
        ("row 66, column E", "Mend the row: it has “2” "),
    ]


def test_a_column_without_a_name_may_be_used_and_a_table_without_a_head_has_none(
    operation: Session,
) -> None:
    columns = {"Date": "day", "District": "area", "Arrivals": "arrivals new", "column E": "present"}
    rows = HEAD + "2024-08-07,Whole,1,1,234\n"
    assert plan(operation, rows, mapped(columns)).refused == ()
    assert plan(operation, rows.replace("Present\n", "Present,\n")).refused == ()
    bare = {"column A": "day", "column B": "area", "column C": "present"}
    assert plan(operation, "2024-08-07,Whole,5,1\n" * 2, mapped(bare)).refused == ()
    only = replace(WIDE, only={"column E": ("234",)})
    assert plan(operation, rows, only).refused == ()


def test_numbers_that_contradict_each_other_in_a_report_are_refused(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "Present": "present", "Sheltered": "sheltered"}
    )
    made = plan(operation, "Date,District,Present,Sheltered\n2024-08-07,Whole,5,9\n", mapping)
    ((where, reason),) = refusals(made)
    assert where == "row 2"
    assert "people sheltered as at most 5" in reason


def test_a_row_that_comes_twice_counts_once(operation: Session) -> None:
    made = plan(operation, HEAD + "2024-08-07,Whole,5,120\n" * 2)
    assert outcomes(made) == [Outcome.ADDED]
    assert (made.repeated, made.planned[0].stated.rows) == (1, (2, 3))


def test_rows_that_say_different_things_are_refused_both(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,5,120\n2024-08-08,Whole,1,1\n2024-08-07,Whole,7,120\n"
    made = plan(operation, rows)
    assert outcomes(made) == [Outcome.ADDED]
    reason = "Keep one of two numbers for arrivals new: row 2 says 5, row 4 says 7"
    assert refusals(made) == [("row 2", reason), ("row 4", reason)]


def test_rows_may_be_added_up_instead(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,5,120\n2024-08-07,Whole,>7,n/a\n2024-08-07,Whole,5,120\n"
    made = plan(operation, rows, replace(WIDE, add_rows=True))
    (arrivals, present) = made.planned[0].stated.counts
    assert (arrivals.value, arrivals.qualifier, arrivals.low, arrivals.high) == (
        12,
        Qualifier.ABOUT,
        12,
        None,
    )
    assert (present.value, made.repeated) == (120, 1)


def test_rows_that_are_not_meant_are_left_out(operation: Session) -> None:
    rows = "Date,District,Level,Arrivals,Present\n"
    rows += "2024-08-07,Whole,2,5,1\n2024-08-07,Region,1,5,1\n2024-08-07,Total,2,5,1\n"
    rows += "2024-08-07,Elsewhere,2,5,1\n2024-08-08,Whole,2,,\n"
    mapping = replace(WIDE, only={"Level": ("2",)}, skip_totals=True, places={"Elsewhere": "skip"})
    made = plan(operation, rows, mapping)
    assert outcomes(made) == [Outcome.ADDED]
    assert (made.rows, made.left_out, made.blank, made.refused) == (5, 3, 1, ())
    assert list_left_out(made.left_out_for) == [
        "1 row: “Level” is not “2”",
        "1 row: called a total",
        "1 row: the place is left out",
    ]


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        (("2",), "“Level” is not “2”"),
        (("2", ""), "“Level” is not “2” or blank"),
        (("2", "3", "4", "5"), "“Level” is none of the 4 that are chosen"),
    ],
)
def test_the_words_of_a_filter_say_why(kept: tuple[str, ...], why: str) -> None:
    assert say_filter("Level", kept) == why
