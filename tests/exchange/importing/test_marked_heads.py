"""In one column per day, what stands beside the day of a head drops no column without a word."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import SOURCE, mapped, plan
from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout, examine, find_day_columns, suggest
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
    "21 Aug 2024*",
    "21 Aug 2024†",
    "2024-08-22 (revised)",
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


def test_days_without_a_year_may_have_a_mark_among_them(operation: Session) -> None:
    found = survey("District,7 Aug,8 Aug,9 Aug*,10 Aug\nWhole,12,9,8,7\n")
    assert found.head.row == 1
    assert [c.name for c in find_day_columns(found.head)] == ["7 Aug", "8 Aug", "10 Aug"]
    assert [n.columns for n in examine(found, suggest(found)).notices] == [("9 Aug*",)]


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
    blank = "District,2024-08-07,2024-08-08,21 Aug 2024*\nWhole,12,9,\n"
    assert plan(operation, blank, BY_DAY).left_aside[WarningKind.MARKED] == ()
    by_count = mapped({"Date": "day", "District": "area", "Present": "present"})
    rows = "Date,District,Present,Present on 7 Aug 2024\n2024-08-08,Whole,12,9\n"
    assert plan(operation, rows, by_count).left_aside[WarningKind.MARKED] == ()
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
    found = suggest(survey(f"Date,District,{','.join(heads)}\n2024-08-07,Whole,12,9,1\n"))
    assert found.layout is Layout.COLUMNS
    assert all(found.meanings[head].measure for head in heads)
