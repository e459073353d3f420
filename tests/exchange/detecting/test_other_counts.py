"""Heads that name an indicator but count something else are not suggested as its counts."""

import pytest

from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import suggest, suggest_indicators
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED

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
AFFECTED = "Пострадавшие | Пострадало | Affected"


def split(*tables: str) -> list[str]:
    lines = (line for table in tables for line in table.strip().splitlines())
    return [head.strip() for line in lines for head in line.split("|")]


@pytest.mark.parametrize(
    "head",
    split(PLANS, NEGATIONS, CHANGES, ARMED, ANIMALS, HOSTS, SHARES, PERIODS, SEVERAL, AFFECTED),
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
