"""Places of shelters that are closed or on standby are asked about before they are added up."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import Calendar, examine, suggest
from tracker.exchange.detecting.findings import Question
from tracker.exchange.detecting.traps import ALL
from tracker.exchange.mapping import begin_mapping, list_open_questions

HEAD = "Shelter,District,Date,Status,{}\n"


def find_questions(
    states: list[str], counted: str = "Capacity", head: str = "Status"
) -> list[Question]:
    rows = "".join(f"S{n},A,2024-08-07,{state},5{n}\n" for n, state in enumerate(states))
    table = survey(HEAD.format(counted).replace("Status", head) + rows)
    found = examine(table, suggest(table)).questions
    assert list_open_questions(
        table, begin_mapping(table), Calendar(zone="UTC", years=range(1))
    ) == (tuple(one for one in found if one.likely != ALL.value))
    return [one for one in found if one.column == head]


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
        ["active", "inactive", "planned"],
        ["Functioning", "Not functioning"],
        ["operational", "non-operational"],
        ["working", "under construction"],
        ["действующий", "не действующий", "планируется"],
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


@pytest.mark.parametrize(
    ("head", "states"),
    [
        *(("Operational", ["yes", "no"]), ("Open?", ["yes", "no"]), ("Open (Y/N)", ["Y", "N"])),
        *(("Is the shelter open", ["True", "False"]), ("Active", ["1", "0"])),
        *(("Closed?", ["yes", "no"]), ("Functioning", ["no", "no"]), ("Открыт", ["да", "нет"])),
        *(("Closed", ["yes", "yes"]), ("Working", ["yes", "planned"])),
    ],
)
def test_yes_and_no_below_a_state_are_states(head: str, states: list[str]) -> None:
    (question,) = find_questions(states, head=head)
    assert question.likely is None
    assert [option.value for option in question.options] == [*sorted({*states}), ""]


@pytest.mark.parametrize(
    ("head", "states"),
    [
        *(("Pets allowed", ["yes", "no"]), ("Open", ["yes", "yes"]), ("Closed", ["no", "no"])),
        *(("Active", ["1", "0", "7"]), ("Open to pets", ["yes", "no"]), ("Fenced", ["1", "0"])),
    ],
)
def test_yes_and_no_below_another_head_and_open_shelters_alone_are_not_asked_about(
    head: str, states: list[str]
) -> None:
    assert find_questions(states, head=head) == []


@pytest.mark.parametrize(
    ("word", "likely"), [("Capacity", None), ("Mats", None), ("Killed", ALL.value)]
)
def test_in_one_row_per_count_nothing_is_chosen_where_places_may_be_counted(
    word: str, likely: str | None
) -> None:
    table = survey(
        "Shelter,Date,Status,Indicator,Number\n"
        f"S1,2024-08-20,open,Sheltered,220\nS2,2024-08-20,closed,{word},160\n"
    )
    (question,) = [
        one for one in examine(table, suggest(table)).questions if one.column == "Status"
    ]
    assert question.likely == likely
