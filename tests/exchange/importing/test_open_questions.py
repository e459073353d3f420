"""What is asked about a file and nobody answered is told before it is recorded, or asked for."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import WIDE, mapped, plan
from tests.exchange.tables import survey
from tracker.exchange.detecting import Calendar, DayOrder, Layout, Point
from tracker.exchange.importing import WarningKind, list_warnings, require_answers
from tracker.exchange.importing.unanswered import QuestionsOpen
from tracker.exchange.mapping import ImportMapping, begin_mapping, read_mapping, write_mapping

HEAD = "Date,District,Arrivals,Present\n"
AT_MOSCOW = Calendar(zone="Europe/Moscow", years=range(2024, 2025))


def list_lines(
    session: Session, rows: str, mapping: ImportMapping, kind: WarningKind = WarningKind.QUESTIONS
) -> list[str]:
    found = list_warnings(session, plan(session, rows, mapping))
    return [line for warning in found if warning.kind is kind for line in warning.lines]


ASKED: list[tuple[str, dict[str, object], str]] = [
    (
        HEAD + "03/04/2024,Whole,5,\n",
        {"order": DayOrder.MONTH_FIRST},
        (
            "Column “Date”: Nothing says whether the day or the month comes first in 03/04/2024. "
            'Rows with such days are refused. Key: order = "day first" or "month first".'
        ),
    ),
    (
        HEAD + "2024-08-06T21:00:00Z,Whole,5,\n",
        {"zone": ""},
        (
            "Column “Date”: The days are moments such as 2024-08-06 21:00 UTC, which is midnight "
            "in Europe/Moscow. Cut off, each would be a day early: 2024-08-06 instead of "
            "2024-08-07. "
            'They are read as they are written. Key: zone = "Europe/Moscow" or "".'
        ),
    ),
    (
        HEAD + "2024-08-07,Whole,5,\n2024-08-08,Whole,7,\n2024-08-08,Total,12,\n",
        {"skip_totals": False},
        (
            "Rows called “Total” look like the sum of other rows. Added to them they would count "
            "people twice. They are read like the others. Key: skip_totals = true or false."
        ),
    ),
    (
        HEAD + "2024-08-07,Whole,1.037,\n",
        {"points": {"Arrivals": Point.THOUSANDS}},
        (
            "Nothing says what the point in 1.037 of “Arrivals” sets off. Rows with such numbers "
            'are refused. Key: "Arrivals" = "thousands" or "fractions" under [points].'
        ),
    ),
    (
        "Date,District,Arrivals,Present,Round\n2024-08-07,Whole,5,,1\n2024-08-08,Whole,5,,2\n",
        {"only": {"Round": ()}},
        (
            "The rows are of several rounds, which tell of the same people again. Which rows of "
            "“Round” are meant? All rows are read. "
            'Key: "Round" = ["1", "2"] under [only], without those not meant.'
        ),
    ),
]


@pytest.mark.parametrize(("rows", "answers", "told"), ASKED)
def test_a_question_without_an_answer_is_told_with_what_is_done_meanwhile(
    operation: Session, rows: str, answers: dict[str, object], told: str
) -> None:
    assert list_lines(operation, rows, WIDE) == [told]
    answered = replace(WIDE, **answers)  # type: ignore[arg-type]
    assert list_lines(operation, rows, answered) == []
    # The answer is one still once it was saved.
    assert list_lines(operation, rows, read_mapping(write_mapping(answered))) == []


def test_several_questions_are_one_warning(operation: Session) -> None:
    rows = HEAD + "03/04/2024,Whole,1.037,\n"
    (warning,) = list_warnings(operation, plan(operation, rows))
    assert warning.heading == "2 questions without an answer"
    assert len(warning.lines) == 2


def test_moments_of_another_day_in_the_zone_of_the_operation_are_told(operation: Session) -> None:
    rows = HEAD + "2024-08-07T09:00:00Z,Whole,5,\n2024-08-08T21:35:00Z,Whole,7,\n"
    (line,) = list_lines(operation, rows, WIDE)
    assert "2024-08-08 21:35 UTC, which is another day in Europe/Moscow" in line
    assert "2024-08-08 instead of 2024-08-09" in line
    assert list_lines(operation, rows, replace(WIDE, zone="Europe/Moscow")) == []
    same_day = rows.replace("21:35", "20:35")
    assert list_lines(operation, same_day, WIDE) == []


def test_a_zone_in_which_days_are_no_midnights_is_told(operation: Session) -> None:
    stamps = ("2024-08-06T12:00Z", "2024-08-07T12:00Z", "2024-11-06T11:00Z")
    rows = HEAD + "".join(f"{stamp},Whole,{n},\n" for n, stamp in enumerate(stamps))
    (line,) = list_lines(operation, rows, replace(WIDE, zone="Asia/Kolkata"))
    assert (
        "midnight in Pacific/Auckland. As days in Asia/Kolkata, each would be a day early" in line
    )
    assert "They are read as days in Asia/Kolkata." in line
    assert list_lines(operation, rows, replace(WIDE, zone="Pacific/Auckland")) == []
    # Two moments may be noon somewhere by accident.
    few = "\n".join(rows.splitlines()[:3])
    assert list_lines(operation, few, replace(WIDE, zone="Asia/Kolkata")) == []


def test_the_cells_of_a_file_decide_the_order_where_no_mapping_does(operation: Session) -> None:
    rows = HEAD + "07/08/2024,Whole,5,\n13/08/2024,Whole,7,\n"
    found = plan(operation, rows)
    assert [one.stated.day for one in found.planned] == [date(2024, 8, 7), date(2024, 8, 13)]
    assert list_warnings(operation, found) == []
    days = replace(
        WIDE,
        layout=Layout.DAYS,
        columns=mapped({"District": "area"}).columns,
        constants=replace(WIDE.constants, indicator=WIDE.measures["Present"]),
    )
    found = plan(operation, "District,07.08.2024,08.08.2024,13.08.2024\nWhole,1,2,3\n", days)
    assert [one.stated.day.day for one in found.planned] == [7, 8, 13]


SPANS = "Start date,End date,District,Arrivals,Present\n2024-08-01,2024-08-07,Whole,70,\n"


def test_rows_about_several_days_are_told(operation: Session) -> None:
    columns = {**WIDE.columns, **mapped({"Start date": "day"}).columns}
    del columns["Date"]
    mapping = replace(WIDE, columns=columns)
    (line,) = list_lines(operation, SPANS, mapping, WarningKind.SPANS)
    assert line.startswith("Rows are about several days: row 2 has 2024-08-01 in “Start date” and ")
    for same in ("2024-08-01", "1 August 2024", "", "soon"):
        rows = SPANS.replace("2024-08-07", same)
        assert list_lines(operation, rows, mapping, WarningKind.SPANS) == []
    other = SPANS.replace("End date", "Phase end")
    assert list_lines(operation, other, mapping, WarningKind.SPANS) == []
    short = SPANS + "2024-08-08\n"
    assert len(list_lines(operation, short, mapping, WarningKind.SPANS)) == 1


TAGS = "#date+start,#date+end,#adm2+name,#affected+idps,#meta+source,#capacity+type\n"


def refuse(rows: str) -> list[tuple[str, str]]:
    found = survey(rows)
    with pytest.raises(QuestionsOpen) as refused:
        require_answers(found, begin_mapping(found), AT_MOSCOW)
    assert refused.value.message.count("\n- ") == len(refused.value.problems)
    return [(one.pointer, one.message) for one in refused.value.problems]


def test_without_a_mapping_what_is_to_be_decided_is_asked_for_by_its_key() -> None:
    rows = TAGS + "2024-08-01,2024-08-07,Whole,70,A,\n2024-08-01,2024-08-07,Total,70,A,\n"
    (totals, _), (spans, words) = refuse(rows)
    assert (totals, spans) == ("/skip_totals", "/columns/#date+start")
    assert "Their numbers will be those of the day in “#date+start” alone. Key of a " in words
    key = '"#date+start" = "day" or "#date+end" = "day" under [columns], whichever is meant'
    assert words.endswith(key)
    rooms = TAGS.replace("#capacity+type", "#capacity+kind")
    rooms += "2024-08-01,2024-08-01,Whole,7,A,Room based\n2024-08-02,,Whole,7,A,Bed based\n"
    ((path, words),) = refuse(rooms)
    assert path == "/only/#capacity+kind"
    assert 'Key of a mapping: "#capacity+kind" = ["Bed based", "Room based"] under [only]' in words
    rivals = "#date,#adm2,#affected+idps,#affected+idps+ind,#meta+source\n2024-08-01,Whole,7,8,A\n"
    ((path, words),) = refuse(rivals)
    assert path == "/columns/#affected+idps"
    assert "told by several columns" in words
    assert 'mapping: "#affected+idps" = "present" or "#affected+idps+ind" = "present" un' in words


def test_without_a_mapping_it_is_said_why_no_column_counts_anything() -> None:
    rows = "#date,#adm2,#affected+idps+adults,#affected+idps+target,#meta+source\n"
    found = refuse(rows + "2024-08-01,Whole,7,8,A\n")
    assert [path for path, _ in found] == [
        "/columns/#affected+adults+idps",
        "/columns/#affected+idps+target",
    ]
    assert "is not used: +adults (people of an age that it does not say) may change" in found[0][1]
    key = '"#affected+idps+target" = "present" under [columns], or whatever it counts'
    assert found[1][1].endswith(f"Key of a mapping: {key}")
    counted = survey(rows.replace("+adults", "") + "2024-08-01,Whole,7,8,A\n")
    require_answers(counted, begin_mapping(counted), AT_MOSCOW)


def begin(rows: str) -> dict[str, str]:
    """What a file without questions counts."""
    found = survey(rows)
    begun = begin_mapping(found)
    require_answers(found, begun, AT_MOSCOW)
    return {name: measure.words for name, measure in begun.measures.items()}


def test_a_choice_that_a_rule_makes_is_no_question() -> None:
    head, row = "#date,#adm2,#meta+source", "2024-08-01,Whole,A"
    killed = f"{head},#affected+killed+new,#affected+killed+cumulative\n{row},"
    so_far = {"#affected+cumulative+killed": "killed total so far"}
    assert begin(f"{killed}1,9\n") == so_far
    arrived = f"{head},#affected+arrivals+cumulative,#affected+arrivals+new\n{row},"
    assert begin(f"{arrived}9,1\n") == {"#affected+arrivals+new": "arrivals new"}
    persons = f"{head},#affected+idps+hh,#affected+idps+ind\n{row},"
    assert begin(f"{persons}3,9\n") == {"#affected+idps+ind": "present"}
    # What the rule leaves aside must not be told more often than what it takes.
    for rows in (f"{killed}1,\n", f"{arrived}9,\n", f"{persons}3,\n"):
        more = f"{rows}2024-08-02,Whole,A,4,4\n"
        assert "told by several columns" in refuse(more)[0][1]
    # Nothing says that one of these is new.
    bare = f"{head},#affected+killed,#affected+killed+cumulative\n{row},1,9\n"
    ((_, words),) = refuse(bare)
    assert '"#affected+cumulative+killed" = "killed total so far" or "#affected+killed" = ' in words


def test_without_a_mapping_the_form_of_a_tagged_tally_is_asked_for() -> None:
    rows = "#date,#adm2,#meta+source,#affected+killed,#affected+idps\n2024-08-01,Whole,A,1,9\n"
    ((path, words),) = refuse(rows)
    assert path == "/columns/#affected+killed"
    assert words.endswith(
        '"#affected+killed" = "killed new" or "killed total so far" under [columns]'
    )
    told = {"#affected+killed+new": "killed new", "#affected+idps": "present"}
    assert begin(rows.replace("+killed", "+killed+new")) == told


def test_the_form_of_a_qualifier_names_no_total_rows() -> None:
    head = "#date,#adm2,#meta+source,#affected+killed+cumulative,#indicator+qualifier+form\n"
    days = [f"2024-08-0{day},Whole,A,{day},{form}\n" for day, form in enumerate(FORMS, 1)]
    assert begin(head + "".join(days)) == {"#affected+cumulative+killed": "killed total so far"}
    ((path, _),) = refuse(head.replace("+qualifier+form", "+code") + "".join(days))
    assert path == "/skip_totals"


FORMS = ("new", "new", "new", "total")
ROOMS = "#date,#adm2,#capacity+type,#affected+idps+incamp,#capacity+beds,#meta+source\n"


def test_rows_of_rooms_are_asked_about_where_a_used_capacity_is_theirs() -> None:
    rows = ROOMS + "2024-08-01,Whole,Bed based,7,9,A\n2024-08-02,Whole,Room based,5,,A\n"
    assert set(begin(rows).values()) == {"sheltered", "capacity"}
    ((path, _),) = refuse(rows.replace("Room based,5,", "Room based,5,4"))
    assert path == "/only/#capacity+type"
    # A number of rooms below the first rows shows in how many cells of the column are filled.
    below = survey(rows + "2024-08-03,Whole,Room based,5,4,A\n")
    below = replace(below, first=below.first[:2])
    with pytest.raises(QuestionsOpen, match="Some rows count rooms"):
        require_answers(below, begin_mapping(below), AT_MOSCOW)
    longer = replace(survey(rows), rows=3)
    beyond = replace(longer, first=longer.first[:1])
    with pytest.raises(QuestionsOpen, match="Some rows count rooms"):
        require_answers(beyond, begin_mapping(beyond), AT_MOSCOW)


def test_the_year_of_heads_is_asked_for_too() -> None:
    mapping = replace(WIDE, layout=Layout.DAYS, columns=mapped({"District": "area"}).columns)
    found = survey("District,7 Aug,8 Aug,9 Aug\nWhole,1,2,3\n")
    with pytest.raises(QuestionsOpen, match="Key of a mapping: year = 2024"):
        require_answers(found, mapping, AT_MOSCOW)
    require_answers(found, replace(mapping, year=2024), AT_MOSCOW)


def test_without_a_mapping_a_file_that_says_it_all_is_taken() -> None:
    found = survey("#date,#adm2,#affected+idps,#meta+source\n2024-08-01,Whole,7,A\n")
    require_answers(found, begin_mapping(found), AT_MOSCOW)
