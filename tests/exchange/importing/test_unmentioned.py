"""Columns that look like counts and that a mapping says nothing of are named."""

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tracker.exchange.detecting import Layout
from tracker.exchange.importing import list_warnings

COLUMNS = {"Date": "day", "District": "area", "Present": "present"}


@pytest.mark.parametrize(
    ("head", "columns", "lines"),
    [
        ("Killed", {}, ["“Killed”, which could be killed new"]),
        ("Killed", {"Killed": "not used"}, []),
        ("People there", {}, []),
        ("Remarks", {}, []),
        ("Killed by mines", {}, ["“Killed by mines”, which could be killed new"]),
        ("Killed by mines", {"Killed by mines": "not used"}, []),
        ("IDPs from Sudzha", {}, []),
    ],
)
def test_what_looks_like_a_count_is_named(
    operation: Session, head: str, columns: dict[str, str], lines: list[str]
) -> None:
    rows = f"Date,District,Present,{head}\n2024-08-08,Whole,300,2\n"
    made = plan(operation, rows, mapped(COLUMNS | columns))
    told = [w for w in list_warnings(operation, made) if w.kind == "columns not mentioned"]
    assert [line for warning in told for line in warning.lines] == lines


def test_what_another_column_is_already_is_not_named(operation: Session) -> None:
    rows = "Date,District,There,Present\n2024-08-08,Whole,300,2\n"
    columns = {"Date": "day", "District": "area", "There": "present"}
    assert list_warnings(operation, plan(operation, rows, mapped(columns))) == []


def test_of_a_table_with_a_row_for_each_count_only_the_numbers_are_read(
    operation: Session,
) -> None:
    columns = {"Date": "day", "District": "area", "What": "indicator", "Number": "number"}
    mapping = mapped(columns, layout=Layout.ROWS, words=mapped({"there": "present"}).columns)
    rows = "Date,District,What,Number,Killed\n2024-08-08,Whole,there,300,2\n"
    assert list_warnings(operation, plan(operation, rows, mapping)) == []
