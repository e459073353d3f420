"""Files with one row per count, or with one column per day."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import (
    mapped,
    plan,
)
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import DayOrder, Layout
from tracker.exchange.importing import (
    MappingUnfit,
    WarningKind,
    list_warnings,
)
from tracker.exchange.mapping import Constants, read_mapping, write_mapping
from tracker.exchange.meanings import MEASURES

DAY = date(2024, 8, 7)
HEAD = "Date,District,Arrivals,Present\n"


def test_a_row_for_each_count_becomes_one_report(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "What": "indicator", "Value": "number"},
        layout=Layout.ROWS,
        words=mapped({"came": "arrivals new", "there": "present", "rain": "not used"}).columns,
    )
    rows = "Date,District,What,Value\n2024-08-07,Whole,came,5\n2024-08-07,Whole,rain,7\n"
    rows += "2024-08-07,Whole,there,120\n2024-08-07,Whole,snow,1\n"
    made = plan(operation, rows, mapping)
    (planned,) = made.planned
    assert {c.indicator: c.value for c in planned.stated.counts} == {
        Indicator.ARRIVALS: 5,
        Indicator.PRESENT: 120,
    }
    assert (planned.stated.rows, made.left_out) == ((2, 4), 2)


def test_an_indicator_that_the_mapping_does_not_know_is_told_and_one_not_used_is_not(
    operation: Session,
) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "What": "indicator", "Value": "number"},
        layout=Layout.ROWS,
        words=mapped({"came": "arrivals new", "rain": "not used"}).columns,
    )
    saved = read_mapping(write_mapping(mapping))
    rows = "Date,District,What,Value\n2024-08-07,Whole,came,5\n2024-08-07,Whole,rain,7\n"
    assert list_warnings(operation, plan(operation, rows, saved)) == []
    rows += "2024-08-07,Whole,hurt,1\n2024-08-08,Whole,hurt,2\n2024-08-08,Whole,,3\n"
    (warning,) = list_warnings(operation, plan(operation, rows, saved))
    assert (warning.kind, warning.words[:18]) == (WarningKind.UNKNOWN, "3 rows are left ou")
    assert warning.lines == ["“hurt”, 2 rows", "no word, 1 row"]


def test_a_column_for_each_day_becomes_a_report_each(operation: Session) -> None:
    mapping = mapped(
        {"District": "area"},
        layout=Layout.DAYS,
        order=DayOrder.DAY_FIRST,
        constants=Constants(source="Source 1", indicator=MEASURES["present"]),
    )
    rows = "District,07/08/2024,08/08/2024,13/08/2024\nWhole,5,,7\n"
    made = plan(operation, rows, mapping)
    assert [(p.stated.day.day, p.stated.counts[0].value) for p in made.planned] == [
        (7, 5),
        (13, 7),
    ]


def test_days_without_a_year_are_of_the_year_that_was_answered(operation: Session) -> None:
    mapping = mapped(
        {"District": "area"},
        layout=Layout.DAYS,
        constants=Constants(source="Source 1", indicator=MEASURES["present"]),
    )
    rows = "District,7 Aug,8 Aug,9 Aug\nWhole,5,6,7\n"
    with pytest.raises(MappingUnfit, match="in which year 7 Aug is") as unfit:
        plan(operation, rows, mapping)
    assert [one.pointer for one in unfit.value.problems] == ["/year"]
    answered = read_mapping(write_mapping(replace(mapping, year=2024)))
    made = plan(operation, rows, answered)
    assert [(p.stated.day, p.counts[0].value) for p in made.planned] == [
        (date(2024, 8, 7), 5),
        (date(2024, 8, 8), 6),
        (date(2024, 8, 9), 7),
    ]
    leap = "District,28 Feb,29 Feb,1 Mar\nWhole,5,6,7\n"
    with pytest.raises(MappingUnfit, match="there is no 29 Feb in it"):
        plan(operation, leap, replace(answered, year=2023))
