"""Hard checks: what cannot be true is refused, with a message at the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.checks.context import EntryContext
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidCount, InvalidField


def check_hard(
    day: date, counts: Sequence[Count], context: EntryContext
) -> tuple[InvalidCount | InvalidField, ...]:
    """What is wrong with a report, in the order of the form; empty when it can be true."""
    del day, counts, context
    return ()
