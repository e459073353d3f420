"""What topic pages show beside running totals: who came and left, where, of what sex and age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.charts.series.movement import MOVEMENT_KEYS, MovementSeries, build_movement_series
from tracker.charts.series.pyramid import Pyramid, build_pyramid
from tracker.charts.series.tallies import TallySeries, build_named_series
from tracker.domain.daily import DayTotal
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.dashboard.topics import Topic

MOST_AREAS = 8
"""Areas with a row of their own in the chart; the others are one row together."""
FEWEST_AREAS = 2
"""One area alone is the chart above."""

AreaDays = Mapping[str, Sequence[DayTotal]]


def load_movement(knowledge: Knowledge, extent: Extent, period: Period) -> MovementSeries:
    """Who came and who left over a period."""
    days = knowledge.read_days(extent.place_ids, period.first, period.last, MOVEMENT_KEYS)
    return build_movement_series(days)


def load_pyramids(
    knowledge: Knowledge, topic: Topic, extent: Extent, period: Period
) -> tuple[Pyramid, ...]:
    """The topic's indicators by sex and age, as far as anybody told; a few statements for each."""
    last, place_id = period.last, extent.place.id if extent.place else None
    totals = knowledge.read_days(extent.place_ids, last, last, topic.broken_down)
    pyramids = (
        build_pyramid(
            indicator,
            totals[indicator][0],
            found := knowledge.read_breakdown(place_id, period.first, last, indicator),
            knowledge.count_preferred_reports(found.reports, indicator),
        )
        for indicator in topic.broken_down
    )
    return tuple(pyramid for pyramid in pyramids if not pyramid.is_empty)


def read_areas(
    knowledge: Knowledge, topic: Topic, extent: Extent, period: Period
) -> list[tuple[Place, dict[str, tuple[DayTotal, ...]]]]:
    """Areas directly in the extent of which anything is known, the largest number first."""
    ids = [place.id for place in extent.children]
    found = knowledge.read_days_of_each(ids, period.first, period.last, topic.indicators)
    known = [(place, found[place.id]) for place in extent.children if _is_known(found[place.id])]
    return sorted(known, key=lambda pair: pair[1][topic.trend][-1].value or 0, reverse=True)


def _is_known(days: AreaDays) -> bool:
    return any(totals[-1].known for totals in days.values())


def build_area_series(
    knowledge: Knowledge,
    topic: Topic,
    areas: Sequence[tuple[Place, AreaDays]],
    period: Period,
) -> tuple[TallySeries, ...]:
    """The topic's trend area by area, and of all smaller areas together; none for one alone."""
    rows: dict[str, Sequence[DayTotal]] = {}
    own = {place.id: days for place, days in areas}
    for name, ids in group_areas(topic, areas).items():
        if len(ids) == 1:
            rows[name] = own[ids[0]][topic.trend]
        else:
            days = knowledge.read_days(ids, period.first, period.last, [topic.trend])
            rows[name] = days[topic.trend]
    return build_named_series(rows, topic.trend)


def group_areas(
    topic: Topic, areas: Sequence[tuple[Place, AreaDays]]
) -> dict[str, tuple[int, ...]]:
    """The areas of each row of the chart by its name; none for one alone."""
    known = [place for place, days in areas if days[topic.trend][-1].known]
    if len(known) < FEWEST_AREAS:
        return {}
    own = known if len(known) <= MOST_AREAS + 1 else known[:MOST_AREAS]
    groups: dict[str, tuple[int, ...]] = {place.name: (place.id,) for place in own}
    if rest := tuple(place.id for place in known[len(own) :]):
        groups[f"{len(rest)} other areas"] = rest
    return groups
