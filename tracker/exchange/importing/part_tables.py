"""The table of sexes and ages that a file tells of a count, in which sums become what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from tracker.domain.breakdown import (
    SEX_WORDS,
    UNKNOWN_AGE,
    AgeBand,
    count_at_least,
    name_band,
)
from tracker.domain.counts import Part, Sex
from tracker.exchange.importing.subtotals import (
    AgesDisagree,
    add_up_ages,
    count_most,
    lies_within,
    settle_ages,
)
from tracker.exchange.meanings import Group, Measure

Cell = tuple[Sex, AgeBand]
KNOWN_SEXES = (Sex.FEMALE, Sex.MALE)
_NOBODY: Cell = (Sex.UNKNOWN, UNKNOWN_AGE)
"""Of whom neither the sex nor the age is known, or the one that all others tell of."""
_OF_UNKNOWN_SEX = Group(sex=Sex.UNKNOWN, age_from=None, age_to=None, any_age=True)
_OF_UNKNOWN_AGE = Group(sex=Sex.UNKNOWN, age_from=None, age_to=None, any_sex=True)


class PartsRefused(Exception):
    """Parts that cannot be taken in, with what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """What is told of the parts of a measure: exact numbers, and whose cells are blank or vague.

    Those of our own exports are `settled`: no part is the sum of others but where somebody entered
    it so. `gaps` is whether nothing is told of what is in neither: a row may have been refused.
    """

    measure: Measure
    exact: dict[Group, int] = field(default_factory=dict)
    unclear: set[Group] = field(default_factory=set)
    settled: bool = False
    gaps: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sum:
    """A number of all sexes or all ages, and `apart` what the parts say that divide it."""

    whole: str
    value: int
    apart: int
    divided: bool


class PartTable:
    """What is told of cells, of the bands of all sexes, and of the sexes of all ages.

    `parts` are the cells, with what the sums leave of them. In the order of their words, so that
    the same contradiction is found however a file is sorted.
    """

    def __init__(self, shares: Shares) -> None:
        self.parts: dict[Cell, int] = {}
        self.of_bands: dict[AgeBand, int] = {}
        self.of_sexes: dict[Sex, int] = {}
        self._shares = shares
        for group, value in sorted(shares.exact.items(), key=lambda one: one[0].words):
            if group.any_sex:
                self.of_bands[_band(group)] = value
            elif group.any_age:
                self.of_sexes[group.sex] = value
            else:
                self.parts[group.sex, _band(group)] = value
        # Who is of unknown sex by the words of the file, and not as what others leave.
        self._of_unknown_sex = self._ages_of(Sex.UNKNOWN)
        self._divided = {band for sex, band in self.parts if sex in KNOWN_SEXES}

    @property
    def _undivided(self) -> list[AgeBand]:
        """Bands of all sexes that were told of no sex."""
        return [band for band in self.of_bands if band not in self._divided]

    def settle_bands(self) -> None:
        """Leave out bands that are sums of others: of all sexes, and of an unknown one."""
        unclear = {_band(group) for group in self._shares.unclear if group.any_sex}
        standing = self._divided | self._of_unknown_sex.keys()
        self.of_bands = self._settle("", self.of_bands, unclear, standing)
        self._put_ages(Sex.UNKNOWN, standing=self._divided | self.of_bands.keys())
        self._of_unknown_sex = self._ages_of(Sex.UNKNOWN)

    def settle_sexes(self) -> None:
        """Leave out bands of a sex that are sums of others, and those of all sexes of both.

        A band stays beside those of unknown sex in it, who are what it leaves of all in this band.
        """
        for sex in KNOWN_SEXES:
            self._put_ages(sex, standing=self._ages_of(Sex.UNKNOWN).keys())
        if not self._shares.settled:
            for band in self._undivided:
                self._drop_divided(band)

    def take_bands(self) -> None:
        """Make parts of the bands of all sexes; not of unknown ages that no sex divides."""
        for band, value in self.of_bands.items():
            if band == UNKNOWN_AGE and band in self._undivided:
                continue
            apart = [self.parts[sex, band] for sex in KNOWN_SEXES if (sex, band) in self.parts]
            summed = _Sum(whole=name_band(band), value=value, apart=sum(apart), divided=bool(apart))
            self._put((Sex.UNKNOWN, band), summed)

    def take_sexes(self) -> None:
        """Make parts of the sexes of all ages; not of the unknown one that no band divides."""
        for sex, value in self.of_sexes.items():
            apart = self.list_bands(sex)
            if sex is not Sex.UNKNOWN or apart:
                told = count_at_least(
                    [make_part((sex, band), self.parts[sex, band]) for band in apart]
                )
                summed = _Sum(whole=SEX_WORDS[sex], value=value, apart=told, divided=bool(apart))
                self._put((sex, UNKNOWN_AGE), summed)

    def take_unknown(self) -> None:
        """Make a part of who is of unknown sex, or of unknown age, which is the same cell.

        It is the rest of the parts by sex, or of those by age: beside both it is none of either,
        and left aside.
        """
        free = {value for _, value, blocked in self._list_unknown() if not blocked}
        if len(free) == 1 and _NOBODY not in self.parts:
            self.parts[_NOBODY] = free.pop()

    def list_homeless(self) -> Iterator[tuple[Group, int]]:
        """Numbers of those of unknown sex, or age, that are left aside."""
        for group, value, blocked in self._list_unknown():
            if value and (blocked or self.parts.get(_NOBODY) != value):
                yield group, value

    def list_bands(self, sex: Sex) -> list[AgeBand]:
        """The ages that are told of a sex, and not of all sexes together."""
        undivided = self._undivided if sex is Sex.UNKNOWN else ()
        return [
            band
            for one, band in self.parts
            if one is sex and band != UNKNOWN_AGE and band not in undivided
        ]

    def _ages_of(self, sex: Sex) -> dict[AgeBand, int]:
        return {band: value for (one, band), value in self.parts.items() if one is sex}

    def _put_ages(self, sex: Sex, standing: Collection[AgeBand]) -> None:
        """Put the ages of a sex without those that are sums of others."""
        told = self._ages_of(sex)
        unclear = {_band(g) for g in self._shares.unclear if g.sex is sex and not g.any_age}
        named = unclear | self._ages_of(Sex.UNKNOWN).keys() | self.of_bands.keys()
        settled = self._settle(f"{SEX_WORDS[sex]}, ", told, named, standing)
        for band in told.keys() - settled.keys():
            del self.parts[sex, band]
        self.parts |= {(sex, band): value for band, value in settled.items()}

    def _settle(
        self,
        whose: str,
        told: dict[AgeBand, int],
        named: Collection[AgeBand],
        standing: Collection[AgeBand],
    ) -> dict[AgeBand, int]:
        if self._shares.settled:
            return told
        try:
            return settle_ages(told, named, standing, gaps=self._shares.gaps)
        except AgesDisagree as found:
            raise self._refuse(whose + name_band(found.whole), found.value, found.apart) from found

    def _drop_divided(self, band: AgeBand) -> None:
        """Leave out a band of all sexes that is the sum of women and men in finer ones."""
        told = [*map(self._ages_of, KNOWN_SEXES), self._of_unknown_sex]
        inside = [{b: n for b, n in ages.items() if lies_within(b, band)} for ages in told]
        value, apart = self.of_bands[band], sum(map(count_most, inside))
        if apart > value:
            raise self._refuse(name_band(band), value, apart)
        divided = all(add_up_ages(ages, band) is not None for ages in inside[: len(KNOWN_SEXES)])
        if divided and apart == value and band not in self._of_unknown_sex:
            self.parts.pop((Sex.UNKNOWN, band), None)

    def _list_unknown(self) -> Iterator[tuple[Group, int, bool]]:
        """Those of unknown sex of all ages, and of unknown age of all sexes, whom nothing divides.

        With whether parts by the other, that is by age or by sex, keep them from a place.
        """
        sexes = any((sex, UNKNOWN_AGE) in self.parts for sex in KNOWN_SEXES)
        ages = any(band != UNKNOWN_AGE for band in self._undivided)
        if Sex.UNKNOWN in self.of_sexes and not self.list_bands(Sex.UNKNOWN):
            yield _OF_UNKNOWN_SEX, self.of_sexes[Sex.UNKNOWN], ages
        if UNKNOWN_AGE in self._undivided:
            yield _OF_UNKNOWN_AGE, self.of_bands[UNKNOWN_AGE], sexes

    def _put(self, cell: Cell, summed: _Sum) -> None:
        """Keep what is left of a sum beside its parts; nothing where these are all of it."""
        unknown = self.parts.get(cell)
        rest = summed.value - summed.apart
        if rest < (unknown or 0):
            raise self._refuse(summed.whole, summed.value, summed.apart + (unknown or 0))
        if rest or unknown is not None or not summed.divided:
            self.parts[cell] = rest

    def _refuse(self, whole: str, value: int, apart: int) -> PartsRefused:
        more = "more" if apart > value else "less"
        return PartsRefused(
            f"Mend the parts of {self._shares.measure.words}: those that divide {whole} are "
            f"{apart:,} together, {more} than the {value:,} of all of them"
        )


def _band(group: Group) -> AgeBand:
    return AgeBand(age_from=group.age_from, age_to=group.age_to)


def make_part(cell: Cell, value: int) -> Part:
    sex, band = cell
    return Part(sex=sex, age_from=band.age_from, age_to=band.age_to, value=value)
