"""Changes of head numbers: of the day that the number is of, and like with like only."""

from hypothesis import given
from hypothesis import strategies as st

from tests.charts.made import build, day_at, make_carried, make_flow, make_level, make_total
from tracker.charts.series.heads import Head
from tracker.charts.series.moves import MOSTLY, NEARLY_ALL, Move
from tracker.domain.daily import DayTotal


def move_of(head: Head, **days: list[DayTotal]) -> Move | None:
    found = build(days).head(head)
    assert found is not None
    return found.move


def test_a_level_that_few_units_reported_says_how_many() -> None:
    few = [make_level(0, 100), make_level(1, 110, reporting=3)]
    assert move_of(Head.SHELTERED, sheltered=few) == Move(day=day_at(1), size=10, units=3, whole=22)
    most = [make_level(0, 100), make_level(1, 110, reporting=20)]
    assert move_of(Head.SHELTERED, sheltered=most) == Move(day=day_at(1), size=10)


def test_a_level_says_how_many_more_units_are_in_it_than_before() -> None:
    first = make_level(0, 100, known=2, reporting=2)
    more = [first, make_level(1, 140, known=3, reporting=3)]
    assert move_of(Head.SHELTERED, sheltered=more) == Move(day=day_at(1), size=40, more=1)
    fewer = [first, make_level(1, 60, known=1, reporting=1)]
    assert move_of(Head.PRESENT, present=fewer) == Move(day=day_at(1), size=-40, more=-1)
    free = {"capacity": [make_level(0, 200), make_level(1, 200)], "sheltered": more}
    assert move_of(Head.FREE, **free) == Move(day=day_at(1), size=-40, more=1)


def test_as_many_units_are_no_proof_where_some_opened_or_closed() -> None:
    """One closed, and another one was counted for the first time."""
    levels = [make_level(0, 100, known=2, reporting=2), make_level(1, 90, known=2, reporting=2)]
    for others, expected in ((False, 3), (True, 2)):
        coverage = [make_total(0, expected=3), make_total(1, expected=expected)]
        move = Move(day=day_at(1), size=-10, is_regrouped=others)
        assert move_of(Head.SHELTERED, sheltered=levels, coverage=coverage) == move
        free = {"sheltered": levels, "capacity": [make_level(0, 200), make_level(1, 200)]}
        told = move_of(Head.FREE, **free, coverage=coverage)
        assert told is not None
        assert (told.size, told.is_regrouped) == (10, others)


UNITS_OF_TEN = st.sets(st.integers(0, 9))


@given(UNITS_OF_TEN, UNITS_OF_TEN, UNITS_OF_TEN)
def test_a_change_of_flows_says_how_many_units_may_not_be_the_same(
    before: set[int], last: set[int], earlier: set[int]
) -> None:
    known = len(before | last | earlier)
    flows = [
        make_flow(0, 5, reporting=len(before), known=known),
        make_flow(1, 9, reporting=len(last), known=known),
    ]
    found = move_of(Head.ARRIVALS, arrivals=flows)
    if found is None or found.size is None:
        assert earlier or before != last or not before
        return
    most, same = max(len(before), len(last)), len(before & last)
    assert same >= (most - found.others if found.others else NEARLY_ALL * most)
    assert same >= MOSTLY * most


def test_a_carried_level_tells_the_change_of_its_day_if_it_still_stands() -> None:
    levels = [make_level(0, 100), make_level(1, 130)]
    assert move_of(Head.PRESENT, present=[*levels, make_carried(2, 130)]) == Move(
        day=day_at(1), size=30
    )
    assert move_of(Head.PRESENT, present=[*levels, make_carried(2, 90)]) is None  # a shelter closed
    assert move_of(Head.PRESENT, present=[make_level(0, 100), make_carried(1, 100)]) is None


def test_free_places_change_with_people_or_places() -> None:
    places = [make_level(0, 200), make_carried(1, 200), make_carried(2, 200)]
    people = [make_level(0, 50), make_level(1, 60, reporting=2), make_carried(2, 60)]
    assert move_of(Head.FREE, capacity=places, sheltered=people) == Move(
        day=day_at(1), size=-10, units=2, whole=22
    )
    gone = [make_level(0, 50), make_level(1, 60), make_carried(2, 40)]
    assert move_of(Head.FREE, capacity=places, sheltered=gone) is None
    range_only = [make_level(0, 50, without_value=1), make_level(1, 60), make_carried(2, 60)]
    assert move_of(Head.FREE, capacity=places, sheltered=range_only) is None


def test_flows_of_other_numbers_of_units_are_not_compared() -> None:
    flows = [make_flow(0, 40, reporting=20), make_flow(1, 10, reporting=1)]
    assert move_of(Head.ARRIVALS, arrivals=flows) == Move(
        day=day_at(1), size=None, units=1, whole=20
    )
    nearly = [make_flow(0, 40, reporting=22), make_flow(1, 44, reporting=21)]
    assert move_of(Head.ARRIVALS, arrivals=nearly) == Move(day=day_at(1), size=4)
    mostly = [flows[0], make_flow(1, 44, reporting=19)]
    assert move_of(Head.ARRIVALS, arrivals=mostly) == Move(
        day=day_at(1), size=4, units=20, others=3
    )
    fewer = [make_flow(0, 40, reporting=15), make_flow(1, 44, reporting=15)]
    assert move_of(Head.ARRIVALS, arrivals=fewer) == Move(
        day=day_at(1), size=None, units=15, whole=15
    )
    more = [make_flow(0, 10, reporting=1), make_flow(1, 40, reporting=20)]
    found = move_of(Head.ARRIVALS, arrivals=more)
    assert found is not None
    assert found.size is None
    assert move_of(Head.ARRIVALS, arrivals=[make_flow(0, None), make_flow(1, 40)]) is None
