"""What the rest of a district counted already of the days that a unit's first total covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.domain.checks import EntryContext
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.windows import find_window
from tracker.totals.read import read_last_days
from tracker.totals.scopes import load_scope


def add_counted_elsewhere(
    session: Session, context: EntryContext, place_id: int, day: date, counts: Sequence[Count]
) -> EntryContext:
    """The context with what was counted in the district before the place became a unit.

    A shelter's first total so far covers days on which its district reported as a whole, a
    district's first one days on which its shelters did. Only totals so far look here, so that other
    reports cost nothing.
    """
    totals = [count.indicator for count in counts if count.form is Form.TOTAL]
    scope = load_scope(session, place_id) if totals else None
    window = find_window(scope.timeline.active, day) if scope else None
    if scope is None or window is None or window.first <= context.start:
        return context
    found: dict[Indicator, int] = {}
    before = window.first - timedelta(days=1)
    for indicator in totals:
        last = context.last.get(indicator)
        if last is not None and last.day >= before:
            continue
        counted = _read_total(session, scope.areas[0], before, indicator)
        if last is not None:
            counted -= _read_total(session, scope.areas[0], last.day, indicator)
        if counted > 0:
            found[indicator] = counted
    return replace(context, unit_since=window.first, counted_elsewhere=found)


def _read_total(session: Session, district: int, day: date, indicator: Indicator) -> int:
    """A tally's running total in a district after a day."""
    total = read_last_days(session, [district], day, [indicator]).get(district, {}).get(indicator)
    return (total.value or 0) if total else 0
