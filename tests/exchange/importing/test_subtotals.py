"""Numbers of coarser ages beside finer ones, as files tell them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
from tracker.domain.breakdown import UNKNOWN_AGE, AgeBand
from tracker.exchange.detecting.people import read_age
from tracker.exchange.importing import Plan, list_warnings
from tracker.exchange.importing.subtotals import AgesDisagree, add_up_ages, settle_ages

GIRLS = ("F,0-4,3", "F,5-11,4", "F,12-17,5")
BOYS = ("M,0-4,2", "M,5-11,2", "M,12-17,2")
SEXES = {"": "", "F": "female", "M": "male", "unknown": "unknown sex"}
FINE = {(F, 0, 4): 3, (F, 5, 11): 4, (F, 12, 17): 5}
FINE_BOYS = {(M, 0, 4): 2, (M, 5, 11): 2, (M, 12, 17): 2}


def told(session: Session, *lines: str) -> Plan:
    return plan(session, rows("there,,,300", *(f"there,{line}" for line in lines)), LONG)


def told_in_columns(session: Session, *lines: str) -> Plan:
    """The same with a column for each number."""
    meanings = {"Date": "day", "District": "area", "All": "present"}
    for line in lines:
        sex, age, _ = line.split(",")
        ages = read_age(age)
        assert ages, age
        meanings[line] = ", ".join(("present", *filter(None, (SEXES[sex], ages.words))))
    head = [",".join(name.split(",")[:2]) for name in meanings]
    mapping = mapped(dict(zip(head, meanings.values(), strict=True)))
    cells = ["2024-08-07", "Whole", "300", *(line.rpartition(",")[2] for line in lines)]
    return plan(session, [head, cells], mapping)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("F,0-17,12", *GIRLS), FINE),
        # From the finest on: each is the sum of those that are left.
        (("F,0-17,12", "F,5-17,9", *GIRLS), FINE),
        (("F,0-17,12", "F,0-11,7", "F,12-17,5"), {(F, 0, 11): 7, (F, 12, 17): 5}),
        (
            ("F,18+,9", "F,18-59,5", "F,60+,4", "F,unknown,2"),
            {(F, 18, 59): 5, (F, 60, None): 4, (F, None, None): 2},
        ),
        (("F,0+,21", "F,0-17,12", "F,18+,9"), {(F, 0, 17): 12, (F, 18, None): 9}),
        (
            ("F,0+,22", "F,0-17,12", "F,18+,9", "F,unknown,1"),
            {(F, 0, None): 22, (F, 0, 17): 12, (F, 18, None): 9, (F, None, None): 1},
        ),
        # Of ages in two pieces nobody knows how many are in which.
        (("F,0-17,20", "F,5-11,4"), {(F, 0, 17): 20, (F, 5, 11): 4}),
        # Ages that cross each other, or the ones that are left, are no parts of a sum.
        (
            ("F,0-17,20", "F,0-5,3", "F,5-17,17"),
            {(F, 0, 17): 20, (F, 0, 5): 3, (F, 5, 17): 17},
        ),
        (
            ("F,0-17,20", "F,0-4,3", "F,12-24,4"),
            {(F, 0, 17): 20, (F, 0, 4): 3, (F, 12, 24): 4},
        ),
        # The other sex is no part of it.
        (("F,0-17,20", "M,0-4,3"), {(F, 0, 17): 20, (M, 0, 4): 3}),
    ],
)
def test_a_sum_of_finer_ages_is_left_out_or_kept_as_what_they_leave(
    operation: Session, lines: tuple[str, ...], kept: Told
) -> None:
    assert parts(told(operation, *lines)) == kept
    assert parts(told_in_columns(operation, *lines)) == kept


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        # What the finer ones leave is of the ages that they do not tell.
        (("F,0-17,12", "F,0-4,3", "F,5-11,4"), FINE),
        (("F,0-17,7", "F,0-4,3", "F,5-11,4"), {(F, 0, 4): 3, (F, 5, 11): 4, (F, 12, 17): 0}),
        (("F,0-17,20", "F,5-17,9"), {(F, 0, 4): 11, (F, 5, 17): 9}),
        (("F,18+,20", "F,18-59,9"), {(F, 18, 59): 9, (F, 60, None): 11}),
        ((",0-17,18", ",0-4,10"), {(UNKNOWN, 0, 4): 10, (UNKNOWN, 5, 17): 8}),
        (("unknown,0-17,8", "unknown,0-4,1"), {(UNKNOWN, 0, 4): 1, (UNKNOWN, 5, 17): 7}),
        # What is vague or blank is no part of a sum, and no sum tells what it is.
        (("F,0-17,20", "F,0-4,~3", "F,5-17,4"), {(F, 0, 17): 20, (F, 5, 17): 4}),
        (("F,0-17,20", "F,0-4,", "F,5-17,4"), {(F, 0, 17): 20, (F, 5, 17): 4}),
        (("F,0-17,20", "F,0-4,<5", "F,12-17,4"), {(F, 0, 17): 20, (F, 12, 17): 4}),
        (
            (",12-17,7", "F,0-17,12", "F,0-4,3", "F,5-11,4"),
            {(F, 0, 17): 12, (F, 0, 4): 3, (F, 5, 11): 4, (UNKNOWN, 12, 17): 7},
        ),
    ],
)
def test_what_finer_ages_leave_is_of_the_ages_that_no_column_tells(
    operation: Session, lines: tuple[str, ...], kept: Told
) -> None:
    assert parts(told_in_columns(operation, *lines)) == kept


def test_what_finer_ages_leave_is_of_no_ages_where_a_row_of_them_may_be_refused(
    operation: Session,
) -> None:
    made = told(operation, "F,0-17,20", "F,0-4,<5", "F,5-17,4")
    assert [refused.row for refused in made.refused] == [4]
    (count,) = made.planned[0].stated.counts
    assert {(p.age_from, p.age_to): p.value for p in count.parts} == {(0, 17): 20, (5, 17): 4}


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (
            (",0-17,18", ",0-4,10", ",5-17,8"),
            {(UNKNOWN, 0, 4): 10, (UNKNOWN, 5, 17): 8},
        ),
        (
            ("unknown,0-17,8", "unknown,0-4,1", "unknown,5-17,7"),
            {(UNKNOWN, 0, 4): 1, (UNKNOWN, 5, 17): 7},
        ),
        # All children, girls and boys by their ages.
        ((",0-17,18", *GIRLS, *BOYS), FINE | FINE_BOYS),
        ((",0-17,20", *GIRLS, *BOYS), FINE | FINE_BOYS | {(UNKNOWN, 0, 17): 20}),
        ((",0-17,18", "F,0-17,12", "M,0-17,6", *GIRLS, *BOYS), FINE | FINE_BOYS),
        ((",0-17,18", *GIRLS), FINE | {(UNKNOWN, 0, 17): 18}),
        (
            (",0-17,19", *GIRLS, *BOYS, "unknown,0-4,1"),
            FINE | FINE_BOYS | {(UNKNOWN, 0, 4): 1},
        ),
        ((",0-17,18", "unknown,0-17,0", *GIRLS, *BOYS), FINE | FINE_BOYS | {(UNKNOWN, 0, 17): 18}),
        # Who is of unknown sex is what girls and boys leave of the very same ages: these stay.
        (
            (",0-17,20", "F,0-17,12", "M,0-17,6", *GIRLS),
            FINE | {(F, 0, 17): 12, (M, 0, 17): 6, (UNKNOWN, 0, 17): 2},
        ),
        (
            ("unknown,0-17,3", "F,0-17,12", *GIRLS),
            FINE | {(F, 0, 17): 12, (UNKNOWN, 0, 17): 3},
        ),
        (
            (",0-17,20", "F,0-17,12", "M,0-17,6", ",0-4,5", ",5-17,15"),
            {(F, 0, 17): 12, (M, 0, 17): 6, (UNKNOWN, 0, 17): 2}
            | {(UNKNOWN, 0, 4): 5, (UNKNOWN, 5, 17): 15},
        ),
        (
            ("F,0-17,9", "unknown,0-17,3", "unknown,0-4,1", "unknown,5-17,2"),
            {(F, 0, 17): 9, (UNKNOWN, 0, 17): 3, (UNKNOWN, 0, 4): 1, (UNKNOWN, 5, 17): 2},
        ),
        # Women of all ages are those of the finer ones.
        (("F,,30", "F,0-17,12", *GIRLS), FINE | {(F, None, None): 18}),
        (("unknown,,5", "unknown,0-17,5"), {(UNKNOWN, 0, 17): 5}),
    ],
)
def test_sums_of_ages_and_of_sexes_are_settled_together(
    operation: Session, lines: tuple[str, ...], kept: Told
) -> None:
    assert parts(told(operation, *lines)) == kept
    assert parts(told_in_columns(operation, *lines)) == kept


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ("F,0-17,11", *GIRLS),
            "female, children (0 to 17) are 12 together, more than the 11 of all of them",
        ),
        (
            ("F,0-17,13", *GIRLS),
            "female, children (0 to 17) are 12 together, less than the 13 of all of them",
        ),
        (("F,0-17,6", "F,0-4,3", "F,5-11,4"), "are 7 together, more than the 6"),
        (("M,18+,6", "M,60+,7"), "divide male, 18 and older are 7 together, more than the 6"),
        # Two ways of dividing it, of which one contradicts it.
        (
            ("F,0-17,9", "F,0-4,3", "F,5-17,6", "F,0-11,2", "F,12-17,6"),
            "female, 0 to 11 are 3 together, more",
        ),
        ((",0-17,17", ",0-4,10", ",5-17,8"), "divide children (0 to 17) are 18 together, more"),
        (
            (",0-17,17", *GIRLS, *BOYS),
            "divide children (0 to 17) are 18 together, more than the 17",
        ),
        ((",0-17,18", *GIRLS, *BOYS, "unknown,0-4,1"), "divide children (0 to 17) are 19 together"),
        ((",0-17,2", "F,0-4,3"), "divide children (0 to 17) are 3 together, more than the 2"),
        (("unknown,0-17,2", "unknown,0-4,3"), "divide sex unknown, children (0 to 17) are 3"),
        (("F,0+,2", "F,0-17,3", "F,unknown,1"), "divide female, all ages are 3 together, more"),
    ],
)
def test_ages_that_contradict_their_sum_are_refused_with_both_numbers(
    operation: Session, lines: tuple[str, ...], said: str
) -> None:
    (reason,) = reasons(told(operation, *lines))
    assert reason.startswith("Mend the parts of present: those that divide ")
    assert said in reason


def test_columns_of_coarser_ages_are_settled_too(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "All": "present"}
    columns |= {
        f"Girls {a}-{b}": f"present, female, {a} to {b}"
        for a, b in ((0, 17), (0, 4), (5, 11), (12, 17))
    }
    head = ",".join(columns) + "\n"
    lines = ("30,12,3,4,5", "30,12,3,4,", "30,20,3,4,5")
    made = plan(
        operation,
        head + "".join(f"2024-08-{7 + at:02},Whole,{line}\n" for at, line in enumerate(lines)),
        mapped(columns),
    )
    found = [
        {(p.age_from, p.age_to): p.value for p in one.stated.counts[0].parts}
        for one in made.planned
    ]
    assert found == [{(0, 4): 3, (5, 11): 4, (12, 17): 5}, {(0, 17): 12, (0, 4): 3, (5, 11): 4}]
    assert [refused.row for refused in made.refused] == [4]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ((",0-17,20", ",0-4,3", ",5-17,17", ",18+,9"), 29),
        (("F,0-17,12", *GIRLS, "F,18+,3", "M,,9"), 24),
        ((",0-17,18", ",18+,9", *GIRLS), 27),
    ],
)
def test_sums_of_ages_are_not_added_up_twice(
    operation: Session, lines: tuple[str, ...], whole: int
) -> None:
    assert total(plan(operation, rows(*(f"there,{line}" for line in lines)), ADDING)) == whole


@pytest.mark.parametrize(
    ("lines", "kept", "lost"),
    [
        # Beside women of all ages a part of unknown age would be taken for one of unknown sex.
        (("F,,30", ",unknown,4"), {(F, None, None): 30}, ["unknown age: 4"]),
        (("F,0-17,9", ",unknown,4"), {(F, 0, 17): 9, (UNKNOWN, None, None): 4}, []),
        (("F,,30", "F,0-17,30", ",unknown,4"), {(F, 0, 17): 30, (UNKNOWN, None, None): 4}, []),
        (("F,,30", ",unknown,0"), {(F, None, None): 30}, []),
        (
            ("F,,30", "unknown,,4", ",0-17,24", ",unknown,6"),
            {(F, None, None): 30, (UNKNOWN, 0, 17): 24},
            ["unknown sex: 4", "unknown age: 6"],
        ),
        (
            ("F,,30", "unknown,,4", ",unknown,4"),
            {(F, None, None): 30, (UNKNOWN, None, None): 4},
            ["unknown age: 4"],
        ),
        (
            ("F,0-17,3", "unknown,unknown,4", "unknown,,5"),
            {(F, 0, 17): 3, (UNKNOWN, None, None): 4},
            ["unknown sex: 5"],
        ),
    ],
)
def test_parts_of_unknown_sex_or_age_without_a_place_are_told_of(
    operation: Session, lines: tuple[str, ...], kept: Told, lost: list[str]
) -> None:
    made = told(operation, *lines)
    assert parts(made) == kept
    warnings = list_warnings(operation, made)
    assert [line for one in warnings for line in one.lines] == [
        f"row 2: present, {words}" for words in lost
    ]
    if lost:
        parts_are = "1 part of unknown sex or age is " if len(lost) == 1 else "2 parts of unknown"
        assert warnings[0].words.startswith(parts_are)
        assert "“unknown sex, 0 to 17”" in warnings[0].remedy


Ages = st.lists(st.integers(0, 30), max_size=25)


@st.composite
def bands(draw: st.DrawFn) -> AgeBand:
    """A band between a few ages, so that many meet, cross and lie in each other."""
    first, last = sorted(
        draw(st.lists(st.sampled_from((0, 5, 12, 18, 25)), min_size=2, max_size=2))
    )
    older = draw(st.booleans())
    return AgeBand(age_from=first, age_to=None if older else max(first, last - 1))


def count(band: AgeBand, ages: list[int]) -> int:
    return sum(
        (band.age_from or 0) <= age <= (99 if band.age_to is None else band.age_to) for age in ages
    )


@settings(max_examples=300)
@given(
    ages=Ages, asked=st.sets(bands(), min_size=1, max_size=8), blank=st.sets(bands(), max_size=2)
)
def test_what_is_kept_of_true_numbers_is_true_and_says_no_less(
    ages: list[int], asked: set[AgeBand], blank: set[AgeBand]
) -> None:
    truth = {band: count(band, ages) for band in asked}
    settled = settle_ages(truth, blank - asked)
    assert settled == {band: count(band, ages) for band in settled}
    for band, value in truth.items():
        # Each number that was told is still there, or is the sum of what is.
        inside = {one: n for one, n in settled.items() if one != band}
        assert settled.get(band, value) == value
        assert band in settled or add_up_ages(inside, band) == value
    assert settle_ages(settled, blank - asked) == settled
    assert not settled.keys() & (blank - asked)
    assert settle_ages(truth, standing=asked) == truth


@settings(max_examples=200)
@given(ages=Ages, off=st.integers(-5, 5).filter(bool))
def test_a_sum_that_is_off_is_never_kept(ages: list[int], off: int) -> None:
    fine = [AgeBand(age_from=a, age_to=b) for a, b in ((0, 4), (5, 11), (12, None))]
    truth = {band: count(band, ages) for band in fine}
    whole = AgeBand(age_from=0, age_to=None)
    with pytest.raises(AgesDisagree):
        settle_ages(truth | {whole: len(ages) + off})
    loose = truth | {whole: len(ages) + abs(off), UNKNOWN_AGE: 1}
    assert settle_ages(loose) == loose
