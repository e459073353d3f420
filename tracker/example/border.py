"""The exercise in the districts that people leave: evacuation and casualties, report by report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracker.domain.counts import Count
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.example.acts import Act, Desk, Statement
from tracker.example.calendar import FIRST, LAST, Dice, day_of
from tracker.example.numbers import (
    ADULTS,
    CHILDREN,
    GIRLS,
    MEN,
    OLD_MEN,
    OLD_WOMEN,
    WOMEN,
    about,
    at_least,
    between,
    in_words,
    level,
    new,
    told,
    total,
)
from tracker.example.units import NO_DAYS, days

EVACUATED, KILLED, INJURED = Indicator.EVACUATED, Indicator.KILLED, Indicator.INJURED
HOSPITALISED, MISSING = Indicator.HOSPITALISED, Indicator.MISSING


@dataclass(frozen=True, kw_only=True, slots=True)
class BorderDistrict:
    """A district with its told days; on the others few people leave and nobody is hurt.

    `quiet_from` is the day from which nobody leaves any more.
    """

    place: str
    told: Mapping[int, tuple[Count, ...]]
    quiet_from: int
    first: int = FIRST
    missing: int | None = None
    silent: frozenset[int] = NO_DAYS
    notes: Mapping[int, str] = field(default_factory=dict)
    falls: Mapping[int, tuple[Fall, ...]] = field(default_factory=dict)


SUDZHA = BorderDistrict(
    place="Sudzha district",
    told={
        6: (
            in_words(EVACUATED, "several hundred", low=200, high=900),
            new(KILLED, 1),
            new(INJURED, 9),
            new(HOSPITALISED, 5),
            about(MISSING, 20, low=10, high=40),
        ),
        7: (
            about(EVACUATED, 650, low=600, high=720),
            new(KILLED, 1),
            new(INJURED, 7),
            new(HOSPITALISED, 4),
            between(MISSING, 15, 30),
        ),
        8: (
            new(EVACUATED, 820),
            new(KILLED, 0),
            new(INJURED, 3),
            told(new(HOSPITALISED, 1), (MEN, 1)),
        ),
        9: (
            at_least(EVACUATED, 500),
            new(KILLED, 0),
            new(INJURED, 2),
            told(new(HOSPITALISED, 1), (OLD_WOMEN, 1)),
        ),
        10: (total(EVACUATED, 2_730), new(KILLED, 0), new(INJURED, 0), level(MISSING, 18)),
        11: (
            new(EVACUATED, 260),
            new(KILLED, 0),
            new(INJURED, 1),
            told(new(HOSPITALISED, 1), (WOMEN, 1)),
        ),
        12: (new(EVACUATED, 140), new(KILLED, 0), new(INJURED, 0), level(MISSING, 16)),
        13: (between(EVACUATED, 40, 80), new(KILLED, 0), new(INJURED, 0)),
        17: (
            total(EVACUATED, 3_310),
            told(total(KILLED, 3), (ADULTS, 1), (MEN, 1), (OLD_WOMEN, 1)),
            told(
                total(INJURED, 24),
                (CHILDREN, 2),
                (ADULTS, 3),
                (WOMEN, 6),
                (MEN, 8),
                (OLD_WOMEN, 3),
                (OLD_MEN, 2),
            ),
            level(MISSING, 11),
        ),
        24: (new(EVACUATED, 3), new(KILLED, 0), new(INJURED, 0), level(MISSING, 8)),
        27: (new(EVACUATED, 0), new(KILLED, 0), new(INJURED, 2), new(HOSPITALISED, 1)),
        30: (
            new(EVACUATED, 0),
            new(KILLED, 0),
            new(INJURED, 0),
            told(level(MISSING, 6), (ADULTS, 2), (MEN, 1), (OLD_WOMEN, 2), (OLD_MEN, 1)),
        ),
    },
    missing=6,
    quiet_from=27,
    silent=days((14, 16)),
    notes={
        6: "By telephone from the collection point; nobody had a list.",
        10: "From here on from the lists of the collection points.",
        17: "No connection for three days. Totals so far, from the lists.",
        27: "A car drove onto a mine.",
    },
)

KORENEVO = BorderDistrict(
    place="Korenevo district",
    told={
        6: (at_least(EVACUATED, 180), new(KILLED, 1), new(INJURED, 5), new(HOSPITALISED, 3)),
        7: (new(EVACUATED, 240), new(KILLED, 0), new(INJURED, 3), new(HOSPITALISED, 1)),
        8: (
            new(EVACUATED, 310),
            new(KILLED, 0),
            total(INJURED, 14),
            told(new(HOSPITALISED, 2), (MEN, 1)),
        ),
        9: (new(EVACUATED, 190), new(KILLED, 0), total(INJURED, 12), level(MISSING, 4)),
        10: (
            new(EVACUATED, 150),
            new(KILLED, 0),
            new(INJURED, 1),
            told(new(HOSPITALISED, 1), (WOMEN, 1)),
        ),
        16: (
            total(EVACUATED, 1_460),
            told(total(KILLED, 1), (OLD_MEN, 1)),
            told(
                total(INJURED, 15),
                (GIRLS, 1),
                (ADULTS, 2),
                (WOMEN, 4),
                (MEN, 5),
                (OLD_WOMEN, 2),
                (OLD_MEN, 1),
            ),
            told(level(MISSING, 3), (OLD_WOMEN, 1)),
        ),
    },
    quiet_from=20,
    missing=3,
    silent=days((11, 15)),
    notes={
        9: "Two injured people had been listed by both hospitals: 12 in all, not 14.",
        16: "The office has moved. Totals so far, covering the days without a report.",
    },
    falls={9: (Fall(indicator=INJURED, kind=FallKind.MISTAKE),)},
)

GLUSHKOVO = BorderDistrict(
    place="Glushkovo district",
    first=8,
    told={
        8: (at_least(EVACUATED, 60), new(KILLED, 0), new(INJURED, 0)),
        9: (new(EVACUATED, 75), new(KILLED, 0), new(INJURED, 0)),
        10: (new(EVACUATED, 110), new(KILLED, 0), new(INJURED, 0)),
        11: (
            new(EVACUATED, 95),
            new(KILLED, 0),
            told(new(INJURED, 2), (WOMEN, 1), (MEN, 1)),
            told(new(HOSPITALISED, 1), (MEN, 1)),
        ),
        14: (
            total(EVACUATED, 520),
            new(KILLED, 0),
            told(new(INJURED, 1), (OLD_WOMEN, 1)),
            new(HOSPITALISED, 0),
        ),
        15: (new(EVACUATED, 84), new(KILLED, 0), new(INJURED, 0)),
        16: (new(EVACUATED, 61), new(KILLED, 0), new(INJURED, 0)),
        17: (new(EVACUATED, 38), new(KILLED, 0), new(INJURED, 0)),
    },
    quiet_from=24,
    silent=days(12, 13),
)

BELAYA = BorderDistrict(
    place="Belaya district",
    first=9,
    told={
        9: (between(EVACUATED, 60, 90), new(KILLED, 0), new(INJURED, 0)),
        10: (total(EVACUATED, 166), new(KILLED, 0), new(INJURED, 0)),
        11: (new(EVACUATED, 95), new(KILLED, 0), new(INJURED, 0)),
        12: (new(EVACUATED, 72), new(KILLED, 0), new(INJURED, 0)),
        13: (
            new(EVACUATED, 54),
            new(KILLED, 0),
            told(new(INJURED, 1), (OLD_MEN, 1)),
            told(new(HOSPITALISED, 1), (OLD_MEN, 1)),
        ),
        14: (new(EVACUATED, 41), new(KILLED, 0), new(INJURED, 0)),
    },
    quiet_from=22,
)

RYLSK = BorderDistrict(
    place="Rylsk district",
    first=10,
    told={
        10: (new(EVACUATED, 34), new(KILLED, 0), new(INJURED, 0)),
        11: (new(EVACUATED, 58), new(KILLED, 0), new(INJURED, 0)),
        12: (new(EVACUATED, 47), new(KILLED, 0), new(INJURED, 0)),
        13: (new(EVACUATED, 26), new(KILLED, 0), new(INJURED, 0)),
    },
    quiet_from=18,
)

BORDER = (SUDZHA, KORENEVO, GLUSHKOVO, BELAYA, RYLSK)

_FEW = 14


def list_border(district: BorderDistrict) -> Iterator[Act]:
    """The reports of a border district from its first day to the last of the exercise."""
    dice = Dice(district.place)
    for number in range(district.first, LAST + 1):
        if number in district.silent:
            continue
        counts = district.told.get(number) or tuple(_list_usual(district, number, dice))
        yield Statement(
            moment=dice.choose_moment(number),
            place=district.place,
            day=day_of(number),
            desk=Desk.BORDER,
            counts=counts,
            note=district.notes.get(number),
            falls=district.falls.get(number, ()),
        )


def _list_usual(district: BorderDistrict, number: int, dice: Dice) -> Iterator[Count]:
    leaving = 0 if number >= district.quiet_from else dice.roll(_FEW)
    yield new(EVACUATED, leaving)
    yield new(KILLED, 0)
    yield new(INJURED, 0)
    if district.missing is not None and number > max(district.told):
        yield level(MISSING, district.missing)
