"""Which rule made a number count before others, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.charts.sentences.preference import Preference, explain_preference
from tracker.domain.counts import Count
from tracker.domain.days import OperationClock
from tracker.domain.reports import Decision
from tracker.domain.selection import Rung, find_rung
from tracker.recording.sides import Side, find_preference


def explain_sides(standing: Sequence[Side], clock: OperationClock) -> str:
    """Why the first of the sides, in the order in which they count, counts."""
    preference = _find_preference(standing[0], clock) if is_chosen(standing) else None
    return explain_preference([side.candidate for side in standing], preference)


def is_chosen(standing: Sequence[Side]) -> bool:
    """Whether the first of the sides counts before the others because a reviewer preferred it."""
    candidates = [side.candidate for side in standing[:2]]
    return len(candidates) > 1 and find_rung(*candidates) is Rung.PREFERENCE


def is_outdated(standing: Sequence[Side]) -> bool:
    """Whether the reviewer preferred another number: its author changed it afterwards."""
    preference = find_preference(standing[0].report.decisions, standing[0].count.indicator)
    return preference is not None and _find_preferred(standing[0], preference) != standing[0].count


def _find_preferred(side: Side, decision: Decision) -> Count | None:
    """What the report said of the number when it was preferred."""
    revision = next(one for one in side.report.revisions if one.seq == decision.seq)
    return next((one for one in revision.counts if one.indicator is side.count.indicator), None)


def _find_preference(side: Side, clock: OperationClock) -> Preference | None:
    decision = find_preference(side.report.decisions, side.count.indicator)
    if decision is None:
        return None
    preferred = _find_preferred(side, decision)
    return Preference(
        person_name=decision.person_name,
        day=clock.day_of(decision.recorded_at),
        reason=decision.reason or "",
        is_outdated=preferred != side.count,
        said=preferred.said if preferred else None,
    )
