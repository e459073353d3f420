"""An operation's own export, taken in by the very same operation, changes nothing."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, read_csv, send
from tests.exchange.importing.acts import draft, mapped, outcomes, take_in
from tests.exchange.workbooks import xlsx
from tests.histories import FIRST, SPLIT, START, make_operation
from tests.recording.drafts import NOW, correction, level, new, noon_of, report, so_far, withdrawal
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.windows import ReportingMode
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Audience, Format, Rows
from tracker.exchange.importing import (
    Outcome,
    Plan,
    PlanWarning,
    WarningKind,
    list_warnings,
    plan_import,
    record_import,
)
from tracker.exchange.mapping import Constants, begin_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode

KILLED, ARRIVALS = Indicator.KILLED, Indicator.ARRIVALS
KINDS = pytest.mark.parametrize("kind", [Format.HXL_CSV, Format.HXL_JSON, "XLSX"])
MEN = Part(sex=Sex.MALE, age_from=18, age_to=59, value=1)


def make(session: Session, kind: str = Format.HXL_CSV, **more: Any) -> bytes:
    """An export, "XLSX": one with hashtags as a spreadsheet program saves it."""
    asked: dict[str, Any] = {"last": on(9), "rows": Rows.UNITS, **more}
    if kind != "XLSX":
        return send(session, ask(format=Format(kind), **asked))
    lines = read_csv(send(session, ask(format=Format.HXL_CSV, **asked)))
    return xlsx({"Sheet1": [[cell or None for cell in line] for line in lines]})


def plan(session: Session, content: bytes) -> Plan:
    survey = survey_table(open_file(content, "export", Limits()).tables[0])
    return plan_import(session, survey, begin_mapping(survey), now=NOW)


def edit(content: bytes, day: int, **changed: str) -> bytes:
    """The file with other numbers of killed in the row of the day: new, cumulative."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    tags = next(line for line in lines if line and line[0].startswith("#"))
    for line in lines[lines.index(tags) + 1 :]:
        cells = dict(zip(tags, line, strict=True))
        if cells["#date+occurred"] == f"{on(day)}" and cells["#affected+killed+cumulative"]:
            for key, value in changed.items():
                line[tags.index(f"#affected+killed+{key}")] = value
    page = io.StringIO(newline="")
    csv.writer(page).writerows(lines)
    return page.getvalue().encode()


def warn(session: Session, made: Plan) -> list[PlanWarning]:
    return [one for one in list_warnings(session, made) if one.kind is WarningKind.OWN]


@pytest.fixture
def told(reported: Session) -> Session:
    """Further reports that tell what was new, with parts and with doubt, and a total so far."""
    parts = new(Indicator.INJURED, 3, parts=(MEN,))
    some = new(Indicator.EVACUATED, None, qualifier=Qualifier.IN_WORDS, words="several thousand")
    span = new(KILLED, None, qualifier=Qualifier.BETWEEN, low=3, high=5)
    record_report(reported, report(parts, some, on=4), now=noon_of(4))
    record_report(reported, report(span, new(ARRIVALS, 4, parts=(MEN,)), on=5), now=noon_of(5))
    record_report(reported, report(so_far(ARRIVALS, 50), on=6), now=noon_of(6))
    households = Count(
        indicator=ARRIVALS, form=Form.NEW, value=25, households=10, household_size=2.5
    )
    record_report(reported, report(households, place_id=FIRST, on=2), now=noon_of(2))
    return reported


@KINDS
@pytest.mark.parametrize("rows", [Rows.UNITS, Rows.BOTH])
@pytest.mark.parametrize("audience", list(Audience))
def test_all_reports_are_unchanged(
    told: Session, kind: str, rows: Rows, audience: Audience
) -> None:
    made = plan(told, make(told, kind, rows=rows, audience=audience))
    assert len(made.planned) > 8
    assert set(outcomes(made)) == {Outcome.UNCHANGED}
    assert warn(told, made) == []
    assert not made.keeps_anything


def test_another_number_is_told_and_stands_beside_its_report(told: Session) -> None:
    made = plan(told, edit(make(told), 0, new="3", cumulative="3"))
    (changed,) = [one for one in made.planned if one.outcome is not Outcome.UNCHANGED]
    assert changed.outcome is Outcome.RIVAL
    (warning,) = warn(told, made)
    assert warning.words.startswith("Of 1 report of this operation it says something else than it")
    (line,) = warning.lines
    assert line.endswith(": report 1, Whole, Region, 6 Aug 2024")


def test_another_total_so_far_of_what_was_new_is_told_and_left_aside(told: Session) -> None:
    made = plan(told, edit(make(told), 0, cumulative="3"))
    assert set(outcomes(made)) == {Outcome.UNCHANGED}
    (warning,) = warn(told, made)
    assert warning.words.startswith("1 report told what was new, as the file says, and its total")
    assert "report 1, Whole, Region, 6 Aug 2024" in warning.lines[0]


def test_an_earlier_correction_moves_totals_so_far_alone(told: Session) -> None:
    before = make(told)
    mended = correction(1, level(Indicator.PRESENT, 42), new(KILLED, 5), based_on=2)
    correct_report(told, mended, now=noon_of(9))
    made = plan(told, before)
    changed = [one.stated.day for one in made.planned if one.outcome.changes]
    assert changed == [on(0)]
    beside, moved = warn(told, made)
    assert len(beside.lines) == 1
    assert [line.split(", ")[-1] for line in moved.lines] == ["7 Aug 2024"]


def test_a_report_that_was_withdrawn_since_stays_so(told: Session) -> None:
    before = make(told)
    withdraw_report(told, withdrawal(1, based_on=2), now=noon_of(9))
    made = plan(told, before)
    (left,) = [one for one in made.planned if one.outcome is not Outcome.UNCHANGED]
    assert (left.outcome, left.report_id, left.stated.day) == (Outcome.LEFT, 1, on(0))
    assert not made.keeps_anything
    changed = plan(told, edit(before, 0, new="3", cumulative="3"))
    assert Outcome.ADDED in outcomes(changed)
    assert "report 1, Whole, Region, 6 Aug 2024" in warn(told, changed)[0].lines[0]


def test_other_parts_are_something_else(told: Session) -> None:
    content = make(told).decode("utf-8-sig")
    assert ",3,9,28" in content
    (changed,) = [
        one
        for one in plan(told, content.replace(",3,9,28", ",3,8,28").encode()).planned
        if one.outcome.changes
    ]
    assert changed.stated.day == on(0)


def test_another_range_of_a_total_so_far_is_told(told: Session) -> None:
    made = plan(told, edit(make(told), 5, cumulative="11-14"))
    (warning,) = warn(told, made)
    assert "11 Aug 2024" in warning.lines[0]


def test_a_total_so_far_that_counts_no_more_is_not_reckoned(told: Session) -> None:
    rival = report(so_far(Indicator.EVACUATED, 100), on=7, source_id=2)
    record_report(told, rival, now=noon_of(7))
    before = make(told)
    record_report(told, report(so_far(Indicator.EVACUATED, 120), on=7), now=noon_of(7))
    made = plan(told, before)
    assert set(outcomes(made)) == {Outcome.UNCHANGED}
    assert warn(told, made) == []


def test_files_of_others_name_no_reports(told: Session) -> None:
    tags = "#adm2+name,#date+occurred,#meta+source,#meta+id,#affected+killed+new"
    made = plan(told, f"{tags}\nWhole,2024-08-06,Source 1,1,2\n".encode())
    assert made.own.named == {}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_reports_of_another_operation_are_none_of_this_one(
    told: Session, databases: Databases
) -> None:
    """A mirror that has the same numbers, places, days and sources compares editions as ever."""
    content = make(told)
    with databases.own() as other, other.writer() as mirror:
        make_operation(mirror)
        set_reporting_mode(mirror, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
        record_import(mirror, plan(mirror, content), draft(), now=NOW)
        made = plan(mirror, edit(content, 0, cumulative="3"))
        assert Outcome.CORRECTED in outcomes(made)
        assert warn(mirror, made) == []
        assert made.own.named == {}


def test_moments_that_a_program_changed_do_not_matter(told: Session) -> None:
    lines = read_csv(make(told))
    at = next(line.index("#date+reported") for line in lines if "#date+reported" in line)
    start = next(number for number, line in enumerate(lines) if "#date+reported" in line)
    for line in lines[start + 1 :]:
        line[at] = "2024-08-06 15:00"
    made = plan(told, xlsx({"Sheet1": [[cell or None for cell in line] for line in lines]}))
    assert set(outcomes(made)) == {Outcome.UNCHANGED}


def test_numbers_that_are_no_reports_are_passed_over(told: Session) -> None:
    lines = read_csv(make(told))
    head = next(number for number, line in enumerate(lines) if "#meta+id" in line)
    at = lines[head].index("#meta+id")
    for number, line in enumerate(lines[head + 1 :]):
        line[at] = ("x", "99999", str(2**70), "")[number % 4]
    made = plan(told, xlsx({"Sheet1": [[cell or None for cell in line] for line in lines]}))
    assert made.own.named == {}
    assert len(made.planned) > 8


IMPORTED = mapped(
    {"Date": "day", "District": "area", "Killed": "killed new", "Present": "present"},
    constants=Constants(source="Source 2"),
)


def test_imported_reports_of_what_was_new_stay_so(operation: Session) -> None:
    text = "Date,District,Killed,Present\n2024-08-06,Whole,2,40\n2024-08-07,Whole,3,41\n"
    take_in(operation, text, IMPORTED)
    content = make(operation)
    assert set(outcomes(plan(operation, content))) == {Outcome.UNCHANGED}
    better = report(level(Indicator.PRESENT, 50), on=1, source_id=1)
    record_report(operation, better, now=noon_of(1))
    made = plan(operation, edit(make(operation), 1, new="4", cumulative="6"))
    (changed,) = [one for one in made.planned if one.outcome.changes]
    assert {count.indicator: count.value for count in changed.counts} == {
        KILLED: 6,
        Indicator.PRESENT: 41,
    }
    assert len(warn(operation, made)) == 1
