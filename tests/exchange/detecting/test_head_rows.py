"""Heads of several rows are joined for each column, and titles above are no part of them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.tables import survey, table
from tests.exchange.workbooks import xls, xlsx
from tracker.exchange.detecting import Survey, suggest, survey_table
from tracker.exchange.detecting.heads import Head, find_head
from tracker.exchange.meanings import ORIGIN, REASON
from tracker.exchange.reading import Limits, Merge, Table, name_column, open_file

Line = Sequence[Any]
DATA: list[Line] = [["Tim", "2024-08-07", 3, 1, 4, 2], ["Lgov", "2024-08-08", 5, 0, 6, 1]]
NARROW = [row[:4] for row in DATA]
NAMES = ["Район", "Дата", "Погибло, всего", "Погибло, за сутки", "Ранено, всего"]
NAMES.append("Ранено, за сутки")
GROUPS = ["Район", "Дата", "Погибло", None, "Ранено", None]
SUBS = [None, None, "всего", "за сутки", "всего", "за сутки"]


def head_of(
    *rows: Line, wanted: int | None = None, count: int | None = None, merges: Sequence[Merge] = ()
) -> Head:
    made = table([list(row) for row in rows])
    made = Table(name=made.name, read=made.read, length=made.length, merges=merges)
    return find_head(made, wanted, count)


def names_of(*rows: Line, **more: Any) -> list[str]:
    return [column.name for column in head_of(*rows, **more).columns]


def merge(row: int, first: int, last: int) -> Merge:
    return Merge(first_row=row, first_column=first, last_row=row, last_column=last)


def test_names_of_groups_stand_before_those_of_their_columns() -> None:
    head = head_of(GROUPS, SUBS, *DATA)
    assert (head.row, head.rows, head.last) == (1, 2, 2)
    assert [column.name for column in head.columns] == NAMES


def test_a_cumulative_number_below_a_group_is_suggested_as_such() -> None:
    found = suggest(survey([GROUPS, SUBS, *DATA]))
    assert found.meanings["Погибло, всего"].words == "killed total so far"
    assert found.rivals["Погибло, всего"] == ("Погибло, за сутки",)
    rows: list[Line] = [["District", "Date", "Arrivals", None], [None, None, "men", "women"]]
    found = suggest(survey([*rows, *NARROW]))
    assert found.meanings["Arrivals, men"].words == "arrivals new, male"


def test_titles_above_are_no_names_of_groups() -> None:
    title = ["Сводка о погибших и раненых", None, None, None, None, None]
    head = head_of(title, GROUPS, SUBS, *DATA)
    assert (head.row, head.rows, head.titles) == (2, 2, (title[0],))
    whole = merge(1, 0, 5)
    head = head_of(title, GROUPS, SUBS, *DATA, merges=[whole])
    assert (head.row, head.rows) == (2, 2)
    assert names_of(title, ["", *NAMES[1:]], *DATA, merges=[whole])[0] == "column A"


FLAT = ["District", "Date", "Killed", "Injured", "Missing"]
WIDE = [row[:5] for row in DATA]


@pytest.mark.parametrize(
    "title",
    [
        ["Killed and injured", None, None, None, None],
        [None, "Situation report", None, None, None],
        [None, None, "Killed and injured", None, None],
        ["Situation report", None, None, None, "Form 2"],
        [None, "Situation report", None, None, "(people)"],
    ],
)
@pytest.mark.parametrize("first", ["District", None])
def test_a_title_leaves_a_head_of_one_row_as_it_is(title: Line, first: str | None) -> None:
    head = head_of(title, [first, *FLAT[1:]], *WIDE)
    assert head.rows == 1
    assert [c.name for c in head.columns] == [first or "column A", *FLAT[1:]]


@pytest.mark.parametrize(("first", "last"), [(0, 2), (0, 4), (2, 4)])
def test_a_title_merged_over_columns_that_say_what_they_are_names_no_group(
    first: int, last: int
) -> None:
    title: list[Any] = [None] * 5
    title[first] = "Situation report"
    assert names_of(title, FLAT, *WIDE, merges=[merge(1, first, last)]) == FLAT


def test_a_title_above_some_columns_that_say_what_they_are_names_no_group() -> None:
    title = [None, None, "Killed this week", None, None]
    flat = [*FLAT[:2], "Note", *FLAT[3:]]
    assert names_of(title, flat, *WIDE) == flat


def test_names_of_columns_without_a_group_may_stand_in_either_row() -> None:
    upper = [None, None, *GROUPS[2:]]
    lower = [*GROUPS[:2], *SUBS[2:]]
    assert names_of(upper, lower, *DATA) == NAMES
    single = [None, None, "Arrivals", None], ["District", "Date", "men", "women"]
    assert names_of(*single, *NARROW)[2:] == ["Arrivals, men", "Arrivals, women"]
    unknown = [None, None, "Group", None], ["District", "Date", "men", "women"]
    assert names_of(*unknown, *NARROW)[2:] == ["men", "women"]
    title = ["Killed in the region", None, None, None]
    assert names_of(title, *unknown, *NARROW) == ["District", "Date", "men", "women"]
    assert names_of(title, *single, *NARROW)[2:] == ["Arrivals, men", "Arrivals, women"]
    marked = [merge(1, 2, 3)]
    assert names_of(*unknown, *NARROW, merges=marked)[2:] == ["Group, men", "Group, women"]


def test_three_rows_are_joined() -> None:
    middle = [None, None, "гражданские", None, "дети", None]
    upper = ["Район", "Дата", "Погибло", None, None, None]
    head = head_of(upper, middle, SUBS, *DATA)
    assert (head.row, head.rows, head.last) == (1, 3, 3)
    assert head.columns[3].name == "Погибло, гражданские, за сутки"
    assert head.columns[4].name == "Погибло, дети, всего"


def test_a_group_ends_where_nothing_stands_below_and_where_another_one_begins() -> None:
    upper = ["Район", "Дата", "Погибло", None, None, "Ранено"]
    middle = [None, None, "гражданские", None, None, None]
    lower = [None, None, "всего", "за сутки", None, "всего"]
    found = names_of(upper, middle, lower, *DATA)
    assert found[2:] == [
        "Погибло, гражданские, всего",
        "Погибло, гражданские, за сутки",
        "column E",
        "Ранено, всего",
    ]


def test_a_group_within_one_holds_for_no_other() -> None:
    middle = [None, None, "гражданские", None, None, None]
    found = names_of(GROUPS, middle, SUBS, *DATA)
    assert found[3:5] == ["Погибло, гражданские, за сутки", "Ранено, всего"]


def test_groups_may_be_named_again_for_each_column() -> None:
    upper = ["", "", "Killed", "Killed", "Injured", "Injured"]
    lower = ["District", "Date", "total", "new", "total", "new"]
    assert names_of(upper, lower, *DATA)[4:] == ["Injured, total", "Injured, new"]


def test_ages_may_stand_below_a_group() -> None:
    rows = ["District", "Date", "Arrivals", None], [None, None, "0-17", "18+"]
    assert names_of(*rows, *NARROW)[2:] == ["Arrivals, 0-17", "Arrivals, 18+"]


@pytest.mark.parametrize(
    "rows",
    [
        (["Name", "Type", "Note", None], ["School", None, "ok", "extra"], ["A", "b", "c", "d"]),
        (["District", "Date", "Killed", "Injured"], [None, None, "people", "people"], *NARROW),
        (["District", "Date", "Killed", None], [None, None, 2, "new"], *NARROW),
        (["District", "Date", "Killed", None], [None, None, "2024-08-01", "new"], *NARROW),
        (["District", "Date", "Killed", None], ["Kursk region", None, None, None], *NARROW),
        (["District", "Date", "Killed", None], [None, None, "total", "new"]),
    ],
)
def test_rows_below_that_are_no_names_stay_data(rows: tuple[Line, ...]) -> None:
    assert head_of(*rows).rows <= 1


def test_days_without_a_year_stay_the_names_of_their_columns() -> None:
    upper = ["District", "Group", "Arrivals", None, None, None]
    lower = [None, None, "01.08", "02.08", "03.08", "04.08"]
    rows = [["Tim", "x", 3, 1, 4, 2], ["Lgov", "y", 5, 0, 6, 1]]
    assert head_of(upper, lower, *rows).rows <= 1
    assert head_of([*upper[:2], *lower[2:]], *rows).rows == 1


def test_a_person_says_in_how_many_rows_the_names_stand() -> None:
    rows = ["Units", None, None, None], ["District", "Date", "Killed", "Injured"], NARROW[0]
    head = head_of(*rows, wanted=1, count=2)
    assert (head.row, head.rows, head.last) == (1, 2, 2)
    assert head_of(*rows, wanted=1).rows == 1
    assert head_of(*rows, wanted=2, count=9).rows == 2
    assert head_of(*rows, wanted=0, count=2).rows == 0
    head = head_of(GROUPS, SUBS, *DATA, wanted=1)
    assert (head.row, head.rows) == (1, 2)
    assert head_of(GROUPS, SUBS, *DATA, wanted=2).rows == 1


def test_a_mapping_says_it_of_a_head_that_is_looked_for() -> None:
    title = ["Сводка", *[None] * 5]
    assert head_of(title, GROUPS, SUBS, *DATA, count=2).row == 2
    lower = [*GROUPS[:2], *SUBS[2:]]
    assert head_of(title, [None, None, *GROUPS[2:]], lower, *DATA, count=2).row == 2
    single = head_of(title, GROUPS, SUBS, *DATA, count=1)
    assert (single.row, single.rows, single.columns[2].name) == (2, 1, "Погибло")


def test_refused_rows_have_a_head_of_one_row_whatever_that_of_their_file_was() -> None:
    again = [*NAMES, ORIGIN, REASON]
    rows = [[*row, "row 3", "why"] for row in DATA]
    for wanted, count in ((None, 2), (3, 2), (None, None)):
        head = head_of(again, *rows, wanted=wanted, count=count)
        assert (head.row, head.rows, head.last) == (1, 1, 1)
        assert [column.name for column in head.columns] == again


def test_tags_stand_below_a_head_of_several_rows() -> None:
    tags = ["#adm2", "#date", "#affected+killed+total", "#affected+killed+new"]
    for wanted, count in ((None, None), (1, 2)):
        head = head_of(GROUPS[:4], SUBS[:4], tags, *NARROW, wanted=wanted, count=count)
        assert (head.row, head.rows, head.tag_row, head.last) == (1, 2, 3, 3)
        assert [column.name for column in head.columns] == NAMES[:4]
    flat = ["Район", "Дата", None, None]
    assert head_of(flat, tags, *NARROW).rows == 1
    head = head_of(flat, [None, *tags[1:]], *NARROW)
    assert (head.rows, head.tag_row) == (1, 2)


def test_merged_cells_of_xls_files_are_read() -> None:
    rows: list[Line] = [[None, None, "Group", None], ["District", "Date", "men", "women"], *NARROW]
    content = xls(rows, merges=[(0, 0, 2, 3)])
    found = open_file(content, "made.xls", Limits()).tables[0]
    assert found.merges == (merge(1, 2, 3),)
    assert find_head(found).columns[3].name == "Group, women"


@dataclass(frozen=True, kw_only=True)
class Made:
    """A head with groups, the same on one row, and where its cells are merged."""

    heads: list[list[str | None]]
    flat: list[str]
    merges: list[str]
    plain: int


SUB_NAMES = (("total", "new"), ("men", "women"), ("0-17", "18-59", "60+"), ("total", "per day"))


@st.composite
def grouped(draw: st.DrawFn) -> Made:
    plain = ["District", "Date", *draw(st.sampled_from([[], ["Note"], ["Code", "Note"]]))]
    at_top = draw(st.booleans())
    chosen = draw(
        st.lists(
            st.sampled_from(["Killed", "Injured", "Arrivals", "Evacuated"]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    deep = draw(st.booleans())
    rows: list[list[str | None]] = [[], [], []] if deep else [[], []]
    for row in rows:
        row.extend(plain if row is rows[0 if at_top else -1] else [None] * len(plain))
    flat, merges = list(plain), []

    def put(row: int, name: str, width: int) -> None:
        first = len(flat)
        if width > 1:
            merges.append(
                f"{name_column(first)}{row + 1}:{name_column(first + width - 1)}{row + 1}"
            )
        rows[row] += [name, *[None] * (width - 1)]

    for name in chosen:
        middles = draw(st.sampled_from([["civilians", "staff"], ["staff"]])) if deep else [None]
        subs = draw(st.sampled_from(SUB_NAMES))
        put(0, name, len(subs) * len(middles))
        for middle in middles:
            if middle:
                put(1, middle, len(subs))
            for sub in subs:
                rows[-1].append(sub)
                flat.append(", ".join(filter(None, (name, middle, sub))))
    return Made(heads=rows, flat=flat, merges=merges, plain=len(plain))


def meanings(found: Survey) -> dict[str, str]:
    return {name: meaning.words for name, meaning in suggest(found).meanings.items()}


@given(made=grouped(), data=st.data(), titles=st.integers(0, 2), marked=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_table_with_groups_means_the_same_as_the_flat_one(
    made: Made, data: st.DataObject, titles: int, *, marked: bool
) -> None:
    width = len(made.flat)
    numbers = st.lists(st.integers(0, 999), min_size=width - 2, max_size=width - 2)
    rows: list[list[Any]] = [
        ["Tim", f"2024-08-{day + 1:02}", *data.draw(numbers)] for day in range(3)
    ]
    above: list[list[Any]] = [["Casualties of the day"], ["Killed and injured"]][:titles]
    if marked:
        merges = [_lower(ref, titles) for ref in made.merges]
        content = xlsx({"Sheet": [*above, *made.heads, *rows]}, merges=merges)
    else:
        text = io.StringIO()
        csv.writer(text).writerows([*above, *made.heads, *rows])
        content = text.getvalue().encode()
    found = survey_table(open_file(content, "made", Limits()).tables[0])
    assert [column.name for column in found.head.columns] == made.flat
    assert (found.head.row, found.head.rows) == (titles + 1, len(made.heads))
    assert len(found.head.titles) == titles
    assert meanings(found) == meanings(survey([made.flat, *rows]))


def _lower(ref: str, rows: int) -> str:
    """A merged range so many rows further down."""
    ends = (end.rstrip("0123456789") for end in ref.split(":"))
    row = int(ref.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) + rows
    return ":".join(f"{end}{row}" for end in ends)
