"""What is exported can be imported again."""

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, send
from tests.exchange.importing.acts import draft
from tests.histories import (
    COUNTRY,
    FIRST,
    OUTSIDE,
    REGION,
    SECOND,
    SPLIT,
    START,
    WHOLE,
    make_operation,
)
from tests.recording.drafts import NOW, level, new, noon_of, report, so_far
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.windows import ReportingMode
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Format, Rows, make_blank, send_blank
from tracker.exchange.importing import Outcome, Plan, plan_import, record_import
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.store.places import PlaceRow
from tracker.totals.read import read_days

CLOSED = 60
ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
Totals = dict[str, list[int | None]]


def read_totals(session: Session) -> Totals:
    days = read_days(session, None, START, date(2024, 8, 20), list(Indicator))
    return {str(key): [day.value for day in found] for key, found in days.items()}


@pytest.fixture
def worded(reported: Session) -> Session:
    """With levels that are told in words, and as a range, after numbers."""
    numbers = (level(Indicator.MISSING, 1), level(Indicator.SHELTERED, 3))
    words = level(Indicator.MISSING, None, qualifier=Qualifier.IN_WORDS, words="a great many")
    span = level(Indicator.SHELTERED, None, qualifier=Qualifier.BETWEEN, low=15, high=30)
    for offset, counts in ((1, numbers), (2, (words, span))):
        told = report(*counts, place_id=FIRST, on=offset, confirmed=frozenset({"over_capacity"}))
        record_report(reported, told, now=noon_of(offset))
    return reported


@ONE_ENGINE
@pytest.mark.parametrize("kind", [Format.HXL_CSV, Format.HXL_JSON])
def test_an_operation_exported_and_imported_into_an_empty_one_has_the_same_totals(
    worded: Session, databases: Databases, kind: Format
) -> None:
    content = send(worded, ask(format=kind, rows=Rows.UNITS, last=on(10)))
    with databases.own() as other, other.writer() as empty:
        make_operation(empty)
        set_reporting_mode(empty, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
        assert read_totals(empty) != read_totals(worded)
        survey = survey_table(open_file(content, "export", Limits()).tables[0])
        plan = plan_import(empty, survey, begin_mapping(survey), now=NOW)
        assert (plan.refused, plan.open_places, plan.open_sources) == ((), (), ())
        record_import(empty, plan, draft(), now=NOW)
        assert read_totals(empty) == read_totals(worded)
        again = plan_import(empty, survey, begin_mapping(survey), now=NOW)
        assert {planned.outcome for planned in again.planned} == {Outcome.UNCHANGED}


@ONE_ENGINE
@pytest.mark.parametrize("coded", [(), (SPLIT,), (WHOLE, SPLIT)], ids=["none", "some", "all"])
def test_districts_of_one_name_without_p_codes_are_found_again(
    reported: Session, coded: tuple[int, ...]
) -> None:
    second = {"name": "Region 2", "kind": "area", "level": 1, "parent_id": COUNTRY}
    reported.execute(insert(PlaceRow).values(id=CLOSED, valid_from=START, **second))
    for place, region in ((WHOLE, REGION), (SPLIT, CLOSED)):
        code = f"38 {place}" if place in coded else None
        row = update(PlaceRow).where(PlaceRow.id == place)
        reported.execute(row.values(name="Central", parent_id=region, national_code=code))
    content = send(reported, ask(format=Format.HXL_CSV, rows=Rows.UNITS, last=on(10)))
    survey = survey_table(open_file(content, "export", Limits()).tables[0])
    plan = plan_import(reported, survey, begin_mapping(survey), now=NOW)
    assert (plan.refused, plan.open_places) == ((), ())
    assert {planned.stated.place_id for planned in plan.planned} == {WHOLE, FIRST, SECOND, OUTSIDE}


@ONE_ENGINE
def test_a_file_from_the_middle_leaves_behind_what_was_told_before(
    reported: Session, databases: Databases
) -> None:
    content = send(reported, ask(format=Format.HXL_CSV, rows=Rows.UNITS, first=on(1), last=on(10)))
    with databases.own() as other, other.writer() as empty:
        make_operation(empty)
        set_reporting_mode(empty, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
        take(empty, content)
        there, here = read_totals(empty), read_totals(reported)
        # The levels of day 0 are carried and no observations; the total so far has it all.
        assert (there["present"][0], there["killed"][0]) == (None, None)
        assert here["present"][1] == 84
        assert there["present"][1] != here["present"][1]
        assert there["killed"][1:] == here["killed"][1:]
        assert there["arrivals"][1:] == here["arrivals"][1:]


@ONE_ENGINE
def test_qualifiers_bounds_and_words_beside_values_come_back(
    operation: Session, databases: Databases
) -> None:
    more = new(Indicator.ARRIVALS, 300, qualifier=Qualifier.MORE_THAN, words="more than 300: many")
    near = level(Indicator.MISSING, 20, qualifier=Qualifier.ABOUT, low=15, high=30)
    best = level(Indicator.PRESENT, 500, qualifier=Qualifier.BETWEEN, low=400, high=700)
    most = level(Indicator.SHELTERED, 90, qualifier=Qualifier.AT_MOST, words="up to 90")
    some = so_far(Indicator.KILLED, 3, qualifier=Qualifier.ABOUT, low=2, high=5)
    open_ended = level(Indicator.CAPACITY, 95, qualifier=Qualifier.ABOUT)
    exact = so_far(Indicator.INJURED, 4, words="four, all told")
    least = new(Indicator.DEPARTURES, 5, qualifier=Qualifier.AT_LEAST, high=9)
    told = (more, near, best, most, some, open_ended, exact, least)
    record_report(operation, report(*told), now=noon_of(0))
    content = send(operation, ask(format=Format.HXL_CSV, rows=Rows.UNITS))
    with databases.own() as other, other.writer() as empty:
        make_operation(empty)
        set_reporting_mode(empty, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
        survey = survey_table(open_file(content, "export", Limits()).tables[0])
        plan = plan_import(empty, survey, begin_mapping(survey), now=NOW)
        assert plan.refused == ()
        record_import(empty, plan, draft(), now=NOW)
        (found,) = list_place_reports(empty, WHOLE, on(0), on(0))
        assert sorted(found.counts, key=repr) == sorted(told, key=repr)


def fill_in(content: bytes, numbers: dict[tuple[str, str], object]) -> bytes:
    """The workbook as a person saves it with numbers at a row (by shelter and day) and column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Counts"]
    heads = [cell.value for cell in sheet[1]]
    for (where, head), number in numbers.items():
        row = next(
            row
            for row in sheet.iter_rows(min_row=3)
            if where == f"{row[2].value or ''} {row[3].value:%d}".strip()
        )
        row[heads.index(head)].value = number
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def take(session: Session, content: bytes) -> Plan:
    survey = survey_table(open_file(content, "filled.xlsx", Limits()).tables[0])
    plan = plan_import(session, survey, begin_mapping(survey), now=NOW)
    assert (plan.refused, plan.open_places, plan.open_sources) == ((), (), ())
    record_import(session, plan, draft(), now=NOW)
    return plan


@ONE_ENGINE
def test_a_workbook_filled_in_offline_is_imported_without_a_mapping(operation: Session) -> None:
    blank = make_blank(operation, SPLIT, on(0), on(1), source_id=1)
    content = b"".join(send_blank(blank))
    filled = fill_in(
        content,
        {
            ("First 06", "People present"): 12,
            ("First 06", "Arrivals, new that day"): 3,
            ("First 07", "People present"): "about 500",
            ("Outside 07", "People present"): 0,
            ("Second 07", "Killed, new that day"): 2,
            ("Second 07", "Source"): "Source 2",
            ("Second 06", "Usable capacity"): 40,
        },
    )
    plan = take(operation, filled)
    assert plan.count(Outcome.ADDED) == len(plan.planned) == 5
    told = {
        (report.place_name, report.day, report.source_name, count.indicator.value): count.said
        for place in (FIRST, SECOND, OUTSIDE)
        for report in list_place_reports(operation, place, on(0), on(1))
        for count in report.counts
    }
    assert told == {
        ("First", on(0), "Source 1", "present"): "12",
        ("First", on(0), "Source 1", "arrivals"): "3",
        ("First", on(1), "Source 1", "present"): "about 500",
        ("Outside", on(1), "Source 1", "present"): "0",
        ("Second", on(1), "Source 2", "killed"): "2",
        ("Second", on(0), "Source 1", "capacity"): "40",
    }


@ONE_ENGINE
def test_a_district_that_reports_as_a_whole_has_no_shelters_to_fill_in(operation: Session) -> None:
    blank = make_blank(operation, WHOLE, on(0), on(2), source_id=1)
    assert [(row.day, row.shelter) for row in blank.rows] == [(on(at), None) for at in range(3)]
    filled = fill_in(b"".join(send_blank(blank)), {("07", "Missing"): 4})
    take(operation, filled)
    (report,) = list_place_reports(operation, WHOLE, on(0), on(2))
    assert [(count.indicator, count.value) for count in report.counts] == [(Indicator.MISSING, 4)]


@ONE_ENGINE
def test_headings_are_locked_and_cells_are_checked(operation: Session) -> None:
    blank = make_blank(operation, SPLIT, on(0), on(0))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(send_blank(blank))))
    sheet = book["Counts"]
    assert book.sheetnames == ["Counts", "How to fill it in", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    assert sheet.protection.sheet
    assert [sheet.cell(1, at).protection.locked for at in (1, 6)] == [True, True]
    assert sheet["B3"].protection.locked
    assert not sheet["F3"].protection.locked
    assert sheet.freeze_panes == "E3"
    checks = {str(found.sqref): found for found in sheet.data_validations.dataValidation}
    assert checks["C3:C5"].formula1 == "Lists!$A$2:$A$4"
    assert checks["E3:E5"].formula1 == "Lists!$B$2:$B$4"
    assert checks["D3:D5"].type == "date"
    assert len([one for one in checks.values() if one.type == "custom"]) == len(Indicator)
    assert "INT(F3)" in checks["F3:F5"].formula1
    assert [cell.value for cell in book["Lists"]["B"]][1:] == ["Source 1", "Source 2", "Source 3"]
    assert [sheet.cell(row, 5).value for row in (3, 4, 5)] == [None] * 3


@ONE_ENGINE
@pytest.mark.parametrize(
    ("place", "first", "last", "field"),
    [
        (REGION, 0, 1, "district"),
        (SPLIT, -1, 1, "first"),
        (SPLIT, 1, 0, "last"),
        (SPLIT, 0, 3_000, "last"),
        (CLOSED, 0, 1, "first"),
    ],
)
def test_a_workbook_for_nothing_is_refused(
    operation: Session, place: int, first: int, last: int, field: str
) -> None:
    values = {"name": "Closed", "kind": "area", "level": 2, "parent_id": REGION}
    days = {"valid_from": on(10), "valid_until": None}
    operation.execute(insert(PlaceRow).values(id=CLOSED, **values, **days))
    with pytest.raises(InvalidField) as refused:
        make_blank(operation, place, on(first), on(last))
    assert refused.value.field == field
