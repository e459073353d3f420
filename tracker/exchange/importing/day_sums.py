"""Sums over all places of a plan, to hold against the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.importing.entries import DaySum, PartSum, Planned

_INDICATORS = list(Indicator)
_SEXES = list(Sex)

_Group = tuple[Sex, int | None, int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class LatestSums:
    """The last of many sums; how many earlier ones, and sums of parts, are left out of them."""

    sums: tuple[DaySum, ...]
    sums_left: int
    parts_left: int


@dataclass(kw_only=True, slots=True)
class _Adding:
    """The counts of an indicator on a day, as they are added up."""

    value: int | None = None
    counts: int = 0
    without_value: int = 0
    vague: int = 0
    parts: Counter[_Group] = field(default_factory=Counter)
    of_parts: Counter[_Group] = field(default_factory=Counter)

    def add(self, count: Count) -> None:
        self.counts += 1
        if count.value is None:
            self.without_value += 1
        else:
            self.value = (self.value or 0) + count.value
            self.vague += count.qualifier is not Qualifier.EXACT
        for part in count.parts:
            group = (part.sex, part.age_from, part.age_to)
            self.parts[group] += part.value
            self.of_parts[group] += 1


def sum_by_day(planned: Iterable[Planned]) -> tuple[DaySum, ...]:
    """Sums over all places per indicator and day, to hold against the file, in day order."""
    found: dict[tuple[date, Indicator, Form], _Adding] = defaultdict(_Adding)
    reports: Counter[date] = Counter()
    stating: Counter[tuple[date, Indicator]] = Counter()
    for one in planned:
        day = one.stated.day
        reports[day] += 1
        for count in one.stated.counts:
            found[day, count.indicator, count.form].add(count)
            stating[day, count.indicator] += 1
    return tuple(
        DaySum(
            day=day,
            indicator=indicator,
            form=form,
            value=adding.value,
            counts=adding.counts,
            without_value=adding.without_value,
            vague=adding.vague,
            blank=reports[day] - stating[day, indicator],
            parts=tuple(_list_parts(adding, reports[day])),
        )
        for (day, indicator, form), adding in sorted(
            found.items(), key=lambda item: _order(*item[0])
        )
    )


def _order(day: date, indicator: Indicator, form: Form) -> tuple[date, int, Form]:
    return day, _INDICATORS.index(indicator), form


def _list_parts(adding: _Adding, reports: int) -> Iterable[PartSum]:
    """Sums of parts by sex, and by age from the youngest; unknown ages last."""
    for sex, age_from, age_to in sorted(adding.parts, key=_order_group):
        group = (sex, age_from, age_to)
        counts = adding.of_parts[group]
        part = Part(sex=sex, age_from=age_from, age_to=age_to, value=adding.parts[group])
        yield PartSum(part=part, counts=counts, blank=reports - counts)


def _order_group(group: _Group) -> tuple[int, bool, int, bool, int]:
    sex, age_from, age_to = group
    return _SEXES.index(sex), age_from is None, age_from or 0, age_to is None, age_to or 0


def keep_latest(sums: Sequence[DaySum], *, most: int, most_parts: int) -> LatestSums:
    """The last sums, at most so many, with the parts of the last of them, of each all or none."""
    kept: list[DaySum] = []
    room, parts_left = most_parts, 0
    for found in reversed(sums[-most:]):
        if len(found.parts) > room:
            # What is older has none either: parts end at one day, and are not there now and then.
            room = 0
            parts_left += len(found.parts)
            kept.append(replace(found, parts=()))
        else:
            room -= len(found.parts)
            kept.append(found)
    return LatestSums(
        sums=tuple(reversed(kept)), sums_left=max(0, len(sums) - most), parts_left=parts_left
    )
