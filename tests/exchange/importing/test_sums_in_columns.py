"""Columns that sum other columns up by sex or age are no parts beside these."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tests.exchange.importing.by_people import UNKNOWN, F, M, Told, parts, reasons, total
from tests.exchange.tables import survey
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import suggest

BANDS = {"0 to 4": (0, 4), "5 to 11": (5, 11), "12 to 59": (12, 59), "60 and older": (60, None)}
AGES = (*BANDS, "unknown age")
SEXES = ("female", "male", "unknown sex")

Columns = dict[str, int | str]


def write(told: list[Columns]) -> str:
    """A row for each day; blank where it does not tell a column."""
    names = list(dict.fromkeys(name for row in told for name in row))
    rows = [
        ",".join((f"2024-08-{day:02},Whole,300", *(str(row.get(name, "")) for name in names)))
        for day, row in enumerate(told, start=7)
    ]
    heads = "".join(f',"N {name}"' for name in names)
    return "\n".join((f"Date,District,All{heads}", *rows, ""))


def mapping_of(told: list[Columns], *, whole: bool = True, **more: Any) -> Any:
    columns = {"Date": "day", "District": "area"} | ({"All": "present"} if whole else {})
    return mapped(
        columns | {f"N {name}": f"present, {name}" for row in told for name in row}, **more
    )


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"0 to 17": 10, "female, 0 to 17": 6, "male, 0 to 17": 4}, {(F, 0, 17): 6, (M, 0, 17): 4}),
        (
            {"0 to 17": 11, "female, 0 to 17": 6, "male, 0 to 17": 4},
            {(F, 0, 17): 6, (M, 0, 17): 4, (UNKNOWN, 0, 17): 1},
        ),
        ({"0 to 17": 10, "female, 0 to 17": "", "male, 0 to 17": ""}, {(UNKNOWN, 0, 17): 10}),
        ({"0 to 17": 10, "female": 20}, {(UNKNOWN, 0, 17): 10, (F, None, None): 20}),
        (
            {"unknown sex, 0 to 17": 10, "female, 0 to 17": 6, "male, 0 to 17": 4},
            {(F, 0, 17): 6, (M, 0, 17): 4, (UNKNOWN, 0, 17): 10},
        ),
        ({"female": 9, "female, 0 to 4": 4, "female, 5 to 11": 5}, {(F, 0, 4): 4, (F, 5, 11): 5}),
        ({"female": 9, "female, 0 to 4": 4}, {(F, 0, 4): 4, (F, None, None): 5}),
        (
            {"female, unknown age": 9, "female, 0 to 4": 4},
            {(F, 0, 4): 4, (F, None, None): 9},
        ),
    ],
)
def test_a_column_of_all_beside_its_parts_is_kept_as_their_rest(
    operation: Session, told: Columns, kept: Told
) -> None:
    assert parts(plan(operation, write([told]), mapping_of([told]))) == kept


def test_columns_of_parts_over_their_sum_are_refused(operation: Session) -> None:
    told: Columns = {"0 to 17": 9, "female, 0 to 17": 6, "male, 0 to 17": 4}
    (reason,) = reasons(plan(operation, write([told]), mapping_of([told])))
    assert reason == (
        "Mend the parts of present: those that divide children (0 to 17) are 10 together, more "
        "than the 9 of all of them"
    )


def test_heads_say_who_is_counted_of_all_sexes_and_who_of_an_unknown_one(
    operation: Session,
) -> None:
    head = "Date,District,Present,Present children,Present girls,Present boys,{},{}\n"
    head = head.format("Present children of unknown sex", "Present: age unknown")
    table = head + "2024-08-07,Whole,300,13,6,4,3,1\n"
    meanings = {name: meaning.words for name, meaning in suggest(survey(table)).meanings.items()}
    assert list(meanings.values())[2:] == [
        "present",
        "present, 0 to 17",
        "present, female, 0 to 17",
        "present, male, 0 to 17",
        "present, unknown sex, 0 to 17",
        "present, unknown age",
    ]
    assert parts(plan(operation, table, mapped(meanings))) == {
        (F, 0, 17): 6,
        (M, 0, 17): 4,
        (UNKNOWN, 0, 17): 3,
        (UNKNOWN, None, None): 1,
    }


def test_ages_of_an_unknown_sex_are_not_everybody(operation: Session) -> None:
    ages: Columns = {"0 to 17": 40, "18 and older": 60}
    mapping = mapping_of([ages], whole=False, add_parts=True)
    assert total(plan(operation, write([ages]), mapping)) == 100
    unknown: Columns = {f"unknown sex, {age}": value for age, value in ages.items()}
    mapping = mapping_of([unknown], whole=False, add_parts=True)
    (reason,) = reasons(plan(operation, write([unknown]), mapping))
    assert reason.startswith("Add a row with all people: the parts of present do not add up")
    beside = unknown | {"female": 20, "male": 30}
    mapping = mapping_of([beside], whole=False, add_parts=True)
    assert total(plan(operation, write([beside]), mapping)) == 150


CELLS = [(sex, age) for sex in SEXES for age in AGES]


def say(sex: str, age: str) -> str:
    return "unknown" if (sex, age) == (SEXES[-1], AGES[-1]) else f"{sex}, {age}"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_columns_of_sums_change_nothing(operation: Session, data: Any) -> None:
    days: list[dict[tuple[str, str], int]] = data.draw(
        st.lists(
            st.dictionaries(st.sampled_from(CELLS), st.integers(1, 9), max_size=8),
            min_size=1,
            max_size=3,
        )
    )
    summed = data.draw(st.sets(st.sampled_from([*BANDS, "female", "male"])))
    alone = data.draw(st.booleans())
    plain: list[Columns] = [{say(*cell): value for cell, value in told.items()} for told in days]
    with_sums = [dict(row) for row in plain]
    for told, row in zip(days, with_sums, strict=True):
        for name in summed:
            under = {cell: value for cell, value in told.items() if name in cell}
            if under:
                row[name] = sum(under.values())
            if alone:
                # The rest needs no column of its own: it is what the sum is more than its parts.
                row.pop(say(SEXES[-1], name) if name in BANDS else say(name, AGES[-1]), None)
    without = plan(operation, write(plain), mapping_of(plain))
    made = plan(operation, write(with_sums), mapping_of(with_sums))
    assert made.refused == without.refused == ()
    assert [one.stated.counts for one in made.planned] == [
        one.stated.counts for one in without.planned
    ]
    assert all(one.stated.counts[0].indicator is Indicator.PRESENT for one in made.planned)
