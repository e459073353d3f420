"""The overview: the operation for who has one minute, with the pages behind it one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.charts.appearance import PAGE
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.figures.key import list_key
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.key import draw_sign
from tracker.charts.sentences.others import OTHERS, list_others
from tracker.charts.sentences.overview import describe_overview, phrase_silence
from tracker.charts.series.capacity import CAPACITY_KEYS, CapacitySeries, build_capacity_series
from tracker.charts.series.heads import Head
from tracker.charts.wording import phrase_day
from tracker.domain.daily import DayTotal
from tracker.domain.days import OperationClock
from tracker.domain.forecast import HORIZON
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place, list_areas_on
from tracker.web.dashboard.around import describe_around
from tracker.web.dashboard.blueprint import blueprint
from tracker.web.dashboard.claims import list_claim_points, load_claims
from tracker.web.dashboard.extents import Extent, find_operation
from tracker.web.dashboard.outlooks import build_outlook, make_full_tile
from tracker.web.dashboard.overview.since import load_since
from tracker.web.dashboard.overview.urgent import UrgentDistricts, list_urgent
from tracker.web.dashboard.periods import Period, end_on
from tracker.web.dashboard.places import note_uncounted
from tracker.web.dashboard.preferences import count_preferred
from tracker.web.dashboard.short_marks import ShortMark
from tracker.web.dashboard.tiles import (
    CASUALTIES,
    TALLY_LABELS,
    Tile,
    list_capacity_tiles,
    list_casualty_tiles,
)
from tracker.web.dashboard.topics import CASUALTIES as CASUALTY_PAGE
from tracker.web.dashboard.topics import list_topics
from tracker.web.shared import access
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading

HEADS = (Head.SHELTERED, Head.CAPACITY, Head.FREE, Head.PRESENT, Head.ARRIVALS)
"""Head numbers, in their order; days until full come after the free places."""

FLOWS = frozenset({Head.ARRIVALS, Head.DEPARTURES})
"""Numbers of one day, not of its end."""

SHORT_LABELS = {TALLY_LABELS[Indicator.HOSPITALISED]: "of whom in hospital"}

SAID_AT_ONCE = frozenset({"forecast", "overflow"})
"""Marks that stand with their number; those that say how sure it is are folded away together."""


@blueprint.get("/overview")
@access.roles(*SEEING_ALL)
def overview() -> ResponseReturnValue:
    """The whole operation in one look."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    clock, lookback = operation.clock, current_lookback()
    today, knowledge = lookback.today, lookback.knowledge
    areas = list_areas_on(reading(), today, knowledge.registers)
    extent, period = find_operation(areas, today), end_on(today, clock.start)
    found = load_overview(knowledge, extent, areas, period, clock)
    return render_template(
        "dashboard/overview.html",
        extent=extent,
        today=today,
        found=found,
        preferred=count_preferred(
            knowledge, [district.place_id for district in found.districts.shown], today
        ),
        around=describe_around("capacity", extent, period, lookback, extent.url),
        silence=phrase_silence(clock.stale_after),
        list_doubts=list_doubts,
        news=None if lookback.is_past else load_since(extent, lookback),
        topics=list_topics(extent, None, on_overview=True),
        casualties_url=CASUALTY_PAGE.url(extent),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """What the page says of the operation on a day; `picture` stands until `figure` is drawn.

    `key` has the name and the sign of each mark in it.

    `casualties` is empty where nobody ever reported any.
    """

    series: CapacitySeries
    sentence: str
    tiles: tuple[Tile, ...]
    casualties: tuple[Tile, ...]
    districts: UrgentDistricts
    figure: dict[str, object]
    picture: str
    key: tuple[tuple[str, str], ...]

    @property
    def doubts(self) -> tuple[tuple[str, tuple[ShortMark, ...]], ...]:
        """How sure the numbers are: the marks of each that has any, with its label."""
        of_tiles = ((tile.label, list_doubts(tile)) for tile in (*self.tiles, *self.casualties))
        return tuple((label, marks) for label, marks in of_tiles if marks)

    @property
    def has_chart(self) -> bool:
        """Whether any unit reported in the days shown, or anybody claimed anything."""
        return not self.series.is_empty or bool(self.series.drawn_claims)


def load_overview(
    knowledge: Knowledge,
    extent: Extent,
    areas: Sequence[Place],
    period: Period,
    clock: OperationClock,
) -> Overview:
    """Read a period up to the day of the page; a constant number of statements."""
    ids, keys = extent.place_ids, (*CAPACITY_KEYS, *OTHERS)
    days = knowledge.read_days(ids, period.first - timedelta(days=1), period.last, keys)
    reported = knowledge.find_last_days(ids, keys, period.last)
    claims = load_claims(knowledge, extent, period.first, period.last)
    series = build_capacity_series(
        {key: days[key] for key in CAPACITY_KEYS},
        claims=list_claim_points(claims.shown),
        stale_after=clock.stale_after,
        first=period.first,
        reported=reported,
    )
    series = note_uncounted(series, knowledge, extent)
    coming = period.last + timedelta(days=HORIZON)
    changes = knowledge.read_room_changes(ids, period.last, coming)
    full = build_outlook(days, changes, clock)
    casualties: Mapping[str, Sequence[DayTotal]] = {key: days[key] for key in CASUALTIES}
    figure = draw_capacity(series, urls=extent.day_url, full=full, compact=True)
    return Overview(
        series=series,
        sentence=describe_overview(series, full, days[COVERAGE][-1], list_others(days, reported)),
        tiles=tuple(
            _choose_tiles(list_capacity_tiles(series), series, make_full_tile(full, brief=True))
        ),
        casualties=tuple(map(shorten, list_casualty_tiles(casualties, reported)))
        if any(days[key][-1].known for key in CASUALTIES)
        else (),
        districts=list_urgent(knowledge, areas, period.last, clock, changes),
        figure=figure,
        key=tuple((name, draw_sign(name, PAGE)) for name in list_key(figure)),
        picture=draw_capacity_picture(
            series, PAGE, "Capacity against arrivals", full, compact=True
        ),
    )


def list_doubts(tile: Tile) -> tuple[ShortMark, ...]:
    """The marks of a head number that say how sure it is."""
    return tuple(mark for mark in tile.marks if mark[0] not in SAID_AT_ONCE)


def _choose_tiles(tiles: Sequence[Tile], series: CapacitySeries, full: Tile) -> list[Tile]:
    by_head = dict(zip((head.head for head in series.heads), tiles, strict=True))
    days = {head.head: head.day for head in series.heads}
    chosen = [date_flow(by_head[head], head, days[head]) for head in HEADS]
    chosen.insert(HEADS.index(Head.FREE) + 1, full)
    return chosen


def date_flow(tile: Tile, head: Head, day: date) -> Tile:
    """A flow's tile with the day it is of: not that of the levels beside it, and it has no age."""
    if head not in FLOWS or tile.value is None:
        return tile
    return replace(tile, label=f"{tile.label} on {phrase_day(day, short=True)}")


def shorten(tile: Tile) -> Tile:
    """A tile of casualties where four of them share little room."""
    age = tile.age.partition(",")[0] if tile.age else None
    return replace(tile, label=SHORT_LABELS.get(tile.label, tile.label), age=age)
