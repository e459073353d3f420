"""All that is wrong with a form at once, so that nobody mends it in rounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.domain.checks import EntryContext, check_hard
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidCount, InvalidField

Problems = Iterable[InvalidCount | InvalidField]


def complete_problems(
    problems: Problems, day: date, counts: Sequence[Count], context: EntryContext
) -> Problems:
    """Problems, and what cannot be true of the counts (those that could be read) beside them.

    A count that has a problem already is left out: whatever else is wrong with it may follow from
    that. Where nothing is wrong yet, nothing is looked for.
    """
    found = tuple(problems)
    if not found:
        return ()
    told = {problem.indicator for problem in found if isinstance(problem, InvalidCount)}
    others = [count for count in counts if count.indicator not in told]
    more = (p for p in check_hard(day, others, context) if isinstance(p, InvalidCount))
    return (*found, *more)
