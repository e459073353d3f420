"""Numbers of rows, codes and counts are no ages, whatever stands below or behind them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.tables import survey
from tracker.exchange.detecting import Asked, examine, suggest
from tracker.exchange.detecting.people_columns import tell_people, tell_unused_people
from tracker.exchange.meanings import Meaning, Role

HEADS = (
    *("№ п/п", "№", "No.", "Nr", "ID", "Row", "Code", "п/п", "", "Phase", "Round", "Код"),
    *("Present", "Killed", "Размещено", "Registered", "Remarks", "Category", "Группа", "Age"),
)
TOTALS = ("Total", "Итого", "Всего", "all", "Разом", "total:", "Both")
MARKS = ("*", "**", "¹", ")", ".", " people", " †", "#", " чел.")


@st.composite
def columns(draw: st.DrawFn) -> list[str]:
    """Plain numbers, of which some may have a mark and some places may hold a word for a total."""
    numbers = st.integers(0, draw(st.sampled_from((6, 120, 5000))))
    cells = draw(st.one_of(st.lists(numbers.map(str), min_size=2, max_size=12), _running()))
    marked = [f"{cell}{draw(st.sampled_from(('', *MARKS)))}" for cell in cells]
    cells = draw(st.sampled_from((cells, marked)))
    few = 0 if cells == marked else 1
    ends = draw(st.lists(st.sampled_from(TOTALS), min_size=few, max_size=max(1, len(cells) - 1)))
    return draw(st.permutations([*cells, *ends]))


def _running() -> st.SearchStrategy[list[str]]:
    return st.integers(2, 30).map(lambda last: [str(number) for number in range(1, last + 1)])


def lay_out(head: str, cells: list[str]) -> list[list[str]]:
    places = ["Tim district", "Rylsk district", "Lgov district"]
    rows = [[c, places[n % 3], f"2024-08-{n % 28 + 1:02}", "7"] for n, c in enumerate(cells)]
    return [[head, "District", "Date", "Evacuated"], *rows, *rows[:1]]


@settings(max_examples=150, deadline=None)
@given(head=st.sampled_from(HEADS), cells=columns())
def test_plain_numbers_beside_totals_and_footnotes_are_never_ages_or_sexes(
    head: str, cells: list[str]
) -> None:
    # Half of the words of an age may be totals where the head says that it is one.
    numbers = {cell for cell in cells if cell[:1].isdecimal()}
    if head == "Age" and (2 * len(numbers) <= len(set(cells)) or _with_letters(numbers)):
        return
    table = survey(lay_out(head, cells))
    column = table.head.columns[0]
    assert tell_people(table, column) is None
    assert not {m.role for m in suggest(table).meanings.values()} & {Role.SEX, Role.AGE}
    assert list(tell_unused_people(table, {})) == []


def _with_letters(cells: set[str]) -> bool:
    return any(character.isalpha() for cell in cells for character in cell)


@pytest.mark.parametrize("head", HEADS[:12])
@pytest.mark.parametrize("total", ["Итого", "Total"])
def test_rows_called_total_in_a_numbering_are_asked_about(head: str, total: str) -> None:
    rows = "1,Tim district,2024-08-20,100\n2,Rylsk district,2024-08-20,50\n"
    table = survey(f"{head},District,Date,Present\n{rows}{total},,2024-08-20,150\n")
    found = suggest(table)
    (question, *_) = examine(table, found).questions
    assert (question.asked, question.likely) == (Asked.TOTALS, "skip")
    assert [m.words for m in found.meanings.values()] == ["not used", "area", "day", "present"]


def test_rounds_with_a_total_are_asked_about() -> None:
    rows = "1,A,2024-08-20,5\n2,A,2024-08-21,6\nTotal,A,2024-08-22,11\n"
    table = survey(f"Round,District,Date,Present\n{rows}")
    assert Asked.ONLY in {q.asked for q in examine(table, suggest(table)).questions}


def mean(head: str, *cells: str) -> str:
    rows = [[cell, f"Place {n}", "2024-08-20", "5"] for n, cell in enumerate(cells)]
    found = suggest(survey([[head, "District", "Date", "Evacuated"], *rows]))
    return found.meanings[head].words


@pytest.mark.parametrize(
    ("head", "cells", "meaning"),
    [
        ("Present", ("13", "7", "12*", "9"), "present"),
        ("Killed", ("1", "0", "2", "total", "4"), "killed new"),
        ("Killed", ("1", "0", "3 (p)", "2", "4"), "killed new"),
        ("Размещено", ("5", "12*", "7"), "sheltered"),
        ("Killed", ("1 (p)", "3 (p)", "12¹", "4 [a]"), "killed new"),
        ("Killed", ("1", "Tim", "Lgov", "Rylsk"), "not used"),
        ("Evacuated by", ("10:30", "11:45", "12:00"), "not used"),
        ("Present", ("0-4", "5-11", "total", "60+", "all"), "present"),
        ("Age", ("12*", "13*", "14†"), "not used"),
        # Words that are no number at all are no count either.
        ("Population group", ("girls", "men"), "sex"),
        # Codes are no sexes, and most words have to be of certain people.
        ("Code", ("F", "M"), "not used"),
        ("Category", ("0-4", "60+", "total"), "age"),
        ("Category", ("0-4", "60+", "12", "13", "total"), "not used"),
        ("Category", ("F", "M", "total", "both"), "not used"),
        # Ranges of counts are no ages: they cross, begin anywhere, or their head counts people.
        ("Registered", ("10-20", "60+", "total"), "not used"),
        ("Registered", ("0-4", "5-9", "10+", "total"), "not used"),
        ("Зарегистрировано", ("0-4", "5-9", "10+", "итого"), "not used"),
        ("Reported", ("10-20", "60+", "total"), "not used"),
        ("Reported", ("0-10", "10-20", "60+", "total"), "not used"),
        ("Category", ("0-10", "10-20", "20-30", "total"), "not used"),
        ("Reported", ("0-4", "5-11", "60+", "total"), "age"),
        ("Reported", ("0-17", "0-4", "5-17", "18+", "total"), "age"),
        ("Reported", ("<5", "5-17", "18+", "total"), "age"),
        ("Group", ("18-59", "60+", "total"), "age"),
        ("Категория", ("18-59", "60+", "всего"), "age"),
        ("Registered", ("18-59 years", "60+"), "age"),
        ("Registered", ("children", "60+"), "age"),
        ("Registered", ("15-24", "20-30 лет", "total"), "age"),
        # Who tells of people is not who is counted.
        ("Sex of reporter", ("F", "M"), "not used"),
        ("Пол заявителя", ("ж", "м"), "not used"),
        ("Age of the head of household", ("18-59", "60+"), "not used"),
    ],
)
def test_columns_of_numbers_and_of_people_are_told_apart(
    head: str, cells: tuple[str, ...], meaning: str
) -> None:
    assert mean(head, *cells) == meaning


def test_a_column_of_people_is_missed_only_where_rows_are_of_one_place_and_day() -> None:
    meanings = {
        "District": Meaning(role=Role.AREA),
        "Date": Meaning(role=Role.DAY),
    }
    head = "Sex,District,Date,Present\n"
    once = survey(f"{head}F,A,2024-08-20,5\nM,B,2024-08-20,6\n")
    assert list(tell_unused_people(once, meanings)) == []
    twice = survey(f"{head}F,A,2024-08-20,5\nM,A,2024-08-20,6\n")
    assert len(list(tell_unused_people(twice, meanings))) == 1
    # What stands below the first rows may be of the same place and day.
    long = "".join(f"{'FM'[n % 2]},Place {n},2024-08-20,5\n" for n in range(5001))
    assert len(list(tell_unused_people(survey(f"{head}{long}"), meanings))) == 1


@settings(max_examples=100, deadline=None)
@given(
    head=st.sampled_from(("Registered", "People", "Number", "Reported", "Зарегистрировано", "x")),
    ranges=st.lists(
        st.tuples(st.integers(2, 60), st.integers(1, 60)), min_size=2, max_size=12, unique=True
    ),
    total=st.sampled_from(TOTALS),
)
def test_ranges_of_counts_beside_a_total_are_never_ages(
    head: str, ranges: list[tuple[int, int]], total: str
) -> None:
    table = survey(lay_out(head, [*(f"{low}-{low + more}" for low, more in ranges), total]))
    assert tell_people(table, table.head.columns[0]) is None
    assert suggest(table).meanings[head].role is not Role.AGE
