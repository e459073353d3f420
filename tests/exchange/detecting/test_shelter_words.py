"""Places in shelters are capacity, and the people in them are sheltered."""

import pytest

from tests.exchange.detecting.test_other_counts import split
from tests.exchange.tables import survey
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import suggest, suggest_indicators
from tracker.exchange.detecting.unknown_words import list_unknown
from tracker.exchange.detecting.words import explain_measure

PLACES = """
    Places in shelters | Beds in shelters | Total places in shelters | Usable places in shelters
    Number of beds in camps | Capacity in shelters | IDP beds in camps | Beds / places in sites
    Мест в ПВР | Коек в ПВР | Число мест в ПВР | Количество мест в ПВР | Всего мест в ПВР
    Мест и коек в ПВР | В ПВР, мест | Количество коек в ПВР | Мест в пунктах временного размещения
    Вместимость пунктов временного размещения | Shelter places | Вместимость ПВР
"""
PEOPLE = """
    People in shelters | IDPs in camps | Persons in shelters (places) | IDPs in beds in shelters
    Occupied places in shelters | Занято мест в ПВР | Мест в ПВР занято | Размещено в ПВР
    Размещено в местах временного размещения | Людей в ПВР | В ПВР | Sheltered
    Количество человек в ПВР (койко-мест) | Размещено в пунктах временного размещения
"""


def find_indicator(head: str) -> Indicator | None:
    found = explain_measure(head)
    return found.measure.indicator if found and found.measure else None


@pytest.mark.parametrize("head", split(PLACES))
def test_places_in_shelters_are_capacity(head: str) -> None:
    assert find_indicator(head) is Indicator.CAPACITY
    assert list_unknown(head) == ()
    meaning = suggest_indicators([head])[head]
    assert meaning.measure
    assert meaning.measure.indicator is Indicator.CAPACITY


@pytest.mark.parametrize("head", split(PEOPLE))
def test_people_in_shelters_are_sheltered(head: str) -> None:
    assert find_indicator(head) is Indicator.SHELTERED


def test_people_beside_places_in_shelters_stay_sheltered() -> None:
    found = suggest(survey("District,Date,Places in shelters,Sheltered\nTim,2024-08-20,50,3\n"))
    words = {name: meaning.words for name, meaning in found.meanings.items()}
    assert (words["Places in shelters"], words["Sheltered"]) == ("capacity", "sheltered")
    assert found.rivals == {}
