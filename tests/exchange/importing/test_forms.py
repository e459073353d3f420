"""Rows that say whether their numbers are new or totals so far, and numbers that say nothing."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import SOURCE, mapped, plan, refusals
from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.exchange.detecting import Calendar, Layout
from tracker.exchange.importing import Plan, WarningKind, list_warnings
from tracker.exchange.importing.unanswered import QuestionsOpen, require_answers
from tracker.exchange.mapping import Constants, ImportMapping, begin_mapping, read_mapping

HEAD = "Date,District,Indicator,Value,Type\n"
LONG = mapped(
    {"Date": "day", "District": "area", "Indicator": "indicator", "Value": "number"},
    layout=Layout.ROWS,
    words=mapped({"Killed": "killed new", "Present": "present"}).columns,
)
BY_FORM = replace(LONG, columns={**LONG.columns, **mapped({"Type": "form"}).columns})
ANOTHER = "or choose another meaning: people present is counted at the end of the day"
RISING = "".join(f"2024-08-0{day},Whole,{n}\n" for day, n in enumerate((1, 3, 5, 9, 9), 1))
PLAIN = f"Date,District,Killed\n{RISING}"
NEW = mapped({"Date": "day", "District": "area", "Killed": "killed new"})


def list_forms(found: Plan) -> list[tuple[Form, int | None]]:
    return [(c.form, c.value) for one in found.planned for c in one.stated.counts]


def warn(session: Session, found: Plan, kind: WarningKind) -> list[str]:
    return [line for w in list_warnings(session, found) if w.kind is kind for line in w.lines]


def test_a_row_says_the_form_of_its_number(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,Killed,3,daily\n2024-08-08,Whole,Killed,31,cumulative\n"
    found = plan(operation, f"{rows}2024-08-09,Whole,Killed,2,\n", BY_FORM)
    assert list_forms(found) == [(Form.NEW, 3), (Form.TOTAL, 31), (Form.NEW, 2)]
    assert list_warnings(operation, found) == []


def test_a_word_that_is_not_known_or_does_not_fit_is_refused(operation: Session) -> None:
    rows = "2024-08-07,Whole,Killed,3,weekly\n2024-08-08,Whole,Killed,31,level\n"
    rows += "2024-08-09,Whole,Present,31,cumulative\n2024-08-10,Whole,Present,31,new\n"
    found = plan(operation, f"{HEAD}{rows}", BY_FORM)
    assert [reason for _, reason in refusals(found)] == [
        "Write “new” or “total so far”, whichever the number is. This is “weekly”",
        "Mend “level”, or choose another meaning: killed is counted as new or as a total so far",
        f"Mend “cumulative”, {ANOTHER}",
        f"Mend “new”, {ANOTHER}",
    ]


def test_a_level_may_be_called_one_or_the_total_of_all(operation: Session) -> None:
    rows = "2024-08-07,Whole,Present,31,level\n2024-08-08,Whole,Present,33,total\n"
    found = plan(operation, f"{HEAD}{rows}", BY_FORM)
    assert list_forms(found) == [(Form.LEVEL, 31), (Form.LEVEL, 33)]


def test_columns_of_tallies_have_the_form_of_their_row(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "Killed": "killed new", "There": "present"}
    mapping = mapped(columns | {"Type": "form"})
    rows = "Date,District,Type,Killed,There\n2024-08-07,Whole,cumulative,31,400\n"
    assert list_forms(plan(operation, rows, mapping)) == [(Form.TOTAL, 31), (Form.LEVEL, 400)]


def test_columns_of_days_have_the_form_of_their_row(operation: Session) -> None:
    mapping = mapped(
        {"District": "area", "Indicator": "indicator", "Type": "form"},
        layout=Layout.DAYS,
        words=LONG.words,
    )
    rows = "District,Indicator,Type,2024-08-07,2024-08-08\nWhole,Killed,cumulative,3,4\n"
    assert list_forms(plan(operation, rows, mapping)) == [(Form.TOTAL, 3), (Form.TOTAL, 4)]


def test_a_report_has_room_for_one_form(operation: Session) -> None:
    rows = "2024-08-07,Whole,Killed,3,daily\n2024-08-07,Whole,Killed,31,cumulative\n"
    found = plan(operation, f"{HEAD}{rows}", BY_FORM)
    reason = (
        "Keep one of two numbers for killed: 3 as new on the day and 31 as the total so far. A "
        "report has room for one"
    )
    assert [said for _, said in refusals(found)] == [reason, reason]
    chosen = replace(BY_FORM, only={"Type": ("cumulative",)})
    assert list_forms(plan(operation, f"{HEAD}{rows}", chosen)) == [(Form.TOTAL, 31)]
    # A blank number is none.
    blank = f"{HEAD}{rows}".replace(",3,", ",,")
    assert list_forms(plan(operation, blank, BY_FORM)) == [(Form.TOTAL, 31)]


def test_a_column_of_forms_that_is_not_used_is_told(operation: Session) -> None:
    rows = f"{HEAD}2024-08-07,Whole,Killed,3,cumulative\n"
    (line,) = warn(operation, plan(operation, rows, LONG), WarningKind.FORMS)
    assert line.startswith("“Type” says which numbers are new and which are totals so far, and is")
    so_far = replace(LONG, words=mapped({"Killed": "killed total so far"}).columns)
    assert warn(operation, plan(operation, rows, so_far), WarningKind.FORMS) == []
    both = f"{rows}2024-08-08,Whole,Killed,3,daily\n"
    assert warn(operation, plan(operation, both, so_far), WarningKind.FORMS) != []
    daily = replace(LONG, only={"Type": ("daily",)})
    assert warn(operation, plan(operation, both, daily), WarningKind.FORMS) == []
    present = replace(LONG, words=mapped({"Killed": "not used", "Present": "present"}).columns)
    assert warn(operation, plan(operation, both, present), WarningKind.FORMS) == []


def test_what_is_read_as_new_and_looks_like_a_total_so_far_is_warned_of(operation: Session) -> None:
    (line,) = warn(operation, plan(operation, PLAIN, NEW), WarningKind.QUESTIONS)
    assert line == (
        "Are the numbers of “Killed” new on the day, or totals so far? Nothing says it, and they "
        "rise from day to day and do not fall: 1, 3, 5, 9, 9 in Whole. They are read as new on the "
        'day. Key: "Killed" = "killed total so far" under [columns], or surely_new = ["killed"].'
    )
    so_far = mapped({"Date": "day", "District": "area", "Killed": "killed total so far"})
    for answered in (so_far, replace(NEW, surely_new=read_new(["killed"]).surely_new)):
        assert warn(operation, plan(operation, PLAIN, answered), WarningKind.QUESTIONS) == []
    other = replace(NEW, surely_new=read_new(["injured"]).surely_new)
    assert len(warn(operation, plan(operation, PLAIN, other), WarningKind.QUESTIONS)) == 1


def read_new(indicators: list[str]) -> ImportMapping:
    listed = ", ".join(f'"{indicator}"' for indicator in indicators)
    return read_mapping(f"surely_new = [{listed}]")


@pytest.mark.parametrize("layout", [Layout.ROWS, Layout.DAYS])
def test_the_key_is_that_of_the_word_or_of_all_numbers(operation: Session, layout: Layout) -> None:
    heads = ",".join(f"2024-08-0{day}" for day in range(1, 6))
    rows = {
        Layout.ROWS: "Date,District,Indicator,Value\n"
        + "".join(f"{row[:17]}Killed,{row[17:]}\n" for row in RISING.splitlines()),
        Layout.DAYS: f"District,Indicator,{heads}\nWhole,Killed,1,3,5,9,9\n",
    }[layout]
    by_day = ("Date", "Value") if layout is Layout.DAYS else ()
    columns = {name: m for name, m in LONG.columns.items() if name not in by_day}
    mapping = replace(LONG, layout=layout, columns=columns)
    (line,) = warn(operation, plan(operation, rows, mapping), WarningKind.QUESTIONS)
    assert 'Key: "Killed" = "killed total so far" under [words], or surely_new = ["kil' in line
    everywhere = replace(
        mapping,
        columns={n: m for n, m in columns.items() if n != "Indicator"},
        constants=Constants(source=SOURCE, indicator=NEW.measures["Killed"]),
    )
    (line,) = warn(operation, plan(operation, rows, everywhere), WarningKind.QUESTIONS)
    assert 'Key: indicator = "killed total so far" under [constants], or surely_new' in line


def test_hashtags_that_leave_the_form_open_are_refused() -> None:
    tagged = f"#date,#adm2,#affected+killed,#meta+source\n{RISING.replace(chr(10), ',A' + chr(10))}"
    for said in ("+new", "+cumulative"):
        found = survey(tagged.replace("+killed", f"+killed{said}"))
        require_answers(found, begin_mapping(found), Calendar())
    found = survey(tagged)
    with pytest.raises(QuestionsOpen) as refused:
        require_answers(found, begin_mapping(found), Calendar())
    (problem,) = refused.value.problems
    assert problem.pointer == "/surely_new"
    assert 'Key of a mapping: "#affected+killed" = "killed total so far" under [columns], or' in (
        problem.message
    )
