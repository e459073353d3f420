"""That columns be added up is advised only where they may be parts of one number."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.detecting.same_counts import FEWEST_ROWS

ADD = "let columns be added up"


def advise(one: str, other: str, *rows: tuple[int | str, int | str], tags: str = "") -> str:
    lines = [f"Tim,2024-08-{at:02},{left},{right}\n" for at, (left, right) in enumerate(rows, 1)]
    found = survey(f"District,Date,{one},{other}\n{tags}{''.join(lines)}")
    notices = examine(found, suggest(found)).notices
    (told,) = [notice.words for notice in notices if "told by several columns" in notice.words]
    return told


DIFFERENT = ((7, 2), (9, 5), (12, 4))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cumulative arrivals", "Daily arrivals"),
        ("Killed", "Killed (24h)"),
        ("Killed", "Killed total"),
        ("Killed today", "Killed so far"),
        ("killed", "killed_cum"),
        ("CAPACITY_ACTUAL_BED", "CAPACITY_FUNDING_BED"),
        ("Maximum capacity", "Capacity"),
        ("Вместимость", "Вместимость фактическая"),
    ],
)
def test_other_forms_and_places_on_paper_are_no_parts(one: str, other: str) -> None:
    told = advise(one, other, *DIFFERENT)
    assert told.endswith("has room for one of them; choose the one that is meant.")


@pytest.mark.parametrize(("one", "other"), [("IDPs", "IDPs (registered)"), ("Killed", "Погибло")])
def test_columns_of_the_same_form_may_be_parts(one: str, other: str) -> None:
    assert ADD in advise(one, other, *DIFFERENT)
    blank = ((7, ""), ("", 7), (0, 0), ("n/a", 4))
    assert ADD in advise(one, other, *blank)


def test_numbers_that_are_mostly_the_same_are_no_parts() -> None:
    same = [(at, at) for at in range(1, FEWEST_ROWS + 1)]
    assert ADD not in advise("IDPs", "IDPs (registered)", *same)
    assert ADD in advise("IDPs", "IDPs (registered)", *same[1:]), "by chance"
    assert ADD not in advise("IDPs", "IDPs (registered)", *same, *DIFFERENT[1:])
    assert ADD in advise("IDPs", "IDPs (registered)", *same, *DIFFERENT)


def test_people_and_households_are_no_parts() -> None:
    assert ADD not in advise("IDPs", "IDPs (households)", (7, 2), ("", 5), ("", 3))


def test_a_short_row_has_no_number() -> None:
    found = survey("District,Date,IDPs,IDPs (registered)\nTim,2024-08-01,5\n" + "Tim,,5,5\n" * 2)
    (told,) = [n.words for n in examine(found, suggest(found)).notices if "several" in n.words]
    assert ADD in told


def test_hashtags_say_the_form_too() -> None:
    tags = "#adm2,#date,#affected+killed,#affected+killed+cumulative\n"
    assert ADD not in advise("Dead", "Dead there", *DIFFERENT, tags=tags)
