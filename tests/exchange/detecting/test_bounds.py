"""What is held of a wide table is bounded, and says of it what all of it would."""

import json
from datetime import date, timedelta

import pytest

from tests.exchange.tables import Cells, survey
from tracker.exchange.detecting import Survey, bounds, examine, suggest, write_survey
from tracker.exchange.detecting.bounds import FIRST, MOST_CELLS, bound_values, count_first_rows
from tracker.exchange.detecting.profiles import profile
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.reading import Cell

DAYS = 10
ROWS = 300


def make_table() -> Cells:
    """Shelters with a sum at the end, days whose order the last one tells, fractions by comma."""
    counts = [f"{n}" for n in range(ROWS - 1)]
    rows = [
        [f"{1 + n % 12:02}/{1 + n % 12:02}/2024", f"District {n % 60}", f"Hall {n}", n, number]
        for n, number in enumerate(counts)
    ]
    last = ["25/04/2024", "Total", "Total", ROWS, "1.204,5"]
    return [["Date", "District", "Shelter", "Present", "Arrivals"], *rows, last]


def count_held(made: Survey) -> int:
    return sum(len(p.values) for p in made.profiles) + sum(len(cells) for _, cells in made.first)


def test_what_is_found_stays_however_little_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = survey(make_table())
    monkeypatch.setattr(bounds, "MOST_CELLS", 200)
    bounded = survey(make_table())
    assert count_held(bounded) < 450 < count_held(whole)
    found = suggest(whole)
    assert suggest(bounded) == found
    assert begin_mapping(bounded) == begin_mapping(whole)
    assert examine(bounded, found) == examine(whole, found)
    assert any("Total" in question.words for question in examine(bounded, found).questions)
    assert [p.different for p in bounded.profiles] == [p.different for p in whole.profiles]
    assert bounded.profiles[4].decimal == whole.profiles[4].decimal == ","
    assert bounded.cells == whole.cells


def test_a_survey_that_is_not_large_holds_everything() -> None:
    made = survey(make_table())
    assert [len(p.values) for p in made.profiles] == [13, 61, 300, 300, 300]
    assert len(made.first) == ROWS


@pytest.mark.parametrize(
    ("width", "rows"), [(0, FIRST), (1, FIRST), (100, 1_000), (1_096, 91), (16_384, 20)]
)
def test_the_wider_a_table_the_fewer_rows_are_held(width: int, rows: int) -> None:
    assert count_first_rows(width) == rows


def test_columns_of_few_values_leave_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CELLS", 400)
    words: list[list[Cell]] = [[f"word {n}" for n in range(many)] for many in (1_000, 30, 170)]
    numbers: list[Cell] = list(range(1_000))
    held = bound_values([profile(cells) for cells in (*words, numbers)])
    # 20 numbers; the short column keeps all, and the other two share what is left.
    assert [len(one.values) for one in held] == [180, 30, 170, 20]
    assert [one.different for one in held] == [1_000, 30, 170, 1_000]
    few = bound_values([profile(words[0])] * 100)
    assert {len(one.values) for one in few} == {50}


def test_the_note_of_years_of_days_is_small() -> None:
    width = 1_096
    head = ["Shelter", *(str(date(2023, 1, 1) + timedelta(days=n)) for n in range(width - 1))]
    rows = [[f"Приют {n}", *range(n * width, (n + 1) * width - 1)] for n in range(95)]
    made = survey([head, *rows])
    assert count_held(made) < 2 * MOST_CELLS
    assert len(json.dumps(write_survey(made), ensure_ascii=False)) < 2_000_000
