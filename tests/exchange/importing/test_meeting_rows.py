"""Rows about the same place and day: the very same count once, of others it is asked."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import WIDE, mapped, outcomes, plan, refusals, take_in
from tests.exchange.tables import survey
from tests.properties import holds_for
from tracker.exchange.detecting import Asked, Calendar, Layout, Question, examine, suggest
from tracker.exchange.importing import (
    Outcome,
    Plan,
    WarningKind,
    list_warnings,
    require_answers,
)
from tracker.exchange.importing.unanswered import QuestionsOpen
from tracker.exchange.mapping import (
    ImportMapping,
    begin_mapping,
    load_gazetteer,
    read_mapping,
    write_mapping,
)
from tracker.exchange.meanings import MEASURES, NOT_USED

CAMPS = "Site name,District,Date,Block,Individuals\n" + "".join(
    f"Camp,Whole,2024-08-20,{block},50\n" for block in "ABC"
)
BY_BLOCK = mapped({"Date": "day", "District": "area", "Individuals": "present"})
EVENTS = "Date,District,Event,Killed\n" + "".join(
    f"2024-08-20,Whole,{event},1\n" for event in ("Shelling", "Mine", "Drone")
)
BY_EVENT = mapped({"Date": "day", "District": "area", "Killed": "killed new"})


def value(made: Plan) -> int | None:
    (planned,) = made.planned
    return planned.stated.counts[0].value


def list_asked(session: Session, made: Plan) -> list[str]:
    found = list_warnings(session, made)
    return [line for w in found if w.kind is WarningKind.QUESTIONS for line in w.lines]


@pytest.mark.parametrize(
    ("rows", "mapping", "total"), [(CAMPS, BY_BLOCK, 150), (EVENTS, BY_EVENT, 3)]
)
def test_rows_that_differ_where_nothing_is_read_are_asked_about_and_never_taken_for_one(
    operation: Session, rows: str, mapping: ImportMapping, total: int
) -> None:
    made = plan(operation, rows, mapping)
    assert (made.planned, len(made.refused), made.repeated) == ((), 3, 0)
    differing = rows.splitlines()[0].split(",")[-2]
    (line,) = list_asked(operation, made)
    assert line == (
        f"Rows 2 and 3 are about the same place and day, and differ in “{differing}”, and 1 other "
        "row meets so. Do such rows add up? They are refused. Key: add_rows = true or false."
    )
    added = plan(operation, rows, replace(mapping, add_rows=True))
    assert (value(added), added.repeated, added.refused) == (total, 0, ())
    once = plan(operation, rows, replace(mapping, add_rows=False))
    assert (value(once), once.repeated, once.refused) == (total // 3, 2, ())
    assert [list_asked(operation, answered) for answered in (added, once)] == [[], []]


def test_why_each_of_them_is_refused_says_which_rows_meet(operation: Session) -> None:
    made = plan(operation, CAMPS, BY_BLOCK)
    reason = "Keep one of two rows, or add them up: row 2 and row 3 both say 50 for present, and "
    assert {reason for _, reason in refusals(made)} == {f"{reason}are not the same"}
    assert [row.cells[3] for row in made.refused] == ["A", "B", "C"]


def test_rows_that_contradict_each_other_are_asked_about_where_they_differ_beside_it(
    operation: Session,
) -> None:
    rows = "Date,District,Arrivals,Present,Note\n"
    rows += "2024-08-07,Whole,5,,a\n2024-08-07,Whole,7,,b\n"
    (line,) = list_asked(operation, plan(operation, rows))
    assert line.startswith(
        "Rows 2 and 3 are about the same place and day, and differ in “Arrivals” and “Note”."
    )
    refused = plan(operation, rows, replace(WIDE, add_rows=False))
    assert len(refused.refused) == 2
    assert list_asked(operation, refused) == []


def test_rows_that_differ_in_their_numbers_only_are_refused_and_never_asked_about(
    operation: Session,
) -> None:
    rows = "Date,District,Arrivals,Present\n2024-08-07,Whole,,50\n2024-08-07,Whole,,52\n"
    made = plan(operation, rows)
    words = "Keep one of two numbers for present: row 2 says 50, row 3 says 52"
    assert {reason for _, reason in refusals(made)} == {words}
    assert (made.planned, list_asked(operation, made)) == ((), [])
    assert not [q for q in _ask_first(rows) if q.asked is Asked.ADDING]
    days = "District,2024-08-07,2024-08-08\nWhole,50,\nWhole,52,\n"
    constants = replace(WIDE.constants, indicator=MEASURES["present"])
    mapping = mapped({"District": "area"}, layout=Layout.DAYS, constants=constants)
    by_days = plan(operation, days, mapping)
    assert (len(by_days.refused), list_asked(operation, by_days)) == (2, [])


LONG = mapped(
    {"Date": "day", "District": "area", "Indicator": "indicator", "Value": "number"},
    layout=Layout.ROWS,
    words=mapped({"IDPs": "present", "Killed": "killed new", "Killed (24h)": "killed new"}).columns,
)
LONG_HEAD = "Date,District,Indicator,Value,Note\n"


def test_in_one_row_per_count_only_rows_of_the_same_count_meet_and_are_refused(
    operation: Session,
) -> None:
    told = ("IDPs,5,a", "Killed,1,a", "IDPs,7,b")
    rows = LONG_HEAD + "".join(f"2024-08-07,Whole,{row}\n" for row in told)
    made = plan(operation, rows, LONG)
    assert ([row.row for row in made.refused], value(made)) == ([2, 4], 1)
    assert made.planned[0].stated.rows == (3,)
    (line,) = list_asked(operation, made)
    assert line.startswith(
        "Rows 2 and 4 are about the same place and day, and differ in “Value” and “Note”. Do"
    )
    again = plan(operation, rows.replace("IDPs,7,b", "Killed,1,a"), LONG)
    assert (again.refused, again.repeated) == ((), 1)


CLASH = "Killed,31,", "Killed (24h),2,", "IDPs,5,"


def plan_long(session: Session, *told: str, add_rows: bool | None = None) -> Plan:
    rows = LONG_HEAD + "".join(f"2024-08-07,Whole,{row}\n" for row in told)
    return plan(session, rows, replace(LONG, add_rows=add_rows))


@pytest.mark.parametrize("add_rows", [None, True, False])
def test_two_words_of_one_count_are_no_rows_to_add(
    operation: Session,
    add_rows: bool | None,  # noqa: FBT001
) -> None:
    made = plan_long(operation, *CLASH, add_rows=add_rows)
    assert ([row.row for row in made.refused], value(made)) == ([2, 3], 5)
    (reason,) = {reason for _, reason in refusals(made)}
    assert reason == (
        "Choose one of two words for killed new: row 2 says “Killed”, row 3 says “Killed (24h)”, "
        "and both words are mapped to it. Choose another meaning for one of them, or do not use it"
    )
    assert list_asked(operation, made) == []
    other = plan_long(operation, *CLASH, "Killed,31,x", "Killed,30,", add_rows=add_rows)
    assert ([row.row for row in other.refused], list_asked(operation, other)) == ([2, 3, 5, 6], [])


def test_two_words_that_say_the_same_are_one_where_that_cannot_be_wrong(
    operation: Session,
) -> None:
    for add_rows in (None, True):
        made = plan_long(operation, "Killed,2,", "Killed (24h),2,", add_rows=add_rows)
        assert len(made.refused) == 2
        nought = plan_long(operation, "Killed,0,", "Killed (24h),0,", add_rows=add_rows)
        assert (nought.refused, value(nought)) == ((), 0)
    once = plan_long(operation, "Killed,2,", "Killed (24h),2,", add_rows=False)
    assert (once.refused, value(once)) == ((), 2)


def test_rows_of_one_word_add_up_however_it_is_written(operation: Session) -> None:
    small = replace(LONG, words={**LONG.words, "killed": LONG.words["Killed"]}, add_rows=True)
    rows = LONG_HEAD + "".join(f"2024-08-07,Whole,{word},2,\n" for word in ("Killed", "killed"))
    assert value(plan(operation, rows, small)) == 4


def test_noughts_beside_numbers_that_contradict_are_not_what_is_asked_about(
    operation: Session,
) -> None:
    rows = "Date,District,Note,Arrivals,Present\n" + "".join(
        f"2024-08-07,Whole,{told}\n" for told in ("a,0,5", "b,0,", "a,,7")
    )
    made = plan(operation, rows)
    assert (len(made.refused), list_asked(operation, made)) == (3, [])


@pytest.mark.parametrize("again", ["2024-08-07,Whole,5,120", " 2024-08-07 , Whole ,5,120 ,"])
def test_the_very_same_row_counts_once_however_it_is_spaced(operation: Session, again: str) -> None:
    rows = f"Date,District,Arrivals,Present,Note\n2024-08-07,Whole,5,120,\n{again}\n"
    for mapping in (WIDE, replace(WIDE, add_rows=True)):
        made = plan(operation, rows, mapping)
        assert (outcomes(made), made.repeated, made.refused) == ([Outcome.ADDED], 1, ())
        assert value(made) == 5
        assert list_asked(operation, made) == []


def test_a_cell_behind_the_last_column_makes_rows_others(operation: Session) -> None:
    rows = "Date,District,Arrivals,Present\n2024-08-07,Whole,5,\n2024-08-07,Whole,5,,bus\n"
    made = plan(operation, rows)
    assert len(made.refused) == 2
    (line,) = list_asked(operation, made)
    assert line.startswith(
        "Rows 2 and 3 are about the same place and day, and differ in “column E”"
    )


def test_noughts_are_the_same_added_or_not(operation: Session) -> None:
    rows = CAMPS.replace(",50", ",0")
    made = plan(operation, rows, BY_BLOCK)
    assert (value(made), made.refused, list_asked(operation, made)) == (0, (), [])
    vague = plan(operation, rows.replace(",0\n", ",<1\n"), BY_BLOCK)
    assert len(vague.refused) == 3


def test_rows_that_tell_different_counts_do_not_meet(operation: Session) -> None:
    rows = "Date,District,Arrivals,Present,Note\n2024-08-07,Whole,5,,a\n2024-08-07,Whole,,120,b\n"
    made = plan(operation, rows)
    assert [count.value for count in made.planned[0].stated.counts] == [5, 120]
    assert (made.refused, made.repeated, list_asked(operation, made)) == ((), 0, [])


def test_a_number_is_told_with_the_row_that_said_it_first(operation: Session) -> None:
    rows = "Date,District,Arrivals,Present\n" + "".join(
        f"2024-08-07,Whole,{told}\n" for told in ("5,", ",120", ",130")
    )
    reasons = {reason for _, reason in refusals(plan(operation, rows))}
    words = "Keep one of two numbers for present: row 3 says 120, row 4 says 130"
    assert reasons == {words}
    many = rows.replace("2024-08-07,Whole,,120\n", "2024-08-07,Whole,,120\n" * 4)
    (reason,) = {reason for _, reason in refusals(plan(operation, many))}
    assert ": row 3 says 120, row 7 says 130" in reason


def test_rows_that_contradict_themselves_are_no_rows_that_meet(operation: Session) -> None:
    rows = "District,2024-08-07,7 Aug 2024\n" + "Whole,5,6\n" * 2
    constants = replace(WIDE.constants, indicator=MEASURES["present"])
    mapping = mapped({"District": "area"}, layout=Layout.DAYS, constants=constants)
    made = plan(operation, rows, mapping)
    assert (len(made.refused), list_asked(operation, made)) == (2, [])


def test_a_row_of_many_days_that_comes_twice_is_told_once(operation: Session) -> None:
    rows = "District,2024-08-07,2024-08-08,2024-08-09,Note\n" + "Whole,5,6,7,x\n" * 2
    constants = replace(WIDE.constants, indicator=MEASURES["present"])
    mapping = mapped({"District": "area"}, layout=Layout.DAYS, constants=constants)
    made = plan(operation, rows, mapping)
    assert (len(made.planned), made.repeated) == (3, 1)
    other = plan(operation, rows.replace("7,x\nWhole", "7,y\nWhole"), mapping)
    assert (other.planned, len(other.refused)) == ((), 2)


def test_refused_rows_that_are_the_same_count_once_wherever_they_stood(operation: Session) -> None:
    first = plan(operation, CAMPS.replace(",C,", ",B,"), BY_BLOCK)
    text = first.refused_file.write(first.refused).removeprefix("\ufeff")
    corrected = text.replace(",A,50", ",A,")
    made = plan(operation, corrected, BY_BLOCK)
    assert (value(made), made.repeated, made.refused) == (50, 1, ())


def test_our_own_reports_are_never_asked_about(operation: Session) -> None:
    head = "day,place,source,count,value,grade,late,state,latest version,act,version,report\n"
    rows = head + "".join(f"2024-08-07,Whole,Source 1,present,5,B,no,,,,1,{n}\n" for n in (1, 2))
    columns = {"day": "day", "place": "area", "source": "source", "count": "indicator"}
    mapping = mapped(
        {**columns, "value": "number"},
        layout=Layout.ROWS,
        words=mapped({"present": "present"}).columns,
    )
    made = plan(operation, rows, mapping)
    assert (value(made), made.repeated, list_asked(operation, made)) == (5, 1, [])
    found = survey(rows)
    assert not [q for q in examine(found, suggest(found)).questions if q.asked is Asked.ADDING]


def test_hashtags_that_leave_it_open_need_a_mapping(operation: Session) -> None:
    rows = "When,Where,Who,IDPs,Block\n#date,#adm2,#meta+source,#affected+idps,#loc+block\n"
    rows += "".join(f"2024-08-07,Whole,Source 1,50,{block}\n" for block in "AB")
    found = survey(rows)
    with pytest.raises(QuestionsOpen) as refusal:
        require_answers(found, begin_mapping(found), Calendar())
    (problem,) = refusal.value.problems
    assert problem.pointer == "/add_rows"
    assert problem.message.endswith("Key of a mapping: add_rows = true or false")


@pytest.mark.parametrize(
    "rows",
    [
        CAMPS.replace(",50", ",0"),
        CAMPS.replace("Camp,Whole", "Camp,"),
        CAMPS.replace("Whole", "Total"),
        CAMPS.replace(",B,", ",A,").replace(",C,", ",A,"),
        CAMPS.replace("Block", "Round"),
        CAMPS.replace(",B,50", ",B,").replace(",C,50", ",C,"),
    ],
)
def test_the_first_rows_raise_no_question_where_they_do_not_meet(rows: str) -> None:
    found = survey(rows)
    suggestion = suggest(found)
    meanings = {**suggestion.meanings, **BY_BLOCK.columns}
    asked = examine(found, replace(suggestion, meanings=meanings)).questions
    assert Asked.ADDING not in {question.asked for question in asked}


def test_nothing_is_asked_as_long_as_no_column_says_the_day() -> None:
    found = survey(CAMPS)
    suggestion = suggest(found)
    assert Asked.ADDING in {question.asked for question in examine(found, suggestion).questions}
    meanings = {**suggestion.meanings, "Date": NOT_USED}
    assert examine(found, replace(suggestion, meanings=meanings)).questions == ()


def test_of_many_columns_that_differ_the_first_are_named() -> None:
    rows = "Date,District,Killed,A,B,C,D,E\n"
    rows += "".join(f"2024-08-20,Whole{f',{n}' * 6}\n" for n in (1, 2))
    found = survey(rows)
    (question,) = examine(found, suggest(found)).questions
    assert "differ in “Killed”, “A”, “B” and 3 other columns. Do" in question.words


def test_the_answer_is_kept_in_a_mapping() -> None:
    for answer in (True, False, None):
        assert read_mapping(write_mapping(replace(BY_BLOCK, add_rows=answer))).add_rows is answer


def test_recorded_twice_with_an_answer_nothing_changes(operation: Session) -> None:
    adding = replace(BY_BLOCK, add_rows=True)
    take_in(operation, CAMPS, adding)
    assert outcomes(plan(operation, CAMPS, adding)) == [Outcome.UNCHANGED]


Told = tuple[str, str, str, int | None, int | None]
"""Day, place, note, arrivals and people present of a row."""

TABLES = st.lists(
    st.tuples(
        st.sampled_from(["2024-08-07", "2024-08-08"]),
        st.sampled_from(["Whole", "Split"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from([None, 0, 3]),
    ),
    min_size=1,
    max_size=7,
)


def reckon(told: list[int], *, add_rows: bool | None) -> int:
    """What rows that are not the same say together. Raises ValueError where they are refused."""
    if add_rows:
        return sum(told)
    if len(set(told)) > 1 or (add_rows is None and len(told) > 1 and any(told)):
        raise ValueError
    return told[0]


def may_add_up(rows: list[Told], refused: set[int]) -> bool:
    """Whether two refused rows meet that differ in their note: looked at two by two."""
    told = [rows[number - 2] for number in refused]
    return any(
        one[:2] == other[:2]
        and one[2] != other[2]
        and any(None not in pair and any(pair) for pair in zip(one[3:], other[3:], strict=True))
        for one in told
        for other in told
    )


def reckon_all(rows: list[Told], *, add_rows: bool | None) -> tuple[dict[object, object], set[int]]:
    """What reports say by day and place, and the rows refused: row by row, in the plainest way."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for row in dict.fromkeys(rows):
        groups[row[:2]].append(row)
    reports: dict[object, object] = {}
    refused: set[int] = set()
    for key, group in groups.items():
        arrivals = [row[3] for row in group if row[3] is not None]
        present = [row[4] for row in group if row[4] is not None]
        try:
            values = [reckon(told, add_rows=add_rows) for told in (arrivals, present) if told]
        except ValueError:
            refused |= {number for number, row in enumerate(rows, start=2) if row[:2] == key}
        else:
            if values:
                reports[key] = values
    return reports, refused


@holds_for(40, rows=TABLES, answer=st.sampled_from([None, True, False]))
def test_rows_are_added_counted_once_or_refused_as_row_by_row(
    operation: Session,
    rows: list[Told],
    answer: bool | None,  # noqa: FBT001
) -> None:
    text = "Date,District,Note,Arrivals,Present\n" + "".join(
        ",".join("" if cell is None else f"{cell}" for cell in row) + "\n" for row in rows
    )
    made = plan(operation, text, replace(WIDE, add_rows=answer))
    reports, refused = reckon_all(rows, add_rows=answer)
    names = {place.id: place.name for place in load_gazetteer(operation).by_id.values()}
    assert reports == {
        (f"{p.stated.day}", names[p.stated.place_id]): [c.value for c in p.stated.counts]
        for p in made.planned
    }
    assert {row.row for row in made.refused} == refused
    asked = any("Do such rows add up?" in line for line in list_asked(operation, made))
    assert asked == (may_add_up(rows, refused) and answer is None)
    found = [q for q in _ask_first(text) if q.asked is Asked.ADDING]
    assert bool(found) == may_add_up(rows, reckon_all(rows, add_rows=None)[1])


def _ask_first(text: str) -> tuple[Question, ...]:
    found = survey(text)
    return examine(found, replace(suggest(found), meanings=dict(WIDE.columns))).questions
