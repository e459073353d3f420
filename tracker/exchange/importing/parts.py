"""Parts of a count by sex and age, as a file tells them: with sums of parts among them.

A report has one place for each sex and band of ages, and "unknown" there is the rest beside what is
told. So a number of all sexes (or ages) that others tell apart is kept as what these leave of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.domain.breakdown import ALL_AGES, UNKNOWN_AGE, AgeBand
from tracker.domain.counts import Part, Sex
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Number
from tracker.exchange.importing.part_tables import KNOWN_SEXES, PartTable, Shares, make_part
from tracker.exchange.importing.subtotals import add_up_ages, are_apart
from tracker.exchange.meanings import Group, Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Divided:
    """The parts of a count, and the numbers of those of unknown sex or age that have no place."""

    parts: tuple[Part, ...]
    homeless: tuple[tuple[Group, int], ...] = ()


def group_parts(
    told: Mapping[Measure, Number | None], *, settled: bool = False, gaps: bool = False
) -> list[Shares]:
    """What is told of parts, by what all of them count; nothing where all of them are blank."""
    found = {
        whole: Shares(measure=whole, settled=settled, gaps=gaps)
        for whole in (replace(m, group=None) for m, number in told.items() if m.group and number)
    }
    for measure, number in told.items():
        shares = found.get(replace(measure, group=None))
        if measure.group is None or shares is None:
            continue
        if number and number.value is not None and number.qualifier is Qualifier.EXACT:
            shares.exact[measure.group] = number.value
        else:
            shares.unclear.add(measure.group)
    return list(found.values())


def list_parts(shares: Shares) -> Divided:
    """The parts of a count. Raises PartsRefused where sums of parts contradict these.

    Of 20 children, 9 girls and 8 boys the children are kept as 3 of unknown sex; of 17 not at all.
    """
    table = PartTable(shares)
    table.settle_bands()
    table.take_bands()
    table.settle_sexes()
    table.take_sexes()
    table.take_unknown()
    parts = sorted((make_part(cell, value) for cell, value in table.parts.items()), key=repr)
    return Divided(parts=tuple(parts), homeless=tuple(table.list_homeless()))


def add_up(shares: Shares) -> int | None:
    """All people, as parts tell that are everybody together: by sex, by age, or by both alike.

    None where parts are missing, overlap, or say different numbers. Parts by sex are never added to
    those by age. Raises PartsRefused.
    """
    table = PartTable(shares)
    table.settle_bands()
    table.settle_sexes()
    found = {_add_sexes(table), _add_ages(table.of_bands)} - {None}
    return found.pop() if len(found) == 1 else None


def _add_sexes(table: PartTable) -> int | None:
    """Women and men of all ages, with those of unknown sex."""
    known = [_find_whole(table, sex) for sex in KNOWN_SEXES]
    if None in known:
        return None
    unknown = [value for (sex, _), value in table.parts.items() if sex is Sex.UNKNOWN]
    bands = table.list_bands(Sex.UNKNOWN)
    if Sex.UNKNOWN in table.of_sexes:
        unknown = [table.of_sexes[Sex.UNKNOWN]]
    elif not are_apart(bands):
        return None
    return sum(filter(None, known)) + sum(unknown)


def _find_whole(table: PartTable, sex: Sex) -> int | None:
    """All of a sex: as told, or as its ages tell that are all of them."""
    if sex in table.of_sexes:
        return table.of_sexes[sex]
    bands = table.list_bands(sex)
    unknown = table.parts.get((sex, UNKNOWN_AGE))
    if not bands:
        return unknown
    whole = _add_ages({band: table.parts[sex, band] for band in bands})
    return None if whole is None else whole + (unknown or 0)


def _add_ages(told: Mapping[AgeBand, int]) -> int | None:
    """People of all ages, each once, with those of unknown age."""
    bands = told.keys() - {UNKNOWN_AGE}
    if not are_apart(bands) or add_up_ages(told, ALL_AGES) is None:
        return None
    return sum(told.values())
