"""Whether day or month comes first: the dates of a file go before its mapping, and say so."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan, refusals
from tracker.exchange.detecting import DayOrder, Layout
from tracker.exchange.importing import MappingUnfit, WarningKind, list_warnings
from tracker.exchange.importing.planning import Plan
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import MEASURES

HEAD = "Date,District,Present\n"
COLUMNS = {"Date": "day", "District": "area", "Present": "present"}
MONTH_FIRST, DAY_FIRST = DayOrder.MONTH_FIRST, DayOrder.DAY_FIRST


def days(made: Plan) -> list[date]:
    return sorted(planned.stated.day for planned in made.planned)


def in_columns(order: DayOrder | None) -> ImportMapping:
    constants = Constants(source="Source 1", indicator=MEASURES["present"])
    return mapped({"District": "area"}, layout=Layout.DAYS, order=order, constants=constants)


@pytest.mark.parametrize("order", [MONTH_FIRST, DAY_FIRST, None])
def test_dates_that_decide_go_before_the_mapping_which_is_told(
    operation: Session, order: DayOrder | None
) -> None:
    rows = HEAD + "08/08/2024,Whole,1\n13/08/2024,Whole,2\n07/08/2024,Whole,3\n"
    made = plan(operation, rows, mapped(COLUMNS, order=order))
    assert days(made) == [date(2024, 8, 7), date(2024, 8, 8), date(2024, 8, 13)]
    orders = [w for w in list_warnings(operation, made) if w.kind is WarningKind.ORDER]
    assert len(orders) == (order is MONTH_FIRST)
    if orders:
        assert "“month first”. Other dates of the file can only be read as “day first”" in (
            orders[0].words
        )


@pytest.mark.parametrize(("order", "text"), [(MONTH_FIRST, "08/07"), (DAY_FIRST, "07/08")])
def test_dates_that_do_not_decide_are_read_as_the_mapping_says(
    operation: Session, order: DayOrder, text: str
) -> None:
    made = plan(operation, HEAD + f"{text}/2024,Whole,1\n", mapped(COLUMNS, order=order))
    assert days(made) == [date(2024, 8, 7)]
    assert made.order == ""


def test_dates_of_both_orders_decide_nothing(operation: Session) -> None:
    rows = HEAD + "13/08/2024,Whole,1\n08/14/2024,Whole,2\n"
    made = plan(operation, rows, mapped(COLUMNS, order=DAY_FIRST))
    assert days(made) == [date(2024, 8, 13)]
    assert [reason[-25:] for _, reason in refusals(made)] == ["day 8 of month 14 of 2024"]


def test_the_day_of_all_rows_is_read_as_the_mapping_says(operation: Session) -> None:
    constants = Constants(source="Source 1", day="08/07/2024")
    columns = {"District": "area", "Present": "present"}
    mapping = mapped(columns, order=MONTH_FIRST, constants=constants)
    assert days(plan(operation, "District,Present\nWhole,1\n", mapping)) == [date(2024, 8, 7)]


def test_heads_that_decide_go_before_the_mapping(operation: Session) -> None:
    rows = "District,07.08.2024,08.08.2024,13.08.2024\nWhole,5,6,7\n"
    made = plan(operation, rows, in_columns(MONTH_FIRST))
    assert days(made) == [date(2024, 8, day) for day in (7, 8, 13)]
    assert [w.kind for w in list_warnings(operation, made)] == [WarningKind.ORDER]


def test_a_column_whose_head_is_no_day_in_the_order_is_told_and_not_dropped(
    operation: Session,
) -> None:
    rows = "District,07.08.2024,08.14.2024,13.08.2024\nWhole,5,6,7\n"
    with pytest.raises(MappingUnfit, match=r"“08.14.2024” is headed by no day.* month 14") as found:
        plan(operation, rows, in_columns(DAY_FIRST))
    assert [problem.pointer for problem in found.value.problems] == ["/order"]
    with pytest.raises(MappingUnfit, match=r"whether day or month comes first in 07.09.2024"):
        plan(operation, "District,07.09.2024,08.09.2024\nWhole,5,6\n", in_columns(None))


def test_two_columns_of_the_same_day_contradict_each_other(operation: Session) -> None:
    rows = "District,2024-08-07,2024-08-07,8 August 2024\nWhole,5,6,7\n"
    made = plan(operation, rows, in_columns(None))
    assert [reason for _, reason in refusals(made)] == [
        "Keep one of two numbers for present: row 2 says 5, row 2 says 6"
    ]
    same = plan(operation, rows.replace("6", "5"), in_columns(None))
    assert [(p.stated.day.day, p.stated.counts[0].value) for p in same.planned] == [(7, 5), (8, 7)]
