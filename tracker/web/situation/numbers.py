"""The numbers of a situation report as points: of the operation, and of each area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.charts.series.heads import Coverage
from tracker.charts.series.tallies import build_tally_series
from tracker.charts.tables.drawn import DrawnPoint
from tracker.charts.tables.drawn_tallies import list_tallies
from tracker.charts.wording import phrase_coverage
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE
from tracker.web.situation.gathering import Situation

_KEYS = (*Indicator, COVERAGE)


def list_points(situation: Situation) -> tuple[DrawnPoint, ...]:
    """Every number of the day: first of the whole operation, then area by area."""
    knowledge, day = situation.lookback.knowledge, situation.day
    areas = situation.districts
    whole = knowledge.read_days(None, day, day, _KEYS)
    found = knowledge.read_days_of_each([area.id for area in areas], day, day, _KEYS)
    stale_after = situation.lookback.operation.clock.stale_after
    named: list[tuple[str | None, Mapping[str, Sequence[DayTotal]]]] = [(None, whole)]
    named += [(area.name, found[area.id]) for area in areas]
    return tuple(
        replace(point, place=name)
        for name, days in named
        for point in (
            *list_tallies(build_tally_series(days, Indicator), stale_after),
            *_list_coverage(days[COVERAGE][0]),
        )
    )


def _list_coverage(total: DayTotal) -> Iterator[DrawnPoint]:
    if total.expected:
        coverage = Coverage(reporting=total.reporting, expected=total.expected)
        yield DrawnPoint(
            day=total.day,
            series=COVERAGE,
            label="Units reporting",
            value=total.reporting,
            high=total.expected,
            said=phrase_coverage(coverage),
            reporting=total.reporting,
        )
