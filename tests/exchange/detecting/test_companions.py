"""Columns that go with a column of counts by their names, in anybody's files."""

from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.detecting.companions import find_companions
from tracker.exchange.detecting.traps import find_mark_column
from tracker.exchange.meanings import count_of

HEAD = "District,Date,Killed,Killed new,Killed mark,Killed low,Killed high,Present"
FILE = f"{HEAD}\nTim,2024-08-07,5,2,observed,4,7,9\nTim,2024-08-08,5,,carried,4,7,9\n"


def test_a_count_beside_what_is_new_of_it_is_a_total_so_far() -> None:
    found = suggest(survey(FILE))
    assert found.meanings["Killed"] == count_of(Indicator.KILLED, Form.TOTAL)
    assert found.rivals == {"Killed": ("Killed new",)}
    alone = suggest(survey("District,Date,Killed,Injured new\nTim,2024-08-07,5,2\n"))
    assert alone.meanings["Killed"] == count_of(Indicator.KILLED, Form.NEW)


def test_a_mark_of_one_count_is_no_filter_for_whole_rows() -> None:
    made = survey(FILE)
    found = suggest(made)
    assert find_mark_column(made, found.meanings) is None
    assert examine(made, found).questions == ()
    of_rows = survey(FILE.replace("Killed mark", "Mark"))
    column = find_mark_column(of_rows, suggest(of_rows).meanings)
    assert column
    assert column.name == "Mark"


def test_what_is_read_beside_a_count_is_told() -> None:
    made = survey(FILE)
    (told,) = (n.words for n in examine(made, suggest(made)).notices if "read with" in n.words)
    assert told == (
        "“Killed mark” and “Killed low” and “Killed high”: read with “Killed”, as how sure its "
        "numbers are, and numbers that it calls carried or reckoned are left out."
    )


def test_columns_that_hold_something_else_go_with_none() -> None:
    others = FILE.replace("observed", "good").replace("4,7", "yes,no")
    assert find_companions(survey(others), {"Killed"}) == {}
    tagged = survey("Killed,Killed low\n#affected+killed,#affected+killed+min\n5,4\n6,5\n")
    assert find_companions(tagged, {"Killed"}) == {}
