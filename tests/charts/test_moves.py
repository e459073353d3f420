"""Changes of head numbers: of the day that the number is of, and like with like only."""

from tests.charts.made import build, day_at, make_carried, make_flow, make_level
from tracker.charts.series.heads import Head
from tracker.charts.series.moves import Move
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
    assert move_of(Head.ARRIVALS, arrivals=[flows[0], make_flow(1, 44, reporting=19)]) == Move(
        day=day_at(1), size=4
    )
    more = [make_flow(0, 10, reporting=1), make_flow(1, 40, reporting=20)]
    found = move_of(Head.ARRIVALS, arrivals=more)
    assert found is not None
    assert found.size is None
    assert move_of(Head.ARRIVALS, arrivals=[make_flow(0, None), make_flow(1, 40)]) is None
