"""Refused rows come back as a file that says where each stood, and can be imported again."""

from dataclasses import replace

from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, WIDE, outcomes, plan, take_in
from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.importing import (
    Outcome,
    RefusedFile,
    RefusedRow,
    find_import_of_file,
    list_refused,
    load_import,
    undo_import,
)
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import NOT_USED, ORIGIN, OWN_COLUMNS

HEAD = "Date,District,Arrivals,Present\n"
FINE = HEAD + "2024-08-07,Whole,5,120\n2024-08-08,Whole,7,\n"
WRONG = FINE + '2024-08-09,Whole,"=1,5",1\n'


def refuse(session: Session, text: str) -> str:
    made = plan(session, text)
    return made.refused_file.write(made.refused)


def test_refused_rows_come_back_as_a_file(operation: Session) -> None:
    number = take_in(operation, WRONG)
    (refused,) = list_refused(operation, number)
    text = load_import(operation, number).refused_file.write([refused])
    assert text == refuse(operation, WRONG)
    assert text.splitlines() == [
        "\ufeffDate,District,Arrivals,Present,row in the original file,why it was refused",
        '2024-08-09,Whole,"\'=1,5",1,row 4,"Enter a number, this is “=1,5”"',
    ]
    made = plan(operation, text.replace("'=1,5", "3"))
    assert outcomes(made) == [Outcome.ADDED]


def test_the_sheet_is_named_where_one_was_chosen() -> None:
    row = RefusedRow(row=12, where="record 12", reason="Why not", cells=("a",), noun="record")
    file = RefusedFile(head=["A"], tags=(), mapping=ImportMapping(sheet="Beds"))
    assert file.write([row]).endswith("a,record 12 of “Beds”,Why not\r\n")


def test_what_is_refused_again_keeps_its_first_place(operation: Session) -> None:
    again = refuse(operation, refuse(operation, WRONG).replace("'=1,5", "y"))
    assert again.splitlines() == [
        "\ufeffDate,District,Arrivals,Present,row in the original file,why it was refused",
        '2024-08-09,Whole,y,1,row 4,"Enter a number, this is “y”"',
    ]
    typed = FINE.replace("5,120", "x,120").replace("\n", f",{ORIGIN}\n", 1)
    typed = refuse(operation, typed)
    assert typed.splitlines()[1].endswith(',row 2,"Enter a number, this is “x”"')


def test_our_own_columns_mean_nothing_and_nothing_is_asked(operation: Session) -> None:
    found = survey(refuse(operation, WRONG))
    suggestion = suggest(found)
    assert [suggestion.meanings[name] for name in OWN_COLUMNS] == [NOT_USED] * 2
    assert examine(found, suggestion).questions == ()


def test_the_same_row_twice_counts_once_though_it_stood_in_two_places(operation: Session) -> None:
    adding = replace(WIDE, add_rows=True)
    rows = "2024-08-07,Whole,5,1,row 3,Why\n2024-08-07,Whole,5,1,row 9,Why not\n"
    made = plan(operation, HEAD.strip() + f",{','.join(OWN_COLUMNS)}\n{rows}", adding)
    assert made.repeated == 1
    assert made.planned[0].counts[0].value == 5


def test_the_import_of_a_file_is_the_last_one_that_stands(operation: Session) -> None:
    first = take_in(operation, FINE, file_hash=b"one")
    later = take_in(operation, FINE.replace("5,", "6,"), file_hash=b"two")
    last = take_in(operation, FINE, file_hash=b"one")
    assert find_import_of_file(operation, b"one") == last
    assert find_import_of_file(operation, b"two") == later
    assert find_import_of_file(operation, b"three") is None
    undo_import(operation, last, reason="wrong", person_id=1, now=NOW)
    assert find_import_of_file(operation, b"one") == first


IN_THOUSANDS = "Displaced people (in thousands),,,\n" + FINE + "2024-08-09,Whole,5x,1\n"


def test_a_title_of_thousands_comes_back_with_the_rows(operation: Session) -> None:
    """Whether it was read or not: without the title the numbers would be taken as written."""
    mapping = replace(WIDE, thousands=True)
    number = take_in(operation, IN_THOUSANDS, mapping)
    text = load_import(operation, number).refused_file.write(list_refused(operation, number))
    assert text.splitlines()[0] == "\ufeffDisplaced people (in thousands),,,,,"
    made = plan(operation, text.replace("5x", "6"), mapping)
    assert [count.value for count in made.planned[0].counts] == [6_000, 1_000]
    asked = plan(operation, IN_THOUSANDS)
    again = asked.refused_file.write(asked.refused)
    assert len(plan(operation, again).refused) == len(asked.refused) == 3
