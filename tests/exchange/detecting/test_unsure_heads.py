"""Heads with words of which nothing is known are asked about, and never chosen for anybody."""

import pytest

from tests.exchange.detecting.test_other_counts import split
from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.detecting.head_moments import list_days
from tracker.exchange.detecting.unknown_words import list_unknown
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.meanings import NOT_USED

USUAL = """
    IDPs | Number of IDPs | IDPs in host families | Убыло | Вынужденно перемещённые лица
    killed_cum | Размещено в ПВР | OCCUPIED_BEDS | SERVICE_USER_COUNT | CAPACITY_ACTUAL_BED
    Резервные места | killed_cum_reported | Ранено (нарастающим итогом) | Taken to hospital
    IDPs female 0-4 | Present: boys | IDPs 60+ | Arrivals in the last 24 hours
    Прибыло с начала операции | Killed in military operations | Погибло в ходе военных действий
    Killed/Погибло | daily_refugees | Women and children displaced | Hospitalised injured
    Evacuees in shelters | Present, in households | children of unknown sex present
    Evacuated in total | Standby capacity | Погибло мирных жителей | ВПЛ, семей
    Total killed so far | New cases of injured | Killed (column C) | IDPs sheltered
"""


@pytest.mark.parametrize("head", split(USUAL))
def test_usual_heads_are_sure(head: str) -> None:
    assert list_unknown(head) == ()


NEUTRAL = """
    Current IDPs: present | Sheltered tonight: sheltered | Persons in shelters tonight: sheltered
    IDPs living in shelters: sheltered | IDPs staying in shelters: sheltered
    IDPs residing in shelters: sheltered | IDPs residing: present | Present (evening): present
    Находится на конец дня: present | ВПЛ на территории района: present
    Вновь прибывшие ВПЛ: arrivals new | Killed (verified): killed new
    Evacuated by authorities: evacuated new | Max. capacity: capacity | Still missing: missing
    Sheltered (PVR): sheltered | Находится на вечер: present | IDPs (перевірено): present
    ВПЛ (на кінець дня): present | IDPs (actuellement): present | IDPs (actuales): present
    Погибло (проверено): killed new | IDPs residing in the territory: present
    Killed (vérifié): killed new | Killed (verificados): killed new | Present at night: present
"""


@pytest.mark.parametrize("line", split(NEUTRAL))
def test_words_that_change_nothing_leave_a_head_sure(line: str) -> None:
    head, meaning = line.rsplit(": ", 1)
    found = suggest(survey(f'Date,District,"{head}"\n2024-08-07,Sudzha,5\n'))
    assert (found.meanings[head].words, found.unsure) == (meaning, {})


@pytest.mark.parametrize(
    "head",
    [
        "Killed tonight",
        "Arrivals (evening)",
        "Прибыло вечером",
        "IDPs max",
        "Injured (discharged)",
        "Evacuated to Kursk",
        "IDPs living in rented flats",
    ],
)
def test_words_that_may_make_it_some_of_all_are_asked_about(head: str) -> None:
    assert (
        suggest(survey(f'Date,District,"{head}"\n2024-08-07,Sudzha,5\n')).meanings[head] == NOT_USED
    )


@pytest.mark.parametrize(
    ("head", "unknown"),
    [
        ("IDPs from Sudzha", ("sudzha",)),
        ("Arrivals by bus", ("bus",)),
        ("Injured heavily", ("heavily",)),
        ("Beds adults", ("adults",)),
        ("Beds, women", ("women",)),
        ("IDPs rented", ("rented",)),
        ("Arrivals 2024", ("2024",)),
        ("Maximum capacity", ("maximum",)),
        ("Injured, left hospital", ("left",)),
        ("Размещено, Льгов", ("льгов",)),
        ("Notes from Sudzha", ()),
        ("Journalists killed", ()),
    ],
)
def test_words_that_no_vocabulary_knows_are_named(head: str, unknown: tuple[str, ...]) -> None:
    assert list_unknown(head) == unknown


HEAD = "Date,District,IDPs from Sudzha,IDPs from Rylsk,Killed\n"
ROWS = f"{HEAD}2024-08-07,A,5,7,1\n"


def test_nothing_is_chosen_for_a_head_with_unknown_words() -> None:
    table = survey(ROWS)
    found = suggest(table)
    assert {name: m.words for name, m in found.unsure.items()} == {
        "IDPs from Sudzha": "present",
        "IDPs from Rylsk": "present",
    }
    assert all(found.meanings[name] == NOT_USED for name in found.unsure)
    assert found.rivals == {}
    (told,) = [n for n in examine(table, found).notices if "nothing is known" in n.words]
    assert "“IDPs from Sudzha” (“sudzha”), “IDPs from Rylsk” (“rylsk”)" in told.words
    assert examine(table, found).undecided == set(found.unsure)
    assert set(begin_mapping(table).columns) == {"Date", "District", "Killed"}


def test_beside_a_sure_column_the_others_are_told_as_its_rivals() -> None:
    found = suggest(survey(ROWS.replace("District,IDPs from Sudzha", "District,IDPs")))
    assert found.meanings["IDPs"].measure
    assert found.rivals == {"IDPs": ("IDPs from Rylsk",)}
    assert not found.unsure
    # Women are others than everybody.
    women = suggest(survey(ROWS.replace("District,IDPs from Sudzha", "District,Women present")))
    assert set(women.unsure) == {"IDPs from Rylsk"}


def test_tags_leave_no_head_unsure() -> None:
    tags = "#date,#adm2,#affected+idps,#affected+idps,#affected+killed+new\n"
    assert not suggest(survey(ROWS.replace("\n", f"\n{tags}", 1))).unsure


def test_words_of_indicators_that_are_not_sure_are_left_to_a_person() -> None:
    row = "2024-08-07,A"
    rows = f"Date,District,Indicator,Value\n{row},IDPs from Sudzha,5\n{row},Killed,9\n"
    table = survey(rows)
    assert {name: m.words for name, m in suggest(table).unsure.items()} == {
        "IDPs from Sudzha": "present"
    }
    assert set(begin_mapping(table).words) == {"Killed"}


TIMES = """
    Present at 18:00 | Present, 18:00 | Находится на 18:00 | Present as of 18.00 | Present 18-00
    Present (24/7) | Present at 6 pm | Находится на 18 часов | Present (thousands) at 18:00
"""
DAYS = """
    Killed 01.08-20.08 | Present 20.08 | Killed 01/08-20/08 | Killed 2024-08-20 | killed_20_08_2024
    Killed 1-20 August | Погибло с 1 по 20 августа | Killed 01-08.2024 | Present on Aug 20
    Present (thousands) 20.08 | Arrivals 18:00-20:00 | Убыло с 8 до 18 часов
"""


@pytest.mark.parametrize("head", split(TIMES))
def test_a_time_of_the_day_in_a_head_is_no_age(head: str) -> None:
    found = suggest(survey(f'District,Date,"{head}"\nA,2024-08-20,50\nB,2024-08-21,55\n'))
    assert found.meanings[head].words == "present"
    assert not found.unsure


@pytest.mark.parametrize("head", split(DAYS))
def test_a_day_or_a_period_in_a_head_is_no_age_and_asked_about(head: str) -> None:
    found = suggest(survey(f'District,Date,"{head}"\nA,2024-08-20,50\nB,2024-08-21,55\n'))
    measure = found.unsure[head].measure
    assert measure
    assert measure.group is None
    assert found.meanings[head] == NOT_USED
    assert list_days(head)


def test_a_number_of_some_days_is_no_part_of_that_of_each_day() -> None:
    rows = "District,Date,Killed,Killed 01.08-20.08\nA,2024-08-20,9,4\nB,2024-08-21,8,3\n"
    found = suggest(survey(rows))
    assert found.meanings["Killed 01.08-20.08"] == NOT_USED
    assert found.rivals == {"Killed": ("Killed 01.08-20.08",)}


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("IDPs 18-59", "present, 18 to 59"),
        ("IDPs, 0–4", "present, 0 to 4"),
        ("present_18_59", "present, 18 to 59"),
        ("IDPs 60+ at 18:00", "present, 60 and older"),
    ],
)
def test_ages_in_a_head_stay_ages(head: str, words: str) -> None:
    found = suggest(survey(f'District,Date,IDPs,"{head}"\nA,2024-08-20,50,4\n'))
    assert found.meanings[head].words == words


RESIDENTS = "{},Date,Residents\nTim,2024-08-20,50\nRylsk,2024-08-21,55\n"


def test_residents_of_a_district_are_asked_about() -> None:
    table = survey(RESIDENTS.format("District"))
    found = suggest(table)
    assert {name: m.words for name, m in found.unsure.items()} == {"Residents": "sheltered"}
    assert found.meanings["Residents"] == NOT_USED
    (told,) = [n for n in examine(table, found).notices if "nothing is known" in n.words]
    assert "“Residents” (“residents”)" in told.words


def test_residents_of_a_shelter_are_sheltered() -> None:
    found = suggest(survey(RESIDENTS.format("Shelter")))
    assert (found.meanings["Residents"].words, found.unsure) == ("sheltered", {})
    both = RESIDENTS.replace("Residents", "Residents in shelters").format("District")
    assert suggest(survey(both)).meanings["Residents in shelters"].words == "sheltered"


def test_residents_among_the_indicators_of_a_district_are_asked_about() -> None:
    row = "2024-08-07,A"
    table = survey(f"Date,District,Indicator,Value\n{row},Residents,5\n{row},Killed,9\n")
    assert set(suggest(table).unsure) == {"Residents"}
    assert set(begin_mapping(table).words) == {"Killed"}
