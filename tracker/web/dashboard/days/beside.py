"""What else was said of a unit's number for its day, and the rule by which one of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.recording.history import ReportHistory
from tracker.recording.knowledge import Knowledge
from tracker.recording.sides import Side, UnitSides
from tracker.totals.units import Behind
from tracker.web.shared.preferring import explain_sides, is_chosen, is_outdated


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What stands beside the number that counts.

    `rule` is the sentence that says why it counts, `is_chosen` whether a reviewer preferred it,
    `is_outdated` whether its author changed it after that.
    `repeated` is how often the source said it where no other source stands, else 0. `others` are
    the reports of the day that say something about the indicator as well and do not count.
    """

    rule: str | None = None
    is_chosen: bool = False
    is_outdated: bool = False
    repeated: int = 0
    others: tuple[ReportHistory, ...] = ()


ALONE = Beside()
"""Nothing stands beside it."""


def load_beside(
    knowledge: Knowledge, found: Iterable[Behind], indicator: Indicator, clock: OperationClock
) -> Mapping[int, Beside]:
    """What stands beside the numbers that are not alone, by place id."""
    rivals = {
        behind.unit.place_id: behind.unit.point.observation
        for behind in found
        if behind.unit.point.observation and behind.unit.point.observation.alternatives
    }
    if not rivals:
        return {}
    days = {place_id: one.day for place_id, one in rivals.items()}
    sides = knowledge.load_sides_of_each(days, indicator)
    return {
        place_id: _make_beside(sides[place_id], one.report_id, indicator, clock)
        for place_id, one in rivals.items()
    }


def _make_beside(
    sides: UnitSides, report_id: int, indicator: Indicator, clock: OperationClock
) -> Beside:
    sources = {side.report.source_id for side in sides.standing}
    return Beside(
        rule=explain_sides(sides.standing, clock),
        is_chosen=is_chosen(sides.standing),
        is_outdated=is_outdated(sides.standing),
        repeated=len(sides.standing) if len(sources) == 1 else 0,
        others=_list_others((*sides.standing, *sides.out), report_id, indicator),
    )


def _list_others(
    sides: Sequence[Side], report_id: int, indicator: Indicator
) -> tuple[ReportHistory, ...]:
    """The other reports that say it, in the order in which they were made."""
    reports = {side.report.report_id: side.report for side in sides}
    return tuple(
        report
        for at, report in sorted(reports.items())
        if at != report_id and any(count.indicator is indicator for count in report.counts)
    )
