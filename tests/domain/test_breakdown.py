"""Parts by sex and age: never added where they may share people."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.breakdown import (
    STANDARD_BANDS,
    UNKNOWN_AGE,
    AgeBand,
    add_breakdowns,
    band_of,
    choose_apart,
    count_at_least,
    exclude_each_other,
    name_band,
    name_part,
)
from tracker.domain.counts import Part, Sex

Cell = tuple[str, int | None, int | None]


def part(cell: Cell, value: int = 1) -> Part:
    return Part(sex=Sex(cell[0]), age_from=cell[1], age_to=cell[2], value=value)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("f", 0, 4), ("m", 0, 4), True),
        (("f", 0, 17), ("m", 0, 4), True),
        (("f", 0, 4), ("f", 5, 11), True),
        (("f", 0, 17), ("f", 0, 4), False),
        (("f", 5, 11), ("unknown", 0, 4), True),
        (("f", 0, 4), ("unknown", 0, 17), False),
        (("unknown", 0, 17), ("unknown", 18, None), True),
        (("unknown", 0, None), ("unknown", 60, None), False),
        (("f", 0, 4), ("unknown", 0, 4), True),
        (("f", None, None), ("f", 0, 4), True),
        (("f", None, None), ("unknown", None, None), True),
        (("unknown", None, None), ("unknown", 0, 17), True),
        (("f", None, None), ("unknown", 0, 17), False),
        (("unknown", None, None), ("f", 0, 4), False),
        (("f", 0, 4), ("f", 0, 4), False),
    ],
)
def test_two_parts_exclude_each_other_only_when_nobody_can_be_in_both(
    one: Cell, other: Cell, *, apart: bool
) -> None:
    assert exclude_each_other(part(one), part(other)) is apart
    assert exclude_each_other(part(other), part(one)) is apart


def test_all_cells_of_the_standard_table_of_one_sex_are_one_partition() -> None:
    cells = [
        Part(sex=Sex.MALE, age_from=b.age_from, age_to=b.age_to, value=1) for b in STANDARD_BANDS
    ]

    assert count_at_least(cells) == len(STANDARD_BANDS)


def test_no_parts_need_nobody() -> None:
    assert count_at_least([]) == 0


cells = st.sampled_from(
    [
        (sex.value, band.age_from, band.age_to)
        for sex in Sex
        for band in (
            *STANDARD_BANDS,
            AgeBand(age_from=0, age_to=17),
            AgeBand(age_from=0, age_to=None),
        )
    ]
)


@given(st.lists(cells, unique=True, max_size=7), st.data())
def test_the_fewest_people_are_the_heaviest_parts_without_a_person_in_common(
    found: list[Cell], data: st.DataObject
) -> None:
    parts = [part(cell, data.draw(st.integers(0, 50))) for cell in found]

    heaviest = max(
        sum(chosen.value for chosen in group)
        for size in range(len(parts) + 1)
        for group in combinations(parts, size)
        if all(exclude_each_other(a, b) for a, b in combinations(group, 2))
    )

    assert count_at_least(parts) == heaviest


def test_the_parts_chosen_are_different_people_and_as_many_as_can_be() -> None:
    children, girls, men = (
        part(("unknown", 0, 17), 121),
        part(("f", 0, 4), 20),
        part(("m", 18, 59), 60),
    )
    assert set(choose_apart([children, girls, men])) == {children, men}
    assert choose_apart([]) == ()


def test_breakdowns_add_cell_by_cell_and_overlapping_parts_stand_apart() -> None:
    girls, boys = part(("f", 0, 4), 20), part(("m", 0, 4), 18)
    children = part(("unknown", 0, 17), 121)
    found = add_breakdowns(
        (date(2024, 8, at), parts)
        for at, parts in enumerate([[girls, boys], [girls], [], [children, boys]], start=6)
    )
    band, whole = AgeBand(age_from=0, age_to=4), AgeBand(age_from=0, age_to=17)
    assert found.cells == {
        (band, Sex.FEMALE): 40,
        (band, Sex.MALE): 18,
        (whole, Sex.UNKNOWN): 121,
    }
    assert (found.told, found.overlapping, found.counts) == (179, 18, 3)
    assert (found.oldest, found.newest) == (date(2024, 8, 6), date(2024, 8, 9))
    assert add_breakdowns([]).oldest is None


people = st.lists(st.tuples(st.sampled_from(["f", "m"]), st.integers(0, 90)), max_size=30)


@given(people, st.lists(cells, unique=True, max_size=8))
def test_what_is_true_of_real_people_is_never_refused(
    crowd: list[tuple[str, int]], found: list[Cell]
) -> None:
    told = [part(cell, sum(_is_in(person, cell, found) for person in crowd)) for cell in found]

    assert count_at_least(told) <= len(crowd)


def _is_in(person: tuple[str, int], cell: Cell, told: list[Cell]) -> bool:
    """Sex and age of everybody are known: nobody is left for a rest beside cells that are told."""
    sex, age = person
    wanted, age_from, age_to = cell
    if age_from is None or (wanted == "unknown" and told_by_sex(cell, told)):
        return False
    return wanted in (sex, "unknown") and age_from <= age <= (200 if age_to is None else age_to)


def told_by_sex(cell: Cell, told: list[Cell]) -> bool:
    return any((sex, *cell[1:]) in told for sex in ("f", "m"))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (("unknown", 0, 17), "children (0 to 17)"),
        (("f", 0, 4), "female, 0 to 4"),
        (("m", 60, None), "male, 60 and older"),
        (("unknown", 0, None), "all ages"),
        (("f", None, None), "female, age unknown"),
    ],
)
def test_a_part_has_a_name(cell: Cell, words: str) -> None:
    assert name_part(part(cell)) == words


def test_the_standard_bands_meet_and_end_with_the_unknown() -> None:
    told = STANDARD_BANDS[:-1]

    assert [(a.age_to or 0) + 1 for a in told[:-1]] == [b.age_from for b in told[1:]]
    assert STANDARD_BANDS[-1] == UNKNOWN_AGE
    assert band_of(part(("f", 0, 4))) == STANDARD_BANDS[0]
    assert name_band(UNKNOWN_AGE) == "age unknown"
