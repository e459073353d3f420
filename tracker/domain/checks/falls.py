"""What must be said of running totals that fall: the kind of each fall, and where people moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.domain.checks.context import EntryContext
from tracker.domain.checks.limits import NOUNS
from tracker.domain.checks.reckoning import added_on_day
from tracker.domain.checks.soft import FALL
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidCount
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.reports import SoftWarning


def list_fallen(warnings: Iterable[SoftWarning]) -> list[Indicator]:
    """Indicators whose running totals fall."""
    return [found.indicator for found in warnings if found.code == FALL and found.indicator]


def check_falls(
    fallen: Iterable[Indicator],
    falls: Mapping[Indicator, Fall],
    counts: Sequence[Count],
    context: EntryContext,
) -> Iterator[InvalidCount]:
    """What is missing: the kind of a fall, or the number that the people moved into."""
    by_indicator = {count.indicator: count for count in counts}
    for indicator in fallen:
        fall = falls.get(indicator)
        if fall is None:
            message = f"Choose why the total of {NOUNS[indicator]} fell"
            yield InvalidCount(indicator, "fall", message)
        elif fall.kind is FallKind.RECLASSIFICATION:
            yield from _check_target(fall, by_indicator, context)


def _check_target(
    fall: Fall, counts: Mapping[Indicator, Count], context: EntryContext
) -> Iterator[InvalidCount]:
    """Both counts change in one report: what fell, and what the people count as now."""
    noun = NOUNS[fall.indicator]
    if fall.into is None or fall.into is fall.indicator:
        yield InvalidCount(fall.indicator, "into", f"Choose what the {noun} count as now")
        return
    target = counts.get(fall.into)
    people = count_moved(fall.indicator, counts, context)
    if target is None:
        message = f"Enter the number of {NOUNS[fall.into]} as well: {people:,} {noun} moved there"
        yield InvalidCount(fall.indicator, "into", message)
        return
    risen = None if fall.into.is_level else added_on_day(target, context)
    if risen is not None and risen < people:
        message = (
            f"Enter the number of {NOUNS[fall.into]} so that it grows by {people:,} or more, "
            f"the {noun} who moved there"
        )
        yield InvalidCount(fall.into, "value", message)


def count_moved(
    indicator: Indicator, counts: Mapping[Indicator, Count], context: EntryContext
) -> int:
    """By how much a total fell: so many people moved."""
    return -(added_on_day(counts[indicator], context) or 0)


def complete_falls(
    fallen: Iterable[Indicator],
    falls: Mapping[Indicator, Fall],
    counts: Sequence[Count],
    context: EntryContext,
) -> tuple[Fall, ...]:
    """What is kept of the falls that there are, with the number of people who moved."""
    by_indicator = {count.indicator: count for count in counts}
    kept = [falls[indicator] for indicator in fallen]
    return tuple(
        replace(fall, people=count_moved(fall.indicator, by_indicator, context))
        if fall.kind is FallKind.RECLASSIFICATION
        else replace(fall, into=None, people=None)
        for fall in kept
    )
