"""What counts after each choice about a submission that came twice, in words."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.indicators import Indicator
from tracker.recording.conflicts import Conflict, SentKind
from tracker.recording.foreseen import Foreseen
from tracker.web.shared.counting_words import say_counting

_BECOMES = {
    SentKind.REPORT: "It becomes a report of its own beside report {report}.",
    SentKind.UNCHANGED: "It becomes a report of its own that repeats the levels that stand.",
    SentKind.CORRECTION: "Report {report} is corrected to it.",
    SentKind.WITHDRAWAL: "Report {report} is withdrawn.",
}
NOTHING_ELSE = "Every number counts as now."


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeRow:
    """One number: what counts now, and what would once what was sent is recorded."""

    label: str
    now: str
    recorded: str
    changes: bool


def list_outcomes(foreseen: Foreseen) -> tuple[OutcomeRow, ...]:
    """The numbers that count now or would count, in their order."""
    known = foreseen.now.keys() | foreseen.accepted.keys()
    return tuple(
        OutcomeRow(
            label=indicator.definition.label,
            now=say_counting(foreseen.now.get(indicator)),
            recorded=say_counting(foreseen.accepted.get(indicator)),
            changes=foreseen.now.get(indicator) != foreseen.accepted.get(indicator),
        )
        for indicator in Indicator
        if indicator in known
    )


def say_recorded(conflict: Conflict, rows: tuple[OutcomeRow, ...]) -> str:
    """What recording it does: what it becomes, and which numbers count then."""
    becomes = _BECOMES[conflict.sent.kind].format(report=conflict.sent.report_id)
    changed = [
        f"{row.label[0].lower()}{row.label[1:]} {row.recorded} instead of {row.now}"
        for row in rows
        if row.changes
    ]
    if not changed:
        return f"{becomes} {NOTHING_ELSE}"
    rest = " Everything else counts as now." if len(changed) < len(rows) else ""
    return f"{becomes} Then this counts: {'; '.join(changed)}.{rest}"


def say_set_aside(conflict: Conflict) -> str:
    """What setting it aside does."""
    return f"Report {conflict.report_id} stays as it is. {NOTHING_ELSE}"
