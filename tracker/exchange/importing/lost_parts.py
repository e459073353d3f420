"""Parts by sex and age that cannot be kept: vague ones, and those without a number of everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from tracker.domain.checks.limits import NOUNS
from tracker.domain.counts import Count
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Number
from tracker.exchange.importing.added_numbers import say_number
from tracker.exchange.meanings import Measure

MOST_KEPT = 100


@dataclass(slots=True)
class LostParts:
    """How many parts are not kept, and the first of them in words."""

    number: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, where: str, measure: Measure, number: Number) -> None:
        """Take in a part that is not kept."""
        self.number += 1
        if len(self.first) < MOST_KEPT:
            self.first.append(f"{where}: {measure.words}: {say_number(number)}")


def list_vague(
    told: Mapping[Measure, Number | None], counts: Collection[Count]
) -> Iterator[tuple[Measure, Number]]:
    """Parts beside the number of everybody that are no exact numbers."""
    whole = {count.indicator for count in counts}
    for measure, number in _list_parts(told):
        if measure.indicator in whole and not _is_exact(number):
            yield measure, number


def list_alone(
    told: Mapping[Measure, Number | None], counts: Collection[Count]
) -> Iterator[tuple[Measure, Number]]:
    """Parts of a number that is not told."""
    whole = {count.indicator for count in counts}
    for measure, number in _list_parts(told):
        if measure.indicator not in whole:
            yield measure, number


def explain_alone(measure: Measure, number: Number) -> str:
    """What to do about a row that tells parts, and no number at all of everybody."""
    of = f", {measure.group.words}" if measure.group else ""
    return (
        f"Fill in the number of {NOUNS[measure.indicator]}: only a part of it is told{of}: "
        f"{say_number(number)}"
    )


def _list_parts(told: Mapping[Measure, Number | None]) -> Iterator[tuple[Measure, Number]]:
    for measure, number in told.items():
        if measure.group is not None and number is not None:
            yield measure, number


def _is_exact(number: Number) -> bool:
    return number.value is not None and number.qualifier is Qualifier.EXACT
