"""Small numbers that are left out cannot be reckoned from those that are shown."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.counts import Part, Sex
from tracker.domain.part_sums import hide_small_parts
from tracker.domain.small_cells import Sum, find_exposed, hide_small

Table = dict[str, int]
SMALLEST = 5


def list_others(
    values: Mapping[str, int], sums: Sequence[Sum[str]], hidden: Sequence[str]
) -> Iterator[Table]:
    """Every table that looks the same: found by trying all numbers, without any algebra."""
    most = max((values[key] for key in hidden), default=0) + 3
    for tried in product(range(1, most + 1), repeat=len(hidden)):
        other = dict(values) | dict(zip(hidden, tried, strict=True))
        if all(_holds(one, values, other) for one in sums):
            yield other


def _holds(one: Sum[str], values: Mapping[str, int], other: Table) -> bool:
    told = sum(values[key] for key in one.parts) if one.whole is None else other[one.whole]
    return sum(other[key] for key in one.parts) == told


@st.composite
def crossed(draw: st.DrawFn) -> tuple[Table, list[Sum[str]]]:
    """Sexes by ages with sums on both sides, which are cells of their own; the whole is known."""
    sexes, ages = "fm", range(draw(st.integers(1, 3)))
    cells = {f"{sex}{age}": draw(st.integers(0, 9)) for sex in sexes for age in ages}
    rows = {sex: tuple(f"{sex}{age}" for age in ages) for sex in sexes}
    columns = {str(age): tuple(f"{sex}{age}" for sex in sexes) for age in ages}
    with_sums = draw(st.booleans())
    if not with_sums:
        return cells, [Sum(parts=tuple(cells))]
    margins = {**rows, **columns}
    values = cells | {key: sum(cells[part] for part in parts) for key, parts in margins.items()}
    sums = [Sum(parts=parts, whole=key) for key, parts in margins.items()]
    return values, [*sums, Sum(parts=tuple(rows)), Sum(parts=tuple(columns))]


@given(crossed())
def test_no_number_left_out_can_be_reckoned(table: tuple[Table, list[Sum[str]]]) -> None:
    values, sums = table
    hidden = sorted(hide_small(values, sums, SMALLEST))
    assert {key for key, value in values.items() if 0 < value < SMALLEST} <= set(hidden)
    assert all(values[key] for key in hidden)
    if len(hidden) > 5 or find_exposed(values, sums, hidden):
        return
    others = list(list_others(values, sums, hidden))
    for key in hidden:
        assert len({other[key] for other in others}) > 1, key


@given(crossed())
def test_what_cannot_be_helped_is_told(table: tuple[Table, list[Sum[str]]]) -> None:
    values, sums = table
    hidden = hide_small(values, sums, SMALLEST)
    if find_exposed(values, sums, hidden):
        assert hidden == {key for key, value in values.items() if value}


def test_a_single_small_cell_gets_the_smallest_other_as_company() -> None:
    values = {"girls": 3, "boys": 9, "women": 20}
    assert hide_small(values, [Sum(parts=tuple(values))], 5) == {"girls", "boys"}


def test_two_small_cells_that_give_each_other_away_need_a_third() -> None:
    """One and one are the only two numbers above 0 that add up to two."""
    values = {"girls": 1, "boys": 1, "women": 20}
    assert hide_small(values, [Sum(parts=tuple(values))], 5) == {"girls", "boys", "women"}


def test_a_table_without_small_cells_is_shown_whole() -> None:
    assert hide_small({"girls": 5, "boys": 0}, [Sum(parts=("girls", "boys"))], 5) == frozenset()


def test_a_cell_that_no_sum_tells_of_needs_no_company() -> None:
    assert hide_small({"girls": 3, "boys": 9}, [], 5) == {"girls"}


def test_company_is_sought_in_other_sums_where_its_own_has_none() -> None:
    """The girls are a part of the children alone, and those a part of everybody."""
    values = {"girls": 3, "children": 3, "women": 7}
    sums = [Sum(parts=("girls",), whole="children"), Sum(parts=("children", "women"))]
    assert hide_small(values, sums, 5) == {"girls", "children", "women"}


def part(sex: str, age_from: int | None, age_to: int | None, value: int) -> Part:
    return Part(sex=Sex(sex), age_from=age_from, age_to=age_to, value=value)


GIRLS, BOYS = part("f", 0, 17, 3), part("m", 0, 17, 9)
WOMEN, MEN = part("f", 18, None, 20), part("m", 18, None, 30)


def test_parts_that_add_up_to_their_count_are_left_out_in_company() -> None:
    shown, hidden = hide_small_parts([GIRLS, BOYS, WOMEN, MEN], 62, 5)
    assert (shown, hidden) == ((WOMEN, MEN), (GIRLS, BOYS))


def test_parts_that_are_not_all_of_their_count_need_no_company() -> None:
    shown, hidden = hide_small_parts([GIRLS, BOYS], 62, 5)
    assert (shown, hidden) == ((BOYS,), (GIRLS,))


def test_a_wider_part_does_not_give_its_own_parts_away() -> None:
    children = part("unknown", 0, 17, 12)
    shown, hidden = hide_small_parts([children, GIRLS, BOYS], 62, 5)
    assert (shown, hidden) == ((children,), (GIRLS, BOYS))


def test_parts_by_sex_do_not_give_their_own_parts_away() -> None:
    female = part("f", None, None, 23)
    shown, hidden = hide_small_parts([female, GIRLS, WOMEN], 62, 5)
    assert (shown, hidden) == ((female,), (GIRLS, WOMEN))


def test_of_a_count_that_is_one_small_part_nothing_is_said() -> None:
    assert hide_small_parts([GIRLS], 3, 5) == ((), ())


def test_parts_without_small_ones_are_shown_whole() -> None:
    assert hide_small_parts([WOMEN, MEN], 50, 5) == ((WOMEN, MEN), ())


def test_a_count_without_a_value_gives_nothing_away() -> None:
    assert hide_small_parts([GIRLS, WOMEN], None, 5) == ((WOMEN,), (GIRLS,))


def test_a_table_with_too_many_ways_to_add_up_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.domain.part_sums.MOST_SETS", 0)
    assert hide_small_parts([GIRLS, BOYS, WOMEN, MEN], 62, 5) == ((), ())


BANDS = [(0, 4), (5, 11), (12, 17), (18, 59), (60, None), (0, 17), (None, None)]


@given(
    st.lists(
        st.builds(
            lambda sex, band, value: part(sex, band[0], band[1], value),
            st.sampled_from(["f", "m", "unknown"]),
            st.sampled_from(BANDS),
            st.integers(0, 12),
        ),
        max_size=12,
        unique_by=lambda one: (one.sex, one.age_from, one.age_to),
    ),
    st.sampled_from([0, 50]),
)
def test_small_parts_are_never_shown_and_nothing_is_made_up(parts: list[Part], others: int) -> None:
    value = sum(one.value for one in parts) + others
    shown, hidden = hide_small_parts(parts, value, SMALLEST)
    assert not [one for one in shown if 0 < one.value < SMALLEST]
    assert sorted((*shown, *hidden), key=repr) in ([], sorted(parts, key=repr))
    assert all(one.value for one in hidden)
