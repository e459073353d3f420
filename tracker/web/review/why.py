"""Why a report's numbers count or do not, and what preferring it would change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.charts.wording import phrase_number
from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.recording.causes import Said
from tracker.recording.foreseen import foresee_preference
from tracker.recording.history import ReportHistory
from tracker.recording.rulings import Different
from tracker.recording.sides import list_sides
from tracker.web.shared.counting_words import say_counting
from tracker.web.shared.preferring import explain_sides


def explain_number(
    reports: Iterable[ReportHistory],
    place_id: int,
    indicator: Indicator,
    different: Different,
    clock: OperationClock,
) -> str | None:
    """The rule that makes one of a day's numbers count; None where there is no choice."""
    standing = list_sides(place_id, reports, indicator, different).standing
    return explain_sides(standing, clock) if len(standing) > 1 else None


def list_preferring(session: Session, report: ReportHistory, now: datetime) -> tuple[str, ...]:
    """What preferring the report would change: `People present: 879 → 1,050`."""
    before, after = foresee_preference(session, report, now)
    return tuple(
        f"{indicator.definition.label}: {_say(before.get(indicator), after.get(indicator))}"
        for indicator in Indicator
        if before.get(indicator) != after.get(indicator)
    )


def _say(before: Said | None, after: Said | None) -> str:
    """Bare numbers where they differ, with their bounds where only these do."""
    numbers = [said.value for said in (before, after) if said and said.value is not None]
    forms = {said.form for said in (before, after) if said}
    is_plain = len(numbers) == len((before, after)) and len(forms) == 1
    if is_plain and numbers[0] != numbers[1]:
        return " → ".join(map(phrase_number, numbers))
    return f"{say_counting(before)} → {say_counting(after)}"
