"""What each unit of the exercise reports by routine, as curves over the days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.domain.qualifiers import Qualifier
from tracker.example.acts import Desk
from tracker.example.calendar import LAST

Curve = tuple[tuple[int, int], ...]
"""Values on numbered days; between them the curve is straight."""

NO_DAYS: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A reporting unit and its routine.

    `sheltered` are people in shelters, `hosted` people elsewhere; together they are the people
    present. `places` are usable places by the day from which there are that many. Those who report
    only `every` second day give no flows. On `silent` days nothing is reported, and the
    report after them gives the flows as totals so far. `unchanged` days are confirmed with one tap,
    on `reckoned` days people present are left out, on `surprises` they are that many more than the
    flows make, on `vague` days they are told with a qualifier, on `detailed` days by sex and age.
    `late` days come in that many days after the deadline.
    """

    place: str
    desk: Desk
    sheltered: Curve = ()
    hosted: Curve = ()
    places: Curve = ()
    every: int = 1
    last: int = LAST
    opens_with_flows: bool = True
    silent: frozenset[int] = NO_DAYS
    unchanged: frozenset[int] = NO_DAYS
    reckoned: frozenset[int] = NO_DAYS
    detailed: frozenset[int] = NO_DAYS
    surprises: Mapping[int, int] = field(default_factory=dict)
    vague: Mapping[int, Qualifier] = field(default_factory=dict)
    late: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The first day of which there is anything to report."""
        return min(day for curve in (self.sheltered, self.hosted) for day, _ in curve)


def read_curve(curve: Curve, number: int) -> int:
    """The value of a curve on a day: 0 before it begins, the last value after it ends.

    >>> read_curve(((6, 100), (8, 200)), 7)
    150
    """
    if not curve or number < curve[0][0]:
        return 0
    for (first, low), (last, high) in pairwise(curve):
        if number <= last:
            return low + round((high - low) * (number - first) / (last - first))
    return curve[-1][1]


def read_step(curve: Curve, number: int) -> int | None:
    """The latest value from a day on; None before the first."""
    past = [value for since, value in curve if since <= number]
    return past[-1] if past else None


def days(*spans: int | tuple[int, int]) -> frozenset[int]:
    """Numbered days, spans with both their ends."""
    return frozenset(_spread(spans))


def _spread(spans: Iterable[int | tuple[int, int]]) -> Iterable[int]:
    for span in spans:
        if isinstance(span, int):
            yield span
        else:
            yield from range(span[0], span[1] + 1)
