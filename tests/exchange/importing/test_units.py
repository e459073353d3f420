"""Rows whose numbers count households are read as such, and never silently as people."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import SOURCE, mapped, plan
from tests.exchange.tables import survey
from tracker.exchange.detecting import Layout, suggest
from tracker.exchange.detecting.units import Unit, read_unit
from tracker.exchange.importing import Plan, WarningKind, list_warnings
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import Meaning, Role, read_meaning

HEAD = "Date,District,Indicator,Unit,Value\n"
ROWS = HEAD + "2024-08-07,Whole,IDPs,households,100\n2024-08-08,Whole,IDPs,persons,250\n"


def word(meaning: str) -> Meaning:
    found = read_meaning(meaning)
    assert found is not None
    return found


LONG = replace(
    mapped({"Date": "day", "District": "area", "Indicator": "indicator", "Value": "number"}),
    layout=Layout.ROWS,
    words={"IDPs": word("present"), "Beds": word("capacity")},
)
BY_UNIT = replace(LONG, columns={**LONG.columns, "Unit": Meaning(role=Role.UNIT)})


def list_counts(found: Plan) -> list[tuple[int | None, int | None]]:
    counts = [one.stated.counts[0] for one in found.planned]
    return [(count.value, count.households) for count in counts]


def warn(session: Session, rows: str, mapping: ImportMapping) -> list[str]:
    found = list_warnings(session, plan(session, rows, mapping))
    return [line for one in found if one.kind is WarningKind.UNITS for line in one.lines]


def test_households_are_turned_into_people_row_by_row(operation: Session) -> None:
    found = plan(operation, ROWS, BY_UNIT)
    (households, persons) = list_counts(found)
    assert households[1] == 100
    assert (households[0] or 0) > 100
    assert persons == (250, None)
    assert list_warnings(operation, found) == []


def test_a_column_of_units_that_is_not_used_is_told_where_it_names_households(
    operation: Session,
) -> None:
    (line,) = warn(operation, ROWS, LONG)
    assert line == (
        "“Unit” says that numbers count households, and is not used: they are read as numbers of "
        "people."
    )
    assert warn(operation, ROWS.replace("households", "people"), LONG) == []
    only = replace(LONG, only={"Unit": ("persons",)})
    assert warn(operation, ROWS, only) == []
    assert len(warn(operation, ROWS, replace(LONG, only={"Unit": ("households",)}))) == 1
    households = replace(LONG, words={"IDPs": word("present in households")})
    assert warn(operation, ROWS, households) == []
    assert warn(operation, ROWS, replace(LONG, words={"IDPs": word("capacity")})) == []


@pytest.mark.parametrize(
    ("indicator", "unit", "reason"),
    [
        ("IDPs", "rooms", "This is “rooms”"),
        ("IDPs", "places", "present is not counted in places"),
        ("Beds", "households", "capacity is not counted in households"),
        ("Beds", "persons", ""),
        ("Beds", "beds", ""),
        ("IDPs", "", ""),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(
    operation: Session, indicator: str, unit: str, reason: str
) -> None:
    found = plan(operation, f"{HEAD}2024-08-07,Whole,{indicator},{unit},100\n", BY_UNIT)
    assert [reason in row.reason for row in found.refused] == [True] * bool(reason)


def test_units_go_with_columns_of_counts_too(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "Unit": "unit", "Present": "present"},
        constants=Constants(source=SOURCE),
    )
    rows = (
        "Date,District,Unit,Present\n2024-08-07,Whole,HH,10\n2024-08-08,Whole,ind.,30\n2024-08-09\n"
    )
    assert [h for _, h in list_counts(plan(operation, rows, mapping))] == [10, None]
    doubled = replace(
        mapping, columns={**mapping.columns, "Present": word("present in households")}
    )
    (row,) = (row for row in plan(operation, rows, doubled).refused if row.row == 3)
    assert "present in households is not counted in people" in row.reason
    (row,) = plan(operation, rows.replace("ind.", "beds"), doubled).refused[:1]
    assert "present in households is not counted in places" in row.reason


@pytest.mark.parametrize(
    ("head", "cells", "is_unit"),
    [
        ("Unit", ("households", "persons"), True),
        ("Unité", ("ménages",), True),
        ("Единица измерения", ("человек", "семей"), True),
        ("Reported as", ("HH", "ind"), True),
        ("Reported as", ("ind", "persons"), False),
        ("Reported as", ("HH", "rooms"), False),
        ("Unit", ("3rd", "5th"), False),
        ("Indicator", ("people", "households"), False),
        ("Unit", ("1", "2"), False),
    ],
)
def test_columns_of_units_are_known_by_head_or_words(
    head: str, cells: tuple[str, ...], *, is_unit: bool
) -> None:
    rows = "".join(f"2024-08-0{n},Whole,{cell},{n}\n" for n, cell in enumerate(cells, start=1))
    found = suggest(survey(f"Date,District,{head},Present\n{rows}"))
    assert (found.meanings[head].role is Role.UNIT) == is_unit


def test_a_tagged_column_is_a_unit_by_its_head_only() -> None:
    rows = "When,Where,Kind,Present\n#date,#adm2,#loc+type,#affected+idps\n2024-08-01,Whole,HH,5\n"
    assert suggest(survey(rows)).meanings["Kind"].role is not Role.UNIT
    assert suggest(survey(rows.replace("Kind", "Unit"))).meanings["Unit"].role is Role.UNIT


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("HHs", Unit.HOUSEHOLDS),
        ("Number of families", Unit.HOUSEHOLDS),
        ("сім’ї", Unit.HOUSEHOLDS),
        ("домохозяйства", Unit.HOUSEHOLDS),
        ("чел.", Unit.PEOPLE),
        ("Individuals", Unit.PEOPLE),
        ("койко-мест", Unit.PLACES),
        ("rooms", None),
        ("", None),
    ],
)
def test_units_are_known_in_several_languages(words: str, unit: Unit | None) -> None:
    assert read_unit(words) is unit
