"""One line per place: places, people, free places, last report and coverage on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.series.heads import Coverage
from tracker.charts.series.levels import UNKNOWN_LEVEL, LevelPoint, read_level
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.steps import subtract
from tracker.domain.windows import COVERAGE, ShelterStatus
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place, PlaceKind, Unit, list_units_under
from tracker.totals.units import UnitPoint
from tracker.web.shared.lookback import current_lookback

KEYS = (
    Indicator.CAPACITY,
    Indicator.CAPACITY_STANDBY,
    Indicator.SHELTERED,
    Indicator.PRESENT,
    COVERAGE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceSummary:
    """A place on a day. `parent` is the name of what it lies in, `depth` its level in the tree.

    `stale` are its units whose last report is older than the limit. A unit has a `status` and no
    coverage.
    """

    place_id: int
    name: str
    parent: str | None
    depth: int
    kind: PlaceKind
    status: ShelterStatus | None
    capacity: LevelPoint
    standby: LevelPoint
    sheltered: LevelPoint
    present: LevelPoint
    last_report: date | None
    coverage: Coverage | None
    stale: int

    @property
    def free(self) -> int | None:
        """Usable places less people sheltered, negative when over; None where not known."""
        return subtract(self.capacity.value, self.sheltered.value)

    @property
    def has_no_places(self) -> bool:
        """Whether it is known that there is no place, of which no share can be taken."""
        return self.capacity.high == 0

    @property
    def occupancy(self) -> float | None:
        """People sheltered per usable place; None where there is no place, or no number."""
        if self.free is None or not self.capacity.value:
            return None
        return (self.sheltered.value or 0) / self.capacity.value


def summarise_areas(knowledge: Knowledge, areas: Sequence[Place], day: date) -> list[PlaceSummary]:
    """Areas in the order given; a constant number of statements."""
    ids = [area.id for area in areas]
    totals = knowledge.read_last_days(ids, day, KEYS)
    last_reports = knowledge.find_last_reports(ids, day)
    return [
        _summarise_area(area, totals.get(area.id, {}), last_reports.get(area.id)) for area in areas
    ]


def _summarise_area(
    area: Place, totals: Mapping[str, DayTotal], last_report: date | None
) -> PlaceSummary:
    covered = totals.get(COVERAGE)
    return PlaceSummary(
        place_id=area.id,
        name=area.name,
        parent=area.path[-1][1] if area.path else None,
        depth=area.level,
        kind=area.kind,
        status=None,
        capacity=read_level(totals.get(Indicator.CAPACITY)),
        standby=read_level(totals.get(Indicator.CAPACITY_STANDBY)),
        sheltered=read_level(totals.get(Indicator.SHELTERED)),
        present=read_level(totals.get(Indicator.PRESENT)),
        last_report=last_report,
        coverage=Coverage(reporting=covered.reporting, expected=covered.expected)
        if covered and covered.expected
        else None,
        stale=covered.stale if covered else 0,
    )


def summarise_units(knowledge: Knowledge, district: Place, day: date) -> list[PlaceSummary]:
    """A district's shelters and their outside when it reports by them on the day; else none.

    Those that the reader may look at today.
    """
    found = list_units_under(knowledge.session, [district.id], day, knowledge.registers)
    within = (unit for unit in found if unit.place_id != district.id)
    units = current_lookback().keep_seen(within, lambda unit: unit.place_id)
    points = knowledge.read_last_points([unit.place_id for unit in units], day, KEYS)
    return [_summarise_unit(unit, points.get(unit.place_id, {}), day) for unit in units]


def _summarise_unit(unit: Unit, points: Mapping[str, UnitPoint], day: date) -> PlaceSummary:
    levels = {key: read_level(_total_of(point, day)) for key, point in points.items()}
    covered = points.get(COVERAGE)
    return PlaceSummary(
        place_id=unit.place_id,
        name=unit.name,
        parent=unit.path[-1][1],
        depth=len(unit.path),
        kind=unit.kind,
        status=unit.status,
        capacity=levels.get(Indicator.CAPACITY, UNKNOWN_LEVEL),
        standby=levels.get(Indicator.CAPACITY_STANDBY, UNKNOWN_LEVEL),
        sheltered=levels.get(Indicator.SHELTERED, UNKNOWN_LEVEL),
        present=levels.get(Indicator.PRESENT, UNKNOWN_LEVEL),
        last_report=covered.point.day if covered else None,
        coverage=None,
        stale=int(covered.stale) if covered else 0,
    )


def _total_of(unit: UnitPoint, day: date) -> DayTotal | None:
    """A unit's level on a day in the form of a total over one unit; None where it adds nothing."""
    if not unit.counts:
        return None
    point, amount = unit.point, unit.point.amount
    observation = point.observation if point.day == day else None
    derived = point.observation is None
    return DayTotal(
        day=day,
        value=None if amount.without_value else amount.value,
        low=amount.low,
        high=amount.upper,
        new=None,
        fallen=0,
        unreviewed=amount.unreviewed,
        disputed=amount.disputed,
        without_value=amount.without_value,
        expected=0,
        known=1,
        reporting=int(observation is not None),
        derived=int(derived),
        carried=int(not derived and point.day < day),
        stale=int(unit.stale),
        corrected=int(observation is not None and observation.corrected),
        contested=int(observation is not None and unit.disagrees),
        lumped=0,
        lumps=0,
        gap=point.gap if point.day == day else None,
    )
