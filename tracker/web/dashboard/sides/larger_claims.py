"""Claims about larger areas, each held against the sum of its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.sentences.comparison import (
    Sum,
    compare_claim,
    is_apart,
    list_compared,
    read_sum,
)
from tracker.domain.counts import Count, Form
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.recording.history import ReportHistory
from tracker.recording.knowledge import Knowledge
from tracker.registry.people import Person
from tracker.registry.places import DISTRICT, PlaceKind, load_places
from tracker.web.dashboard.extents import Extent
from tracker.web.shared.seeing import find_seen_ids

MOST = 20
"""Claims shown: the latest of each source about each area are few."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldClaim:
    """One count of a claim, and the sentence that holds it against the sum.

    `is_apart` says that both cannot be true, or that no unit says anything about it.
    """

    area_id: int
    area_name: str
    report: ReportHistory
    count: Count
    sentence: str
    is_apart: bool


def list_held_claims(
    knowledge: Knowledge, person: Person, extent: Extent, day: date, indicator: Indicator
) -> tuple[HeldClaim, ...]:
    """The latest standing claim of each source about the areas that hold the page's place.

    A number of new ones is of its own day only. A total so far is held against that of the day it
    was said for: it was not wrong because more happened since. Levels are held against those of the
    day of the page. Statements grow with the depth of the tree only.
    """
    return hold_claims(knowledge, person, extent, day, list_compared(indicator))


def hold_claims(
    knowledge: Knowledge,
    person: Person,
    extent: Extent,
    day: date,
    compared: Sequence[Indicator],
) -> tuple[HeldClaim, ...]:
    """The same for several indicators; those that are held together must all be among them."""
    areas = _list_areas(knowledge, person, extent)
    found = knowledge.list_latest_claims(list(areas), day, compared, MOST * len(compared))
    earliest = _find_earliest(found, day)
    totals = {
        area: knowledge.read_days([area], first, day, compared) for area, first in earliest.items()
    }
    return tuple(
        _hold(report, count, areas[report.place_id], totals[report.place_id], day)
        for report, count in found
    )


def _find_earliest(found: Sequence[tuple[ReportHistory, Count]], day: date) -> dict[int, date]:
    """The first day of which the sums of each area are asked."""
    earliest: dict[int, date] = {}
    for report, count in found:
        asked = _choose_day(report, count, day)
        earliest[report.place_id] = min(asked, earliest.get(report.place_id, day))
    return earliest


def _choose_day(report: ReportHistory, count: Count, day: date) -> date:
    """The day of which the sum is held against the claim."""
    return report.day if count.form is Form.TOTAL else day


def _list_areas(knowledge: Knowledge, person: Person, extent: Extent) -> dict[int, str]:
    """Names of the areas that hold the place, and of those that cover just the same, by id."""
    above = extent.place.path if extent.place else ()
    ids = [*(place_id for place_id, _ in above), *extent.same]
    places = load_places(knowledge.session, ids, knowledge.registers)
    covered = find_seen_ids(knowledge.session, person)
    return {
        place.id: place.name
        for place in places
        if place.kind is PlaceKind.AREA
        and place.level <= DISTRICT
        and (covered is None or place.id in covered)
    }


def _hold(
    report: ReportHistory,
    count: Count,
    area_name: str,
    totals: dict[str, tuple[DayTotal, ...]],
    day: date,
) -> HeldClaim:
    on = _choose_day(report, count, day)
    sums: dict[Indicator, Sum] = {
        indicator: read_sum(totals[indicator][(on - day).days - 1], count.form)
        for indicator in list_compared(count.indicator)
    }
    return HeldClaim(
        area_id=report.place_id,
        area_name=area_name,
        report=report,
        count=count,
        sentence=compare_claim(count, sums, None if on == day else on),
        is_apart=is_apart(count, sums),
    )
