"""Free places in words: as sure as the places and the people that they are reckoned from."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from tracker.charts.bounds import Bound
from tracker.charts.series.heads import subtract
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import bound, phrase_number


class Rooms(Protocol):
    """Anything with places and people on a day."""

    @property
    def capacity(self) -> LevelPoint: ...

    @property
    def sheltered(self) -> LevelPoint: ...

    @property
    def free(self) -> int | None: ...


class _Reach(NamedTuple):
    more: bool
    less: bool
    is_open: bool


def phrase_free(rooms: Rooms) -> str:
    """Free places, or by how many people they are exceeded, as everything says them.

    `at most 711`, `20 over`, `60 to 90`, `not known`.
    """
    if rooms.free is None:
        return "not known"
    if is_range(rooms):
        return phrase_free_range(rooms) or ""
    over = " over" if rooms.free < 0 else ""
    return f"{bound_free(rooms)}{phrase_number(abs(rooms.free))}{over}"


def is_range(rooms: Rooms) -> bool:
    """Whether a unit gave a range alone: there is no best number, only a range, unless over."""
    lacks = rooms.capacity.without_value or rooms.sheltered.without_value
    high = _bounds_of(rooms)[1]
    return bool(lacks) and phrase_free_range(rooms) is not None and high is not None and high >= 0


def bound_free(rooms: Rooms) -> str:
    """The word before free places, or before what is over, where places or people may be more."""
    return _say(_reach_of(rooms), turned=rooms.free is not None and rooms.free < 0)


def bound_signed(rooms: Rooms) -> str:
    """The word before free places as a number with a sign, negative when over."""
    return _say(_reach_of(rooms), turned=False)


def bound_occupancy(rooms: Rooms) -> str:
    """The word before the share of places that is taken: it rises as free places fall."""
    return _say(_reach_of(rooms), turned=True)


def sign_free(rooms: Rooms) -> Bound | None:
    """The sign before free places as a number that is negative when over."""
    return _sign(_reach_of(rooms), turned=False)


def sign_occupancy(rooms: Rooms) -> Bound | None:
    """The sign before the share of places that is taken."""
    return _sign(_reach_of(rooms), turned=True)


def phrase_free_range(rooms: Rooms) -> str | None:
    """From where to where free places go; None where that is open, or no more than the number."""
    low, high = _bounds_of(rooms)
    if rooms.free is None or low is None or high is None or low == high:
        return None
    return f"{phrase_number(low)} to {phrase_number(high)}"


def _say(reach: _Reach, *, turned: bool) -> str:
    more, less = (reach.less, reach.more) if turned else (reach.more, reach.less)
    return bound(more=more, less=less, is_open=reach.is_open)


def _sign(reach: _Reach, *, turned: bool) -> Bound | None:
    more, less = (reach.less, reach.more) if turned else (reach.more, reach.less)
    if more and less:
        return Bound.ABOUT
    return Bound.AT_LEAST if more else Bound.AT_MOST if less else None


def _reach_of(rooms: Rooms) -> _Reach:
    if rooms.free is None:
        return _Reach(more=False, less=False, is_open=False)
    low, high = _bounds_of(rooms)
    return _Reach(
        more=high is None or high > rooms.free or rooms.capacity.without_value > 0,
        less=low is None or low < rooms.free or rooms.sheltered.without_value > 0,
        is_open=low is None or high is None,
    )


def _bounds_of(rooms: Rooms) -> tuple[int | None, int | None]:
    """The bounds of free places; None is open."""
    capacity, sheltered = rooms.capacity, rooms.sheltered
    least = subtract(_stated_low(capacity), sheltered.high)
    return least, subtract(capacity.high, _stated_low(sheltered))


def _stated_low(point: LevelPoint) -> int | None:
    """The lowest of a level; None where nobody said more than that it is not negative."""
    return point.low or (0 if point.value == 0 else None)
