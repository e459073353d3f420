"""People present as they follow from the last level and the flows of a report."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.checks.context import EntryContext, LastKnown
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator

FLOWS = {Indicator.ARRIVALS: 1, Indicator.DEPARTURES: -1}


def reckon_present(counts: Sequence[Count], context: EntryContext) -> int | None:
    """Last present + arrivals - departures; None where there is nothing to reckon with.

    A report without flows is reckoned only when the last level was itself derived, as in the unit's
    fold.
    """
    base = context.last.get(Indicator.PRESENT)
    flows = [count for count in counts if count.indicator in FLOWS]
    if base is None or base.value is None or not (flows or base.derived):
        return None
    level = base.value
    for count in flows:
        added = None if _began_before(count, base, context) else added_on_day(count, context)
        if added is None:
            return None
        level += FLOWS[count.indicator] * added
    return level


def _began_before(count: Count, base: LastKnown, context: EntryContext) -> bool:
    """Whether a total so far covers days before the level was counted."""
    if count.form is not Form.TOTAL or base.derived:
        return False
    before = context.last.get(count.indicator)
    return before is None or before.day < base.day


def added_on_day(count: Count, context: EntryContext) -> int | None:
    """What a count adds on its day: a total so far less the running total before, others as is."""
    if count.value is None or count.form is Form.NEW:
        return count.value
    before = context.running.get(count.indicator, 0)
    return None if before is None else count.value - before
