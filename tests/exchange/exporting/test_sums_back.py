"""Sums of units in our own exports are left out when these are taken in again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, read_csv, send
from tests.exchange.importing.acts import draft
from tests.exchange.workbooks import xlsx
from tests.histories import COUNTRY, REGION, SPLIT, START, make_operation
from tests.recording.drafts import NOW
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode
from tracker.exchange.detecting import Survey, survey_table
from tracker.exchange.detecting.calendars import UNKNOWN
from tracker.exchange.exporting import Format, Rows
from tracker.exchange.importing import Plan, plan_import, record_import, require_answers
from tracker.exchange.importing.leaving_out import OWN_SUM
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.totals.read import read_days

KINDS = pytest.mark.parametrize("kind", [Format.HXL_CSV, Format.HXL_JSON, "XLSX"])


def look(content: bytes) -> Survey:
    return survey_table(open_file(content, "export", Limits()).tables[0])


def plan(session: Session, survey: Survey) -> Plan:
    mapping = begin_mapping(survey)
    require_answers(survey, mapping, UNKNOWN)
    return plan_import(session, survey, mapping, now=NOW)


def make(session: Session, kind: str, **more: Any) -> bytes:
    """An export, "XLSX": one with hashtags as a spreadsheet program saves it."""
    asked = {"last": on(5)} | more
    if kind != "XLSX":
        return send(session, ask(format=Format(kind), **asked))
    lines = read_csv(send(session, ask(format=Format.HXL_CSV, **asked)))
    return xlsx({"Sheet1": [[cell or None for cell in line] for line in lines]})


def read_totals(session: Session) -> list[Sequence[object]]:
    found = read_days(session, None, START, on(9), list(Indicator))
    return [[(day.value, day.low, day.high) for day in days] for days in found.values()]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@KINDS
def test_sums_beside_units_are_left_out_and_told(
    reported: Session, databases: Databases, kind: str
) -> None:
    content = make(reported, kind, rows=Rows.BOTH)
    with databases.own() as other, other.writer() as empty:
        make_operation(empty)
        set_reporting_mode(empty, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
        made = plan(empty, look(content))
        assert made.refused == ()
        left = dict(made.left_out_for)
        assert left[OWN_SUM] > 3
        assert set(left) == {OWN_SUM, "“Mark” is not “observed”"}
        record_import(empty, made, draft(), now=NOW)
        assert read_totals(empty) == read_totals(reported)


@KINDS
def test_a_file_of_sums_says_nothing(reported: Session, kind: str) -> None:
    made = plan(reported, look(make(reported, kind, rows=Rows.AREAS, place_id=REGION)))
    sums = [one for one in made.planned if one.stated.place_id in (COUNTRY, REGION, SPLIT)]
    assert (sums, made.refused) == ([], ())
    assert OWN_SUM in dict(made.left_out_for)


def test_nothing_is_asked_about_the_sum_of_a_district(reported: Session) -> None:
    survey = look(make(reported, Format.HXL_CSV, rows=Rows.BOTH, place_id=SPLIT))
    made = plan(reported, survey)
    assert (made.questions, made.refused, len(made.planned)) == ((), (), 3)


def test_a_row_that_somebody_added_without_a_source_is_refused(reported: Session) -> None:
    text = make(reported, Format.HXL_CSV, rows=Rows.UNITS, last=on(0)).decode("utf-8-sig")
    head = next(line for line in text.splitlines() if line.startswith("#"))
    typed = {
        "#adm2+name": "Whole",
        "#date+occurred": "2024-08-12",
        "#affected+killed+cumulative": "9",
    }
    row = ",".join(typed.get(tag, "") for tag in head.split(","))
    made = plan(reported, look(f"{text}{row}\r\n".encode()))
    assert [refused.reason[:16] for refused in made.refused] == ["Enter the source"]


def test_sums_are_not_told_once_more_as_those_that_nothing_calls_so(reported: Session) -> None:
    survey = look(make(reported, Format.HXL_CSV, rows=Rows.BOTH, place_id=SPLIT))
    mapping = replace(begin_mapping(survey), skip_totals=True)
    made = plan_import(reported, survey, mapping, now=NOW)
    assert made.sums == ()
    assert dict(made.left_out_for)[OWN_SUM] > 0


def test_files_of_others_have_no_such_sums(reported: Session) -> None:
    tags = "#adm2+name,#date+occurred,#meta+source,#meta+id,#status+name,#affected+killed+new"
    rows = "Whole,2024-08-12,,,observed,9\nWhole,2024-08-13,Source 1,,observed,9\n"
    made = plan(reported, look(f"{tags}\n{rows}".encode()))
    assert [refused.reason for refused in made.refused] == ["Enter the source"]
