"""Columns that are sums of others are found, in no more time than there are columns."""

import time
from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from tracker.exchange.detecting.column_sums import FEWEST_ROWS, MOST_PARTS, Values, find_sums

COUNTS = st.one_of(st.none(), st.integers(0, 3))


def adds_up(whole: int, parts: Sequence[int], rows: Sequence[Values]) -> bool:
    told = [row for row in rows if row[whole] is not None and all(row[part] for part in parts)]
    return len(told) >= FEWEST_ROWS and all(
        row[whole] == sum(row[part] or 0 for part in parts) for row in told
    )


def look_at_all(columns: Sequence[int], rows: Sequence[Values]) -> dict[int, tuple[int, ...]]:
    """The sums as they are meant, each column compared with each window of the others."""
    found = {}
    for whole in columns:
        others = [column for column in columns if column != whole]
        windows = [
            tuple(others[start : start + length])
            for start in range(len(others))
            for length in range(2, min(MOST_PARTS, len(others) - start) + 1)
        ]
        parts = next((parts for parts in windows if adds_up(whole, parts, rows)), None)
        if parts:
            found[whole] = parts
    return found


@st.composite
def tables(draw: st.DrawFn) -> list[list[int | None]]:
    """Rows that are multiples of one, so that sums are many, with some cells that do not fit."""
    row = draw(st.lists(st.integers(1, 9), min_size=2, max_size=11))
    times = draw(st.lists(st.integers(1, 3), min_size=2, max_size=6))
    rows: list[list[int | None]] = [[value * n for value in row] for n in times]
    at = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, len(row) - 1), COUNTS)
    for line, column, value in draw(st.lists(at, max_size=4)):
        rows[line][column] = value
    return rows


@given(rows=tables())
@example(rows=[[1, 1, 2]] * 3 + [[1, 1, 3]])
@example(rows=[[1, 2, 3, 1]] * 3)
@example(rows=[[1, 3, 2]] * 3 + [[1, 4, 2]])
@example(rows=[[1] * 8 + [8]] * 3)
@example(rows=[[1, 1, 2, None]] * 2 + [[1, 1, None, 2]] * 2)
def test_sums_are_those_that_a_look_at_all_windows_finds(rows: list[list[int | None]]) -> None:
    columns = list(range(len(rows[0])))
    assert find_sums(columns, rows) == look_at_all(columns, rows)
    assert find_sums(columns[1:], rows) == look_at_all(columns[1:], rows)


def test_a_sum_may_stand_before_among_and_behind_its_parts() -> None:
    for row, expected in (
        ([11, 5, 6], {0: (1, 2)}),
        ([5, 11, 6], {1: (0, 2)}),
        ([5, 6, 11], {2: (0, 1)}),
    ):
        rows = [[value * times for value in row] for times in (1, 2, 3)]
        assert find_sums([0, 1, 2], rows) == expected


def test_thousands_of_columns_take_seconds_and_not_hours() -> None:
    width = 2_000
    rows = [[1000 + at * at * row for at in range(width)] for row in (1, 2, 3, 5)]
    began = time.process_time()
    assert find_sums(range(width), rows) == {}
    assert time.process_time() - began < 10
