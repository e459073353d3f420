"""What makes sums wrong is pointed out or asked about."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import (
    Asked,
    Calendar,
    DayOrder,
    Findings,
    examine,
    suggest,
    survey_table,
)
from tracker.exchange.detecting.day_questions import decide_order
from tracker.exchange.detecting.hxl import read_tag
from tracker.exchange.detecting.profiles import MOST_VALUES, profile, say_cell
from tracker.exchange.reading import Limits, open_file

PARTS = (("A", 5), ("B", 7), ("Oblast", 12))


def find(rows: str, home: str | None = None) -> Findings:
    made = survey(rows)
    return examine(made, suggest(made), Calendar(zone=home))


def test_a_plain_table_asks_nothing() -> None:
    found = find("Date,District,Arrivals\n2024-08-07,Sudzha,5\n2024-08-07,Lgov,7\n")
    assert found == Findings(questions=(), notices=())


def test_numbers_that_were_not_observed_are_asked_about() -> None:
    rows = "Date,District,Mark,Present\n2024-08-07,A,observed,5\n2024-08-08,A,carried,5\n"
    (asked,) = find(rows).questions
    assert (asked.asked, asked.column, asked.likely) == (Asked.ONLY, "Mark", "observed")
    assert [option.value for option in asked.options] == ["observed", ""]
    assert not find(rows.replace("carried", "observed")).questions
    assert not find(rows.replace("carried", "guessed")).questions


def test_rows_called_totals_are_asked_about() -> None:
    (asked,) = find("District,Arrivals\nSudzha,5\nLgov,7\nИтого,12\n").questions
    assert (asked.asked, asked.likely) == (Asked.TOTALS, "skip")
    assert "“Итого”" in asked.words


def test_a_total_in_the_column_of_days_is_asked_about_beside_their_order() -> None:
    asked = find("Date,District,Arrivals\n03/04/2022,A,5\n04/04/2022,A,7\nИТОГО,,12\n").questions
    assert [(one.asked, one.column) for one in asked] == [(Asked.ORDER, "Date"), (Asked.TOTALS, "")]


def test_a_word_in_every_row_names_no_totals() -> None:
    assert not find("District,kind,Arrivals\nSudzha,total,5\nLgov,total,7\n").questions


def test_rows_that_are_sums_without_saying_so_are_asked_about() -> None:
    rows = "Date,District,Arrivals,Present\n"
    rows += "2024-08-07,A,5,50\n2024-08-07,B,7,70\n2024-08-07,Oblast,12,120\n"
    rows += "2024-08-08,A,1,51\n2024-08-08,B,2,n/a\n2024-08-08,Oblast,5,123\n"
    (asked,) = find(rows).questions
    assert asked.asked is Asked.TOTALS
    assert asked.words.startswith(
        "Row 4 (“Oblast”) looks like the sum of other rows. Added to them it would count"
    )
    assert asked.likely is None


def test_the_first_rows_that_are_sums_are_named() -> None:
    def ask(days: int) -> str:
        rows = [f"2024-08-0{d},{p},{n}\n" for d in range(1, days + 1) for p, n in PARTS]
        (asked,) = find("Date,District,Arrivals\n" + "".join(rows)).questions
        return asked.words

    assert ask(2).startswith("Rows 4 (“Oblast”) and 7 (“Oblast”) look like the sum of other rows.")
    assert "(“Oblast”), 7 (“Oblast”), 10 (“Oblast”) and 1 other look" in ask(4)
    assert "10 (“Oblast”) and 2 others look like the sum of other rows. Added to them they" in ask(
        5
    )
    (asked,) = find("Note,Arrivals\nx,5\ny,7\n,12\n").questions
    assert asked.words.startswith("Row 4 looks like")


def test_rows_without_days_are_compared_with_all_others() -> None:
    assert find("District,Arrivals\nA,5\nB,7\nC,12\n").questions
    assert not find("District,Arrivals\nA,0\nB,0\nC,0\n").questions
    assert not find("District,Arrivals\nA,5\nB,5\n").questions


def test_an_order_that_nothing_tells_is_asked_for() -> None:
    (asked,) = find("Date,Arrivals\n03/04/2022,5\n04/04/2022,7\n").questions
    assert (asked.asked, asked.column, asked.likely) == (Asked.ORDER, "Date", None)
    assert [option.words for option in asked.options] == [
        "The day first: 3 April 2022",
        "The month first: 4 March 2022",
    ]


def test_an_order_that_one_cell_tells_is_not_asked_for() -> None:
    assert not find("Date,Arrivals\n03/04/2022,5\n25/04/2022,7\n").questions
    assert decide_order(["03/04/2022", "25/04/2022"]) is DayOrder.DAY_FIRST
    assert decide_order(["2022-04-03"]) is None


def test_orders_that_contradict_each_other_are_pointed_out() -> None:
    (asked,) = find("Date,Arrivals\n25/04/2022,5\n04/25/2022,7\n").questions
    assert "some" in asked.words.lower()
    assert asked.options[1].words == "The month first: not every date is one then"


def test_the_order_of_days_in_heads_is_asked_for() -> None:
    rows = "District,03/04/2022,04/05/2022,05/06/2022\nSudzha,5,7,9\n"
    (asked,) = find(rows).questions
    assert (asked.asked, asked.column) == (Asked.ORDER, "")


def test_days_that_a_zone_puts_early_are_pointed_out() -> None:
    rows = "Date,Arrivals\n2024-08-06T21:00:00Z,5\n2024-08-07T21:00:00Z,7\n"
    (asked,) = find(rows, home="Europe/Moscow").questions
    assert asked.asked is Asked.ZONE
    assert "2024-08-06 instead of 2024-08-07" in asked.words
    assert [option.value for option in asked.options] == ["Europe/Moscow", ""]


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("admin level", ("1", "2"), "several levels"),
        ("Round", ("1", "2"), "several rounds"),
        ("Capacity type", ("Beds", "Rooms"), "rooms"),
    ],
)
def test_rows_that_tell_the_same_again_are_asked_about(
    column: str, values: tuple[str, str], words: str
) -> None:
    rows = f"{column},District,Present\n{values[0]},A,5\n{values[1]},B,7\n"
    (asked,) = find(rows).questions
    assert (asked.asked, asked.column) == (Asked.ONLY, column)
    assert words in asked.words
    assert [option.value for option in asked.options] == [*values, ""]
    assert asked.likely == ("Beds" if words == "rooms" else None)


def test_other_columns_with_few_values_are_not_asked_about() -> None:
    assert not find("Sector,Present\nmen,5\nwomen,7\n").questions


def test_a_total_column_beside_its_parts_is_pointed_out() -> None:
    rows = "District,Present,Female,Male,Notes\n"
    rows += "A,5,2,3,1\nB,9,4,5,1\nC,30,10,20,1\nD,,1,2,1\nE,7,,7,1\n"
    (notice,) = find(rows).notices
    assert notice.columns == ("Present", "Female", "Male")
    assert "Present is the sum of Female and Male" in notice.words


def test_columns_that_add_up_once_are_no_parts() -> None:
    rows = "District,Present,Female,Male\nA,5,2,3\nB,9,4,5\nC,30,10,19\n"
    assert not find(rows).notices


def test_columns_of_rooms_are_never_people() -> None:
    (notice,) = find("Shelter,Present,Rooms\nA,5,2\nB,9,4\n").notices
    assert notice.columns == ("Rooms",)
    assert "neither people nor places" in notice.words


def test_measures_under_one_name_are_pointed_out() -> None:
    (notice,) = find("Date,Killed,Killed so far\n2024-08-07,1,5\n2024-08-08,2,7\n").notices
    assert notice.columns == ("Killed so far", "Killed")


def test_codes_of_several_levels_are_pointed_out() -> None:
    (notice,) = find("Admin2 code,Present\nRU38,12\nRU3801,4\nRU3802,7\n").notices
    assert notice.words.startswith("RU38 lies above")
    assert not find("Admin2 code,Present\nRU3801,4\nRU3802,7\n").notices
    assert not find("Present\n4\n7\n").notices


def test_columns_that_could_all_name_the_shelter_are_told() -> None:
    rows = "Date,Site,Programme,Site group,Present\n"
    rows += "2024-08-07,Hall,Hall A,North,5\n2024-08-07,Hall,Hall B,North,6\n"
    rows += "2024-08-07,Barn,Barn,North,7\n2024-08-08,Barn,Barn,North\n"
    (told,) = find(rows).notices
    assert told.columns == ("Programme", "Site")
    assert told.words.startswith("The shelter could be Programme (3 names) or Site (2 names).")
    assert "each row is about a place and day of its own" in " ".join(told.words.split())
    (told,) = find(rows + "2024-08-08,Barn,Barn,North,8\n").notices
    assert told.words.endswith("since it has the most. Choose the one that is meant.")
    assert not find("Date,Site,Present\n2024-08-07,Hall,5\n").notices


def test_short_rows_are_filled_with_nothing() -> None:
    assert not find("Date,District,Arrivals\n2024-08-07,A,5\n2024-08-07\n2024-08-08,B\n").questions


def test_the_toronto_file_is_warned_about(shared_data: Path) -> None:
    file = "toronto_shelter_occupancy_2024.csv"
    made = survey_table(open_file((shared_data / file).read_bytes(), file, Limits()).tables[0])
    found = examine(made, suggest(made), Calendar(zone="America/Toronto"))
    (asked,) = found.questions
    # Its rows of rooms have no beds: nothing of them is taken for people or places.
    assert (asked.column, asked.likely) == ("CAPACITY_TYPE", "")
    told = [notice.columns[0] for notice in found.notices]
    assert told[:2] == ["SERVICE_USER_COUNT", "CAPACITY_ACTUAL_BED"]
    assert "CAPACITY_ACTUAL_ROOM" in found.notices[-1].columns
    (shelters,) = (notice.words for notice in found.notices if "add rows up" in notice.words)
    assert (
        "With LOCATION_NAME, those without one (49 of 6,561 rows) are about the whole" in shelters
    )
    assert "With PROGRAM_NAME" not in shelters


def test_a_profile_leaves_out_what_says_nothing() -> None:
    found = profile([5, "7", "n/a", None, "", "several dozen", "x"])
    assert (found.filled, found.numbers, found.days) == (4, 0.75, 0)
    assert found.examples == ("5", "7", "several dozen")
    assert not profile([]).is_number


def test_of_very_many_different_values_the_first_are_kept() -> None:
    found = profile(range(MOST_VALUES + 5))
    assert found.filled == MOST_VALUES + 5
    assert len(found.values) == MOST_VALUES


def test_cells_are_said_as_people_write_them() -> None:
    assert [say_cell(cell) for cell in (48.0, 48.5, None, "x", True)] == [
        "48",
        "48.5",
        "",
        "x",
        "True",
    ]
    assert say_cell(datetime(2024, 8, 7)) == "2024-08-07"  # noqa: DTZ001
    assert say_cell(date(2024, 8, 7)) == "2024-08-07"
    assert say_cell(datetime(2024, 8, 7, 12)) == "2024-08-07 12:00:00"  # noqa: DTZ001


def test_words_that_are_no_tag_are_none() -> None:
    assert read_tag(None) is None
    assert read_tag("affected") is None
    tag = read_tag(" #ADM2 +name +CODE ")
    assert tag is not None
    assert tag.text == "#adm2+code+name"
