"""Make an export of what is asked for, all from one view of the operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidField, NotYetRegistered
from tracker.exchange.exporting.about import describe_export
from tracker.exchange.exporting.area_features import write_features
from tracker.exchange.exporting.audiences import Audience
from tracker.exchange.exporting.day_values import PlaceDay, iterate_place_days
from tracker.exchange.exporting.hxl_values import list_hxl_columns, list_hxl_rows
from tracker.exchange.exporting.long_values import LONG_COLUMNS, list_long_rows
from tracker.exchange.exporting.places import PlaceLine, list_place_lines
from tracker.exchange.exporting.publishing import NOTHING, find_unpublished, publish_days
from tracker.exchange.exporting.registers import (
    AREA_COLUMNS,
    SHELTER_COLUMNS,
    SOURCE_COLUMNS,
    list_area_rows,
    list_shelter_rows,
    list_source_rows,
)
from tracker.exchange.exporting.report_rows import REPORT_COLUMNS, list_report_rows
from tracker.exchange.exporting.requests import Content, ExportRequest, Rows, check_request
from tracker.exchange.exporting.tables import Column, Export, Row, Statement
from tracker.exchange.exporting.telling import (
    NO_TELLING_TOTALS,
    TellingTotals,
    find_telling_totals,
)
from tracker.exchange.exporting.wide_values import list_wide_columns, list_wide_rows
from tracker.recording.groups import ToldGroup, list_told_groups
from tracker.recording.knowledge import Knowledge
from tracker.registry.operation import require_operation
from tracker.registry.places import load_place

WHOLE = "Whole operation"
_Rows = Callable[[], Iterator[Row]]


class ExportMaker:
    """Makes one export. Rows are read from the session while they are written.

    Raises InvalidField for a request that does not go together, NotFound for an unknown place.
    """

    def __init__(self, session: Session, request: ExportRequest) -> None:
        check_request(request)
        self._session = session
        self._request = request
        self._operation = require_operation(session)
        self._knowledge = Knowledge(session, request.known_at)
        registers = self._knowledge.registers
        place = None if request.place_id is None else load_place(session, request.place_id)
        if place and registers and not registers.is_registered(place.id):
            raise NotYetRegistered(place.id, place.name)
        self.place_name = place.name if place else WHOLE
        self._is_public = request.audience is Audience.PUBLIC
        self._unpublished = find_unpublished(session, registers) if self._is_public else NOTHING
        self._refuse_hidden()
        self._lines = list_place_lines(
            session, request.place_id, self._unpublished.secret, registers
        )

    @property
    def time_zone(self) -> str:
        """The operation's zone."""
        return self._operation.time_zone

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        asked = self._request
        days = f", {asked.last}" if asked.has_numbers else ""
        if asked.content.has_days:
            days = f", {asked.first} to {asked.last}"
        known = f", known at {asked.known_at:%Y-%m-%dT%H%M}Z" if asked.known_at else ""
        return f"{asked.content}, {self.place_name}{days}{known}, {asked.audience}"

    def make(self) -> Export:
        """The export as a table."""
        columns, rows = self._choose()
        return Export(name=self.name, about=self._describe(), columns=columns, rows=rows)

    def write_features(self) -> Iterator[str]:
        """The areas as GeoJSON, with their numbers on the last day."""
        asked = self._request
        return write_features(
            self._knowledge,
            self._lines,
            self._describe(),
            asked.indicators,
            asked.last,
            without_numbers=self._unpublished.numberless,
            telling=self._find_telling(asked.last),
        )

    def _refuse_hidden(self) -> None:
        """Refuse a place whose own numbers the public may not see."""
        place, hidden = self._request.place_id, self._unpublished
        if place in hidden.secret or (
            self._request.content.has_days and place is not None and place in hidden.numberless
        ):
            raise InvalidField(
                "place",
                f"Choose a place above {self.place_name}: its own numbers must not be published, "
                "or would tell of a shelter that must not be",
            )

    def _describe(self) -> tuple[Statement, ...]:
        return describe_export(
            self._request,
            self._operation,
            self._knowledge,
            self.place_name,
            shares=self._request.place_id not in self._unpublished.numberless,
        )

    def _choose(self) -> tuple[tuple[Column, ...], _Rows]:
        request = self._request
        if request.content.is_values and request.format.is_hxl:
            groups = self._list_groups()
            columns = list_hxl_columns(request.indicators, groups)
            return columns, lambda: list_hxl_rows(self._walk(), request.indicators, groups)
        return self._choose_values() if request.content.is_values else self._choose_others()

    def _choose_values(self) -> tuple[tuple[Column, ...], _Rows]:
        indicators = self._request.indicators
        if self._request.content is Content.LONG:
            return LONG_COLUMNS, lambda: list_long_rows(self._walk())
        columns = list_wide_columns(indicators)
        return columns, lambda: list_wide_rows(self._walk(), indicators)

    def _choose_others(self) -> tuple[tuple[Column, ...], _Rows]:
        session, day, registers = self._session, self._request.last, self._knowledge.registers
        match self._request.content:
            case Content.REPORTS:
                return REPORT_COLUMNS, self._list_reports
            case Content.AREAS:
                return AREA_COLUMNS, lambda: list_area_rows(self._lines)
            case Content.SHELTERS:
                shown = {line.place.id for line in self._lines}
                return SHELTER_COLUMNS, lambda: list_shelter_rows(session, shown, day, registers)
            case _:
                return SOURCE_COLUMNS, lambda: list_source_rows(session, self._request.known_at)

    def _list_groups(self) -> tuple[ToldGroup, ...]:
        request = self._request
        ids = [line.place.id for line in self._lines]
        found = list_told_groups(self._session, ids, request.first, request.last)
        return tuple(group for group in found if group.indicator in request.indicators)

    def _list_reports(self) -> Iterator[Row]:
        lines = {line.place.id: line for line in self._lines}
        reports = self._knowledge.walk_reports(lines, self._request.first, self._request.last)
        return list_report_rows(reports, lines)

    def _walk(self) -> Iterator[PlaceDay]:
        request = self._request
        days = iterate_place_days(
            self._session,
            list(filter(self._is_wanted, self._lines)),
            request.first,
            request.last,
            request.indicators,
            known_at=request.known_at,
            only_units=request.rows is Rows.UNITS,
        )
        if not self._is_public:
            return days
        return publish_days(self._find_telling(request.first).hide(days), request.smallest)

    def _find_telling(self, first: date) -> TellingTotals:
        """What is hidden of the days from the first to the last one asked for."""
        if not self._unpublished.secret:
            return NO_TELLING_TOTALS
        last, indicators = self._request.last, self._request.indicators
        return find_telling_totals(self._knowledge, self._unpublished, first, last, indicators)

    def _is_wanted(self, line: PlaceLine) -> bool:
        if line.place.id in self._unpublished.numberless:
            return False
        match self._request.rows:
            case Rows.AREAS:
                return line.is_area
            case Rows.UNITS:
                return bool(line.unit_days)
            case Rows.BOTH:
                return True
