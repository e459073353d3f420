"""Free places in words: as sure as the places and the people that they are reckoned from."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Protocol

from tracker.charts.bounds import Bound
from tracker.charts.series.levels import LevelPoint, lacks_places
from tracker.charts.wording import phrase_number
from tracker.domain.steps import subtract


class Rooms(Protocol):
    """Anything with places and people on a day."""

    @property
    def capacity(self) -> LevelPoint: ...

    @property
    def sheltered(self) -> LevelPoint: ...

    @property
    def free(self) -> int | None: ...


class _Side(IntEnum):
    """How well free places are bounded on one side: by a number, by an "about", or not at all."""

    BOUNDED = 0
    ROUGH = 1
    OPEN = 2


class Said(NamedTuple):
    """The word before a number, and the number that it is true of, negative when over."""

    word: str
    number: int


def say_free(rooms: Rooms) -> Said | None:
    """Free places as one number with its word; None where they are not known.

    `at most` and `at least` stand where one side is open, with the bound of the other; `about`
    where people or places are about a number; `perhaps` where neither side has a bound, or where
    the bound would tell of free places though more people are sheltered, or the other way round.
    Where people are known of more units than places are, nothing bounds how many are free: the
    rest of these people sleep somewhere too.
    """
    free = rooms.free
    if free is None:
        return None
    low, high = _bounds_of(rooms)
    lower, upper = _sides_of(rooms)
    if _Side.OPEN in (lower, upper):
        return _say_open(free, low, high, lower, upper)
    if _Side.ROUGH in (lower, upper) or low is None or high is None:
        return Said("about ", free)
    less = low < free or rooms.sheltered.without_value > 0
    more = high > free or rooms.capacity.without_value > 0
    if less == more:
        return Said("", free)
    return Said("at most " if less else "at least ", free)


def phrase_free(rooms: Rooms) -> str:
    """Free places, or by how many people they are exceeded, as everything says them.

    `at most 711`, `20 over`, `60 to 90`, `not known`.
    """
    said = say_free(rooms)
    if said is None:
        return "not known"
    if is_range(rooms):
        return phrase_free_range(rooms) or ""
    over = " over" if said.number < 0 else ""
    return f"{bound_free(rooms)}{phrase_number(abs(said.number))}{over}"


def phrase_free_whole(rooms: Rooms) -> str:
    """The same with its range where the number has no word: `19 (10 to 30)`."""
    said, reach = phrase_free(rooms), phrase_free_range(rooms)
    is_bare = reach is not None and not is_range(rooms) and not bound_free(rooms)
    return f"{said} ({reach})" if is_bare else said


def is_range(rooms: Rooms) -> bool:
    """Whether a unit gave a range alone: there is no best number, only a range, unless over."""
    lacks = rooms.capacity.without_value or rooms.sheltered.without_value
    high = _bounds_of(rooms)[1]
    return bool(lacks) and phrase_free_range(rooms) is not None and high is not None and high >= 0


def bound_free(rooms: Rooms) -> str:
    """The word before free places, or before what is over, where places or people may be more."""
    said = say_free(rooms)
    if said is None:
        return ""
    return _turn(said.word) if said.number < 0 else said.word


def say_share(rooms: Rooms) -> tuple[str, float] | None:
    """The share of places that is taken, with its word: it rises as free places fall.

    None where it is not known, or where there is no place.
    """
    said, people, places = say_free(rooms), rooms.sheltered, rooms.capacity
    if said is None or not places.value:
        return None
    word = _turn(said.word)
    share = (people.value or 0) / places.value
    if word == "at least " and places.high:
        share = (people.low or 0) / places.high
    if word == "at most " and people.high is not None and places.low:
        share = people.high / places.low
    return word, share


def sign_free(rooms: Rooms) -> Bound | None:
    """The sign before free places as a number that is negative when over."""
    return _sign(rooms, turned=False)


def sign_occupancy(rooms: Rooms) -> Bound | None:
    """The sign before the share of places that is taken."""
    return _sign(rooms, turned=True)


def reach_free(rooms: Rooms) -> tuple[int, int] | None:
    """From where to where free places go; None where that is open, or no more than the number."""
    low, high = _bounds_of(rooms)
    if rooms.free is None or low is None or high is None or low == high:
        return None
    return low, high


def phrase_free_range(rooms: Rooms) -> str | None:
    """The same in words."""
    reach = reach_free(rooms)
    return f"{phrase_number(reach[0])} to {phrase_number(reach[1])}" if reach else None


def _say_open(free: int, low: int | None, high: int | None, lower: _Side, upper: _Side) -> Said:
    """The word where one side at least is open."""
    if lower is upper:
        return Said("perhaps ", free)
    word, bound, other = (
        ("at most ", high, upper) if lower is _Side.OPEN else ("at least ", low, lower)
    )
    if other is _Side.ROUGH or bound is None:
        return Said(f"{word}about ", free)
    return Said(word, bound) if (bound < 0) == (free < 0) else Said("perhaps ", free)


def _turn(word: str) -> str:
    """The word from the other side: what is free at most is over at least."""
    if word.startswith("at most"):
        return word.replace("at most", "at least")
    return word.replace("at least", "at most")


_SIGNS = {"at least": Bound.AT_LEAST, "at most": Bound.AT_MOST, "perhaps": Bound.PERHAPS}


def _sign(rooms: Rooms, *, turned: bool) -> Bound | None:
    said = say_free(rooms)
    if said is None:
        return None
    word = (_turn(said.word) if turned else said.word).removesuffix("about ").strip()
    is_doubtful = bool(said.word) or reach_free(rooms) is not None
    return _SIGNS.get(word, Bound.ABOUT) if is_doubtful else None


def _sides_of(rooms: Rooms) -> tuple[_Side, _Side]:
    """How low and how high free places are bounded."""
    people, places = rooms.sheltered, rooms.capacity
    upper = _Side.OPEN if lacks_places(places, people) else max(_upper(places), _lower(people))
    return max(_upper(people), _lower(places)), upper


def _upper(point: LevelPoint) -> _Side:
    """What bounds a level from above: of "about 40" nothing does, but it is not far."""
    if point.high is not None:
        return _Side.BOUNDED
    return _Side.ROUGH if _is_about(point) else _Side.OPEN


def _lower(point: LevelPoint) -> _Side:
    if _stated_low(point) is not None:
        return _Side.BOUNDED
    return _Side.ROUGH if _is_about(point) else _Side.OPEN


def _is_about(point: LevelPoint) -> bool:
    """Whether the number was called about right, and not only its lowest or highest was told."""
    is_near = point.value is not None and (point.low or 0) < point.value
    return point.high is None and is_near and not point.without_value


def _bounds_of(rooms: Rooms) -> tuple[int | None, int | None]:
    """The bounds of free places; None is open."""
    capacity, sheltered = rooms.capacity, rooms.sheltered
    least = subtract(_stated_low(capacity), sheltered.high)
    is_open = lacks_places(capacity, sheltered)
    return least, None if is_open else subtract(capacity.high, _stated_low(sheltered))


def _stated_low(point: LevelPoint) -> int | None:
    """The lowest of a level; None where nobody said more than that it is not negative."""
    return point.low or (0 if point.value == 0 else None)
