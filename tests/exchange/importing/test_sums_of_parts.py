"""Rows that are the sum of other rows by sex and age, and parts without any such row."""

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tests.exchange.importing.by_people import (
    ADDING,
    LONG,
    UNKNOWN,
    F,
    M,
    Told,
    parts,
    reasons,
    rows,
    total,
)
from tracker.exchange.detecting import Layout


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("F,,20", "M,,30"), 50),
        (("F,,20", "M,,30", "unknown,,5"), 55),
        (("F,0-17,20", "F,18+,10", "M,,30"), 60),
        (("F,0-17,20", "F,18+,10", "F,unknown,1", "M,,30"), 61),
        ((",0-17,20", ",18-59,10", ",60+,3", ",unknown,2"), 35),
        # By sex and by age: two partitions, which say the same.
        (("F,,20", "M,,30", ",0-17,15", ",18+,35"), 50),
        (("F,,20", "M,,30", ",0-17,15"), 50),
        (("girls,,4", "F,18+,6", "boys,,5", "M,18+,7"), 22),
        (("F,,20", "F,0-4,3", "M,,30", "M,0-4,4"), 50),
        (("F,,20", "M,,30", "unknown,0-4,2", "unknown,5+,3"), 55),
    ],
)
def test_parts_that_are_everybody_are_added_up_where_that_is_asked_for(
    operation: Session, lines: tuple[str, ...], whole: int
) -> None:
    assert total(plan(operation, rows(*(f"there,{line}" for line in lines)), ADDING)) == whole


@pytest.mark.parametrize(
    "lines",
    [
        ("F,,20",),
        ("F,,20", "unknown,,30"),
        ("F,0-17,20", "M,0-17,10"),
        (",0-17,20", ",19+,10"),
        (",0-17,20", ",5-11,4", ",18+,9"),
        (",0-17,20", ",18-59,10"),
        (",5-17,20", ",18+,10"),
        ("F,,20", "M,,30", ",0-17,15", ",18+,36"),
        ("F,0-17,20", "F,5+,10", "M,,30"),
        ("F,,20", "M,,30", "unknown,0-17,2", "unknown,5-20,3"),
        ("unknown,0-17,20", "unknown,18+,3"),
    ],
)
def test_parts_that_are_not_everybody_or_overlap_are_never_added_up(
    operation: Session, lines: tuple[str, ...]
) -> None:
    made = plan(operation, rows(*(f"there,{line}" for line in lines)), ADDING)
    (reason,) = reasons(made)
    assert reason == (
        "Add a row with all people: the parts of present do not add up to everybody, by sex or by "
        "age"
    )


def test_a_row_of_all_people_goes_before_a_sum_of_parts(operation: Session) -> None:
    assert total(plan(operation, rows("there,,,60", "there,F,,20", "there,M,,30"), ADDING)) == 60


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        # Children of all sexes beside girls and boys: what is left of them is of unknown sex.
        ((",0-17,20", "F,0-17,9", "M,0-17,8"), {(F, 0, 17): 9, (M, 0, 17): 8, (UNKNOWN, 0, 17): 3}),
        ((",0-17,17", "F,0-17,9", "M,0-17,8"), {(F, 0, 17): 9, (M, 0, 17): 8}),
        ((",0-17,17",), {(UNKNOWN, 0, 17): 17}),
        ((",0-17,0",), {(UNKNOWN, 0, 17): 0}),
        (
            (",0-17,19", "F,0-17,9", "M,0-17,8", "unknown,0-17,2"),
            {(F, 0, 17): 9, (M, 0, 17): 8, (UNKNOWN, 0, 17): 2},
        ),
        # Women of all ages beside their ages: what is left of them is of unknown age.
        (("F,,30", "F,0-17,9"), {(F, 0, 17): 9, (F, None, None): 21}),
        (("F,total,30", "F,0-17,9", "F,18+,21"), {(F, 0, 17): 9, (F, 18, None): 21}),
        (("F,,30", "F,0-17,9", "F,5-11,4"), {(F, 0, 17): 9, (F, 5, 11): 4, (F, None, None): 21}),
        (("F,unknown,3", "F,0-17,9"), {(F, 0, 17): 9, (F, None, None): 3}),
        # Unknown sex is the rest of parts by sex, unknown age that of parts by age.
        (
            ("F,,30", "M,,20", "unknown,,4"),
            {(F, None, None): 30, (M, None, None): 20, (UNKNOWN, None, None): 4},
        ),
        (
            (",0-17,30", ",unknown,4"),
            {(UNKNOWN, 0, 17): 30, (UNKNOWN, None, None): 4},
        ),
        (
            ("F,,30", "M,,20", "unknown,,4", ",0-17,24", ",unknown,6"),
            {(F, None, None): 30, (M, None, None): 20, (UNKNOWN, 0, 17): 24},
        ),
        (
            ("F,0-17,3", "unknown,unknown,4", "unknown,,4"),
            {(F, 0, 17): 3, (UNKNOWN, None, None): 4},
        ),
        (
            ("unknown,0-17,3", "unknown,,5"),
            {(UNKNOWN, 0, 17): 3, (UNKNOWN, None, None): 2},
        ),
    ],
)
def test_sums_of_parts_are_kept_as_what_is_left_of_them(
    operation: Session, lines: tuple[str, ...], kept: Told
) -> None:
    made = plan(operation, rows("there,,,300", *(f"there,{line}" for line in lines)), LONG)
    assert parts(made) == kept


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            (",0-17,16", "F,0-17,9", "M,0-17,8"),
            "those that divide children (0 to 17) are 17 together, more than the 16",
        ),
        (("F,,20", "F,0-17,9", "F,18+,12"), "those that divide female are 21"),
        ((",5-11,16", "F,5-11,9", "unknown,5-11,8"), "those that divide 5 to 11 are 17"),
    ],
)
def test_parts_over_their_own_sum_are_refused(
    operation: Session, lines: tuple[str, ...], said: str
) -> None:
    made = plan(operation, rows("there,,,300", *(f"there,{line}" for line in lines)), LONG)
    (reason,) = reasons(made)
    assert reason.startswith("Mend the parts of present: ")
    assert said in reason


def test_parts_over_the_total_are_refused(operation: Session) -> None:
    made = plan(operation, rows("there,,,40", "there,F,,20", "there,M,,30"), LONG)
    (reason,) = reasons(made)
    assert "the parts are at least 50" in reason
    # By sex and by age are two partitions, and neither is over the total.
    both = ("there,,,50", "there,F,,20", "there,M,,30", "there,,0-17,20", "there,,18+,30")
    assert total(plan(operation, rows(*both), LONG)) == 50


def test_columns_of_parts_without_one_of_all_people_are_added_up(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "W": "present, female", "M": "present, male"}
    columns |= {"Children": "present, 0 to 17"}
    table = "Date,District,W,M,Children\n2024-08-07,Whole,20,30,40\n2024-08-08,Whole,20,,40\n"
    made = plan(operation, table, mapped(columns, add_parts=True))
    assert [one.stated.counts[0].value for one in made.planned] == [50]
    assert [refused.row for refused in made.refused] == [3]
    ages = {
        "Date": "day",
        "District": "area",
        "W": "present, 0 to 17",
        "M": "present, 18 and older",
    }
    made = plan(operation, table, mapped(ages, add_parts=True))
    assert [one.stated.counts[0].value for one in made.planned] == [50]


def test_words_of_indicators_may_be_parts_and_need_all_people(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "What": "indicator", "Value": "number"}
    words = mapped({"there": "present", "girls": "present, female, 0 to 17"}).columns
    mapping = mapped(columns, layout=Layout.ROWS, words=words)
    head = "Date,District,What,Value\n"
    assert parts(plan(operation, rows("girls,5", "there,40", head=head), mapping)) == {
        (F, 0, 17): 5
    }
    (reason,) = reasons(plan(operation, rows("girls,5", head=head), mapping))
    assert reason.startswith("Add a row with all people: only parts of present are told.")


def test_a_column_of_unknown_people_is_no_sum_of_others(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "Sex": "sex", "All": "present"}
    columns |= {"Others": "present, unknown"}
    head = "Date,District,Sex,All,Others\n"
    told = parts(plan(operation, rows("total,90,4", "F,40,", head=head), mapped(columns)))
    assert told == {(F, None, None): 40, (UNKNOWN, None, None): 4}
