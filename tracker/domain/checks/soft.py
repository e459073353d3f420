"""Soft checks: what is unlikely is asked about once, with the numbers compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.checks.context import EntryContext
from tracker.domain.counts import Count
from tracker.domain.reports import SoftWarning


def check_soft(
    day: date, counts: Sequence[Count], context: EntryContext
) -> tuple[SoftWarning, ...]:
    """What to ask before a report that passed the hard checks is kept, each with its key."""
    del day, counts, context
    return ()
