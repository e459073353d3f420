"""The Russian word for a hotel room is also that for a number: one is no room, several are."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.detecting.words import calls_rooms, counts_rooms, explain_measure


@pytest.mark.parametrize("head", ["Номер", "Порядковый номер", "Номер п/п", "Номера телефонов"])
def test_a_number_of_something_counts_no_rooms(head: str) -> None:
    assert not counts_rooms(head)
    found = survey(f"{head},Район,Дата,Прибыло\n1,Тим,2024-08-10,3\n2,Тим,2024-08-11,5\n")
    assert examine(found, suggest(found)).notices == ()


@pytest.mark.parametrize(
    "head", ["Номера", "Занято номеров", "Номерной фонд", "Количество номеров", "Комнаты"]
)
def test_several_of_them_are_rooms(head: str) -> None:
    assert counts_rooms(head)


def test_the_number_of_a_person_counts_nobody() -> None:
    assert explain_measure("Номер эвакуированного") is None


def test_a_kind_of_rows_may_be_named_by_one_room() -> None:
    assert calls_rooms("Номер")
    assert not calls_rooms("Номер 5")
