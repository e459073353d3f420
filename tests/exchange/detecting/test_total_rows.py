"""Rows that add the others up are found wherever they stand, in memory that does not grow."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import survey
from tracker.exchange.detecting import Survey, suggest, total_rows
from tracker.exchange.detecting.total_rows import find_sum_rows
from tracker.exchange.reading.tables import Row

HEAD = ["Date", "District", "Arrivals", "Present"]
Told = tuple[int, int, int]


def find(found: Survey) -> list[int]:
    return [number for number, _ in find_sum_rows(found, suggest(found).meanings, found.list_data)]


def make(rows: list[Told]) -> list[list[object]]:
    """Rows of a day of August each, with two counts."""
    days = [f"2024-08-{day + 1:02}" for day, *_ in rows]
    return [
        [day, f"P{at}", *told] for at, (day, (_, *told)) in enumerate(zip(days, rows, strict=True))
    ]


def find_naively(rows: list[Told]) -> list[int]:
    """By comparing each row with all others of its day; the table begins in row 2."""
    found = []
    numbered = sorted(enumerate(rows, start=2), key=lambda one: one[1][0])
    for _, day in groupby(numbered, key=lambda one: one[1][0]):
        listed = list(day)
        for number, (_, *told) in listed:
            others = [other[1:] for at, other in listed if at != number]
            sums = [sum(column) for column in zip(*others, strict=True)]
            if len(others) > 1 and any(told) and told == sums:
                found.append(number)
                break
    return sorted(found)


@given(
    rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3)), min_size=3)
)
def test_the_rows_that_are_sums_are_those_that_comparing_all_finds(rows: list[Told]) -> None:
    assert find(survey([HEAD, *make(rows)])) == find_naively(rows)


def test_a_sum_is_found_far_beyond_the_first_rows() -> None:
    rows = [["2024-08-07", f"P{at}", at, 1] for at in range(6_000)]
    rows += [["2024-08-08", f"P{at}", at, 2] for at in range(1, 4)]
    found = survey([HEAD, *rows, ["2024-08-08", "Everybody", 6, 6]])
    assert len(found.first) < found.rows
    assert find(found) == [6_005]


def test_of_more_days_than_are_kept_the_first_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(total_rows, "MOST_DAYS", 1)
    rows = [(day, *told) for day in (0, 1) for told in ((1, 2), (3, 4), (4, 6))]
    assert find(survey([HEAD, *make(rows)])) == [4]


def test_where_nothing_is_counted_no_row_is_read() -> None:
    found = survey([["Date", "Note"], ["2024-08-07", "calm"], ["2024-08-08", "calm"]])

    def refuse() -> Iterator[Row]:
        raise AssertionError

    assert find_sum_rows(found, suggest(found).meanings, refuse) == []
