"""What is free, or over capacity, in a sentence: no surer than the people and places it is of."""

from __future__ import annotations

from tracker.charts.free import Rooms, bound_free, is_range, phrase_free, reach_free
from tracker.charts.free import say_free as find_free
from tracker.charts.wording import phrase_number


def say_free(rooms: Rooms, *, is_old: bool = False) -> str:
    """`40 are free`, `at most 958 are free`, `19 (10 to 30) are free`, `that is 5 over capacity`.

    People and places must be known; of `is_old` ones it is told how it was.
    """
    one, many = ("was", "were") if is_old else ("is", "are")
    if rooms.capacity.high == 0 and rooms.sheltered.value == 0:
        return f"there {many} none"
    if is_range(rooms):
        return f"{phrase_free(rooms)} {many} free"
    said = find_free(rooms)
    number, word = (said.number, bound_free(rooms)) if said else (0, "")
    if number < 0:
        whole = f"that {one} {word}{phrase_number(-number)} over capacity"
    elif number == 0:
        is_sure = word in {"", "at most "}
        whole = f"{'none' if is_sure else 'perhaps none'} {one} free"
    else:
        verb = one if number == 1 else many
        return f"{word}{phrase_number(number)}{_say_range(rooms, word)} {verb} free" + _doubt(rooms)
    return f"{whole}{_say_range(rooms, word)}{_doubt(rooms)}"


def _say_range(rooms: Rooms, word: str) -> str:
    """The range behind a number without a word, as far as it is all free or all over."""
    reach = reach_free(rooms)
    if word or reach is None or reach[0] < 0 < reach[1] or rooms.free == 0:
        return ""
    low, high = sorted(abs(bound) for bound in reach)
    return f" ({phrase_number(low)} to {phrase_number(high)})"


def _doubt(rooms: Rooms) -> str:
    """That it may be over capacity although places are free, or the other way round."""
    reach, free = reach_free(rooms), rooms.free or 0
    if reach is None:
        return ""
    low, high = reach
    if free >= 0 > low:
        return f", though it may be up to {phrase_number(-low)} over capacity"
    if free <= 0 < high:
        return f", though up to {phrase_number(high)} may be free"
    return ""
