"""Turn the curves of a unit into its daily reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.domain.counts import Count, convert_households
from tracker.domain.indicators import Indicator
from tracker.example.acts import Act, Statement, Unchanged
from tracker.example.calendar import Dice, day_of
from tracker.example.numbers import (
    HOUSEHOLD_SIZE,
    blur,
    break_down,
    count_households,
    from_households,
    level,
    new,
    total,
)
from tracker.example.units import Unit, read_curve, read_step

_COMING_AND_GOING = 5
"""Up to so many people a day arrive while as many leave."""


@dataclass(kw_only=True, slots=True)
class _Flow:
    """People who came into a unit or left it: on the day, and up to it."""

    today: int = 0
    so_far: int = 0

    def add(self, people: int) -> None:
        self.today = people
        self.so_far += people


@dataclass(kw_only=True, slots=True)
class _Ledger:
    """The arrivals and departures of a unit, day by day, that lead from one level to the next."""

    unit: Unit
    dice: Dice
    came: _Flow = field(default_factory=_Flow)
    left: _Flow = field(default_factory=_Flow)

    def add_day(self, number: int, before: int, present: int) -> None:
        """Take in a day, given the people present the day before and those now."""
        unit = self.unit
        still = number in unit.unchanged or (number == unit.first and not unit.opens_with_flows)
        risen = 0 if still else present - unit.surprises.get(number, 0) - before
        both = self.dice.roll(_COMING_AND_GOING) if before and present and not still else 0
        self.came.add(max(0, risen) + both)
        self.left.add(max(0, -risen) + both)

    def list_counts(self, number: int, *, after_silence: bool) -> Iterator[Count]:
        """The flows as the unit reports them on the day."""
        unit = self.unit
        if unit.every > 1 or (number == unit.first and not unit.opens_with_flows):
            return
        for indicator, flow in ((Indicator.ARRIVALS, self.came), (Indicator.DEPARTURES, self.left)):
            yield total(indicator, flow.so_far) if after_silence else new(indicator, flow.today)


def list_routine(unit: Unit) -> Iterator[Act]:
    """The reports of a unit from its first day to its last."""
    ledger = _Ledger(unit=unit, dice=Dice(f"{unit.place} {unit.first}"))
    present = 0
    for number in range(unit.first, unit.last + 1):
        before = present
        present = before if number in unit.unchanged else _count_present(unit, number)
        ledger.add_day(number, before, present)
        if number not in unit.silent and not (number - unit.first) % unit.every:
            yield _report(unit, number, present, ledger)


def _report(unit: Unit, number: int, present: int, ledger: _Ledger) -> Act:
    moment = ledger.dice.choose_moment(number, unit.late.get(number, 0))
    if number in unit.unchanged:
        return Unchanged(moment=moment, place=unit.place, day=day_of(number), desk=unit.desk)
    flows = ledger.list_counts(number, after_silence=number - 1 in unit.silent)
    return Statement(
        moment=moment,
        place=unit.place,
        day=day_of(number),
        desk=unit.desk,
        counts=(*flows, *_list_levels(unit, number, present)),
        note=unit.notes.get(number),
    )


def _count_present(unit: Unit, number: int) -> int:
    """People present as they will be stated; families are counted in households."""
    hosted = read_curve(unit.hosted, number)
    if not unit.sheltered:
        hosted = convert_households(count_households(hosted), HOUSEHOLD_SIZE)
    return read_curve(unit.sheltered, number) + hosted + unit.surprises.get(number, 0)


def _list_levels(unit: Unit, number: int, present: int) -> Iterator[Count]:
    if number not in unit.reckoned:
        yield _state_present(unit, number, present)
    if unit.sheltered:
        yield level(Indicator.SHELTERED, present - read_curve(unit.hosted, number))
    places = read_step(unit.places, number)
    if places is not None:
        yield level(Indicator.CAPACITY, places)


def _state_present(unit: Unit, number: int, present: int) -> Count:
    count = level(Indicator.PRESENT, present)
    if number in unit.vague:
        return blur(count, unit.vague[number])
    if not unit.sheltered:
        return from_households(Indicator.PRESENT, count_households(read_curve(unit.hosted, number)))
    if number in unit.detailed:
        return Count(
            indicator=count.indicator,
            form=count.form,
            value=count.value,
            parts=break_down(present),
        )
    return count
