"""Which areas come first: over capacity, soon full, silent, then those with the least room."""

import pytest

from tracker.domain.forecast import HORIZON
from tracker.domain.pressure import Pressure, Situation, foresee, judge, rank


def situation(
    capacity: int | None = 100,
    sheltered: int | None = 60,
    days_left: float | None = None,
    silent: int = 0,
    expected: int = 4,
    *,
    unheard: int = 0,
) -> Situation:
    return Situation(
        capacity=capacity,
        sheltered=sheltered,
        days_left=days_left,
        silent=silent,
        expected=expected,
        unheard=unheard,
    )


@pytest.mark.parametrize(
    ("found", "pressure"),
    [
        (situation(sheltered=101), Pressure.FULL),
        (situation(sheltered=100, silent=4), Pressure.FULL),
        (situation(capacity=0, sheltered=1), Pressure.FULL),
        (situation(capacity=0, sheltered=0), Pressure.ROOM),
        (situation(days_left=0.0, silent=4), Pressure.FILLING),
        (situation(days_left=HORIZON), Pressure.FILLING),
        (situation(days_left=HORIZON + 1), Pressure.ROOM),
        (situation(sheltered=95, silent=4), Pressure.NEARLY),
        (situation(capacity=120, sheltered=118), Pressure.NEARLY),
        (situation(capacity=0, sheltered=0, silent=1), Pressure.SILENT),
        (situation(silent=1), Pressure.SILENT),
        (situation(capacity=None, silent=1), Pressure.SILENT),
        (situation(), Pressure.ROOM),
        (situation(capacity=None), Pressure.UNKNOWN),
        (situation(sheltered=None), Pressure.UNKNOWN),
    ],
)
def test_what_is_pressing_most(found: Situation, pressure: Pressure) -> None:
    assert judge(found) is pressure


def test_areas_stand_in_the_order_of_their_urgency() -> None:
    ordered = [
        situation(sheltered=160),
        situation(sheltered=110, silent=4),
        situation(sheltered=100),
        situation(days_left=2),
        situation(days_left=9, silent=4),
        situation(sheltered=99),
        situation(sheltered=96),
        situation(silent=2, sheltered=10, expected=2),
        situation(silent=2, sheltered=90),
        situation(silent=2),
        situation(silent=2, sheltered=None),
        situation(silent=4, unheard=4, sheltered=94),
        situation(silent=1, unheard=1, sheltered=94),
        situation(sheltered=94),
        situation(sheltered=0),
        situation(sheltered=None),
    ]
    mixed = ordered[::2] + ordered[1::2]
    assert sorted(mixed, key=rank) == ordered


def test_a_first_reckoning_of_days_left() -> None:
    assert foresee(free=30, risen=21, days=7) == 10
    assert foresee(free=-5, risen=1, days=7) == 0
    assert foresee(free=30, risen=0, days=7) is None
    assert foresee(free=30, risen=-9, days=7) is None
    assert foresee(free=None, risen=9, days=7) is None
    assert foresee(free=30, risen=None, days=7) is None
