"""What stands beside a field: the last value with its day, and what was reckoned from flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.checks import EntryContext, LastKnown, reckon_present
from tracker.domain.checks.reckoning import FLOWS
from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.web.entry.days import name_short


@dataclass(frozen=True, kw_only=True, slots=True)
class LastValue:
    """`said` is the last value in words with its day.

    Only of people present: the level `before`, and what is `reckoned` by arrivals and departures.
    """

    said: str | None
    reckoned: int | None = None
    before: int | None = None


def list_last_values(
    context: EntryContext, counts: Sequence[Count] = ()
) -> dict[Indicator, LastValue]:
    """What is known of each indicator; `counts` are those typed so far."""
    found = {
        indicator: LastValue(said=describe_last(indicator, last))
        for indicator, last in context.last.items()
    }
    present = context.last.get(Indicator.PRESENT)
    if present is not None and present.value is not None:
        found[Indicator.PRESENT] = LastValue(
            said=describe_last(Indicator.PRESENT, present),
            reckoned=_reckon(present.value, counts, context),
            before=present.value,
        )
    return found


def _reckon(before: int, counts: Sequence[Count], context: EntryContext) -> int | None:
    """Without arrivals and departures nobody came and nobody left."""
    if not any(count.indicator in FLOWS for count in counts):
        return before
    return reckon_present(counts, context)


def describe_last(indicator: Indicator, last: LastKnown) -> str:
    """`412 on 8 Aug`; for tallies with the running total: `12 on 8 Aug, 340 in total`."""
    day = name_short(last.day)
    if indicator.is_level:
        return f"{last.said} on {day}" + (", reckoned" if last.derived else "")
    if last.value is None:
        return f"{last.said} on {day}"
    if last.said == f"{last.value:,}":
        return f"{last.said} in total on {day}"
    return f"{last.said} on {day}, {last.value:,} in total"
