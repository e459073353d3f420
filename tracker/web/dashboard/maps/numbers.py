"""The numbers behind a map: areas with their measures, boundaries, and shelters on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from tracker.charts.bounds import Bound
from tracker.charts.free import bound_free, say_free, say_share, sign_free, sign_occupancy
from tracker.charts.geography import Shape
from tracker.charts.map_wording import (
    bound_arrivals,
    phrase_arrivals,
    phrase_measure,
    phrase_occupancy,
    shorten_measure,
)
from tracker.charts.series.arrivals import Arrivals, sum_arrivals
from tracker.charts.series.map import (
    ARRIVAL_DAYS,
    MapArea,
    MapMeasure,
    MapSeries,
    MapSite,
    find_step,
    list_steps,
    rank_area,
)
from tracker.charts.wording import phrase_coverage, phrase_level
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE, ShelterStatus
from tracker.recording.knowledge import Knowledge
from tracker.registry.boundaries import list_outlines
from tracker.registry.places import DISTRICT, Place, list_areas
from tracker.registry.sites import Site, list_published_sites
from tracker.web.dashboard.summaries import PlaceSummary, summarise_areas
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.lookback import current_lookback

MOST_DISTRICTS = 400
"""With more of them the map shows regions, whose maps show their districts."""

NEVER, NO_PLACES = "no report yet", "no places"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    measure: MapMeasure
    day: date
    stale_after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MapLine:
    """An area with everything that a map can show of it."""

    summary: PlaceSummary
    area: MapArea
    arrivals: Arrivals | None
    silence: int | None

    @property
    def arrivals_bound(self) -> str:
        """The word before the arrivals, where there are any."""
        return bound_arrivals(self.arrivals) if self.arrivals else ""

    @property
    def occupancy(self) -> str | None:
        """People sheltered per usable place in words; None where it is not known."""
        said = say_share(self.summary)
        if said is None:
            return NO_PLACES if self.summary.has_no_places else None
        return f"{said[0]}{phrase_occupancy(said[1])}"


@dataclass(frozen=True, kw_only=True, slots=True)
class MapNumbers:
    """A map's series, its lines with the most urgent first, and whom its boundaries come from."""

    series: MapSeries
    lines: tuple[MapLine, ...]
    attributions: tuple[str, ...]

    @property
    def undrawn(self) -> int:
        """How many areas have no boundary."""
        return len(self.series.areas) - len(self.series.drawn)


def load_map(
    knowledge: Knowledge, place: Place | None, day: date, measure: MapMeasure, stale_after: int
) -> MapNumbers:
    """Read a map of a place (None: the operation); a constant number of statements.

    It shows areas and shelters that the reader may look at today.
    """
    session = knowledge.session
    asked = _Asked(measure=measure, day=day, stale_after=stale_after)
    keep_seen = current_lookback().keep_seen
    found = list_areas(session, include_retired=True, registers=knowledge.registers)
    areas, districts = choose_areas(keep_seen(found, lambda area: area.id), place, day)
    ids = [area.id for area in areas]
    outlines = list_outlines(session, ids)
    summaries = summarise_areas(knowledge, areas, day)
    first = day - timedelta(days=ARRIVAL_DAYS - 1)
    flows = knowledge.read_days_of_each(
        ids, first - timedelta(days=1), day, [Indicator.ARRIVALS, COVERAGE]
    )
    lines = [
        _make_line(
            asked,
            summary,
            outlines[summary.place_id].shape if summary.place_id in outlines else None,
            sum_arrivals(
                flows[summary.place_id][Indicator.ARRIVALS], flows[summary.place_id][COVERAGE][1:]
            ),
        )
        for summary in summaries
    ]
    sites = list_published_sites(
        session, [district.id for district in districts], day, knowledge.registers
    )
    return MapNumbers(
        series=MapSeries(
            measure=measure,
            day=day,
            steps=list_steps(measure, stale_after),
            areas=tuple(line.area for line in lines),
            sites=tuple(map(_make_site, keep_seen(sites, lambda site: site.place_id))),
            schematic=any(outline.is_schematic for outline in outlines.values()),
        ),
        lines=tuple(sorted(lines, key=lambda line: rank_area(measure, line.area))),
        attributions=tuple(
            sorted({outline.attribution for outline in outlines.values() if outline.attribution})
        ),
    )


def choose_areas(
    areas: Sequence[Place], place: Place | None, day: date
) -> tuple[list[Place], list[Place]]:
    """The areas that a map colours, and the districts whose shelters it shows.

    These are the districts in the place, or the district itself. Too many to be told apart are
    replaced by their regions, where there are several.
    """
    valid = [area for area in areas if area.is_valid(day)]
    within = [area for area in valid if place is None or _lies_in(area, place)]
    districts = [area for area in within if area.level == DISTRICT]
    regions = [area for area in within if area.level == DISTRICT - 1]
    if len(districts) > MOST_DISTRICTS and len(regions) > 1:
        return regions, []
    return districts, districts


def _lies_in(area: Place, place: Place) -> bool:
    return area.id == place.id or any(at == place.id for at, _ in area.path)


def _make_line(
    asked: _Asked, summary: PlaceSummary, shape: Shape | None, arrivals: Arrivals | None
) -> MapLine:
    silence = (asked.day - summary.last_report).days if summary.last_report else None
    values: dict[MapMeasure, float | None] = {
        MapMeasure.OCCUPANCY: summary.occupancy,
        MapMeasure.FREE: summary.free,
        MapMeasure.ARRIVALS: arrivals.number if arrivals else None,
        MapMeasure.SILENCE: silence,
    }
    value = values[asked.measure]
    area = MapArea(
        place_id=summary.place_id,
        name=summary.name,
        url=url_for("dashboard.show_place", place_id=summary.place_id),
        shape=shape,
        value=value,
        said=_say(asked.measure, value, summary, arrivals),
        short=shorten_measure(asked.measure, _find_said(asked.measure, value, summary)[1]),
        step=find_step(asked.measure, value, asked.stale_after),
        bound=_find_sign(asked.measure, summary, arrivals),
        doubtful=_is_doubtful(summary, asked.measure),
        detail=tuple(_list_detail(summary, arrivals)),
    )
    return MapLine(summary=summary, area=area, arrivals=arrivals, silence=silence)


def _say(
    measure: MapMeasure, value: float | None, summary: PlaceSummary, arrivals: Arrivals | None
) -> str:
    if measure is MapMeasure.ARRIVALS and arrivals is not None:
        return f"{measure.label} {phrase_arrivals(arrivals)}"
    word, number = _find_said(measure, value, summary)
    if number is not None:
        return f"{measure.label} {word}{phrase_measure(measure, number)}"
    if measure is MapMeasure.OCCUPANCY and summary.has_no_places:
        return f"{measure.label}: {NO_PLACES}"
    return NEVER if measure is MapMeasure.SILENCE else f"{measure.label} not known"


def _find_said(
    measure: MapMeasure, value: float | None, summary: PlaceSummary
) -> tuple[str, float | None]:
    """The number that is said, with the word before it: a bound where there is no more."""
    if measure is MapMeasure.FREE and (free := say_free(summary)):
        return bound_free(summary), free.number
    if measure is MapMeasure.OCCUPANCY and (share := say_share(summary)):
        return share
    return "", value


_SIGN = {MapMeasure.OCCUPANCY: sign_occupancy, MapMeasure.FREE: sign_free}
"""What gives its sign on the map."""


def _find_sign(
    measure: MapMeasure, summary: PlaceSummary, arrivals: Arrivals | None
) -> Bound | None:
    if measure is MapMeasure.ARRIVALS:
        return arrivals.sign if arrivals else None
    return _SIGN[measure](summary) if measure in _SIGN else None


def _is_doubtful(summary: PlaceSummary, measure: MapMeasure) -> bool:
    """Whether the number rests on counts that are carried for too long."""
    rests_on_counts = measure in {MapMeasure.OCCUPANCY, MapMeasure.FREE}
    is_known = summary.free is not None
    return rests_on_counts and is_known and bool(summary.sheltered.stale or summary.capacity.stale)


def _list_detail(summary: PlaceSummary, arrivals: Arrivals | None) -> Iterator[str]:
    """What else is said of an area beside its measure."""
    yield f"People sheltered: {phrase_level(summary.sheltered)}"
    yield f"Usable places: {phrase_level(summary.capacity)}"
    if arrivals is not None:
        yield f"{MapMeasure.ARRIVALS.label}: {phrase_arrivals(arrivals)}"
    if summary.coverage is not None:
        yield phrase_coverage(summary.coverage)
    yield f"Last report: {say_day(summary.last_report) if summary.last_report else 'none yet'}"


def _make_site(site: Site) -> MapSite:
    return MapSite(
        place_id=site.place_id,
        name=site.name,
        url=url_for("dashboard.show_place", place_id=site.place_id),
        position=(site.position.longitude, site.position.latitude),
        status=site.status,
        said=f"{site.shelter_type.label}, {_STATUS[site.status]}",
    )


_STATUS = {
    ShelterStatus.OPEN: "open",
    ShelterStatus.STANDBY: "on standby",
    ShelterStatus.CLOSED: "closed",
}
