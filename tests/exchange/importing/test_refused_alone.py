"""Refused rows mean alone what they did in their file: hashtags, days and numbers travel."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, WIDE, mapped, refusals, take_in
from tests.exchange.workbooks import Rows, xlsx
from tracker.domain.counts import Form, Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import DayOrder, Survey, examine, suggest, survey_table
from tracker.exchange.detecting.calendars import UNKNOWN
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.exporting.hxl_tags import tag_measure
from tracker.exchange.importing import (
    Plan,
    list_refused,
    load_import,
    plan_import,
    require_answers,
)
from tracker.exchange.mapping import ImportMapping, begin_mapping
from tracker.exchange.meanings import MEASURES, Group, Meaning, Role
from tracker.exchange.reading import Limits, open_file

TAGGED = (
    "District,Date,Who,Killed\n"
    "#adm2+name,#date+occurred,#meta+source,#affected+killed+cumulative\n"
    "Whole,2024-08-07,Source 1,50\nWhole,2024-08-08,Source 1,5x\nWhole,2024-08-09,Source 1,55\n"
)
TAGS = "#adm2+name,#date+occurred,#meta+source,#affected+cumulative+killed"
DATES = "Date,District,Arrivals,Present\n21/08/2024,Whole,5,1\n"
HEADS = ("District", "Date", "Who", "Killed")
NUMBERS = {"Whole": 20, "Second": 15, "First": 30, "Split": 65}


def look(content: str | bytes) -> Survey:
    sent = content.encode() if isinstance(content, str) else content
    return survey_table(open_file(sent, "sent", Limits()).tables[0])


def plan(session: Session, content: str | bytes, mapping: ImportMapping | None = None) -> Plan:
    """A plan by a mapping, or by hashtags alone, where these leave no question open."""
    survey = look(content)
    if mapping is None:
        mapping = begin_mapping(survey)
        require_answers(survey, mapping, UNKNOWN)
        assert examine(survey, suggest(survey), UNKNOWN).notices == ()
    return plan_import(session, survey, mapping, now=NOW.replace(month=9))


def refuse(made: Plan) -> str:
    return made.refused_file.write(made.refused)


def as_workbook(text: str) -> bytes:
    """The table as a spreadsheet program saves it."""
    return xlsx({"Sheet1": list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))})


@pytest.mark.parametrize("give", [str, as_workbook], ids=["CSV", "XLSX"])
@pytest.mark.parametrize("take", [str, as_workbook], ids=["CSV", "XLSX"])
def test_corrected_rows_of_a_tagged_file_mean_what_they_did(
    operation: Session, give: type, take: type
) -> None:
    text = refuse(plan(operation, give(TAGGED)))
    assert text.splitlines()[1] == f"{TAGS},,"
    (planned,) = plan(operation, take(text.replace(",5x,", ",52,", 1))).planned
    (count,) = planned.counts
    assert (count.indicator, count.form, count.value) == (Indicator.KILLED, Form.TOTAL, 52)
    assert planned.stated.day == date(2024, 8, 8)


def test_hashtags_are_kept_with_the_import(operation: Session) -> None:
    survey = look(TAGGED)
    number = take_in(operation, TAGGED, begin_mapping(survey))
    run = load_import(operation, number)
    assert run.refused_file.write(list_refused(operation, number)) == refuse(
        plan(operation, TAGGED)
    )
    untagged = load_import(operation, take_in(operation, DATES.replace("21/", "19/"), WIDE))
    assert untagged.tags == ()


def test_columns_that_were_not_read_stay_so(operation: Session) -> None:
    text = (
        "District,Date,Who,Deaths,Killed,Hurt\n"
        "#adm2,#date,#meta+source,#affected+killed+new,#affected+killed+cumulative,#affected+injured\n"
        "Whole,2024-08-07,Source 1,4,9x,3\n"
    )
    meant = begin_mapping(look(text))
    chosen = {"Deaths": "killed new", "Killed": "not used", "Hurt": "injured total so far"}
    mapping = replace(meant, columns={**meant.columns, **mapped(chosen).columns})
    made = plan(operation, text.replace(",3\n", ",3x\n"), mapping)
    tags = refuse(made).splitlines()[1].split(",")
    assert tags[3:] == [
        "#affected+killed+new",
        "#affected+cumulative+killed+unused",
        "#affected+injured+cumulative",
        "",
        "",
    ]
    survey = look(refuse(made).replace(",3x", ",3"))
    again = begin_mapping(survey)
    assert {name: m.words for name, m in again.columns.items() if m.measure} == {
        "Deaths": "killed new",
        "Hurt": "injured total so far",
    }
    assert plan(operation, refuse(made).replace("3x", "3")).refused == ()
    once_more = refuse(plan(operation, refuse(made)))
    assert once_more == refuse(plan(operation, once_more))


def test_a_column_that_was_blank_can_be_filled_in(operation: Session) -> None:
    text = TAGGED.replace("Who,Killed", "Who,Killed,Hurt").replace("5x\n", "5x,\n")
    text = text.replace("cumulative\n", "cumulative,#affected+injured+cumulative\n")
    refused = refuse(plan(operation, text))
    assert refused.splitlines()[1].endswith(",#affected+cumulative+injured,,")
    (planned,) = plan(operation, refused.replace(",5x,,", ",52,7,")).planned
    assert [count.value for count in planned.counts] == [52, 7]
    (planned,) = plan(operation, refused.replace(",5x,,", ",52,,")).planned
    assert planned.stated.blank == frozenset()


def test_what_the_tag_says_holds_where_no_cell_is_a_number_or_a_day(operation: Session) -> None:
    text = TAGGED.replace("08-09,Source 1,55", "02-31,Source 1,55").replace("\n", ",Hurt\n", 1)
    text = text.replace("cumulative\n", "cumulative,#affected+injured+cumulative\n")
    text = text.replace(",5x\n", ",5x,1\n")
    text += "".join(f"Whole,2024-08-{at},Source 1,55,\n" for at in (10, 11, 12))
    first = plan(operation, text)
    again = plan(operation, refuse(first))
    assert [reason for _, reason in refusals(again)] == [reason for _, reason in refusals(first)]
    assert len(again.refused) == 2


def test_no_sum_is_found_among_rows_that_were_left() -> None:
    rows = "".join(f"{name},2024-08-08,Source 1,{n}\n" for name, n in NUMBERS.items())
    text = f"{','.join(HEADS)}\n{TAGS}\n{rows}"
    (question,) = examine(look(text), suggest(look(text)), UNKNOWN).questions
    assert "Split" in question.words
    refused = text.replace("\n", ",row in the original file,why it was refused\n", 1)
    assert examine(look(refused), suggest(look(refused)), UNKNOWN).questions == ()


def test_days_travel_as_they_were_read(operation: Session) -> None:
    text = f"{DATES}03/09/2024,Whole,5,1x\n04/09/2024,Split,5,\n31/02/2024,Whole,1,1\n"
    made = plan(operation, text, WIDE)
    assert (len(made.planned), made.settled.order, made.mapping.order) == (2, "day first", None)
    lines = list(csv.reader(refuse(made).splitlines()))
    assert [line[0] for line in lines[1:]] == ["2024-09-03", "31/02/2024"]
    assert lines[1][5].endswith(". “03/09/2024” in the column “Date” was read as 2024-09-03")
    assert "was read as" not in lines[2][5]
    again = plan(operation, refuse(made).replace(",1x,", ",1,").replace("31/02", "29/02"), WIDE)
    assert [planned.stated.day for planned in again.planned] == [date(2024, 9, 3)]


def test_the_order_is_kept_with_the_import(operation: Session) -> None:
    text = f"{DATES.replace('21/', '19/')}03/08/2024,Whole,5,1\n"
    number = take_in(operation, text)
    (refused,) = list_refused(operation, number)
    assert refused.cells[0] == "03/08/2024"
    assert "2024-08-03,Whole" in load_import(operation, number).refused_file.write([refused])


def test_days_of_a_mapping_travel_in_its_zone_and_order(operation: Session) -> None:
    text = "Date,District,Arrivals,Present\n08/07/2024,Whole,5,1x\n2024-08-07T21:30:00Z,Split,x,1\n"
    mapping = replace(WIDE, order=DayOrder.MONTH_FIRST, zone="Europe/Moscow")
    lines = refuse(plan(operation, text, mapping)).splitlines()
    assert [line[:10] for line in lines[1:]] == ["2024-08-07", "2024-08-08"]


def test_a_number_of_days_since_1904_travels_as_the_day(operation: Session) -> None:
    rows: Rows = [("Date", "District", "Arrivals", "Present"), (44_049, "Whole", "x", None)]
    content = xlsx({"A": rows}, properties='<workbookPr date1904="1"/>')
    assert refuse(plan(operation, content, WIDE)).splitlines()[1].startswith("2024-08-07,Whole")
    unread = xlsx({"A": [rows[0], (5, "Whole", 1, None)]}, properties='<workbookPr date1904="1"/>')
    assert refuse(plan(operation, unread, WIDE)).splitlines()[1].startswith("5,Whole")


@pytest.mark.parametrize(
    ("other", "typed", "written"),
    [
        ("12.345.678", "1.037", "1037"),
        ("12.345.678", ">1.037", ">1037"),
        ("12.345.678", "1.037-2.050", "1037-2050"),
        ("12.345.678", "1037", "1037"),
        ("0.5", "48.000", "48"),
        ("0.5", "1.037", "1.037"),
        ("7", "1.037", "1.037"),
    ],
)
def test_numbers_travel_as_they_were_read(
    operation: Session, other: str, typed: str, written: str
) -> None:
    text = f"Date,District,Arrivals,Present\n2024-08-07,Split,{other},1\n"
    made = plan(operation, f'{text}2024-08-07,Whole,"{typed}",1x\n', WIDE)
    line = list(csv.reader(refuse(made).splitlines()))[-1]
    assert line[2] == written
    assert ("was read as" in line[5]) is (typed != written)


def test_every_count_has_a_hashtag_that_says_it() -> None:
    bands = [(0, 4), (5, 11), (0, 17), (18, 59), (60, None), (None, None)]
    groups = [
        Group(sex=sex, age_from=low, age_to=high, any_sex=any_sex, any_age=any_age)
        for low, high in bands
        for sex in Sex
        for any_sex in ((True, False) if sex is Sex.UNKNOWN else (False,))
        for any_age in ((True, False) if low is None else (False,))
        if not (any_sex and any_age)
    ]
    for measure in MEASURES.values():
        people = measure.indicator.definition.people and not measure.households
        for one in (measure, *(replace(measure, group=g) for g in groups if people)):
            tag = read_tag(tag_measure(one))
            assert tag is not None
            assert explain_tag(tag) == Meaning(role=Role.COUNT, measure=one), tag
