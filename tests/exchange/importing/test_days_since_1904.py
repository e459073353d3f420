"""Workbooks that count days since 1904 are read by that, whether a cell is formatted or not."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, WIDE
from tests.exchange.workbooks import Rows, pack, xlsx
from tracker.exchange.detecting import read_survey, survey_table, write_survey
from tracker.exchange.importing import plan_import
from tracker.exchange.reading import Limits, Table, open_file

DAY = date(2024, 8, 7)
FORMATTED, BARE = date(2020, 8, 6), 44_049
"""Both hold the same number: workbooks in tests write days as those since 1900."""

HEAD = ("Date", "District", "Arrivals", "Present")
OLD = '<workbookPr date1904="1"/>'


def open_table(day: date | float, properties: str) -> Table:
    rows: Rows = [HEAD, (day, "Whole", 5, None)]
    return open_file(xlsx({"A": rows}, properties=properties), "a.xlsx", Limits()).tables[0]


@pytest.mark.parametrize("day", [FORMATTED, BARE])
@pytest.mark.parametrize(
    "properties", [OLD, '<workbookPr backupFile="1" date1904="true"></workbookPr>']
)
def test_days_of_such_a_workbook_are_four_years_later(
    operation: Session, day: date | float, properties: str
) -> None:
    made = survey_table(open_table(day, properties))
    (planned,) = plan_import(operation, made, WIDE, now=NOW).planned
    assert planned.stated.day == DAY


@pytest.mark.parametrize("properties", ["", "<workbookPr/>", '<workbookPr date1904="0"/>'])
def test_days_of_other_workbooks_are_those_since_1900(properties: str) -> None:
    assert not open_table(BARE, properties).from_1904


def test_it_is_known_in_an_archive_and_kept_with_a_survey() -> None:
    packed = pack({"a.xlsx": xlsx({"A": [HEAD, (BARE, "Whole", 5, None)]}, properties=OLD)})
    table = open_file(packed, "a.zip", Limits()).tables[0]
    assert table.from_1904
    kept = read_survey(write_survey(survey_table(table)), lambda _name: table.read())
    assert kept is not None
    assert kept.table.from_1904
