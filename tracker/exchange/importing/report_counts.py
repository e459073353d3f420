"""What rows say of one place and day as the counts of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.domain.counts import Count, convert_households
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout, Number
from tracker.exchange.importing.part_tables import PartsRefused, Shares
from tracker.exchange.importing.parts import add_up, group_parts, list_parts
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """The counts of a report, the indicators whose cells say nothing, and parts without a place."""

    counts: tuple[Count, ...] = ()
    blank: frozenset[Indicator] = frozenset()
    homeless: tuple[tuple[Measure, Number], ...] = ()


class CountMaker:
    """Makes counts under a mapping; `settled`: parts are as somebody entered them."""

    def __init__(self, mapping: ImportMapping, *, household_size: float, settled: bool) -> None:
        self._add_parts = mapping.add_parts
        # A table with a column for each count and none of sexes has one with all people, too.
        self._needs_whole = mapping.tells_people or mapping.layout is not Layout.COLUMNS
        self._household_size = household_size
        self._settled = settled
        self._counts: dict[tuple[Measure, Number], Count] = {}

    def make_counts(self, told: Mapping[Measure, Number | None]) -> Made:
        """What a report says. Raises PartsRefused."""
        counts: list[Count] = []
        for measure, number in told.items():
            if measure.group is None and number is not None:
                counts.append(self._make_one(measure, number))
        homeless: list[tuple[Measure, Number]] = []
        if any(measure.group and number is not None for measure, number in told.items()):
            homeless = self._join_parts(counts, told)
        said = {count.indicator for count in counts}
        blank = frozenset(m.indicator for m in told if m.group is None and m.indicator not in said)
        return Made(counts=tuple(counts), blank=blank, homeless=tuple(homeless))

    def _join_parts(
        self, counts: list[Count], told: Mapping[Measure, Number | None]
    ) -> list[tuple[Measure, Number]]:
        """Give counts the parts that are told of them; returns those without a place.

        Raises PartsRefused.
        """
        homeless: list[tuple[Measure, Number]] = []
        for shares in group_parts(told, settled=self._settled, gaps=not self._needs_whole):
            measure = shares.measure
            at = next((i for i, c in enumerate(counts) if c.indicator is measure.indicator), None)
            if at is None and (whole := self._find_whole(shares)):
                at = len(counts)
                counts.append(whole)
            if at is not None:
                divided = list_parts(shares)
                homeless += [
                    (replace(measure, group=group), Number(value=value))
                    for group, value in divided.homeless
                ]
                if divided.parts:
                    counts[at] = replace(counts[at], parts=divided.parts)
        return homeless

    def _find_whole(self, shares: Shares) -> Count | None:
        """The count of parts of which no row says all people; None where they are left aside."""
        measure = shares.measure
        if self._add_parts:
            whole = add_up(shares)
            if whole is None:
                raise PartsRefused(
                    f"Add a row with all people: the parts of {measure.words} do not add up to "
                    "everybody, by sex or by age"
                )
            return self._make_one(measure, Number(value=whole))
        if self._needs_whole:
            raise PartsRefused(
                f"Add a row with all people: only parts of {measure.words} are told. Or let parts "
                "be added up that are everybody together (add_parts in a mapping)"
            )
        return None

    def _make_one(self, measure: Measure, number: Number) -> Count:
        """The count of a measure; the same one is made once, since files repeat themselves."""
        key = (measure, number)
        if key not in self._counts:
            self._counts[key] = _make_count(measure, number, self._household_size)
        return self._counts[key]


def _make_count(measure: Measure, number: Number, household_size: float) -> Count:
    value = number.value
    if measure.households and value is not None:
        return Count(
            indicator=measure.indicator,
            form=measure.form,
            value=convert_households(value, household_size),
            qualifier=number.qualifier,
            households=value,
            household_size=household_size,
        )
    return Count(
        indicator=measure.indicator,
        form=measure.form,
        value=value,
        qualifier=number.qualifier,
        low=number.low,
        high=number.high,
        words=number.words,
    )
