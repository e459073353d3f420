"""A survey that was kept says what the survey of the file said."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import survey, table
from tracker.exchange.detecting import examine, read_survey, suggest, survey_table, write_survey
from tracker.exchange.detecting.bounds import FIRST
from tracker.exchange.detecting.kept_surveys import decode_cell, encode_cell
from tracker.exchange.detecting.surveys import STEP
from tracker.exchange.meanings import OWN_COLUMNS
from tracker.exchange.reading import Cell, Row

CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.sampled_from([None, UTC]))
    | st.times()
    | st.timedeltas()
)


@given(CELLS)
def test_a_cell_is_the_same_of_the_same_kind(cell: Cell) -> None:
    found = decode_cell(encode_cell(cell))
    assert (type(found), found) == (type(cell), cell)


def test_what_is_no_number_stays_none() -> None:
    found = decode_cell(encode_cell(math.nan))
    assert isinstance(found, float)
    assert math.isnan(found)


def test_a_kept_survey_asks_and_tells_the_same() -> None:
    made = survey(
        [
            ["Situation of the day", None, None, None, None],
            ["Date", "District", "Girls", "Boys", "All"],
            ["#date", "#adm2", "#affected+f", "#affected+m", "#affected"],
            *([date(2024, 8, n), f"District {n}", n, 2 * n, 3 * n] for n in range(1, 9)),
            [datetime(2024, 8, 9, 12, tzinfo=UTC), "Total", 36.0, time(1), timedelta(hours=30)],
        ]
    )
    asked: list[str] = []

    def read(name: str) -> Iterator[Row]:
        asked.append(name)
        return made.table.read()

    kept = read_survey(json.loads(json.dumps(write_survey(made))), read)
    assert kept is not None
    assert (kept.head, kept.rows, kept.profiles) == (made.head, made.rows, made.profiles)
    assert (kept.first, kept.cells) == (made.first, made.cells)
    assert kept.table.where(3, 1) == made.table.where(3, 1)
    assert examine(kept, suggest(kept)) == examine(made, suggest(made))
    assert not asked
    assert list(kept.list_data()) == list(made.list_data())
    assert asked == ["made"]


def test_a_survey_of_another_form_is_not_read() -> None:
    said = write_survey(survey([["A"], ["7"]]))
    assert read_survey(said, lambda _name: iter(())) is not None
    others: list[Any] = [said | {"form": said["form"] - 1}, {"profiles": []}, "text", None]
    for other in others:
        assert read_survey(other, lambda _name: iter(())) is None


def test_a_walk_tells_how_far_it_is_and_keeps_the_first_rows() -> None:
    told: list[tuple[int, int]] = []
    rows = [["Present"], *([str(n)] for n in range(2 * STEP + 10))]
    made = survey_table(table(rows), progress=lambda *done: told.append(done))
    assert told == [(STEP, len(rows)), (2 * STEP, len(rows))]
    assert made.rows == made.cells == len(rows) - 1
    assert len(made.first) == FIRST


@pytest.mark.parametrize(
    ("row", "cells"), [(["7", "", "N/A"], 1), (["7", "x", None], 2), ([0, 0.0, False], 3)]
)
def test_only_cells_with_anything_in_them_are_counted(row: list[Cell], cells: int) -> None:
    assert survey([["A", "B", "C"], row]).cells == cells


def test_of_refused_rows_it_is_kept_which_columns_were_not_read() -> None:
    head = ["Who", "Dead", *OWN_COLUMNS]
    made = survey(
        [head, ["#meta+source", "#affected+killed+unused", "", ""], ["A", 5, "row 2", "x"]]
    )
    kept = read_survey(json.loads(json.dumps(write_survey(made))), lambda _: made.table.read())
    assert kept is not None
    assert kept.head == made.head
    assert [column.unused for column in made.head.columns] == [False, True, False, False]
