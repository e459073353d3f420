"""What pages read numbers from: all as it is now, or all as it was known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.breakdown import Breakdown
from tracker.domain.counts import Count
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.openings import RoomChange
from tracker.recording import (
    claims,
    completeness,
    history,
    preferred,
    published,
    rulings,
    said,
    sides,
    statements,
    uncounted,
    walking,
)
from tracker.recording.claims import Claim
from tracker.recording.completeness import UnitCompleteness
from tracker.recording.history import ReportHistory
from tracker.recording.published import ToldAct, Wanted
from tracker.recording.rulings import StatedSeries
from tracker.recording.said import Said
from tracker.recording.sides import UnitSides
from tracker.recording.statements import SourceStatements
from tracker.totals import breakdowns, coming, latest, own_points, read, units
from tracker.totals.known.past import Past
from tracker.totals.known.registers import Registers
from tracker.totals.own_points import Counted
from tracker.totals.scopes import SERIES_KEYS
from tracker.totals.units import Behind, UnitPoint

PlaceIds = Sequence[int] | None
"""Places; None is the whole operation."""


class Knowledge:
    """One view of the operation.

    A page chooses it once, from its address, and reads everything from it, so that numbers of two
    moments never stand beside each other unnoticed. The methods are those functions of `totals` and
    `recording` that depend on what was recorded, or registered. Names, codes, boundaries and
    positions of places, what must not be published, accounts and the operation's settings are
    always as they are now.
    """

    def __init__(self, session: Session, known_at: datetime | None = None) -> None:
        self.session = session
        self.known_at = known_at
        self._past = Past(session, known_at) if known_at is not None else None

    @property
    def registers(self) -> Registers | None:
        """What the registers said at the moment; None: they are read as they are now."""
        return self._past.registers if self._past else None

    def read_days(
        self, places: PlaceIds, first: date, last: date, keys: Collection[str] = SERIES_KEYS
    ) -> dict[str, tuple[DayTotal, ...]]:
        """See `totals.read.read_days`."""
        return read.read_days(self.session, places, first, last, keys, past=self._past)

    def read_days_of_each(
        self, areas: Sequence[int], first: date, last: date, keys: Collection[str] = SERIES_KEYS
    ) -> dict[int, dict[str, tuple[DayTotal, ...]]]:
        """See `totals.read.read_days_of_each`."""
        return read.read_days_of_each(self.session, areas, first, last, keys, past=self._past)

    def read_last_days(
        self, places: Sequence[int], day: date, keys: Collection[str] = SERIES_KEYS
    ) -> dict[int, dict[str, DayTotal]]:
        """See `totals.read.read_last_days`."""
        return read.read_last_days(self.session, places, day, keys, past=self._past)

    def read_last_points(
        self, places: Sequence[int], day: date, keys: Collection[str] = SERIES_KEYS
    ) -> dict[int, dict[str, UnitPoint]]:
        """See `totals.units.read_last_points`."""
        return units.read_last_points(self.session, places, day, keys, past=self._past)

    def read_counted(
        self, places: Sequence[int], first: date, last: date, keys: Collection[str] = SERIES_KEYS
    ) -> dict[int, Counted]:
        """See `totals.own_points.read_counted`; the places must be units or areas of units."""
        return own_points.read_counted(self.session, places, first, last, keys, past=self._past)

    def load_said(self, report_ids: Collection[int]) -> dict[int, Said]:
        """See `recording.said.load_said`."""
        return said.load_said(self.session, report_ids, known_at=self.known_at)

    def list_behind(self, place_id: int | None, day: date, indicator: str) -> tuple[Behind, ...]:
        """See `totals.units.list_behind`."""
        return units.list_behind(self.session, place_id, day, indicator, past=self._past)

    def read_breakdown(
        self, place_id: int | None, first: date, last: date, indicator: Indicator
    ) -> Breakdown:
        """See `totals.breakdowns.read_breakdown`."""
        return breakdowns.read_breakdown(
            self.session, place_id, first, last, indicator, past=self._past
        )

    def find_last_report(self, places: PlaceIds, until: date) -> date | None:
        """See `totals.latest.find_last_report`."""
        return latest.find_last_report(self.session, places, until, past=self._past)

    def find_last_reports(self, places: PlaceIds, until: date) -> Mapping[int, date]:
        """See `totals.latest.find_last_reports`."""
        return latest.find_last_reports(self.session, places, until, past=self._past)

    def find_last_days(
        self, places: PlaceIds, keys: Collection[str], until: date
    ) -> Mapping[str, date]:
        """See `totals.latest.find_last_days`."""
        return latest.find_last_days(self.session, places, keys, until, past=self._past)

    def read_room_changes(self, places: PlaceIds, day: date, until: date) -> tuple[RoomChange, ...]:
        """See `totals.coming.read_room_changes`."""
        return coming.read_room_changes(self.session, places, day, until, past=self._past)

    def read_completeness(
        self, places: PlaceIds, first: date, last: date, now: datetime
    ) -> tuple[UnitCompleteness, ...]:
        """See `recording.completeness.read_completeness`; `now` is the moment of the request."""
        moment = self.known_at or now
        return completeness.read_completeness(self.session, places, first, last, moment, self._past)

    def list_acts(
        self, wanted: Wanted, *, limit: int, before: int | None = None
    ) -> tuple[ToldAct, ...]:
        """See `recording.published.list_acts`."""
        return published.list_acts(
            self.session, wanted, limit=limit, before=before, known_at=self.known_at
        )

    def list_claims(
        self, places: Sequence[int], first: date, last: date, limit: int | None = None
    ) -> tuple[Claim, ...]:
        """See `recording.claims.list_claims`."""
        return claims.list_claims(self.session, places, first, last, limit, past=self._past)

    def list_latest_claims(
        self, places: Sequence[int], day: date, indicators: Collection[Indicator], limit: int
    ) -> tuple[tuple[ReportHistory, Count], ...]:
        """See `recording.claims.list_latest_claims`."""
        return claims.list_latest_claims(
            self.session, places, day, indicators, limit, past=self._past
        )

    def find_last_claim(self, places: Sequence[int], until: date) -> date | None:
        """See `recording.claims.find_last_claim`."""
        return claims.find_last_claim(self.session, places, until, past=self._past)

    def count_uncounted(self, place_id: int | None, first: date, last: date) -> int:
        """See `recording.uncounted.count_uncounted`."""
        return uncounted.count_uncounted(self.session, place_id, first, last, past=self._past)

    def list_stated_units(
        self, place_id: int | None, day: date, indicator: Indicator
    ) -> tuple[int, ...]:
        """See `recording.sides.list_stated_units`."""
        return sides.list_stated_units(self.session, place_id, day, indicator, past=self._past)

    def list_stated_series(self, place_id: int, indicator: Indicator) -> tuple[StatedSeries, ...]:
        """See `recording.rulings.list_stated_series`."""
        return rulings.list_stated_series(self.session, place_id, indicator, known_at=self.known_at)

    def load_sides(
        self, places: Sequence[int], day: date, indicator: Indicator
    ) -> tuple[UnitSides, ...]:
        """See `recording.sides.load_sides`."""
        return sides.load_sides(self.session, places, day, indicator, known_at=self.known_at)

    def load_sides_of_each(
        self, days: Mapping[int, date], indicator: Indicator
    ) -> dict[int, UnitSides]:
        """See `recording.sides.load_sides_of_each`."""
        return sides.load_sides_of_each(self.session, days, indicator, known_at=self.known_at)

    def list_preferred(
        self, place_id: int, first: date, last: date
    ) -> dict[date, frozenset[Indicator]]:
        """See `recording.preferred.list_preferred`."""
        return preferred.list_preferred(self.session, place_id, first, last, known_at=self.known_at)

    def list_preferred_of_each(
        self, place_ids: Sequence[int], first: date, last: date
    ) -> dict[int, dict[date, frozenset[Indicator]]]:
        """See `recording.preferred.list_preferred_of_each`."""
        return preferred.list_preferred_of_each(
            self.session, place_ids, first, last, known_at=self.known_at
        )

    def count_preferred_reports(self, report_ids: Collection[int], indicator: Indicator) -> int:
        """See `recording.preferred.count_preferred_reports`."""
        return preferred.count_preferred_reports(
            self.session, report_ids, indicator, known_at=self.known_at
        )

    def list_places_ever_preferred(self) -> list[int]:
        """See `recording.preferred.list_places_ever_preferred`, which is so at any moment."""
        return preferred.list_places_ever_preferred(self.session)

    def list_preferred_points(
        self, points: Mapping[int, Mapping[str, UnitPoint]]
    ) -> dict[int, frozenset[str]]:
        """See `recording.preferred.list_preferred_points`; the points must be of this view."""
        return preferred.list_preferred_points(self.session, points, known_at=self.known_at)

    def list_place_reports(
        self, place_id: int, first: date, last: date
    ) -> tuple[ReportHistory, ...]:
        """See `recording.history.list_place_reports`."""
        return history.list_place_reports(
            self.session, place_id, first, last, known_at=self.known_at
        )

    def walk_reports(
        self, places: Collection[int], first: date, last: date
    ) -> Iterator[ReportHistory]:
        """See `recording.walking.walk_reports`."""
        return walking.walk_reports(self.session, places, first, last, known_at=self.known_at)

    def list_reports_about(self, wanted: Collection[tuple[int, date]]) -> tuple[ReportHistory, ...]:
        """See `recording.history.list_reports_about`."""
        return history.list_reports_about(self.session, wanted, known_at=self.known_at)

    def count_by_source(self) -> dict[int, tuple[int, date]]:
        """See `recording.statements.count_by_source`."""
        return statements.count_by_source(self.session, known_at=self.known_at)

    def read_statements(self, source_id: int) -> SourceStatements:
        """See `recording.statements.SourceStatements`."""
        return SourceStatements(self.session, source_id, self.known_at)
