"""What a point between digits sets off is asked for a column, and never guessed cell by cell."""

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tests.exchange.importing.conftest import operation
from tests.exchange.tables import survey
from tracker.exchange.detecting import (
    Asked,
    Point,
    Question,
    examine,
    read_survey,
    suggest,
    write_survey,
)
from tracker.exchange.mapping import MappingUnreadable, read_mapping, write_mapping

__all__ = ["operation"]

WIDE = {"Date": "day", "District": "area", "Present": "present"}


def rows(*values: str) -> str:
    days = enumerate(values, start=7)
    lines = [f"2024-08-{day:02};Whole;{value}" for day, value in days]
    return "\n".join(("Date;District;Present", *lines))


def ask(*values: str) -> list[Question]:
    made = survey(rows(*values))
    return [q for q in examine(made, suggest(made)).questions if q.asked is Asked.POINT]


@pytest.mark.parametrize("values", [("1.000", "1.037", "1.111"), ("1.037", "24", "980")])
def test_a_column_in_which_no_cell_tells_is_asked_about(values: tuple[str, ...]) -> None:
    (asked,) = ask(*values)
    assert (asked.column, asked.likely) == ("Present", None)
    assert asked.options[0].words == f"Thousands: {values[0].replace('.', ',')}"


@pytest.mark.parametrize(
    "values",
    [("1.000", "1.5"), ("1.000", "1.000.000"), ("1.000", "0.125"), ("1,000", "24"), ("1000", "24")],
)
def test_a_column_of_which_one_cell_tells_is_not_asked_about(values: tuple[str, ...]) -> None:
    assert ask(*values) == []


def test_columns_that_count_nothing_are_not_asked_about() -> None:
    made = survey("District;Length\nA;1.037\nB;1.111\n")
    assert not examine(made, suggest(made)).questions


def test_the_question_stays_with_a_kept_survey() -> None:
    made = survey(rows("1.000", "1.037"))
    kept = read_survey(write_survey(made), lambda _: made.table.read())
    assert kept is not None
    assert kept.profiles == made.profiles


@pytest.mark.parametrize(
    ("points", "values", "refused"),
    [
        ({"Present": Point.THOUSANDS}, [1000, 1037], 0),
        ({"Present": Point.FRACTIONS}, [1], 1),
        ({}, [], 2),
    ],
)
def test_a_column_is_read_as_it_was_answered(
    operation: Session, points: dict[str, Point], values: list[int], refused: int
) -> None:
    made = plan(operation, rows("1.000", "1.037"), mapped(WIDE, points=points))
    assert [planned.stated.counts[0].value for planned in made.planned] == values
    assert len(made.refused) == refused


def test_what_cells_tell_goes_before_an_earlier_answer(operation: Session) -> None:
    mapping = mapped(WIDE, points={"Present": Point.THOUSANDS})
    made = plan(operation, rows("1.000", "3.0"), mapping)
    assert [planned.stated.counts[0].value for planned in made.planned] == [1, 3]


def test_answers_are_kept_in_mappings() -> None:
    mapping = mapped(WIDE, points={"Present": Point.THOUSANDS})
    assert read_mapping(write_mapping(mapping)) == mapping
    with pytest.raises(MappingUnreadable, match="thousands"):
        read_mapping('[points]\nPresent = "cents"\n')
