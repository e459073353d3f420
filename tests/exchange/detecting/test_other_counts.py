"""Heads that name an indicator but count something else are not suggested as its counts."""

import pytest

from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import examine, suggest, suggest_indicators
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED, count_of

I = Indicator  # noqa: E741 -- the table below is read more than written

PLANS = """
    Target population | Planned evacuation | To be evacuated | Expected arrivals | Beds needed
    Bed capacity (planned) | Capacity (planned) standby | Forecast of arrivals | Awaiting evacuation
    Эвакуировано (план) | Планируется эвакуировать, эвакуировано | Прибыло (ожидается)
    Цель: эвакуировано | Подлежит госпитализации | Потребность в местах | Прибыло (очікується)
    arrivées prévues | capacité prévue | Population cible
"""
NEGATIONS = "Not evacuated | Refused to be evacuated | Не эвакуировано | Отказались, эвакуировано"
CHANGES = """
    Change in arrivals | Increase of IDPs | Difference (beds) | Net arrivals
    Arrivals vs departures | Изменение: прибыло | Прирост прибывших | Прибыло (зміна)
"""
ARMED = """
    Killed soldiers | Military killed | Wounded combatants | Killed militants | Погибло военных
    Погибло военнослужащих | Ранено солдат | Военные (погибло) | Погибло військових
    soldats (killed)
"""
ANIMALS = """
    Killed livestock | Evacuated cattle | Animals evacuated | Эвакуировано скота | Погибло животных
    Эвакуировано поголовье | Вывезено (худоба)
"""
HOSTS = """
    Host community population | Hosts and IDPs | Host families (individuals) | IDPs / host community
    Non-displaced population | Local population
    Население принимающих сообществ, находится | Местные жители (присутствует)
"""
SHARES = """
    Killed (%) | Share of IDPs | Percentage killed | Deaths per 1000 | Погибло, доля
    taux, killed
"""
PERIODS = """
    Weekly arrivals | arrivals per week | Killed in last 7 days | monthly arrivals
    Injured (30 days)
    Total arrivals this month | Arrivals since last week | Прибыло за неделю | Погибло за месяц
    Прибыло за 7 дней | Ранено с начала месяца | Прибыло за тиждень | arrivées par semaine
"""
SEVERAL = """
    Killed and injured | Dead and injured | Dead and wounded | Killed/injured | KILLED_AND_INJURED
    Killed, injured | Killed or missing | Killed & affected | Погибшие и раненые
    Погибшие и пострадавшие | Погибло/ранено | Arrivals and departures | IDPs and returnees
    Evacuated + sheltered | IDPs and refugees | Injured and hospitalised
"""
OTHER_PLACES = """
    Remaining capacity | Spare capacity | Capacity used | Capacity utilisation | New places
    Capacity added | Additional capacity | Capacity (m2) | Capacity (m²)
    Beds blocked | Beds closed
    Осталось мест | Дополнительных мест | Заполненность мест | Занятость мест | places restantes
"""
OTHER_LEVELS = """
    Newly sheltered | Total IDPs to date | Cumulative IDPs | Displaced to date | IDPs (24h)
    ВПЛ за сутки | IDPs since 6 August | Missing (new) | Missing (found) | Found missing
    Пропало без вести за сутки | Population | Total population | Camp population
"""
STATES = """
    In hospital | Currently in hospital | В больнице | Находится в больнице | Died in hospital
    Injured, still in hospital | Discharged from hospital, injured hospitalised | Now evacuated
"""
OTHER_DAYS = """
    Present yesterday | Sheltered yesterday | Killed yesterday | IDPs, previous day
    Находилось вчера, ВПЛ | Прибыло на утро | Sheltered last night
"""
OTHER_PEOPLE = """
    Evacuation requests | Заявки: эвакуировано | Returnees | Refugees | Беженцы | Police killed
    Injured police | Staff evacuated | Volunteers killed | Погибло полицейских | Killed journalists
"""
AFFECTED = "Пострадавшие | Пострадало | Affected"


def split(*tables: str) -> list[str]:
    lines = (line for table in tables for line in table.strip().splitlines())
    return [head.strip() for line in lines for head in line.split("|")]


@pytest.mark.parametrize(
    "head",
    split(
        *(PLANS, NEGATIONS, CHANGES, ARMED, ANIMALS, HOSTS, SHARES, PERIODS, SEVERAL, AFFECTED),
        *(OTHER_PLACES, OTHER_LEVELS, STATES, OTHER_DAYS, OTHER_PEOPLE),
    ),
)
def test_a_head_that_counts_something_else_is_not_suggested(head: str) -> None:
    assert explain_measure(head) is None
    found = suggest(survey(f'Date,District,"{head}",Missing\n2024-08-07,Sudzha,5,1\n'))
    assert found.meanings[head] == NOT_USED
    assert found.meanings["Missing"].measure


@pytest.mark.parametrize(
    ("head", "indicator", "form"),
    [
        ("Killed", I.KILLED, Form.NEW),
        ("Killed civilians (non-military)", I.KILLED, Form.NEW),
        ("Killed in military operations", I.KILLED, Form.NEW),
        ("Погибло в ходе военных действий", I.KILLED, Form.NEW),
        ("Погибло мирных жителей", I.KILLED, Form.NEW),
        ("Killed/Погибло", I.KILLED, Form.NEW),
        ("Dead women and children", I.KILLED, Form.NEW),
        ("Killed, total so far", I.KILLED, Form.TOTAL),
        ("Hospitalised injured", I.HOSPITALISED, Form.NEW),
        ("Раненые", I.INJURED, Form.NEW),
        ("Injured 60+", I.INJURED, Form.NEW),
        ("Пропавшие без вести", I.MISSING, Form.LEVEL),
        ("New arrivals", I.ARRIVALS, Form.NEW),
        ("Arrivals in the last 24 hours", I.ARRIVALS, Form.NEW),
        ("Arrivals, last 1 day", I.ARRIVALS, Form.NEW),
        ("Прибыло за сутки", I.ARRIVALS, Form.NEW),
        ("Прибыло с начала операции", I.ARRIVALS, Form.TOTAL),
        ("Cumulative arrivals (week 32)", I.ARRIVALS, Form.TOTAL),
        ("Border crossings from Ukraine and Moldova", I.ARRIVALS, Form.NEW),
        ("IDPs in host families", I.PRESENT, Form.LEVEL),
        ("IDPs remaining", I.PRESENT, Form.LEVEL),
        ("People present, week 5", I.PRESENT, Form.LEVEL),
        ("Women and children displaced", I.PRESENT, Form.LEVEL),
        ("Beds / places", I.CAPACITY, Form.LEVEL),
        ("Reserve capacity", I.CAPACITY_STANDBY, Form.LEVEL),
        ("Reserve capacity, additional", I.CAPACITY_STANDBY, Form.LEVEL),
        ("Занято мест", I.SHELTERED, Form.LEVEL),
        ("Заполнено мест", I.SHELTERED, Form.LEVEL),
        ("Мест занято", I.SHELTERED, Form.LEVEL),
        ("Occupied places", I.SHELTERED, Form.LEVEL),
        ("New IDPs", I.ARRIVALS, Form.NEW),
        ("Новые ВПЛ", I.ARRIVALS, Form.NEW),
        ("New IDPs to date", I.ARRIVALS, Form.TOTAL),
        ("Daily refugees", I.ARRIVALS, Form.NEW),
        ("Refugees arrived", I.ARRIVALS, Form.NEW),
        ("IDP population", I.PRESENT, Form.LEVEL),
        ("Currently present", I.PRESENT, Form.LEVEL),
        ("IDPs today", I.PRESENT, Form.LEVEL),
        ("Evacuees", I.EVACUATED, Form.NEW),
        ("Evacuees present", I.PRESENT, Form.LEVEL),
        ("Evacuees in shelters", I.SHELTERED, Form.LEVEL),
        ("Размещено эвакуированных", I.SHELTERED, Form.LEVEL),
        ("Прибыло эвакуированных", I.ARRIVALS, Form.NEW),
        ("Эвакуировано в ПВР", I.EVACUATED, Form.NEW),
        ("Taken to hospital", I.HOSPITALISED, Form.NEW),
        ("Доставлено в больницу", I.HOSPITALISED, Form.NEW),
        ("Died", I.KILLED, Form.NEW),
    ],
)
def test_a_head_that_counts_the_indicator_is_suggested(
    head: str, indicator: Indicator, form: Form
) -> None:
    found = explain_measure(head)
    assert found
    assert found.measure
    assert (found.measure.indicator, found.measure.form) == (indicator, form)


@pytest.mark.parametrize(
    ("head", "households"),
    [
        ("IDPs in host families", False),
        ("IDPs living with host families", False),
        ("Displaced in host households", False),
        ("IDPs with hosting families", False),
        ("IDPs hosted by local families", False),
        ("ВПЛ в принимающих семьях", False),
        ("IDP households in host families", True),
        ("Number of displaced families", True),
        ("Families displaced", True),
        ("HH displaced", True),
        ("Present, in households", True),
        ("ВПЛ, семей", True),
    ],
)
def test_who_stays_with_families_is_counted_in_people(head: str, *, households: bool) -> None:
    found = explain_measure(head)
    assert found
    assert found.measure
    assert found.measure.indicator is I.PRESENT
    assert found.measure.households is households


@pytest.mark.parametrize(
    "other", ["IDPs", "IDPs in camps", "Displaced households", "Women present"]
)
def test_who_stays_with_families_is_not_suggested_beside_others_present(other: str) -> None:
    head = "IDPs in host families"
    rows = f"Date,District,{head},{other},Arrivals\n2024-08-07,Sudzha,5,9,1\n"
    found = suggest(survey(rows))
    assert found.meanings[head] == NOT_USED
    assert found.meanings[other].measure
    assert found.rivals == {}
    alone = suggest(survey(rows.replace(f",{other},", ",Comment,"))).meanings[head]
    assert alone == explain_measure(head)
    words = suggest_indicators([head, other, "Killed"])
    assert (words[head], words[other]) == (NOT_USED, found.meanings[other])
    assert suggest_indicators([head, "Killed"])[head] == alone


def find_told(rows: str) -> list[str]:
    table = survey(rows)
    return [n.words for n in examine(table, suggest(table)).notices if "count something" in n.words]


def test_heads_that_count_something_else_are_told_with_their_words() -> None:
    rows = (
        "Date,District,Remaining capacity,Police killed,Notes,Present\n2024-08-07,Sudzha,5,1,2,3\n"
    )
    (told,) = find_told(rows)
    assert "“Remaining capacity” (“remaining”), “Police killed” (“police”). Choose" in told
    # Whoever chose it is not told, nor is anything said of tags, or of words that count nothing.
    table = survey(rows)
    chosen = suggest(table)
    chosen.meanings["Remaining capacity"] = count_of(I.CAPACITY, Form.LEVEL)
    (left,) = [n for n in examine(table, chosen).notices if "count something" in n.words]
    assert left.columns == ("Police killed",)
    tags = rows.replace("\n", "\n#date,#adm2,#meta,#meta,#meta,#affected+idps\n", 1)
    assert find_told(tags) == []
    assert find_told(rows.replace(",5,1,2", ",x,x,2")) == []


def test_words_of_indicators_that_count_something_else_are_told() -> None:
    rows = "Date,District,Indicator,Value\n2024-08-07,A,IDPs,5\n2024-08-07,A,IDPs to date,9\n"
    (told,) = find_told(rows)
    assert "“IDPs to date” (“to date”)" in told
