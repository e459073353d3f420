"""Tables below or beside the first one of a sheet are told, and never read under its head."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout
from tracker.exchange.importing import Plan, WarningKind, list_warnings
from tracker.exchange.importing.other_tables import HEAD_AGAIN
from tracker.exchange.importing.remarks import REMARK
from tracker.exchange.mapping import Constants
from tracker.exchange.meanings import MEASURES

HEAD = ["District", "Date", "Present"]
FIRST = [HEAD, ["Whole", "2024-08-07", "5"], ["Whole", "2024-08-08", "6"]]
KILLED = [["Whole", "2024-08-09", "7"], ["Whole", "2024-08-10", "3"]]
MAPPING = mapped({"District": "area", "Date": "day", "Present": "present"})
TITLE = ["Table 2. Killed"]
OTHER = ["District", "Date", "Killed"]

Rows = Sequence[Sequence[Any]]


def say_values(made: Plan) -> list[int | None]:
    return [count.value for planned in made.planned for count in planned.stated.counts]


def tell(session: Session, made: Plan) -> list[str]:
    found = list_warnings(session, made)
    return [line for w in found if w.kind is WarningKind.TABLES for line in w.lines]


@pytest.mark.parametrize(
    "between",
    [
        [[], TITLE, OTHER],
        [TITLE, OTHER],
        [[], OTHER],
        [OTHER],
        [[], ["Район", "Дата", "Погибло"]],
        [["Район", "Дата", "Погибло"]],
        [[], ["Ort", "Datum", "Tote"]],
        [TITLE, ["Ort", "Datum", "Tote"]],
        [[], TITLE, HEAD],
        [[], TITLE, [], HEAD],
    ],
    ids=str,
)
def test_the_rows_of_a_table_below_with_a_head_of_its_own_are_refused(
    operation: Session, between: Rows
) -> None:
    made = plan(operation, [*FIRST, *between, *KILLED], MAPPING)
    assert say_values(made) == [5, 6]
    begin = next(4 + at for at, row in enumerate(between) if len(row) > 1)
    refused = [row for row in made.refused if row.reason.startswith("Keep this table in a file")]
    said = "”, “".join(between[begin - 4])
    assert f"another one begins in row {begin} (“{said}”)" in refused[0].reason
    assert [row.row for row in refused][-2:] == [len(between) + 4, len(between) + 5]
    assert refused[0].row == begin
    assert tell(operation, made) == [f"Another one begins in row {begin} (“{said}”)."]


@pytest.mark.parametrize("between", [[HEAD], [[], HEAD]], ids=str)
def test_the_head_once_more_is_left_out_and_begins_no_other_table(
    operation: Session, between: Rows
) -> None:
    made = plan(operation, [*FIRST, *between, *KILLED], MAPPING)
    assert say_values(made) == [5, 6, 7, 3]
    assert (made.refused, dict(made.left_out_for)) == ((), {HEAD_AGAIN: 1})
    assert tell(operation, made) == []


def test_the_first_table_goes_on_where_its_head_comes_once_more(operation: Session) -> None:
    made = plan(operation, [*FIRST, [], OTHER, KILLED[0], [], HEAD, KILLED[1]], MAPPING)
    assert say_values(made) == [5, 6, 3]
    assert len(tell(operation, made)) == 1


def test_a_table_below_may_have_tags(operation: Session) -> None:
    first = [HEAD, *(["Whole", f"2024-08-{day:02}", "5"] for day in range(7, 16))]
    blank: Rows = [[]] * 20  # The first rows decide about tags of the table itself.
    tags = ["#adm2+name", "#date", "#affected+killed"]
    made = plan(operation, [*first, *blank, OTHER, tags, *KILLED], MAPPING)
    assert say_values(made) == [5] * 9
    assert [row.row for row in made.refused] == [31, 32, 33, 34]
    assert len(tell(operation, made)) == 1


def test_a_table_below_with_tags_among_the_first_rows_is_told_and_refused(
    operation: Session,
) -> None:
    tags = ["#adm2+name", "#date", "#affected+killed"]
    made = plan(operation, [*FIRST, [], OTHER, tags, *KILLED], MAPPING)
    assert say_values(made) == [5, 6]
    assert [row.row for row in made.refused] == [5, 6, 7, 8]
    assert tell(operation, made) == ["Another one begins in row 5 (“District”, “Date”, “Killed”)."]
    # Without names of its own it has its tags for them.
    made = plan(operation, [*FIRST, [], tags, *KILLED], MAPPING)
    assert say_values(made) == [5, 6]
    assert tell(operation, made)[0].startswith("Another one begins in row 5 (“#adm2+name”")


def test_words_that_nobody_knows_are_a_head_where_they_repeat_it(operation: Session) -> None:
    mapping = mapped({"Ort": "area", "Datum": "day", "Leute": "present"})
    first = [["Ort", "Datum", "Leute", "", "Stand"], *([*row, "", "?"] for row in FIRST[1:])]
    odd = ["Whole", "unbekannt", "geschlossen", "", "?"]
    made = plan(operation, [*first, ["Ort", "Datum", "Tote"], *KILLED], mapping)
    assert say_values(made) == [5, 6]
    made = plan(operation, [*first, odd, *KILLED], mapping)
    assert say_values(made) == [5, 6, 7, 3]


def test_each_of_several_tables_is_told(operation: Session) -> None:
    third = ["District", "Date", "Injured"]
    made = plan(operation, [*FIRST, [], OTHER, KILLED[0], [], third, KILLED[1]], MAPPING)
    assert say_values(made) == [5, 6]
    assert [line[:27] for line in tell(operation, made)] == [
        "Another one begins in row 5",
        "Another one begins in row 8",
    ]


def test_a_head_of_two_rows_begins_one_table(operation: Session) -> None:
    head = [["", "", "Killed"], ["District", "Date", "so far"]]
    made = plan(operation, [*FIRST, [], *head, *KILLED], MAPPING)
    assert say_values(made) == [5, 6]
    assert len(tell(operation, made)) == 1


@pytest.mark.parametrize(
    "below",
    [
        [[], ["Note: numbers are preliminary"]],
        [[], ["Source:", "", "the regional ministry"]],
        [[], ["Whole", "2024-08-11", "unknown"]],
        [[], ["Whole", "2024-08-11", "several"]],
        [["Whole", "unknown", "closed"]],
        [[], ["Whole", "32 August", "closed"]],
        [[], ["District", "", "", "source"]],
        [["Whole", "2024-08-11", ""]],
        [[], ["Whole", "", "n/a"]],
    ],
    ids=str,
)
def test_notes_and_odd_cells_begin_no_other_table(operation: Session, below: Rows) -> None:
    made = plan(operation, [*FIRST, *below, *KILLED], MAPPING)
    assert [v for v in say_values(made) if v is not None] == [5, 6, 7, 3]
    assert tell(operation, made) == []


def test_rows_that_a_filter_leaves_out_begin_tables_too(operation: Session) -> None:
    rows = [[*row, "Kind" if row == HEAD else "a"] for row in FIRST]
    rows += [[], [*OTHER, "Type"], [*KILLED[0], "a"]]
    made = plan(operation, rows, replace(MAPPING, only={"Kind": ("a",)}))
    assert say_values(made) == [5, 6]


def test_a_table_of_days_ends_where_other_days_head_columns(operation: Session) -> None:
    first: Rows = [["District", *(date(2024, 8, day) for day in (7, 8, 9))], ["Whole", 1, 2, 3]]
    other: Rows = [["District", *(date(2024, 8, day) for day in (10, 11, 12))], ["Whole", 4, 5, 6]]
    constants = Constants(source="Source 1", indicator=MEASURES["present"])
    mapping = mapped({"District": "area"}, layout=Layout.DAYS, constants=constants)
    rows: Rows = [*first, [], *other]
    made = plan(operation, rows, mapping)
    assert say_values(made) == [1, 2, 3]
    assert [row.row for row in made.refused] == [4, 5]


def test_a_table_of_rows_ends_where_another_begins(operation: Session) -> None:
    rows: Rows = [
        ["District", "Date", "What", "Value"],
        ["Whole", "2024-08-07", "there", 5],
        [],
        ["District", "Date", "What", "Households"],
        ["Whole", "2024-08-08", "there", 6],
    ]
    mapping = mapped(
        {"Date": "day", "District": "area", "What": "indicator", "Value": "number"},
        layout=Layout.ROWS,
        words=mapped({"there": "present"}).columns,
    )
    made = plan(operation, rows, mapping)
    assert say_values(made) == [5]
    assert len(tell(operation, made)) == 1


BESIDE = [
    [*HEAD, "", "District", "Date", "Killed"],
    ["Whole", "2024-08-07", "5", "", "Whole", "2024-08-09", "7"],
]


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        (["District", "Date", "Killed"], 1),
        (["Raion", "Day", "Killed"], 1),
        (["Kind", "Date", "Killed"], 1),
        (["Kind", "Words", "Killed"], 0),
        (["Kind", "Day", "Killed"], 0),
        (["Kind", "Updated", "Present"], 0),
    ],
)
def test_a_table_beside_is_told_by_its_places_and_days(
    operation: Session, behind: list[str], told: int
) -> None:
    made = plan(operation, [[*HEAD, "", *behind], BESIDE[1]], MAPPING)
    assert say_values(made) == [5]
    said = "”, “".join(behind)
    assert [line[: line.index(")")] for line in tell(operation, made)] == [
        f"Columns E to G (“{said}”"
    ] * told


def test_places_that_come_twice_without_a_blank_column_between_are_one_table(
    operation: Session,
) -> None:
    rows = [[*HEAD, "Note", "District"], ["Whole", "2024-08-07", "5", "", "Whole"]]
    filled = [[*HEAD, "", "District"], ["Whole", "2024-08-07", "5", "x", "Whole"]]
    for table in (rows, filled):
        assert tell(operation, plan(operation, table, MAPPING)) == []


def test_a_table_beside_is_told_as_far_as_it_is_filled(operation: Session) -> None:
    made = plan(operation, [[*BESIDE[0], "Remarks"], BESIDE[1]], MAPPING)
    assert tell(operation, made)[0].startswith("Columns E to G (“District”, “Date”, “Killed”)")


def test_a_table_beside_has_something_in_it(operation: Session) -> None:
    rows = [BESIDE[0], ["Whole", "2024-08-07", "5", "", "", "", ""]]
    made = plan(operation, rows, MAPPING)
    assert say_values(made) == [5]
    assert tell(operation, made) == []
    assert Indicator.KILLED not in {c.indicator for p in made.planned for c in p.stated.counts}


FOOTER = ["Source:", "Ministry", "* provisional"]


@pytest.mark.parametrize(
    "below",
    [
        [[], FOOTER],
        [[], ["Source: Ministry; * provisional"]],
        [[], ["* provisional"], ["as of the evening"], FOOTER],
        [[], [], ["Источник: МЧС"], [], ["Кроме приграничья"]],
        [[], ["† without those who went on to other regions by themselves"]],
        [[], ["[1] revised"]],
        [[], ["Updated", "", "", "Aug 20, 2024"]],
        [[], ["", "Date: the evening before", "Source: Ministry"]],
        [[], ["Each of the people in it is counted once only"]],
    ],
    ids=str,
)
def test_remarks_below_a_table_are_told_in_a_line_and_not_read(
    operation: Session, below: Rows
) -> None:
    made = plan(operation, [*FIRST, *below], MAPPING)
    assert say_values(made) == [5, 6]
    filled = [4 + at for at, row in enumerate(below) if row]
    assert (made.refused, dict(made.left_out_for)) == ((), {REMARK: len(filled)})
    assert (tell(operation, made), made.open_places) == ([], ())
    (warning,) = list_warnings(operation, made)
    assert warning.kind is WarningKind.REMARKS
    where = f"Row {filled[0]}" if len(filled) == 1 else f"Rows {filled[0]} to {filled[-1]}"
    said = [" ".join(cell for cell in row if cell)[:80] for row in below if row]
    assert warning.lines == (f"{where}: “{'”, “'.join(said)}”",)


def test_of_many_and_long_remarks_the_first_words_are_told(operation: Session) -> None:
    notes = [[f"Note {letter}: {'so and so ' * 20}"] for letter in "abcd"]
    made = plan(operation, [*FIRST, [], *notes], MAPPING)
    (line,) = made.remarks
    assert line.startswith("Rows 5 to 8: “Note a: so and so")
    assert (line.count("”, “"), len(line) < 300) == (2, True)


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        # Without a blank row, with figures, or called as places are, rows are those of the table.
        ([["Source: Ministry"]], [4]),
        ([[], ["Whole", "2024-08-09", ""], ["Source: Ministry"]], [6]),
        ([[], ["Source: Ministry", "Aug 20, 2024"]], [5]),
        ([[], ["Source: Ministry", "2024-08-20"]], [5]),
        ([[], ["Source: Ministry", "", "12*"]], [5]),
        ([[], ["Source: Ministry"], ["Whole", "", "7"]], [5, 6]),
        ([[], ["Elsewhere"]], [5]),
        ([[], ["Whole", "", "closed"]], [5]),
        ([[], ["Source: Ministry", 5]], [5]),
        ([[], FOOTER, ["x", "", "unknown"]], [5, 6]),
    ],
    ids=str,
)
def test_rows_that_may_be_of_the_table_are_no_remarks(
    operation: Session, below: Rows, rows: list[int]
) -> None:
    made = plan(operation, [*FIRST, *below], MAPPING)
    assert made.remarks == ()
    assert [refused.row for refused in made.refused] == rows
    assert say_values(made) == [5, 6]


def test_a_table_with_remarks_above_and_below_its_head_is_told_and_both_are(
    operation: Session,
) -> None:
    made = plan(operation, [*FIRST, [], TITLE, OTHER, *KILLED, [], FOOTER], MAPPING)
    assert say_values(made) == [5, 6]
    assert tell(operation, made) == ["Another one begins in row 6 (“District”, “Date”, “Killed”)."]
    assert made.remarks == ("Row 10: “Source: Ministry * provisional”",)
    assert [refused.row for refused in made.refused] == [5, 6, 7, 8]


def test_blank_rows_of_places_below_a_blank_row_are_no_remarks(operation: Session) -> None:
    constants = Constants(source="Source 1", day="2024-08-07")
    mapping = mapped({"District": "area", "Present": "present"}, constants=constants)
    made = plan(operation, [["District", "Present"], ["Split", "5"], [], ["Whole", ""]], mapping)
    assert (made.remarks, made.blank) == ((), 1)
