"""Rows that add the others up are found wherever they stand, in memory that does not grow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.importing.acts import mapped
from tests.exchange.tables import survey
from tracker.exchange.detecting import Layout, Survey, suggest, sum_rows
from tracker.exchange.detecting.sum_rows import find_sum_rows
from tracker.exchange.meanings import Meaning
from tracker.exchange.reading.tables import Row

HEAD = ["Date", "District", "Arrivals", "Present"]
Told = tuple[int, int, int]


def find(found: Survey) -> list[int]:
    sums = find_sum_rows(found, suggest(found).meanings, Layout.COLUMNS, found.list_data)
    return [number for number, _ in sums]


def make(rows: list[Told]) -> list[list[object]]:
    """Rows of a day of August each, with two counts."""
    days = [f"2024-08-{day + 1:02}" for day, *_ in rows]
    return [
        [day, f"P{at}", *told] for at, (day, (_, *told)) in enumerate(zip(days, rows, strict=True))
    ]


def find_naively(rows: list[Told]) -> list[int]:
    """By comparing each row with all others of its day, of which two have people at least.

    The table begins in row 2.
    """
    found = []
    numbered = sorted(enumerate(rows, start=2), key=lambda one: one[1][0])
    for _, day in groupby(numbered, key=lambda one: one[1][0]):
        listed = list(day)
        for number, (_, *told) in listed:
            others = [other[1:] for at, other in listed if at != number]
            columns = list(zip(*others, strict=True))
            people = any(sum(value > 0 for value in column) > 1 for column in columns)
            if people and told == [sum(column) for column in columns]:
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
    monkeypatch.setattr(sum_rows, "MOST_DAYS", 1)
    rows = [(day, *told) for day in (0, 1) for told in ((1, 2), (3, 4), (4, 6))]
    assert find(survey([HEAD, *make(rows)])) == [4]


def test_where_nothing_is_counted_no_row_is_read() -> None:
    found = survey([["Date", "Note"], ["2024-08-07", "calm"], ["2024-08-08", "calm"]])

    def refuse() -> Iterator[Row]:
        raise AssertionError

    assert find_sum_rows(found, suggest(found).meanings, Layout.COLUMNS, refuse) == []


LONG = mapped({"Day": "day", "Place": "area", "What": "indicator", "Value": "number"}).columns


def find_in(layout: Layout, rows: list[list[object]], meanings: Mapping[str, Meaning]) -> list[int]:
    made = survey(rows)
    return [number for number, _ in find_sum_rows(made, meanings, layout, made.list_data)]


def is_sum(values: dict[str, int], place: str) -> bool | None:
    """Whether a place is the sum of two others at least with people; None where none is told."""
    others = [value for name, value in values.items() if name != place]
    if len(others) < 2 or not any((place in values and values[place], *others)):
        return None
    return values[place] == sum(others)


@given(
    told=st.dictionaries(
        st.tuples(st.sampled_from("12"), st.sampled_from("ABCD"), st.sampled_from("pq")),
        st.integers(0, 4),
        min_size=3,
    )
)
def test_with_a_row_per_count_all_rows_of_a_place_are_sums_or_none(
    told: dict[tuple[str, str, str], int],
) -> None:
    rows = [[f"2024-08-0{day}", place, what, n] for (day, place, what), n in told.items()]
    groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (day, place, what), value in told.items():
        groups[day, what][place] = value
    expected = set()
    for place in "ABCD":
        verdicts = [is_sum(group, place) for group in groups.values() if place in group]
        proven = any(
            group[place] and sum(value > 0 for value in group.values()) > 2
            for group in groups.values()
            if place in group and is_sum(group, place)
        )
        if proven and False not in verdicts:
            expected.add(place)
    found = find_in(Layout.ROWS, [["Day", "Place", "What", "Value"], *rows], LONG)
    assert found == [at for at, row in enumerate(rows, start=2) if row[1] in expected]


def test_with_a_column_per_day_a_row_is_a_sum_on_every_day() -> None:
    head: list[object] = ["Place", "What", "2024-08-07", "2024-08-08", "2024-08-09"]
    rows: list[list[object]] = [["A", "p", 5, 1, None], ["B", "p", 7, None, 0]]
    rows += [["A", "q", 50, 10, 1], ["B", "q", 70, 2, 1]]
    meanings = mapped({"Place": "area", "What": "indicator"}).columns
    oblast: list[object] = ["Oblast", "p", 12, 1, None]
    assert find_in(Layout.DAYS, [head, *rows, oblast], meanings) == [6]
    for day in (2, 3):
        off = [value if at != day else 3 for at, value in enumerate(oblast)]
        assert find_in(Layout.DAYS, [head, *rows, off], meanings) == []
    assert find_in(Layout.DAYS, [head, ["A", "p", 5], ["B", "p", 0], ["C", "p", 5]], meanings) == []


def test_a_blank_cell_of_another_row_hides_no_sum() -> None:
    rows = [["2024-08-07", "A", 5, None], ["2024-08-07", "B", 7, 70], ["2024-08-07", "C", 12, 70]]
    assert find(survey([HEAD, *rows])) == [4]
    rows[2][3] = None
    assert find(survey([HEAD, *rows])) == []


def test_where_no_row_can_be_a_sum_the_rows_are_read_once() -> None:
    times = []
    made = survey([HEAD, *make([(0, 1, 2), (0, 2, 3), (0, 4, 4)])])

    def read() -> Iterator[Row]:
        times.append(1)
        return made.list_data()

    assert find_sum_rows(made, suggest(made).meanings, Layout.COLUMNS, read) == []
    assert len(times) == 1


def test_where_no_column_holds_numbers_there_are_no_sums() -> None:
    assert find_in(Layout.ROWS, [["Day", "Place"], ["2024-08-07", "A"]], {}) == []


def test_a_count_that_is_the_sum_of_others_by_chance_is_no_total() -> None:
    def find_totals(*days: tuple[int, ...]) -> list[int]:
        head: list[object] = ["Day", "Place", "Present"]
        rows: list[list[object]] = [
            [f"2024-08-{day:02}", place, value]
            for day, values in enumerate(days, start=7)
            for place, value in zip("ABCD", values, strict=False)
        ]
        meanings = mapped({"Day": "day", "Place": "area", "Present": "present"}).columns
        return find_in(Layout.COLUMNS, [head, *rows], meanings)

    assert find_totals((10, 5, 15), (10, 5, 15)) == [4, 7]
    assert find_totals((10, 5, 15), (10, 5, 20)) == []
    assert find_totals((0, 0, 4, 4)) == find_totals((1, 1, 0, 0)) == []
