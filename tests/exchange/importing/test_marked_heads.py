"""In one column per day, what stands beside the day of a head drops no column without a word."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import SOURCE, mapped, plan
from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout, examine, find_day_columns, suggest
from tracker.exchange.detecting.dates import DayOrder, DayReading, NotADay, read_day
from tracker.exchange.detecting.footnotes import split_mark
from tracker.exchange.importing import WarningKind, list_warnings
from tracker.exchange.mapping import Constants
from tracker.exchange.meanings import NOT_USED, Meaning, Measure, Role

PRESENT = Measure(indicator=Indicator.PRESENT, form=Form.LEVEL)
BY_DAY = mapped(
    {"District": "area"},
    layout=Layout.DAYS,
    constants=Constants(source=SOURCE, indicator=PRESENT),
)
MARKED = [
    "2024-08-22 (revised)",
    "21 Aug 2024 * new",
    "21 Aug 2024 (M)",
    "21 Aug 2024 (f)",
    "21 Aug 2024 (12)",
    "* until 21 Aug 2024",
    "12 August 2024 (present)",
    "Present on August 12, 2024",
    "с 22.08 по 25.08",
    "22.08.2024-25.08.2024",
    "23 Aug 2024 - 25 Aug 2024",
    "12–18 August 2024",
]


def table_of(head: str) -> str:
    return f"District,2024-08-07,2024-08-08,{head}\nWhole,12,9,7\n"


@pytest.mark.parametrize("head", MARKED)
def test_a_day_with_something_beside_it_is_told_and_spoils_no_head(
    operation: Session, head: str
) -> None:
    rows = table_of(f'"{head}"')
    found = survey(rows)
    suggestion = suggest(found)
    assert found.head.row == 1
    assert suggestion.layout is Layout.DAYS
    assert suggestion.meanings["District"].role is Role.AREA
    assert suggestion.meanings[head] == NOT_USED
    (told,) = (n for n in examine(found, suggestion).notices if n.columns == (head,))
    assert told.words.startswith(f"Column “{head}” is not read: its head is no bare day.")
    made = plan(operation, rows, BY_DAY)
    assert [planned.stated.counts[0].value for planned in made.planned] == [12, 9]
    (warning,) = (w for w in list_warnings(operation, made) if w.kind is WarningKind.MARKED)
    assert warning.lines == (told.words,)


FOOTNOTED = [
    *("9 Aug 2024*", "2024-08-09 **", "2024-08-09†", "9 августа 2024 ‡", "* 2024-08-09"),
    *("9 Aug 2024 [1]", "9 Aug 2024(a)", "2024-08-09 (p)", "9 Aug 2024¹²", "¹ 9 Aug 2024"),
    *("2024-08-09 (*)", "9 Aug 2024ᵃ", "2024-08-09 [a] [b]"),
]


@pytest.mark.parametrize("head", FOOTNOTED)
def test_a_day_with_the_mark_of_a_footnote_is_read_and_told(operation: Session, head: str) -> None:
    rows = table_of(head)
    found = survey(rows)
    suggestion = suggest(found)
    assert (found.head.row, suggestion.layout) == (1, Layout.DAYS)
    assert suggestion.meanings[head] == NOT_USED
    (told,) = (n for n in examine(found, suggestion).notices if n.columns == (head,))
    day, mark = split_mark(head)
    assert mark
    assert told.words == (
        f"Column “{head}” is read as that of {day}, without the mark “{mark}”: what this says of "
        "its numbers, such as that they are provisional or estimates, is not known and not kept."
    )
    made = plan(operation, rows, BY_DAY)
    read = {p.stated.day.day: p.stated.counts[0].value for p in made.planned}
    assert read == {7: 12, 8: 9, 9: 7}
    (warning,) = list_warnings(operation, made)
    assert (warning.kind, warning.lines) == (WarningKind.FOOTNOTES, (told.words,))


def test_days_without_a_year_may_have_a_mark_among_them(operation: Session) -> None:
    rows = "District,7 Aug,8 Aug,9 Aug*,10 Aug†\nWhole,12,9,8,7\n"
    found = survey(rows)
    assert found.head.row == 1
    columns = ["7 Aug", "8 Aug", "9 Aug*", "10 Aug†"]
    assert [c.name for c in find_day_columns(found.head)] == columns
    notices = examine(found, suggest(found)).notices
    assert [n.columns for n in notices] == [("9 Aug*",), ("10 Aug†",)]
    assert all("is read as that of" in notice.words for notice in notices)
    made = plan(operation, rows, replace(BY_DAY, year=2024))
    read = {p.stated.day.day: p.stated.counts[0].value for p in made.planned}
    assert read == {7: 12, 8: 9, 9: 8, 10: 7}


@pytest.mark.parametrize(
    ("heads", "day_columns"),
    [
        (("2024-08-07", "2024-08-08", "8 Aug 2024*"), 2),
        (("2024-08-06", "2024-08-07", "2024-08-08*", "2024-08-08†"), 2),
        (("2024-08-07", "08.08.2024", "2024-08-08*"), 2),
        (("2024-08-12", "09.08.2024", "08.09.2024*", "13.08.2024"), 4),
        (("2024-08-09", "2024-08-12", "09.08.2024*"), 2),
        (("7 Aug", "8 Aug", "9 Aug", "9 Aug*"), 3),
        (("7 Aug", "8 Aug", "9 Aug", "9.08*"), 3),
        (("7 Aug", "8 Aug", "9 Aug*", "2024-08-09"), 3),
    ],
)
def test_a_marked_day_that_another_column_has_is_told_and_not_read(
    heads: tuple[str, ...], day_columns: int
) -> None:
    rows = [["District", *heads], ["Whole", *map(str, range(1, len(heads) + 1))]]
    found = survey(rows, head_row=1)
    assert len(find_day_columns(found.head)) == day_columns
    told = [n for n in examine(found, suggest(found)).notices if "is no bare day" in n.words]
    assert len(told) == len(heads) - day_columns


def test_the_order_of_day_and_month_is_told_by_marked_days_too(operation: Session) -> None:
    rows = "District,07.08.2024,08.08.2024*,13.08.2024*\nWhole,12,9,8\n"
    made = plan(operation, rows, BY_DAY)
    assert [p.stated.day.day for p in made.planned] == [7, 8, 13]
    assert [n.name for n in find_day_columns(survey(rows).head)][1:] == [
        "08.08.2024*",
        "13.08.2024*",
    ]


@settings(max_examples=200)
@given(
    day=st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    form=st.sampled_from(("%Y-%m-%d", "%d %B %Y", "%d.%m.%Y", "%d %b %Y г.")),
    mark=st.text("*†‡¹²[]()ap7 x", max_size=4),
)
def test_whatever_stands_behind_a_day_it_is_that_day_with_a_mark_or_none(
    day: date, form: str, mark: str
) -> None:
    text, found = split_mark(f"{day:{form}}{mark}")
    assert f"{text}{found}".replace(" ", "") == f"{day:{form}}{mark}".replace(" ", "")
    with suppress(NotADay):
        assert read_day(text, DayReading(order=DayOrder.DAY_FIRST)) == day


@pytest.mark.parametrize(
    "head",
    [
        "Comment",
        "2024-08-09",
        "Total",
        "Age 0-17",
        "On 99.99.2024",
        "Page 5 of 12",
        "Phase 3 of 2024",
    ],
)
def test_other_columns_beside_days_are_not_told(operation: Session, head: str) -> None:
    found = survey(table_of(head))
    notices = examine(found, suggest(found)).notices
    assert not [n for n in notices if "bare day" in n.words]
    assert plan(operation, table_of(head), BY_DAY).left_aside[WarningKind.MARKED] == ()


def test_a_column_that_is_blank_or_used_or_of_another_layout_is_not_told(
    operation: Session,
) -> None:
    for head, kind in (
        ("21 Aug 2024 (M)", WarningKind.MARKED),
        ("9 Aug 2024*", WarningKind.FOOTNOTES),
    ):
        blank = f"District,2024-08-07,2024-08-08,{head}\nWhole,12,9,\n"
        assert plan(operation, blank, BY_DAY).left_aside[kind] == ()
    by_count = mapped({"Date": "day", "District": "area", "Present": "present"})
    rows = "Date,District,Present,Present on 7 Aug 2024,7 Aug 2024*,8 Aug 2024*\n"
    rows += "2024-08-08,Whole,12,9,3,4\n"
    found = plan(operation, rows, by_count).left_aside
    assert (found[WarningKind.MARKED], found[WarningKind.FOOTNOTES]) == ((), ())
    rows = "Date,District,Present,Present on 7 Aug 2024\n2024-08-08,Whole,12,9\n"
    assert suggest(survey(rows)).layout is Layout.COLUMNS


def test_one_day_with_a_mark_makes_a_row_of_data_no_head() -> None:
    rows = "Whole,Sudzha,21 Aug 2024*,12\nWhole,Lgov,22 Aug 2024*,13\n"
    assert survey(rows).head.row is None


def test_a_column_that_is_used_is_not_told_for_the_day_in_its_head(operation: Session) -> None:
    used = "District on 1 Aug 2024"
    rows = f"{used},2024-08-07,2024-08-08\nWhole,12,9\n"
    mapping = replace(BY_DAY, columns={used: Meaning(role=Role.AREA)})
    assert plan(operation, rows, mapping).left_aside[WarningKind.MARKED] == ()


def test_counts_whose_heads_all_name_a_day_are_no_columns_of_days() -> None:
    heads = [f"{count} on 7 Aug 2024" for count in ("Arrivals", "Present", "Killed")]
    made = survey(f"Date,District,{','.join(heads)}\n2024-08-07,Whole,12,9,1\n")
    found = suggest(made)
    assert found.layout is Layout.COLUMNS
    # A day in a name may be another than that of the row: what they count is asked.
    assert {found.meanings[head] for head in heads} == {NOT_USED}
    asked = [notice for notice in examine(made, found).notices if heads[0] in notice.words]
    assert [notice.columns for notice in asked] == [tuple(heads)]
