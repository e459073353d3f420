"""Which parts of a count, by sex and age, add up to others or to the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.domain.breakdown import UNKNOWN_AGE, band_of, exclude_each_other
from tracker.domain.counts import Part, Sex
from tracker.domain.small_cells import Sum, find_exposed, hide_small

MOST_SETS = 500
"""More ways of adding parts up than any table in use has; beyond, no part is shown at all."""


def hide_small_parts(
    parts: Sequence[Part], value: int | None, smallest: int
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a count that may be shown, and those that may not.

    Parts from 1 to below `smallest` are left out, with others from which they could be reckoned;
    the count's own value is known to everybody. Where that does not help, nothing at all may be
    said of the parts, not even that there are any: both lists are empty.
    """
    values = dict(enumerate(part.value for part in parts))
    if not any(0 < number < smallest for number in values.values()):
        return tuple(parts), ()
    sums = list(_list_sums(parts, value))
    if len(sums) > MOST_SETS:
        return (), ()
    hidden = hide_small(values, sums, smallest)
    if find_exposed(values, sums, hidden):
        return (), ()
    shown = tuple(part for at, part in enumerate(parts) if at not in hidden)
    return shown, tuple(part for at, part in enumerate(parts) if at in hidden)


def _list_sums(parts: Sequence[Part], value: int | None) -> Iterator[Sum[int]]:
    """Sets of parts without a person in common that add up to the count, or to a wider part."""
    everybody = list(range(len(parts)))
    for found in _list_whole_sets(parts, everybody):
        if sum(parts[at].value for at in found) == value:
            yield Sum(parts=found)
    for whole in everybody:
        inside = [at for at in everybody if at != whole and _lies_in(parts[at], parts[whole])]
        for found in _list_whole_sets(parts, inside):
            if sum(parts[at].value for at in found) == parts[whole].value:
                yield Sum(parts=found, whole=whole)


def _lies_in(part: Part, whole: Part) -> bool:
    """Whether everybody in a part may be in a wider one."""
    if whole.sex not in (part.sex, Sex.UNKNOWN):
        return False
    inner, outer = band_of(part), band_of(whole)
    if inner == outer:
        return part.sex is not whole.sex
    if outer == UNKNOWN_AGE:
        return True
    if inner == UNKNOWN_AGE or (inner.age_from or 0) < (outer.age_from or 0):
        return False
    return outer.age_to is None or (inner.age_to is not None and inner.age_to <= outer.age_to)


def _list_whole_sets(parts: Sequence[Part], chosen: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Sets of parts that exclude each other and to which none can be added (Bron and Kerbosch)."""
    apart = {
        one: {
            other
            for other in chosen
            if other != one and exclude_each_other(parts[one], parts[other])
        }
        for one in chosen
    }

    def grow(held: tuple[int, ...], left: set[int], seen: set[int]) -> Iterator[tuple[int, ...]]:
        if not left and not seen:
            if held:
                yield held
            return
        pivot = max(left | seen, key=lambda at: len(apart[at] & left))
        for at in sorted(left - apart[pivot]):
            yield from grow((*held, at), left & apart[at], seen & apart[at])
            left = left - {at}
            seen = seen | {at}

    yield from grow((), set(chosen), set())
