"""Parts of a count by sex and age, as a file tells them: with sums of parts among them.

A report has one place for each sex and band of ages, and "unknown" there is the rest beside what is
told. So a number of all sexes (or ages) that others tell apart is kept as what these leave of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.domain.breakdown import (
    SEX_WORDS,
    UNKNOWN_AGE,
    AgeBand,
    count_at_least,
    name_band,
)
from tracker.domain.counts import Part, Sex
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Number
from tracker.exchange.meanings import Group, Measure

Cell = tuple[Sex, AgeBand]
_KNOWN = (Sex.FEMALE, Sex.MALE)


class PartsRefused(Exception):
    """Parts that cannot be taken in, with what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def group_parts(told: Mapping[Measure, Number]) -> dict[Measure, dict[Group, int]]:
    """What is told of parts, by what all of them count.

    Vague ones are left out, since parts are exact.
    """
    found: dict[Measure, dict[Group, int]] = {}
    for measure, number in told.items():
        if measure.group is not None:
            shares = found.setdefault(replace(measure, group=None), {})
            if number.value is not None and number.qualifier is Qualifier.EXACT:
                shares[measure.group] = number.value
    return found


def list_parts(measure: Measure, told: Mapping[Group, int]) -> tuple[Part, ...]:
    """The parts of a count. Raises PartsRefused where sums of parts contradict these.

    Of 20 children, 9 girls and 8 boys the children are kept as 3 of unknown sex; of 17 not at all.
    """
    table = _Table(told)
    table.take_bands(measure)
    table.take_sexes(measure)
    table.take_unknown()
    return tuple(sorted((_make(cell, value) for cell, value in table.parts.items()), key=repr))


def add_up(told: Mapping[Group, int]) -> int | None:
    """All people, as parts tell that are everybody together: by sex, by age, or by both alike.

    None where parts are missing, overlap, or say different numbers. Parts by sex are never added to
    those by age.
    """
    table = _Table(told)
    found = {_add_sexes(table), _add_ages(table.of_bands)} - {None}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sum:
    """A number of all sexes or all ages, and `apart` what the parts say that divide it."""

    whole: str
    value: int
    apart: int
    divided: bool


class _Table:
    """What is told of cells, of the bands of all sexes, and of the sexes of all ages.

    `parts` are the cells, with what the sums leave of them. In the order of their words, so that
    the same contradiction is found however a file is sorted.
    """

    def __init__(self, told: Mapping[Group, int]) -> None:
        self.parts: dict[Cell, int] = {}
        self.of_bands: dict[AgeBand, int] = {}
        self.of_sexes: dict[Sex, int] = {}
        for group, value in sorted(told.items(), key=lambda one: one[0].words):
            band = AgeBand(age_from=group.age_from, age_to=group.age_to)
            if group.any_sex:
                self.of_bands[band] = value
            elif group.any_age:
                self.of_sexes[group.sex] = value
            else:
                self.parts[group.sex, band] = value
        self._undivided = [
            band for band in self.of_bands if not any((sex, band) in self.parts for sex in _KNOWN)
        ]

    def take_bands(self, measure: Measure) -> None:
        """Make parts of the bands of all sexes; not of unknown ages that no sex divides."""
        for band, value in self.of_bands.items():
            if band == UNKNOWN_AGE and band in self._undivided:
                continue
            apart = [self.parts[sex, band] for sex in _KNOWN if (sex, band) in self.parts]
            summed = _Sum(whole=name_band(band), value=value, apart=sum(apart), divided=bool(apart))
            self._put(measure, (Sex.UNKNOWN, band), summed)

    def take_sexes(self, measure: Measure) -> None:
        """Make parts of the sexes of all ages; not of the unknown one that no band divides."""
        for sex, value in self.of_sexes.items():
            apart = self.list_bands(sex)
            if sex is not Sex.UNKNOWN or apart:
                told = count_at_least([_make((sex, band), self.parts[sex, band]) for band in apart])
                summed = _Sum(whole=SEX_WORDS[sex], value=value, apart=told, divided=bool(apart))
                self._put(measure, (sex, UNKNOWN_AGE), summed)

    def take_unknown(self) -> None:
        """Make a part of who is of unknown sex, or of unknown age, which is the same cell.

        It is the rest of the parts by sex, or of those by age: beside both it is none of either,
        and left aside.
        """
        cell = (Sex.UNKNOWN, UNKNOWN_AGE)
        sexes = any((sex, UNKNOWN_AGE) in self.parts for sex in _KNOWN)
        ages = any(band != UNKNOWN_AGE for band in self._undivided)
        found = set()
        if Sex.UNKNOWN in self.of_sexes and cell not in self.parts and not ages:
            found.add(self.of_sexes[Sex.UNKNOWN])
        if UNKNOWN_AGE in self._undivided and cell not in self.parts and not sexes:
            found.add(self.of_bands[UNKNOWN_AGE])
        if len(found) == 1:
            self.parts[cell] = found.pop()

    def list_bands(self, sex: Sex) -> list[AgeBand]:
        """The ages that are told of a sex, and not of all sexes together."""
        undivided = self._undivided if sex is Sex.UNKNOWN else ()
        return [
            band
            for one, band in self.parts
            if one is sex and band != UNKNOWN_AGE and band not in undivided
        ]

    def _put(self, measure: Measure, cell: Cell, summed: _Sum) -> None:
        """Keep what is left of a sum beside its parts; nothing where these are all of it."""
        unknown = self.parts.get(cell)
        rest = summed.value - summed.apart
        if rest < (unknown or 0):
            raise PartsRefused(
                f"Mend the parts of {measure.words}: those that divide {summed.whole} are "
                f"{summed.apart + (unknown or 0):,} together, more than the {summed.value:,} of "
                "all of them"
            )
        if rest or unknown is not None or not summed.divided:
            self.parts[cell] = rest


def _add_sexes(table: _Table) -> int | None:
    """Women and men of all ages, with those of unknown sex."""
    known = [_find_whole(table, sex) for sex in _KNOWN]
    if None in known:
        return None
    unknown = [value for (sex, _), value in table.parts.items() if sex is Sex.UNKNOWN]
    bands = table.list_bands(Sex.UNKNOWN)
    if Sex.UNKNOWN in table.of_sexes:
        unknown = [table.of_sexes[Sex.UNKNOWN]]
    elif not _are_apart(bands):
        return None
    return sum(filter(None, known)) + sum(unknown)


def _find_whole(table: _Table, sex: Sex) -> int | None:
    """All of a sex: as told, or as its ages tell that are all of them."""
    if sex in table.of_sexes:
        return table.of_sexes[sex]
    bands = table.list_bands(sex)
    unknown = table.parts.get((sex, UNKNOWN_AGE))
    if not bands:
        return unknown
    if not _are_all(bands):
        return None
    return sum(table.parts[sex, band] for band in bands) + (unknown or 0)


def _add_ages(told: Mapping[AgeBand, int]) -> int | None:
    """People of all ages, with those of unknown age."""
    bands = [band for band in told if band != UNKNOWN_AGE]
    return sum(told.values()) if bands and _are_all(bands) else None


def _are_all(bands: Iterable[AgeBand]) -> bool:
    """Whether bands are all ages together, each once."""
    ordered = sorted(bands, key=lambda band: band.age_from or 0)
    joined = all(
        one.age_to is not None and one.age_to + 1 == other.age_from
        for one, other in pairwise(ordered)
    )
    return joined and ordered[0].age_from == 0 and ordered[-1].age_to is None


def _are_apart(bands: Iterable[AgeBand]) -> bool:
    """Whether no age is in two bands."""
    ordered = sorted(bands, key=lambda band: band.age_from or 0)
    return all(
        one.age_to is not None and one.age_to < (other.age_from or 0)
        for one, other in pairwise(ordered)
    )


def _make(cell: Cell, value: int) -> Part:
    sex, band = cell
    return Part(sex=sex, age_from=band.age_from, age_to=band.age_to, value=value)
