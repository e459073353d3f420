"""Walk through the day values of places: what each number is, what it rests on, who said it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from tracker.domain.counts import Count, Form, Part
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.windows import COVERAGE
from tracker.exchange.exporting.places import PlaceLine
from tracker.recording.knowledge import Knowledge

HIDDEN = "hidden"
"""The mark of what the public may not see."""

PLACES_AT_ONCE = 5
DAYS_AT_ONCE = 366
"""What is held in memory at a time, however long the export: so many places on so many days, or
more places where there are fewer days.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """The report that counts for a unit on a day, and what it said of the indicator.

    `parts` are its groups of people; `hidden` are groups left out because they are few.
    """

    report_id: int
    source: str
    grade: str
    recorded_at: datetime
    count: Count
    parts: tuple[Part, ...]
    hidden: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DayValue:
    """An indicator of a place on a day; `stated` is None for sums and where nobody reported.

    Of one that is hidden nothing else is said, and `qualifier` is None.
    """

    indicator: Indicator
    total: DayTotal
    mark: str
    qualifier: Qualifier | None
    stated: Stated | None

    @property
    def form(self) -> Form:
        """The form in which it was told, which the qualifier is of; a sum has that of its total."""
        if self.stated:
            return self.stated.count.form
        return Form.LEVEL if self.indicator.is_level else Form.TOTAL


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceDay:
    """All that is known of a place on a day; `coverage` counts its units."""

    line: PlaceLine
    day: date
    values: Mapping[Indicator, DayValue]
    coverage: DayTotal


def mark_of(total: DayTotal) -> str:
    """What a known number rests on.

    `observed` (all units reported that day), `derived` (reckoned from arrivals and departures),
    `carried` (from an earlier day), `stale` (carried longer than the limit); `partly` for sums that
    rest on several of these.
    """
    known = total.known
    if total.reporting >= known:
        return "observed"
    for mark, units in (
        ("derived", total.derived),
        ("stale", total.stale),
        ("carried", total.carried),
    ):
        if units >= known:
            return mark
    return "partly"


def qualify(total: DayTotal) -> Qualifier:
    """How sure a number is that no single report says: by its bounds.

    One without a value is in words only where nothing is known of it but words.
    """
    if total.high is None:
        return Qualifier.AT_LEAST if total.value is not None or total.low else Qualifier.IN_WORDS
    return Qualifier.EXACT if total.low == total.value == total.high else Qualifier.BETWEEN


def iterate_place_days(
    session: Session,
    lines: Sequence[PlaceLine],
    first: date,
    last: date,
    indicators: Collection[Indicator],
    *,
    known_at: datetime | None,
    only_units: bool = False,
) -> Iterator[PlaceDay]:
    """Days of places on which anything is known, some places and days at a time.

    With `only_units` the days on which a place is a reporting unit.
    """
    keys = (*indicators, COVERAGE)
    places, days = iter(lines), (last - first).days + 1
    at_once = max(PLACES_AT_ONCE, PLACES_AT_ONCE * DAYS_AT_ONCE // days)
    while batch := list(islice(places, at_once)):
        # What it keeps of the past is let go with the batch.
        knowledge = Knowledge(session, known_at)
        for start in range(0, days, DAYS_AT_ONCE):
            begin = first + timedelta(days=start)
            end = min(last, begin + timedelta(days=DAYS_AT_ONCE - 1))
            yield from _Page(knowledge, batch, begin, end, keys).list_days(only_units=only_units)


def list_day(
    knowledge: Knowledge, lines: Sequence[PlaceLine], day: date, indicators: Collection[Indicator]
) -> Iterator[PlaceDay]:
    """A day of those of some places of which anything is known, read together."""
    return _Page(knowledge, lines, day, day, (*indicators, COVERAGE)).list_days(only_units=False)


class _Page:
    """Some places on some days, read together."""

    def __init__(
        self,
        knowledge: Knowledge,
        lines: Sequence[PlaceLine],
        first: date,
        last: date,
        keys: Sequence[str],
    ) -> None:
        self._lines = lines
        self._days = (last - first).days + 1
        places = [line.place.id for line in lines]
        self._totals = knowledge.read_days_of_each(places, first, last, keys)
        units = [line.place.id for line in lines if line.unit_days]
        self._keys = [Indicator(key) for key in keys if key != COVERAGE]
        self._counted = knowledge.read_counted(units, first, last, self._keys)
        wanted = {
            report_id
            for days in self._counted.values()
            for reports in days.values()
            for report_id in reports.values()
        }
        self._said = knowledge.load_said(sorted(wanted))

    def list_days(self, *, only_units: bool) -> Iterator[PlaceDay]:
        for line in self._lines:
            totals = self._totals[line.place.id]
            for at in range(self._days):
                coverage = totals[COVERAGE][at]
                is_unit = any(window.holds(coverage.day) for window in line.unit_days)
                if only_units and not is_unit:
                    continue
                values = self._list_values(line.place.id, totals, at, is_unit=is_unit)
                if values:
                    yield PlaceDay(line=line, day=coverage.day, values=values, coverage=coverage)

    def _list_values(
        self, place_id: int, totals: Mapping[str, Sequence[DayTotal]], at: int, *, is_unit: bool
    ) -> dict[Indicator, DayValue]:
        found: dict[Indicator, DayValue] = {}
        reports: Mapping[str, int] = {}
        if is_unit:
            reports = self._counted[place_id].get(totals[COVERAGE][at].day, {})
        for indicator in self._keys:
            total = totals[indicator][at]
            if not total.known and not total.reporting:
                continue
            stated = self._find_stated(indicator, reports.get(indicator))
            found[indicator] = DayValue(
                indicator=indicator,
                total=total,
                mark=mark_of(total),
                qualifier=stated.count.qualifier if stated else qualify(total),
                stated=stated,
            )
        return found

    def _find_stated(self, indicator: Indicator, report_id: int | None) -> Stated | None:
        if report_id is None:
            return None
        said = self._said[report_id]
        count = said.counts[indicator]
        return Stated(
            report_id=report_id,
            source=said.source,
            grade=said.grade,
            recorded_at=said.recorded_at,
            count=count,
            parts=count.parts,
        )
