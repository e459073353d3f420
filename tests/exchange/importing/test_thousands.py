"""Numbers in thousands, as a head or a title says, are never taken for bare numbers."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import WIDE, mapped, plan
from tests.exchange.tables import survey
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Layout, suggest
from tracker.exchange.detecting.thousands import ask_about_thousands, list_thousands
from tracker.exchange.importing import list_warnings
from tracker.exchange.mapping import ImportMapping, read_mapping, write_mapping
from tracker.exchange.meanings import Meaning, Role

HEAD = "Date,District,{},Arrivals\n"
ROWS = HEAD.format("Present (thousands)") + "2024-08-07,Whole,5,3\n2024-08-08,Whole,5.2,4\n"
MAPPING = replace(
    WIDE,
    columns=mapped(
        {
            "Date": "day",
            "District": "area",
            "Present (thousands)": "present",
            "Arrivals": "arrivals new",
        }
    ).columns,
)


def find_values(session: Session, rows: str, mapping: ImportMapping) -> list[int | None]:
    found = plan(session, rows, mapping)
    return [count.value for one in found.planned for count in one.stated.counts]


@pytest.mark.parametrize(
    "head",
    [
        *("Present (thousands)", "Present, in thousands", "Present ('000)", "Present (x1000)"),
        *("IDPs, 000s", "ВПЛ, тыс. чел.", "Находится, тысяч", "Number, thousands of people"),
    ],
)
def test_heads_that_say_thousands_are_asked_about(head: str) -> None:
    table = survey(f'Date,District,"{head}",Arrivals\n2024-08-07,A,5,3\n')
    assert [column.name for column in list_thousands(table)] == [head]
    (question,) = ask_about_thousands(table)
    assert f"“{head}” says that numbers are in thousands." in question.words
    assert question.likely is None
    # What else the head says is known.
    assert not suggest(table).unsure


@pytest.mark.parametrize(
    "head",
    ["Killed per thousand", "Погибло на тыс. жителей", "Present", "IDPs 1 000", "Cost, thousands"],
)
def test_other_heads_are_not(head: str) -> None:
    table = survey(f'Date,District,"{head}"\n2024-08-07,A,5\n')
    assert list_thousands(table) == ()
    assert list(ask_about_thousands(table)) == []


def test_a_title_says_it_of_all_numbers() -> None:
    table = survey(
        "Displaced people (in thousands),,,\nDate,District,Present,N\n2024-08-07,A,5,x\n"
    )
    assert [column.name for column in list_thousands(table)] == ["Present"]
    (question,) = ask_about_thousands(table)
    assert question.words.startswith("“Displaced people (in thousands)”, above the table, says")
    other = "Thousands of homes lost,,,\nDate,District,Present,N\n2024-08-07,A,5,x\n"
    assert list_thousands(survey(other)) == ()


def test_without_an_answer_such_numbers_are_refused_and_told(operation: Session) -> None:
    rows = ROWS + "2024-08-09,Whole,n/a,4\n"
    found = plan(operation, rows, MAPPING)
    assert [row.row for row in found.refused] == [2, 3]
    assert "thousands in a mapping" in found.refused[0].reason
    (line,) = [line for warning in list_warnings(operation, found) for line in warning.lines]
    assert line.endswith("Rows with such numbers are refused. Key: thousands = true or false.")


def test_an_answer_multiplies_them_or_takes_them_as_they_are(operation: Session) -> None:
    yes = read_mapping(write_mapping(replace(MAPPING, thousands=True)))
    assert find_values(operation, ROWS + "2024-08-09,Whole,,4\n", yes) == [5000, 3, 5200, 4, 4]
    (first, *_) = plan(operation, ROWS, yes).planned
    assert {c.qualifier for c in first.stated.counts} == {Qualifier.EXACT, Qualifier.ABOUT}
    no = read_mapping(write_mapping(replace(MAPPING, thousands=False)))
    assert find_values(operation, ROWS.replace("5.2", "7"), no) == [5, 3, 7, 4]
    assert list_warnings(operation, plan(operation, ROWS.replace("5.2", "7"), no)) == []


def test_days_that_head_columns_are_multiplied_below_a_title(operation: Session) -> None:
    rows = "Present (in thousands),,,\nDistrict,2024-08-07,2024-08-08,2024-08-09\nWhole,1,2,3\n"
    mapping = replace(
        WIDE,
        layout=Layout.DAYS,
        columns=mapped({"District": "area"}).columns,
        constants=replace(WIDE.constants, indicator=WIDE.measures["Present"]),
        thousands=True,
    )
    assert find_values(operation, rows, mapping) == [1000, 2000, 3000]


UNITS = "Date,District,{},Present\n2024-08-07,Whole,{},5\n2024-08-08,Whole,{},5.2\n"
PRESENT = mapped({"Date": "day", "District": "area", "Present": "present"})


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        *(("Ед. изм.", "тыс. чел."), ("Unit", "thousand persons"), ("Unit", "thousands")),
        *(("In", "thousands of people"), ("Units", "'000"), ("UoM", "1 000 persons")),
    ],
)
def test_a_column_of_units_that_says_thousands_is_asked_about(
    operation: Session, head: str, unit: str
) -> None:
    rows = UNITS.format(head, unit, unit)
    (question,) = ask_about_thousands(survey(rows))
    assert question.words.startswith(f"“{head}” says that numbers are in thousands.")
    told = {head: Meaning(role=Role.UNIT)}
    for mapping in (PRESENT, replace(PRESENT, columns={**PRESENT.columns, **told})):
        assert [row.row for row in plan(operation, rows, mapping).refused] == [2, 3]
        assert find_values(operation, rows, replace(mapping, thousands=True)) == [5000, 5200]
        no = replace(mapping, thousands=False)
        assert find_values(operation, rows.replace("5.2", "7"), no) == [5, 7]


def test_of_rows_in_several_units_only_those_in_thousands_are_multiplied(
    operation: Session,
) -> None:
    rows = UNITS.format("Unit", "persons", "thousand persons")
    mapping = replace(PRESENT, thousands=True)
    assert find_values(operation, rows, mapping) == [5, 5200]
    assert [row.row for row in plan(operation, rows, PRESENT).refused] == [3]
    households = replace(mapping, columns={**mapping.columns, "Unit": Meaning(role=Role.UNIT)})
    (first, _) = plan(
        operation, UNITS.format("Unit", "тыс. семей", "тыс. чел."), households
    ).planned
    assert first.stated.counts[0].households == 5000


def test_a_head_and_a_unit_that_both_say_thousands_multiply_once(operation: Session) -> None:
    rows = ROWS.replace("District", "District,Unit").replace("Whole,", "Whole,thousand,")
    found = find_values(operation, rows, replace(MAPPING, thousands=True))
    assert found == [5000, 3000, 5200, 4000]


@pytest.mark.parametrize("unit", ["persons", "per thousand", "thousand roubles"])
def test_other_units_are_not_asked_about(unit: str) -> None:
    assert list(ask_about_thousands(survey(UNITS.format("Unit", unit, unit)))) == []


def test_a_column_of_thousand_people_each_is_none_of_units() -> None:
    rows = "Date,District,Present\n2024-08-07,A,1000\n2024-08-08,A,1 000\n"
    assert list(ask_about_thousands(survey(rows))) == []


def test_a_word_of_indicators_that_says_thousands_is_asked_about(operation: Session) -> None:
    head = "Date,District,Indicator,Value\n2024-08-07,Whole,Present (thousands),5\n"
    rows = f"{head}2024-08-07,Whole,Killed,2\n"
    (question,) = ask_about_thousands(survey(rows))
    assert question.words.startswith("“Indicator” says that numbers are in thousands.")
    assert not suggest(survey(rows)).unsure
    long = replace(
        mapped({"Date": "day", "District": "area", "Indicator": "indicator", "Value": "number"}),
        layout=Layout.ROWS,
        words=mapped({"Present (thousands)": "present", "Killed": "killed new"}).columns,
    )
    assert [row.row for row in plan(operation, rows, long).refused] == [2]
    assert find_values(operation, rows, replace(long, thousands=True)) == [5000, 2]
    assert find_values(operation, rows, replace(long, thousands=False)) == [5, 2]
