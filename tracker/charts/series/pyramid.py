"""A total by sex and age: rows of ages, and how much of the total was broken down at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.charts.series.levels import LevelPoint, read_level
from tracker.domain.breakdown import STANDARD_BANDS, UNKNOWN_AGE, AgeBand, Breakdown, band_of
from tracker.domain.counts import Part, Sex
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.part_sums import hide_small_parts

_SEXES = (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgeRow:
    """People of an age band; None where nobody told that cell.

    `is_wide` says that the band is none of the standard ones, such as children as a whole: its
    people are in no narrower row. `hidden` are the sexes whose cells are left out because they are
    few.
    """

    band: AgeBand
    female: int | None
    male: int | None
    unknown: int | None
    is_wide: bool
    hidden: frozenset[Sex] = frozenset()

    @property
    def label(self) -> str:
        """The band in few signs: ages with a dash between, `60+`, or `not told`."""
        if self.band.age_from is None:
            return "not told"
        if self.band.age_to is None:
            return f"{self.band.age_from}+"
        return f"{self.band.age_from}\N{EN DASH}{self.band.age_to}"

    @property
    def total(self) -> int | None:
        """All sexes together; None where nobody told any."""
        told = [cell for cell in (self.female, self.male, self.unknown) if cell is not None]
        return sum(told) if told else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pyramid:
    """An indicator by sex and age on a day.

    `total` is the whole of it, of which `told` people were broken down, in `counts` counts.
    The counts are of the days from `oldest` to `newest`; of them a reviewer preferred as many as
    `preferred` says. `overlapping` are people of parts that may be among those already and are left
    out.
    """

    indicator: Indicator
    day: date
    rows: tuple[AgeRow, ...]
    total: LevelPoint
    told: int
    overlapping: int
    counts: int
    oldest: date
    newest: date
    preferred: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody told anything by sex or age."""
        return not self.counts

    @property
    def tells_no_sex(self) -> bool:
        """Whether any people were told by age without their sex."""
        return any(row.unknown is not None or Sex.UNKNOWN in row.hidden for row in self.rows)

    @property
    def rest(self) -> int | None:
        """People who were not broken down; None where the total is not known, or below those."""
        value = self.total.value
        return None if value is None or value < self.told else value - self.told


def build_pyramid(
    indicator: Indicator, total: DayTotal, breakdown: Breakdown, preferred: int = 0
) -> Pyramid:
    """The rows of a breakdown: the standard bands, wider ones, and last those of unknown age."""
    found = {band for band, _ in breakdown.cells}
    return Pyramid(
        indicator=indicator,
        day=total.day,
        rows=tuple(_make_row(band, breakdown) for band in _order(found)),
        total=read_level(total),
        told=breakdown.told,
        overlapping=breakdown.overlapping,
        counts=breakdown.counts,
        oldest=breakdown.oldest or total.day,
        newest=breakdown.newest or total.day,
        preferred=preferred,
    )


def hide_small_groups(pyramid: Pyramid, smallest: int) -> Pyramid:
    """The pyramid as it may be handed on: without small cells, and others that would tell of them.

    Where they could be reckoned all the same, no row is left.
    """
    parts = [part for row in pyramid.rows for part in _list_parts(row)]
    shown, hidden = hide_small_parts(parts, pyramid.told, smallest)
    rows = pyramid.rows if shown or hidden else ()
    for part in hidden:
        rows = tuple(_hide(row, part) for row in rows)
    overlapping = pyramid.overlapping if pyramid.overlapping >= smallest and not hidden else 0
    return replace(pyramid, rows=rows, overlapping=overlapping)


def _list_parts(row: AgeRow) -> Iterator[Part]:
    ages = (row.band.age_from, row.band.age_to)
    for sex, value in zip(_SEXES, (row.female, row.male, row.unknown), strict=True):
        if value is not None:
            yield Part(sex=sex, age_from=ages[0], age_to=ages[1], value=value)


def _hide(row: AgeRow, part: Part) -> AgeRow:
    if row.band != band_of(part):
        return row
    hidden = row.hidden | {part.sex}
    return replace(
        row,
        female=None if part.sex is Sex.FEMALE else row.female,
        male=None if part.sex is Sex.MALE else row.male,
        unknown=None if part.sex is Sex.UNKNOWN else row.unknown,
        hidden=hidden,
    )


def _order(found: set[AgeBand]) -> Iterator[AgeBand]:
    if not found.isdisjoint(STANDARD_BANDS):
        yield from (band for band in STANDARD_BANDS if band != UNKNOWN_AGE)
    wide = found.difference(STANDARD_BANDS)
    yield from sorted(wide, key=lambda band: (band.age_from or 0, band.age_to or 999))
    if UNKNOWN_AGE in found:
        yield UNKNOWN_AGE


def _make_row(band: AgeBand, breakdown: Breakdown) -> AgeRow:
    return AgeRow(
        band=band,
        female=breakdown.cells.get((band, Sex.FEMALE)),
        male=breakdown.cells.get((band, Sex.MALE)),
        unknown=breakdown.cells.get((band, Sex.UNKNOWN)),
        is_wide=band not in STANDARD_BANDS,
    )
