"""Parts of counts by sex and age: the standard bands, and which people are different ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.counts import Part, Sex


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class AgeBand:
    """Ages in completed years, both ends included; see Part for the open and the unknown band."""

    age_from: int | None
    age_to: int | None


UNKNOWN_AGE = AgeBand(age_from=None, age_to=None)
CHILDREN = AgeBand(age_from=0, age_to=17)
ALL_AGES = AgeBand(age_from=0, age_to=None)
STANDARD_BANDS: tuple[AgeBand, ...] = (
    AgeBand(age_from=0, age_to=4),
    AgeBand(age_from=5, age_to=11),
    AgeBand(age_from=12, age_to=17),
    AgeBand(age_from=18, age_to=59),
    AgeBand(age_from=60, age_to=None),
    UNKNOWN_AGE,
)
GRID_BANDS = (*STANDARD_BANDS, CHILDREN)
"""The rows of a table to fill in: children as a whole stand beside their bands."""

MOST_PARTS = 24
"""Six bands by three sexes, and six more: enough for every table in use, and quick to check."""

SEX_WORDS = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.UNKNOWN: "sex unknown"}


def band_of(part: Part) -> AgeBand:
    """The age band of a part."""
    return AgeBand(age_from=part.age_from, age_to=part.age_to)


def name_band(band: AgeBand) -> str:
    """An age band in words: `0 to 4`, `60 and older`, `children (0 to 17)`, `age unknown`."""
    if band == CHILDREN:
        return "children (0 to 17)"
    if band.age_from is None:
        return "age unknown"
    if band.age_to is None:
        return "all ages" if band == ALL_AGES else f"{band.age_from} and older"
    return f"{band.age_from} to {band.age_to}"


def name_part(part: Part) -> str:
    """A part in words, without its number: `female, 0 to 4`; unknown sex is left out."""
    band = name_band(band_of(part))
    return band if part.sex is Sex.UNKNOWN else f"{SEX_WORDS[part.sex]}, {band}"


def exclude_each_other(one: Part, other: Part) -> bool:
    """Whether no person can be in both parts.

    Female and male never share a person, nor do bands of ages that do not meet. "Unknown" is the
    rest beside the cells told in the same row or column: sex unknown of a band beside female or
    male of that very band, age unknown of a sex beside that very sex with an age. Any other two may
    share people: children of unknown sex beside girls 0 to 4.
    """
    if Sex.UNKNOWN not in (one.sex, other.sex) and one.sex is not other.sex:
        return True
    bands = band_of(one), band_of(other)
    if UNKNOWN_AGE not in bands and not _meet(*bands):
        return True
    if bands[0] == bands[1]:
        return one.sex is not other.sex
    return one.sex is other.sex and UNKNOWN_AGE in bands


def choose_apart(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The heaviest set of parts that exclude each other: people who are certainly different ones.

    >>> girls = Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=20)
    >>> children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121)
    >>> choose_apart([girls, children]) == (children,)
    True
    """
    rivals = {i: _list_rivals(parts, i) for i in range(len(parts))}
    most = max(rivals, key=lambda i: len(rivals[i]), default=None)
    if most is None or not rivals[most]:
        return tuple(parts)
    without = choose_apart([part for i, part in enumerate(parts) if i != most])
    beside = [part for i, part in enumerate(parts) if i != most and i not in rivals[most]]
    with_it = (parts[most], *choose_apart(beside))
    return max(without, with_it, key=_sum)


def count_at_least(parts: Sequence[Part]) -> int:
    """The fewest people there must be when all parts are true: a count below it cannot be.

    Parts that may share people are never added, so 121 children beside 20 girls and 18 boys under 5
    are at least 121 people.

    >>> girls = Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=20)
    >>> boys = Part(sex=Sex.MALE, age_from=0, age_to=4, value=18)
    >>> count_at_least([girls, boys])
    38
    """
    return _sum(choose_apart(parts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """People of many counts by sex and age.

    `cells` holds those who are certainly different people; a cell that nobody told is absent.
    `overlapping` are people of parts that may be among them already. `counts` is the number of
    counts that had parts, `oldest` and `newest` the days of the first and the last of them, and
    `reports` hold them, where that is known.
    """

    cells: Mapping[tuple[AgeBand, Sex], int]
    overlapping: int
    counts: int
    oldest: date | None
    newest: date | None
    reports: tuple[int, ...] = field(default=(), compare=False)

    @property
    def told(self) -> int:
        """The people whose sex or age was told."""
        return sum(self.cells.values())


def add_breakdowns(counts: Iterable[tuple[date, Sequence[Part]]]) -> Breakdown:
    """The sum over counts, each given as its day and its parts."""
    cells: dict[tuple[AgeBand, Sex], int] = defaultdict(int)
    overlapping = 0
    days: list[date] = []
    for day, parts in counts:
        chosen = choose_apart(parts)
        for part in chosen:
            cells[band_of(part), part.sex] += part.value
        overlapping += _sum(parts) - _sum(chosen)
        days += [day] if parts else []
    return Breakdown(
        cells=dict(cells),
        overlapping=overlapping,
        counts=len(days),
        oldest=min(days, default=None),
        newest=max(days, default=None),
    )


def _sum(parts: Iterable[Part]) -> int:
    return sum(part.value for part in parts)


def _list_rivals(parts: Sequence[Part], index: int) -> list[int]:
    own = parts[index]
    return [i for i, part in enumerate(parts) if i != index and not exclude_each_other(own, part)]


def _meet(one: AgeBand, other: AgeBand) -> bool:
    return _starts_within(one, other) or _starts_within(other, one)


def _starts_within(one: AgeBand, other: AgeBand) -> bool:
    first, begin = one.age_from or 0, other.age_from or 0
    return begin <= first and (other.age_to is None or first <= other.age_to)
