"""Mappings say what is wrong with them, and are kept in small readable files."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import survey
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import DayOrder, Layout
from tracker.exchange.mapping import (
    Constants,
    ImportMapping,
    MappingUnreadable,
    begin_mapping,
    check_mapping,
    read_mapping,
    write_mapping,
)
from tracker.exchange.meanings import MEASURES, Meaning, Role, read_meaning
from tracker.registry.shelters import ShelterType

WIDE = "Date,District,Arrivals,Killed,Killed so far,Female,Rooms\n2024-08-07,Sudzha,5,1,3,2,7\n"
LONG = "Date,District,Indicator,Value\n2024-08-07,Sudzha,Arrivals,5\n"
DAYS = "District,2024-08-07,2024-08-08,2024-08-09\nSudzha,5,6,7\n"


def columns(**words: str) -> dict[str, Meaning]:
    found = {name.replace("_", " "): read_meaning(text) for name, text in words.items()}
    return {name: meaning for name, meaning in found.items() if meaning is not None}


GOOD = ImportMapping(
    columns=columns(Date="day", District="area", Arrivals="arrivals new"),
    constants=Constants(source="Headquarters"),
)


def problems(mapping: ImportMapping, rows: str = WIDE) -> list[tuple[str, str]]:
    return [(p.field, p.message) for p in check_mapping(mapping, survey(rows))]


def test_a_mapping_that_says_everything_is_good() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"District": "not used"}, "area", "the column with the places"),
        ({"Date": "not used"}, "day", "the column with the days"),
        ({"Arrivals": "not used"}, "columns", "at least one column with counts"),
        ({"Killed": "day"}, "columns", "one column for the day, not 2"),
        ({"Other": "present"}, "columns", "There is no column “Other”"),
        ({"Rooms": "capacity"}, "columns", "neither people nor places"),
        ({"Killed": "killed new", "Killed so far": "killed total so far"}, "columns", "Killed"),
        ({"Female": "present, female"}, "columns", "all of People present beside its parts"),
    ],
)
def test_what_is_missing_or_wrong_is_said(given: dict[str, str], field: str, words: str) -> None:
    changed = {name: read_meaning(text) for name, text in given.items()}
    wrong = replace(GOOD, columns={**GOOD.columns, **{n: m for n, m in changed.items() if m}})
    ((found_field, message),) = problems(wrong)
    assert found_field == field
    assert words in message


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        (replace(GOOD, columns={}), "/constants/area"),
        (replace(GOOD, constants=Constants()), "/constants/source"),
        (replace(GOOD, only={"Place/Type~": ("x",)}), "/only/Place~1Type~0"),
        (replace(GOOD, columns={**GOOD.columns, **columns(Rooms="capacity")}), "/columns/Rooms"),
        (replace(GOOD, columns={**GOOD.columns, **columns(Killed="day")}), "/columns"),
        (replace(GOOD, layout=Layout.DAYS), "/layout"),
    ],
)
def test_what_is_wrong_is_where_it_stands_in_the_mapping(
    wrong: ImportMapping, pointer: str
) -> None:
    assert check_mapping(wrong, survey(WIDE))[0].pointer == pointer


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 100_000 + " = 1",
        "[" + "a . " * 50_000 + "a]",
        "only = {" + "'x'.\"y\".z." * 30_000 + "a = 1}",
    ],
)
def test_keys_without_end_are_refused_at_once(text: str) -> None:
    started = time.process_time()
    with pytest.raises(MappingUnreadable, match="far too many dots"):
        read_mapping(text)
    assert time.process_time() - started < 2


def test_dots_in_names_are_nobodys_concern() -> None:
    dots = "a.b.c.d.e.f.g.h.i.j.k"
    mapping = ImportMapping(places={dots: f"'{dots}' \"{dots}\" # {dots}", "\\": dots})
    assert read_mapping(write_mapping(mapping)) == mapping
    assert read_mapping(f"# {dots}\nsheet = '{dots}'").sheet == dots
    assert read_mapping(f'sheet = """\n{dots}"""\nzone = "UTC"').sheet == dots


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ({"Date": "age", "Arrivals": "age from"}, "Choose either one column for the age, or one"),
        ({"Arrivals": "age from"}, "Choose the column for the age to beside the age from"),
        ({"Arrivals": "age to"}, "Choose the column for the age from beside the age to"),
        ({"Arrivals": "sex", "Present": "sex"}, "Choose one column for the sex, not 2"),
    ],
)
def test_ages_are_in_one_column_or_in_two(ages: dict[str, str], words: str) -> None:
    told = replace(
        GOOD, columns=columns(**ages), constants=replace(GOOD.constants, day="2024-08-07")
    )
    found = [message for field, message in problems(told) if field == "columns"]
    assert any(message.startswith(words) for message in found), found


def test_parts_need_no_column_of_all_people_where_they_are_added_up() -> None:
    parts = columns(Arrivals="arrivals new, female")
    told = replace(GOOD, columns={**GOOD.columns, **parts})
    assert {message[:26] for _, message in problems(told)} == {"Choose the column with all"}
    assert problems(replace(told, add_parts=True)) == []


def test_a_source_must_be_known() -> None:
    assert problems(replace(GOOD, constants=Constants())) == [
        ("source", "Select the source of the numbers")
    ]


def test_a_row_for_each_count_needs_indicators_and_numbers() -> None:
    mapping = replace(
        GOOD,
        layout=Layout.ROWS,
        columns=columns(Date="day", District="area", Indicator="indicator", Value="number"),
        words={"Arrivals": Meaning(role=Role.NOTHING)},
    )
    assert problems(mapping, LONG) == [
        ("words", "Choose what at least one of the indicators means")
    ]
    words = columns(Arrivals="arrivals new")
    assert problems(replace(mapping, words=words), LONG) == []
    short = replace(mapping, columns=columns(Date="day", District="area"), words={})
    assert [field for field, _ in problems(short, LONG)] == ["indicator", "columns"]


def test_a_column_for_each_day_needs_days_in_heads() -> None:
    counted = Constants(source="HQ", indicator=MEASURES["present"])
    mapping = replace(GOOD, layout=Layout.DAYS, columns=columns(District="area"), constants=counted)
    assert problems(mapping, DAYS) == []
    assert problems(mapping, WIDE) == [("layout", "No column of this file is headed by a day")]


FULL = ImportMapping(
    layout=Layout.ROWS,
    sheet="Лист 1",
    head_row=3,
    head_rows=2,
    columns=columns(Date="day", Value="number", Indicator="indicator", Site="shelter"),
    words=columns(Girls="present, female, 0 to 17", Rain="not used", HH="present in households"),
    constants=Constants(area="Kursk", shelter="S", day="2024-08-07", source='"HQ"'),
    order=DayOrder.DAY_FIRST,
    year=2024,
    zone="Europe/Moscow",
    only={"Type": ("Bed", "Tent")},
    skip_totals=True,
    add_rows=True,
    places={"Суджа / ПВР": "Russia / Kursk / Sudzha / School", "x": "skip"},
    sources={"ocha": "OCHA"},
    new_shelter_type=ShelterType.SCHOOL,
    other_places="new shelter",
    report_by_shelter=True,
)


def test_a_mapping_is_read_back_as_it_was_written() -> None:
    text = write_mapping(FULL)
    read = read_mapping(text)
    assert read == FULL
    assert '"Rain" = "not used"' in text
    assert '"Girls" = "present, female, 0 to 17"' in text
    assert write_mapping(read) == text
    measured = replace(GOOD, constants=Constants(indicator=MEASURES["killed total so far"]))
    assert read_mapping(write_mapping(measured)) == measured
    assert read_mapping("") == ImportMapping()


def test_a_mapping_keeps_how_many_rows_the_head_has() -> None:
    rows = [["Район", "Дата", "Погибло", None], [None, None, "всего", "за сутки"]]
    found = survey([*rows, ["Льгов", "2024-08-07", 3, 1]])
    mapping = begin_mapping(found)
    text = write_mapping(mapping)
    assert "head_rows = 2" in text
    assert read_mapping(text).head_rows == 2
    flat = survey([["Район", "Дата", "Погибло"], ["Льгов", "2024-08-07", 3]])
    assert "head_rows" not in write_mapping(begin_mapping(flat))
    headless = survey([["Льгов", "2024-08-07", 3]])
    assert begin_mapping(headless).head_rows == 1


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_name_survives_being_written(name: str, place: str) -> None:
    mapping = ImportMapping(places={name: place}, columns={name: Meaning(role=Role.DAY)})
    assert read_mapping(write_mapping(mapping)) == mapping


@pytest.mark.parametrize(
    "text",
    [
        "columns = ",
        "unknown = 1",
        'layout = "circles"',
        'head_row = "three"',
        "head_rows = 0",
        "head_rows = 7",
        'order = "backwards"',
        '[columns]\n"a" = "rain"',
        '[columns]\n"a" = 5',
        'columns = "x"',
        '[constants]\nindicator = "rain"',
        '[constants]\nplanet = "Earth"',
        "[only]\na = 5",
        'new_shelter_type = "castle"',
        "only = " + "[" * 5_000,
        "only = " + "{a = " * 5_000,
        "head_row = " + "9" * 5_000,
    ],
)
def test_a_file_that_is_no_mapping_is_refused_in_words(text: str) -> None:
    with pytest.raises(MappingUnreadable, match="Mend the mapping: "):
        read_mapping(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'layout = "wide"',
            "layout is none of “one column per count”, “one row per count”, “one column per day”",
        ),
        ('order = "ymd"', "order is none of “day first”, “month first”"),
        ("order = []", "order is none of “day first”, “month first”"),
        (
            'new_shelter_type = "castle"',
            "new_shelter_type is none of “collective_centre”, “school”",
        ),
        ('other_places = "guess"', "other_places is none of “ask”, “skip”, “new shelter”"),
        ('head_row = "three"', "write head_row as a whole number"),
        ("head_rows = 7", "write head_rows as a number from 1 to 6"),
        ("skip_totals = 1", "write skip_totals as true or false"),
        ('zone = "Mars"', "zone is no time zone, such as “Europe/Moscow”"),
        ("sheet = 2", "write sheet as a text in quotes"),
        ('columns = "x"', "write columns as a table of its own"),
        ("[only]\na = 5", "write a as a list of texts"),
        ('[constants]\nplanet = "Earth"', "there is no constant called planet"),
    ],
)
def test_a_wrong_value_is_told_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(MappingUnreadable, match="^" + re.escape(f"Mend the mapping: {said}")):
        read_mapping(text)


def test_a_mapping_finds_its_columns() -> None:
    assert GOOD.find(Role.DAY) == "Date"
    assert GOOD.find(Role.SHELTER) is None
    assert [m.indicator for m in GOOD.measures.values()] == [Indicator.ARRIVALS]


def test_indicators_that_are_surely_new_are_kept_by_their_codes() -> None:
    mapping = read_mapping('surely_new = ["killed", "injured"]')
    assert mapping.surely_new == (Indicator.KILLED, Indicator.INJURED)
    assert 'surely_new = ["killed", "injured"]' in write_mapping(mapping)
    assert "surely_new" not in write_mapping(ImportMapping())
    with pytest.raises(MappingUnreadable, match="there is no indicator called “dead”"):
        read_mapping('surely_new = ["dead"]')
    with pytest.raises(MappingUnreadable, match="write surely_new as a list of texts"):
        read_mapping('surely_new = "killed"')
