"""The head of a table is found under titles, above tags, or not at all."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import table
from tracker.exchange.detecting.heads import find_head
from tracker.exchange.reading import Limits, open_file

HEAD = ["District", "Date", "Arrivals", "Present"]
TAGS = ["#adm2+name", "#date", "#affected+idps+ind+arrivals+new", "#affected+idps+ind+stock"]
DATA = [["Sudzha", "2024-08-07", 5, 120], ["Lgov", "2024-08-07", 0, 98]]
TITLES: list[list[Any]] = [["Displacement in the region, by district"], [], ["As of 7 August 2024"]]


def names(rows: Any, wanted: int | None = None) -> list[str]:
    return [column.name for column in find_head(table(rows), wanted).columns]


def test_the_head_is_the_first_row_where_nothing_stands_above() -> None:
    head = find_head(table([HEAD, *DATA]))
    assert (head.row, head.tag_row, head.last, head.titles) == (1, None, 1, ())
    assert [column.name for column in head.columns] == HEAD
    assert head.find("Arrivals") == head.columns[2]
    assert head.find("Nothing") is None


def test_titles_above_the_head_are_kept_apart() -> None:
    head = find_head(table([*TITLES, HEAD, *DATA]))
    assert (head.row, head.last) == (4, 4)
    assert head.titles == ("Displacement in the region, by district", "As of 7 August 2024")


def test_tags_below_the_head_give_columns_their_tags() -> None:
    head = find_head(table([*TITLES, HEAD, TAGS, *DATA]))
    assert (head.row, head.tag_row, head.last) == (4, 5, 5)
    assert head.columns[1].tag == "#date"
    assert head.find("#date") == head.columns[1]


def test_tags_may_be_the_only_head() -> None:
    head = find_head(table([TAGS, *DATA]))
    assert (head.row, head.tag_row, head.last) == (None, 1, 1)
    assert head.columns[0].name == "#adm2+name"


def test_a_title_directly_above_the_tags_is_no_head() -> None:
    head = find_head(table([["Displacement"], [], TAGS, *DATA]))
    assert (head.row, head.tag_row) == (None, 3)
    assert head.titles == ("Displacement",)


OTHER: list[list[Any]] = [
    ["District", "Date", "Killed"],
    ["#adm2+name", "#date", "#affected+killed"],
]
OTHER += DATA


@pytest.mark.parametrize(
    ("above", "first"),
    [
        ([HEAD, *DATA], 1),
        ([HEAD, *DATA, []], 1),
        ([HEAD, DATA[0], []], 1),
        ([HEAD, DATA[0]], 1),
        ([HEAD, DATA[0], [], ["Table 2"]], 1),
        ([*TITLES, HEAD, *DATA, ["Table 2"]], 4),
        ([["Ort", "Datum", "Leute"], *DATA, []], 1),
        ([["District", "2024-08-07", "2024-08-08"], ["Tim", 5, 6], ["Lgov", 7, 8], []], 1),
        ([["", "Present", ""], ["District", "women", "men"], ["Tim", 5, 6], ["Lgov", 7, 8], []], 1),
        ([["District", "Present"], ["Tim", 5], ["Lgov", 7]], 1),
        ([["District", "Date", "Note"], ["Tim", "2024-08-07", "x"], []], 1),
    ],
    ids=str,
)
def test_tags_of_a_table_further_down_do_not_make_its_head_the_first(
    above: list[list[Any]], first: int
) -> None:
    for other in (OTHER, OTHER[1:]):
        # Without a head of its own it may be that data and tags are parts of one.
        if other is OTHER or len(above) > 4 or not above[-1]:
            head = find_head(table([*above, *other]))
            assert (head.row, head.tag_row) == (first, None)
            assert all(column.tag is None for column in head.columns)
            assert find_head(table([*above, *other]), first).tag_row is None
    # Who chooses the head of the other table has its tags.
    second = len(above) + 1
    chosen = find_head(table([*above, *OTHER]), second)
    assert (chosen.row, chosen.tag_row) == (second, second + 1)


@pytest.mark.parametrize(
    "above",
    [
        [["Organisation", "Source"], ["Ministry", "OCHA"]],
        [["Updated", "2024-08-07"], ["Version", "3"]],
        [["Title", "Displacement"], ["Updated", "2024-08-07"], ["Version", 3], []],
        [["District", "Present", "", ""], ["", "0-4", "5-17", "18+"]],
        [["", "Arrivals", "", ""], ["District", "07.08.2024", "08.08.2024", "09.08.2024"]],
        [["District", "Date", "Killed"], []],
        [["Country", "Source", "Killed"], ["Russia", "OCHA", "civilians"], ["all", "x", "y"], []],
        [["Prepared for you by the office of information", "in Kursk"], ["7 August 2024"]],
    ],
    ids=str,
)
def test_what_stands_above_the_head_with_tags_is_no_table(above: list[list[Any]]) -> None:
    tagged = [*above, HEAD, TAGS, *DATA] if above[-1] == [] else [*above, TAGS, *DATA]
    assert find_head(table(tagged)).tag_row == tagged.index(TAGS) + 1


@pytest.mark.parametrize("broken", ["# adm2", "#adm2+2name", "#adm2 name!", "#adm2++x"])
def test_a_malformed_tag_does_not_hide_the_row_of_tags(broken: str) -> None:
    head = find_head(table([HEAD, [broken, *TAGS[1:]], *DATA]))
    assert (head.row, head.tag_row, head.last) == (1, 2, 2)
    assert head.columns[0].tag is None
    assert head.columns[0].name == "District"


def test_without_a_head_columns_are_called_by_their_letters() -> None:
    assert names(DATA) == ["column A", "column B", "column C", "column D"]
    assert find_head(table(DATA)).last == 0
    assert names([["only one row"]]) == ["column A"]
    assert names([]) == []


def test_names_that_repeat_or_lack_are_told_apart() -> None:
    assert names([["People", "People", None, "  "], [1, 2, 3, 4]]) == [
        "People",
        "People (column B)",
        "column C",
        "column D",
    ]


@pytest.mark.parametrize(
    "days", [[date(2024, 8, 7), date(2024, 8, 8)], ["2024-08-07", "2024-08-08"]]
)
def test_days_may_head_columns(days: list[Any]) -> None:
    assert names([["District", *days], ["Sudzha", 5, 7]]) == [
        "District",
        "2024-08-07",
        "2024-08-08",
    ]


def test_a_person_may_say_where_the_head_is() -> None:
    rows: list[Any] = [["1", "2"], HEAD, *DATA]
    assert names(rows, 2) == HEAD
    assert names(rows, 0) == ["column A", "column B", "column C", "column D"]
    assert find_head(table(rows), 99).row is None


def test_keys_of_records_are_the_head() -> None:
    records = open_file(b'[{"2024": 5, "b": 1}]', "x", Limits()).tables[0]
    head = find_head(records)
    assert (head.row, head.last, head.columns[0].name) == (0, 0, "2024")
    assert find_head(records, 0).row == 0


@given(
    titles=st.lists(st.sampled_from(["Title", "Prepared by the office", ""]), max_size=3),
    rows=st.integers(2, 10),
    between=st.lists(st.sampled_from([[], ["Table 2"], [""]]), max_size=3),
    order=st.permutations(range(4)),
)
def test_the_head_of_the_first_of_two_tables_is_found_whichever_has_tags(
    titles: list[str], rows: int, between: list[list[str]], order: list[int]
) -> None:
    def shuffle(row: list[Any]) -> list[Any]:
        return [row[index] for index in order]

    first = [*([title] for title in titles), shuffle(HEAD)]
    second = [*between, shuffle(HEAD), shuffle(TAGS), *DATA]
    head = find_head(table([*first, *([shuffle(DATA[0])] * rows), *second]))
    assert (head.row, head.tag_row) == (len(first), None)
    head = find_head(table([*first, shuffle(TAGS), *([shuffle(DATA[0])] * rows), *second]))
    assert (head.row, head.tag_row) == (len(first), len(first) + 1)


@given(
    titles=st.lists(st.sampled_from(["Title", "Prepared by the office", ""]), max_size=8),
    tagged=st.booleans(),
    order=st.permutations(range(4)),
    junk=st.sampled_from([None, "", "  "]),
)
def test_the_head_is_found_whatever_stands_above_and_however_columns_are_shuffled(
    titles: list[str], *, tagged: bool, order: list[int], junk: Any
) -> None:
    def shuffle(row: list[Any]) -> list[Any]:
        return [row[index] for index in order] + [junk]

    rows = [[title] for title in titles] + [shuffle(HEAD)]
    rows += [shuffle(TAGS)] if tagged else []
    rows += [shuffle(row) for row in DATA]
    head = find_head(table(rows))
    assert head.row == len(titles) + 1
    assert [column.name for column in head.columns][:4] == [HEAD[index] for index in order]
    assert head.last == len(titles) + 1 + tagged
