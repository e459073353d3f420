"""Places of shelters that are closed or on standby are asked about before they are added up."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import Calendar, examine, suggest
from tracker.exchange.detecting.findings import Question
from tracker.exchange.detecting.traps import ALL
from tracker.exchange.mapping import begin_mapping, list_open_questions

HEAD = "Shelter,District,Date,Status,{}\n"


def find_questions(states: list[str], counted: str = "Capacity") -> list[Question]:
    rows = "".join(f"S{n},A,2024-08-07,{state},5{n}\n" for n, state in enumerate(states))
    table = survey(HEAD.format(counted) + rows)
    found = examine(table, suggest(table)).questions
    assert list_open_questions(
        table, begin_mapping(table), Calendar(zone="UTC", years=range(1))
    ) == (tuple(one for one in found if one.likely != ALL.value))
    return [one for one in found if one.column == "Status"]


@pytest.mark.parametrize(
    "states",
    [
        ["open", "closed", "standby"],
        ["Open", "Closed"],
        ["closed", "closed"],
        ["открыт", "закрыт", "резерв"],
        ["Работает", "Не работает"],
        ["відкритий", "закритий"],
        ["ouvert", "fermé"],
        ["abierto", "cerrado"],
        ["", "on standby"],
    ],
)
def test_states_of_shelters_are_asked_about_where_places_are_counted(states: list[str]) -> None:
    (question,) = find_questions(states)
    assert question.likely is None
    assert [option.value for option in question.options] == [*sorted({*states} - {""}), ""]
    assert "says that shelters are closed or on standby" in question.words


def test_where_no_places_are_counted_all_rows_are_meant() -> None:
    (question,) = find_questions(["open", "closed"], "Arrivals")
    assert question.likely == ALL.value


@pytest.mark.parametrize(
    "states", [["open", "opened"], ["closed", "see note"], ["1", "2"], ["2024-08-07", "2024-08-08"]]
)
def test_other_words_are_no_states(states: list[str]) -> None:
    assert find_questions(states) == []
