"""What stands beside a number is read with it, number by number."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.importing.leaving_out import NOT_TOLD

MAPPING = mapped(
    {"Date": "day", "District": "area", "Killed": "killed total so far", "Present": "present"}
)
HEAD = "Date,District,Killed,Killed low,Killed high,Killed mark,Present,Present mark"
ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def read(session: Session, *rows: str) -> list[tuple[Count, ...]]:
    made = plan(session, "\n".join((HEAD, *rows, "")), MAPPING)
    assert made.refused == ()
    return [planned.stated.counts for planned in made.planned]


def killed(value: int, **more: Any) -> Count:
    return Count(indicator=Indicator.KILLED, form=Form.TOTAL, value=value, **more)


PRESENT = Count(indicator=Indicator.PRESENT, form=Form.LEVEL, value=40)


@ONE_ENGINE
def test_only_the_numbers_that_are_marked_as_carried_are_left_out(operation: Session) -> None:
    found = read(
        operation,
        "2024-08-07,Whole,5,,,observed,40,carried",
        "2024-08-08,Whole,5,,,stale,40,observed",
        "2024-08-09,Whole,6,,,,40,",
    )
    assert found == [(killed(5),), (PRESENT,), (killed(6), PRESENT)]


@ONE_ENGINE
def test_rows_without_any_number_of_their_day_are_left_out_for_that(operation: Session) -> None:
    made = plan(operation, f"{HEAD}\n2024-08-07,Nowhere,5,,,carried,40,derived\n", MAPPING)
    assert (made.left_out_for, made.open_places) == (((NOT_TOLD, 1),), ())


@ONE_ENGINE
def test_numbers_are_as_sure_as_the_bounds_beside_them(operation: Session) -> None:
    found = read(
        operation,
        "2024-08-07,Whole,5,4,7,observed,,",
        "2024-08-08,Whole,5,5,,observed,,",
        "2024-08-09,Whole,>8,4,9,observed,,",
        "2024-08-10,Whole,9,9,9,observed,,",
    )
    assert [counts[0] for counts in found] == [
        killed(5, qualifier=Qualifier.BETWEEN, low=4, high=7),
        killed(5, qualifier=Qualifier.AT_LEAST),
        killed(8, qualifier=Qualifier.MORE_THAN),
        killed(9),
    ]


@ONE_ENGINE
def test_a_blank_number_is_none_whatever_stands_beside_it(operation: Session) -> None:
    assert read(operation, "2024-08-07,Whole,,4,7,observed,40,observed") == [(PRESENT,)]
