"""Parts by sex or age of what was new, beside a total so far that is read, are told of."""

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, send
from tests.exchange.importing.acts import NOW, SOURCE, mapped
from tests.exchange.tables import survey
from tests.histories import make_operation
from tests.recording.drafts import new, noon_of, report
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Format, Rows
from tracker.exchange.importing import PlanWarning, WarningKind, list_warnings, plan_import
from tracker.exchange.mapping import Constants, begin_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.recording.reports import record_report

TAGS = (
    "#date,#adm2,#meta+source,#affected+killed+{},#affected+killed+cumulative,#affected+killed+new"
)
ROW = "2024-08-0{},Whole,Source 1,{},9,3\n"


def tell(session: Session, text: str, **columns: str) -> list[PlanWarning]:
    found = survey(text)
    mapping = mapped(columns, constants=Constants(source=SOURCE)) if columns else None
    made = plan_import(session, found, mapping or begin_mapping(found), now=NOW)
    every = list_warnings(session, made)
    return [warning for warning in every if warning.kind is WarningKind.OTHER_FORM]


def test_parts_of_the_form_that_is_not_read_are_told(operation: Session) -> None:
    rows = f"{ROW.format(7, 1)}{ROW.format(8, 2)}{ROW.format(9, '')}"
    (warning,) = tell(operation, f"{TAGS.format('new+f')}\n{rows}")
    assert warning.lines == ("“#affected+f+killed+new”, in 2 rows",)
    (warning,) = tell(operation, f"{TAGS.format('new+f')}\n{ROW.format(7, 1)}")
    assert warning.lines == ("“#affected+f+killed+new”, in 1 row",)


def test_they_are_told_where_no_row_can_be_taken_in(operation: Session) -> None:
    row = "2024-08-07,Nowhere,Source 1,1,9,3\n"
    assert len(tell(operation, f"{TAGS.format('new+f')}\n{row}")) == 1


@pytest.mark.parametrize(
    ("part", "cell"), [("cumulative+f", 1), ("new+f", ""), ("new", 1), ("injured+new+f", 1)]
)
def test_parts_of_what_is_read_are_not_told(operation: Session, part: str, cell: object) -> None:
    assert tell(operation, f"{TAGS.format(part)}\n{ROW.format(7, cell)}") == []


def test_columns_without_hashtags_are_told_by_their_names(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "Killed, total": "killed total so far"}
    text = 'Date,District,"Killed, total","Killed, new, women",Note\n2024-08-07,Whole,9,1,x\n'
    (warning,) = tell(operation, text, **columns)
    assert warning.lines == ("“Killed, new, women”, in 1 row",)
    used = {**columns, "Killed, total": "killed new", "Killed, new, women": "killed new, female"}
    assert tell(operation, text, **used) == []
    meant = {**columns, "Killed, new, women": "killed total so far, female"}
    assert tell(operation, text, **meant) == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_parts_of_what_was_new_in_our_own_export_are_told(
    operation: Session, databases: Databases
) -> None:
    part = Part(sex=Sex.MALE, age_from=18, age_to=59, value=1)
    told = report(
        new(Indicator.INJURED, 3, parts=(part,)), new(Indicator.ARRIVALS, 3, parts=(part,))
    )
    record_report(operation, told, now=noon_of(0))
    content = send(operation, ask(format=Format.HXL_CSV, rows=Rows.UNITS, last=on(2)))
    found = survey_table(open_file(content, "export.csv", Limits()).tables[0])
    with databases.own() as other, other.writer() as empty:
        make_operation(empty)
        made = plan_import(empty, found, begin_mapping(found), now=NOW)
        (line,) = made.left_aside[WarningKind.OTHER_FORM]
        assert line == "“Injured, male, 18 to 59, new”, in 1 row"
    known = plan_import(operation, found, begin_mapping(found), now=NOW)
    assert known.left_aside[WarningKind.OTHER_FORM] == ()
