"""Numbers of coarser ages beside finer ones: which are sums of these, and what they leave of one.

0 to 17 beside 0 to 4, 5 to 11 and 12 to 17 is their sum; beside the first two alone it tells how
many are 12 to 17.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from tracker.domain.breakdown import ALL_AGES, UNKNOWN_AGE, AgeBand

Ages = dict[AgeBand, int]
_OPEN = 1_000
"""An age that nobody has: bands that are open end before it."""


class AgesDisagree(Exception):
    """Bands that tell other people than the one that they lie in: `apart` of its `value`."""

    def __init__(self, whole: AgeBand, value: int, apart: int) -> None:
        super().__init__(f"{apart} of {value}")
        self.whole = whole
        self.value = value
        self.apart = apart


def settle_ages(
    told: Mapping[AgeBand, int],
    unclear: Collection[AgeBand] = (),
    standing: Collection[AgeBand] = (),
    *,
    gaps: bool = True,
) -> Ages:
    """Bands without those that are sums of finer ones, or with what these leave of them.

    What is left has to be of ages in one piece of which nothing else is said: bands whose cells are
    blank or vague are `unclear`, and without `gaps` a band is kept that is no sum. Those that are
    `standing` are looked at and stay. Raises AgesDisagree.

    >>> children, infants = AgeBand(age_from=0, age_to=17), AgeBand(age_from=0, age_to=4)
    >>> settle_ages({children: 20, infants: 3})[AgeBand(age_from=5, age_to=17)]
    17
    """
    found = dict(told)
    for band in sorted(told.keys() - {UNKNOWN_AGE}, key=_measure):
        inside = {one: value for one, value in found.items() if lies_within(one, band)}
        if not inside:
            continue
        loose = band == ALL_AGES and UNKNOWN_AGE in {*told, *unclear}
        value, whole = found[band], add_up_ages(inside, band)
        _compare(band, value, inside, None if loose else whole)
        if band in standing:
            continue
        if whole == value:
            del found[band]
        elif gaps and whole is None and not loose:
            gap = _find_gap(band, inside, {*found, *unclear} - {band})
            if gap:
                del found[band]
                found[gap] = value - sum(inside.values())
    return found


def add_up_ages(told: Mapping[AgeBand, int], whole: AgeBand) -> int | None:
    """The people of a band, as others tell that are all of its ages together, each once.

    None where none are. Where several sets of bands are, it is the one that tells the fewest.
    """
    least = {_begin(whole): 0}
    for band in sorted(told, key=_end):
        before = least.get(_begin(band))
        if band != UNKNOWN_AGE and before is not None:
            least[_end(band)] = min(least.get(_end(band), before + told[band]), before + told[band])
    return least.get(_end(whole))


def are_apart(bands: Iterable[AgeBand]) -> bool:
    """Whether no age is in two bands."""
    return all(_end(one) <= _begin(other) for one, other in pairwise(sorted(bands, key=_begin)))


def _compare(band: AgeBand, value: int, inside: Mapping[AgeBand, int], whole: int | None) -> None:
    most = count_most(inside)
    if most > value:
        raise AgesDisagree(band, value, most)
    if whole is not None and whole < value:
        raise AgesDisagree(band, value, whole)


def count_most(told: Mapping[AgeBand, int]) -> int:
    """The most people that bands tell of whom nobody can be in two."""
    most = {0: 0}
    for band in sorted(told, key=_end):
        before = max(value for age, value in most.items() if age <= _begin(band))
        most[_end(band)] = max(most.get(_end(band), 0), before + told[band])
    return max(most.values())


def _find_gap(
    whole: AgeBand, inside: Collection[AgeBand], named: Collection[AgeBand]
) -> AgeBand | None:
    """The ages that bands leave of one, where these are in one piece that no other band meets."""
    if not are_apart(inside):
        return None
    edges = sorted((_begin(band), _end(band)) for band in inside)
    starts = [_begin(whole), *(end for _, end in edges)]
    ends = [*(begin for begin, _ in edges), _end(whole)]
    gaps = [(begin, end) for begin, end in zip(starts, ends, strict=True) if begin < end]
    if len(gaps) != 1:
        return None
    (begin, end) = gaps[0]
    gap = AgeBand(age_from=begin, age_to=None if end == _OPEN else end - 1)
    wider = [one for one in named if one == UNKNOWN_AGE or lies_within(whole, one)]
    met = [one for one in named if _begin(one) < end and begin < _end(one)]
    return gap if all(one in wider for one in met) else None


def lies_within(one: AgeBand, other: AgeBand) -> bool:
    """Whether a band is a part of another."""
    if UNKNOWN_AGE in (one, other) or one == other:
        return False
    return _begin(other) <= _begin(one) and _end(one) <= _end(other)


def _measure(band: AgeBand) -> tuple[int, int]:
    return _end(band) - _begin(band), _begin(band)


def _begin(band: AgeBand) -> int:
    return band.age_from or 0


def _end(band: AgeBand) -> int:
    return _OPEN if band.age_to is None else band.age_to + 1
