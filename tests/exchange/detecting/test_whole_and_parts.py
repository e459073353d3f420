"""Of a part of the people and all of them in columns side by side, all are suggested."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import Survey, examine, suggest
from tracker.exchange.meanings import NOT_USED

PART = "IDPs in collective centres"


def make(part: str, total: str, *, tags: str = "") -> Survey:
    return survey(f"District,Date,{part},{total}\n{tags}Tim,2024-08-20,5,50\nRylsk,2024-08-21,6,\n")


@pytest.mark.parametrize(
    ("part", "total"),
    [
        (PART, "IDPs total"),
        (PART, "Total IDPs"),
        (PART, "Total number of IDPs"),
        ("IDPs registered", "IDPs total"),
        ("Total IDPs in collective centres", "IDPs overall"),
        ("IDPs in camps", "Sheltered: total"),
        ("ВПЛ на квартирах", "Всего ВПЛ"),
        ("ВПЛ в районе", "Общее число ВПЛ"),
        ("IDPs from Sudzha", "IDPs total"),
    ],
)
def test_what_says_that_it_is_the_total_is_suggested(part: str, total: str) -> None:
    table = make(part, total)
    found = suggest(table)
    assert found.meanings[total].measure
    assert found.meanings[part] == NOT_USED
    assert (found.rivals, found.unsure) == ({total: (part,)}, {})
    (told,) = [n.words for n in examine(table, found).notices if "several columns" in n.words]
    assert f"“{total}” is suggested, since it says that it is the total" in told
    assert "let columns be added up" not in told


def test_the_total_of_a_part_is_none_of_all() -> None:
    found = suggest(make("IDPs", "Total IDPs in collective centres"))
    assert found.meanings["IDPs"].measure
    assert found.meanings["Total IDPs in collective centres"] == NOT_USED


def test_of_tagged_columns_the_head_does_not_choose() -> None:
    found = suggest(make(PART, "IDPs total", tags="#adm2,#date,#affected+idps,#affected+idps\n"))
    assert found.meanings[PART].measure


def test_usual_capacity_is_suggested_beside_the_most() -> None:
    found = suggest(make("Max. capacity", "Capacity"))
    assert found.meanings["Capacity"].measure
    assert found.rivals == {"Capacity": ("Max. capacity",)}
