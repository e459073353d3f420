"""The rows of an empty workbook: each unit of a district on each day of a period."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.days import iterate_days
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.windows import find_window
from tracker.exchange.exporting.places import PlaceLine, list_place_lines
from tracker.registry.operation import Operation, require_operation
from tracker.registry.places import load_place
from tracker.registry.sources import list_sources, load_source
from tracker.registry.tree import Place
from tracker.totals.scopes import load_scopes

MOST_ROWS = 5_000
"""More than anybody fills in; it keeps a long period from making a large file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlankRow:
    """A unit on a day; `shelter` is None for a district that reports as a whole."""

    day: date
    shelter: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """What an empty workbook is for. `source` is filled in already, None where it is not known."""

    operation: Operation
    region: str
    district: Place
    first: date
    last: date
    rows: tuple[BlankRow, ...]
    shelters: tuple[str, ...]
    sources: tuple[str, ...]
    source: str | None

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        return f"to fill in, {self.district.name}, {self.first} to {self.last}"


def make_blank(
    session: Session,
    district_id: int,
    first: date,
    last: date,
    *,
    source_id: int | None = None,
    without: Container[int] = (),
) -> Blank:
    """The rows to be filled in, `without` these shelters. Raises InvalidField, NotFound."""
    operation, district = require_operation(session), load_place(session, district_id)
    _check(operation, district, first, last)
    lines = [
        line
        for line in list_place_lines(session, district_id)
        if line.unit_days and line.place.id not in without
    ]
    rows = tuple(_list_rows(session, lines, first, last))
    if not rows:
        raise InvalidField("first", f"Nothing in {district.name} reports on these days")
    if len(rows) > MOST_ROWS:
        most = max(1, MOST_ROWS // max(1, len(lines)))
        raise InvalidField("last", f"Enter a shorter period: {most} days at most for this district")
    return Blank(
        operation=operation,
        region=district.path[-1][1],
        district=district,
        first=first,
        last=last,
        rows=rows,
        shelters=tuple(dict.fromkeys(row.shelter for row in rows if row.shelter)),
        sources=tuple(source.name for source in list_sources(session)),
        source=load_source(session, source_id).name if source_id is not None else None,
    )


def _check(operation: Operation, district: Place, first: date, last: date) -> None:
    if not district.is_district:
        raise InvalidField("district", "Choose a district")
    if first < operation.clock.start:
        raise InvalidField("first", "Enter a first day that is not before the operation")
    if last < first:
        raise InvalidField("last", "Enter a last day that is not before the first")


def _list_rows(session: Session, lines: list[PlaceLine], first: date, last: date) -> list[BlankRow]:
    """By day, and within a day in the order of the register; closed shelters are left out."""
    scopes = load_scopes(session, [line.place.id for line in lines])
    rows = []
    for day in iterate_days(first, last):
        for line in lines:
            if find_window(scopes[line.place.id].windows[Indicator.PRESENT], day):
                shelter = None if line.is_area else line.place.name
                rows.append(BlankRow(day=day, shelter=shelter))
            if len(rows) > MOST_ROWS:
                return rows
    return rows
