"""The registers as tables: areas, shelters and sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.exchange.exporting.places import AREA_NAMES, PLACE_COLUMNS, PlaceLine, name_place
from tracker.exchange.exporting.tables import CellKind, Column, Row
from tracker.registry.past_sources import list_sources_then
from tracker.registry.places import list_areas
from tracker.registry.shelters import Shelter, list_shelters
from tracker.registry.tree import Place
from tracker.totals.known.registers import Registers

_VALIDITY = (
    Column(
        key="valid_from",
        heading="Counts from",
        meaning="The first day on which it counts.",
        kind=CellKind.DAY,
    ),
    Column(
        key="valid_until",
        heading="Counts until",
        meaning="The first day on which it counts no more; blank without end.",
        kind=CellKind.DAY,
    ),
)
AREA_COLUMNS = (
    *AREA_NAMES,
    Column(key="p_code", heading="P-code", meaning="The area's P-code."),
    Column(key="national_code", heading="National code", meaning="The area's national code."),
    *_VALIDITY,
)
SHELTER_COLUMNS = (
    *PLACE_COLUMNS,
    Column(key="type", heading="Type", meaning="What kind of shelter it is."),
    Column(
        key="status",
        heading="Status",
        meaning="open, standby or closed on the last day of the period.",
        tag="#status+name",
    ),
    Column(
        key="statuses",
        heading="Statuses",
        meaning="Every change of status with the day from which it holds.",
    ),
    Column(
        key="floor_area",
        heading="Floor area (m²)",
        meaning="Square metres.",
        kind=CellKind.DECIMAL,
    ),
    Column(
        key="latitude",
        heading="Latitude",
        meaning="Degrees (WGS 84).",
        kind=CellKind.DECIMAL,
        tag="#geo+lat",
    ),
    Column(
        key="longitude",
        heading="Longitude",
        meaning="Degrees (WGS 84).",
        kind=CellKind.DECIMAL,
        tag="#geo+lon",
    ),
    Column(
        key="do_not_publish",
        heading="Do not publish",
        meaning="Whether it must be in no output meant for the public.",
        kind=CellKind.YES,
    ),
    *_VALIDITY,
)
SOURCE_COLUMNS = (
    Column(key="source", heading="Source", meaning="The name.", tag="#meta+source"),
    Column(key="grade", heading="Grade", meaning="Reliability, A to F, at the moment known at."),
    Column(key="reliability", heading="Reliability", meaning="The grade in words."),
    Column(key="description", heading="Description", meaning="What kind of source it is."),
    Column(key="url", heading="Address", meaning="Where it is found.", tag="#meta+url"),
    Column(
        key="retired",
        heading="Retired",
        meaning="Whether it can no longer be chosen; its reports stand.",
        kind=CellKind.YES,
    ),
)


def list_area_rows(lines: Sequence[PlaceLine]) -> Iterator[Row]:
    """Rows of AREA_COLUMNS."""
    for line in lines:
        if line.is_area:
            place = line.place
            codes = (place.p_code, place.national_code)
            yield (*line.cells[: len(AREA_NAMES)], *codes, place.valid_from, place.valid_until)


def list_shelter_rows(
    session: Session, shown: Collection[int], day: date, registers: Registers | None = None
) -> Iterator[Row]:
    """Rows of SHELTER_COLUMNS, of the shelters shown, with their status on a day.

    With `registers` as these said.
    """
    listed = list_areas(session, include_retired=True, registers=registers)
    areas = {place.id: place for place in listed}
    for shelter in list_shelters(session, registers):
        if shelter.place.id in shown:
            yield _make_row(shelter, areas, day)


def list_source_rows(session: Session, known_at: datetime | None = None) -> Iterator[Row]:
    """Rows of SOURCE_COLUMNS; with `known_at` the sources that there were, graded as then."""
    for one in list_sources_then(session, known_at):
        said = (one.name, one.grade.value, one.grade.words, one.description, one.url)
        yield (*said, one.retired)


def _make_row(shelter: Shelter, areas: Mapping[int, Place], day: date) -> Row:
    place, position = shelter.place, shelter.position
    statuses = "; ".join(f"{one.since}: {one.status}" for one in shelter.statuses)
    return (
        *name_place(place, areas),
        shelter.shelter_type.label,
        shelter.status_on(day).value,
        statuses or None,
        shelter.floor_area,
        position.latitude if position else None,
        position.longitude if position else None,
        shelter.do_not_publish,
        place.valid_from,
        place.valid_until,
    )
