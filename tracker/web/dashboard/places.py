"""The page of a place or of the whole operation: will the shelters hold, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.appearance import PAGE
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.capacity_key import sign_capacity
from tracker.charts.sentences.capacity import (
    ONE_SHELTER,
    SHELTERS,
    Subject,
    describe,
    describe_outside,
)
from tracker.charts.sentences.forecast import describe_full
from tracker.charts.sentences.others import OTHERS, Other, list_others, say_uncounted
from tracker.charts.series.capacity import (
    CAPACITY_KEYS,
    HEAD_ORDER,
    CapacitySeries,
    build_capacity_series,
)
from tracker.charts.series.forecast import FullSeries
from tracker.charts.series.heads import Head
from tracker.charts.tables.capacity import tabulate
from tracker.domain.daily import DayTotal
from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place
from tracker.web.dashboard.around import describe_around
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.claims import Claims, list_claim_points, load_claims, name_parts
from tracker.web.dashboard.days.behind import list_report_marks
from tracker.web.dashboard.extents import (
    Extent,
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.dashboard.folds import MOST_AREAS, count_newest
from tracker.web.dashboard.outlooks import load_outlook, make_full_tile
from tracker.web.dashboard.periods import (
    Period,
    PeriodForm,
    choose_period,
    list_quick_links,
)
from tracker.web.dashboard.preferences import count_preferred, list_preferred_marks, say_marks
from tracker.web.dashboard.short_marks import ShortMark, list_row_marks
from tracker.web.dashboard.silences import find_silence
from tracker.web.dashboard.summaries import PlaceSummary, summarise_areas, summarise_units
from tracker.web.dashboard.tiles import (
    CASUALTIES,
    LastDays,
    Tile,
    list_capacity_tiles,
    list_casualty_tiles,
    make_total_tile,
)
from tracker.web.dashboard.topics import list_topics
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading

ROWS = 60
"""Rows of the table before it is cut: a year of days would be most of the page's weight."""

_OF_SHELTERS = {head.label for head in (Head.SHELTERED, Head.CAPACITY, Head.FREE, Head.STANDBY)}


@blueprint.get("/overview/capacity")
@access.roles(*SEEING_ALL)
def show_operation() -> ResponseReturnValue:
    """The whole operation, day by day."""
    return show(None)


@blueprint.get(PLACE)
@access.signed_in
def show_place(place_id: int) -> ResponseReturnValue:
    """An area, a shelter or the outside of a district's shelters."""
    return show(load_shown_place(place_id))


def show(place: Place | None) -> ResponseReturnValue:
    """Render the page about a place, or about the operation."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    session, clock, lookback = reading(), operation.clock, current_lookback()
    knowledge = lookback.knowledge
    form = PeriodForm(earliest=clock.start, today=lookback.today, is_past=lookback.is_past)
    period = choose_period(form)
    form.show_period(period)
    extent = load_extent(knowledge, place, period.last)
    latest = knowledge.find_last_report(extent.place_ids, form.today)
    last_claim = knowledge.find_last_claim(extent.same, form.today)
    last_said = max((said for said in (latest, last_claim) if said), default=None)
    numbers = load_numbers(knowledge, extent, period, clock)
    days = numbers.series.days
    newest = None if request.args.get("rows") == "all" else ROWS
    rows = tabulate(numbers.series, extent.day_url, newest)
    children = list_children(knowledge, extent, period.last)
    return render_template(
        "dashboard/place.html",
        form=form,
        extent=extent,
        period=period,
        latest=latest,
        never_counted=""
        if latest
        else say_uncounted(
            knowledge.count_uncounted(place.id if place else None, clock.start, form.today)
        ),
        last_claim=last_claim,
        numbers=numbers,
        around=describe_around("capacity", extent, period, lookback, extent.url),
        silence=find_silence(extent, numbers.reported.get(COVERAGE), period, clock),
        sentence=describe_extent(numbers, extent),
        clock=clock,
        rows=[
            (row, [*numbers.preferred.get(row.day, ()), *marks])
            for row, marks in zip(rows, list_row_marks(rows, days[::-1][:newest]), strict=True)
        ],
        row_count=len(days),
        all_rows_url=extent.url(rows="all", **period.address),
        breadcrumbs=list_breadcrumbs(
            session, current_person(), place, None if place else "Capacity"
        ),
        quick_links=list_quick_links(period, clock, form.today, last_said, extent.url),
        topics=list_topics(extent, None),
        children=children,
        preferred=count_preferred(knowledge, [one.place_id for one in children], period.last),
        most_children=MOST_AREAS,
        newest_days=count_newest(rows),
        list_report_marks=list_report_marks,
        name_parts=name_parts,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """What the page says about a period.

    The chart's series, the coming days, running totals of these days, when each was last
    reported, claims, and marks of days on which a reviewer preferred a report. Of the outside of a
    district's shelters it has none of shelters.
    """

    series: CapacitySeries
    full: FullSeries
    totals: Mapping[str, Sequence[DayTotal]]
    reported: LastDays
    claims: Claims
    figure: dict[str, object]
    preferred: Mapping[date, Sequence[ShortMark]]
    has_shelters: bool = True

    @property
    def tiles(self) -> list[Tile]:
        """Head numbers of the last day."""
        evacuated = Indicator.EVACUATED
        tiles = list_capacity_tiles(self.series)
        if self.has_shelters:
            tiles.insert(HEAD_ORDER.index(Head.FREE) + 1, make_full_tile(self.full))
        else:
            tiles = [tile for tile in tiles if tile.label not in _OF_SHELTERS]
        return [*tiles, make_total_tile(evacuated, self.totals[evacuated], self.reported)]

    @property
    def others(self) -> tuple[Other, ...]:
        """What is known on the last day that the chart does not show."""
        return list_others(self.totals, self.reported)

    @property
    def picture(self) -> str:
        """What stands in the chart's place until it is drawn."""
        return draw_capacity_picture(self.series, PAGE, self.title, self.full)

    @property
    def title(self) -> str:
        """What the chart shows."""
        if self.has_shelters:
            return "Capacity against arrivals"
        return "People present, arrivals and departures"

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """Names and signs of the marks in the picture."""
        return sign_capacity(self.series, self.full, PAGE)

    @property
    def casualties(self) -> list[Tile]:
        """Head numbers of killed, injured and missing."""
        return list_casualty_tiles(self.totals, self.reported)

    @property
    def has_casualties(self) -> bool:
        """Whether anybody ever reported any."""
        return any(self.totals[key][-1].known for key in CASUALTIES)


def load_numbers(
    knowledge: Knowledge, extent: Extent, period: Period, clock: OperationClock
) -> Numbers:
    """Read a period; the day before it gives the first day's changes."""
    ids, last = extent.place_ids, period.last
    keys = (*CAPACITY_KEYS, *OTHERS)
    days = knowledge.read_days(ids, period.first - timedelta(days=1), last, keys)
    reported = knowledge.find_last_days(ids, keys, last)
    claims = load_claims(knowledge, extent, period.first, period.last)
    preferred = list_preferred_marks(knowledge, extent, period, CAPACITY_KEYS)
    series = build_capacity_series(
        days,
        claims=list_claim_points(claims.shown),
        stale_after=clock.stale_after,
        first=period.first,
        reported=reported,
    )
    series = note_uncounted(replace(series, remarks=say_marks(preferred)), knowledge, extent)
    full = load_outlook(knowledge, extent, last, clock)
    return Numbers(
        series=series,
        full=full,
        totals={key: days[key] for key in OTHERS},
        reported=reported,
        claims=claims,
        figure=draw_capacity(series, urls=extent.day_url, full=full),
        preferred=preferred,
        has_shelters=not extent.is_outside,
    )


def note_uncounted(series: CapacitySeries, knowledge: Knowledge, extent: Extent) -> CapacitySeries:
    """The series, with how many reports about shelters do not count where it is empty."""
    if not series.is_empty or not series.days:
        return series
    first, last = series.days[0].day, series.days[-1].day
    reports = knowledge.count_uncounted(extent.place.id if extent.place else None, first, last)
    return replace(series, uncounted=reports)


def describe_extent(numbers: Numbers, extent: Extent) -> str:
    """What the page of a place says first."""
    if extent.is_outside:
        return describe_outside(numbers.series, numbers.others)
    return describe_all(numbers, ONE_SHELTER if extent.is_shelter else SHELTERS)


def describe_all(numbers: Numbers, subject: Subject) -> str:
    """What the chart shows in words: the last day first, then the coming ones."""
    said = describe(numbers.series, subject, numbers.others), describe_full(numbers.full, subject)
    return " ".join(filter(None, said))


def list_children(knowledge: Knowledge, extent: Extent, day: date) -> list[PlaceSummary]:
    """What lies directly in the place, areas or a district's shelters: the fewest free first."""
    if extent.place is not None and extent.is_district:
        found = summarise_units(knowledge, extent.place, day)
    else:
        found = summarise_areas(knowledge, extent.children, day)
    return sorted(found, key=lambda place: (place.free is None, place.free or 0))
