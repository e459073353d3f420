"""The registers: areas, reporting units, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.people import covered_place_ids
from tracker.registry.places import Place, PlaceKind, Unit, list_areas, list_units_under, load_place
from tracker.registry.sources import Source, list_sources, load_source
from tracker.web.api.answering import answer, answer_page
from tracker.web.api.asking import Asked, Parameter
from tracker.web.api.calls import call
from tracker.web.api.records import Record, given, known_or_null
from tracker.web.api.schemas import Choice, Day, Truth
from tracker.web.api.shapes import (
    AREA,
    ID,
    LEVEL,
    ON_A_PAGE,
    PAGING,
    PATH,
    WORDS,
    YES,
    page_of,
)
from tracker.web.shared.clock import today

AREA_SHAPE = Record(
    name="Area",
    items={
        "id": given(ID, "The area's id, for life."),
        "name": given(WORDS, "Its name; names may repeat in different areas."),
        "level": given(LEVEL, "country, region or district."),
        "path": given(PATH, "The areas above it, the country first."),
        "p_code": known_or_null(WORDS, "Its P-code."),
        "national_code": known_or_null(WORDS, "Its national code."),
        "valid_from": given(Day(), "The first day on which it counts."),
        "valid_until": known_or_null(Day(), "The day from which on it no longer does."),
    },
)
UNIT_SHAPE = Record(
    name="Unit",
    items={
        "id": given(ID, "The id of the place that daily counts are about."),
        "name": given(WORDS, "Its name."),
        "level": given(LEVEL, "district, shelter, or outside (the rest of a district)."),
        "path": given(PATH, "The areas above it, the country first."),
        "status": known_or_null(
            Choice(of=ShelterStatus, noun="a status"), "A shelter's status on the day."
        ),
        "reports_by": given(
            Choice(of=ReportingMode, noun="a way"), "How its district reports on the day."
        ),
        "may_report": given(YES, "Whether this token may send reports about it."),
    },
)
SOURCE_SHAPE = Record(
    name="Source",
    items={
        "id": given(ID, "The source's id, for life."),
        "name": given(WORDS, "Who says so."),
        "grade": given(Choice(of=Grade, noun="a grade"), "How reliable, A to F (not known)."),
        "description": known_or_null(WORDS, "What is known of it."),
        "url": known_or_null(WORDS, "Its own page."),
        "retired": given(YES, "Whether it can no longer be chosen."),
    },
)
RETIRED = Parameter(name="retired", schema=Truth(), meaning="Whether to list retired ones as well.")


@call(
    "GET",
    "/areas",
    tag="areas",
    parameters=(RETIRED, *PAGING),
    answers={200: page_of("AreaPage", AREA_SHAPE)},
)
def list_all_areas(asked: Asked) -> ResponseReturnValue:
    """List the areas, each followed by what lies beneath it."""
    retired = bool(asked.query["retired"])
    areas = list_areas(asked.session, include_retired=retired, today=today())
    seen = [area for area in areas if asked.reach.holds(area.id)]
    return send_part(asked, [describe_area(area) for area in seen])


@call(
    "GET",
    "/areas/<id:area_id>",
    tag="areas",
    answers={200: AREA_SHAPE},
    ids={"area_id": "The area's id."},
)
def show_area(asked: Asked, area_id: int) -> ResponseReturnValue:
    """Show one area."""
    asked.require_reached(area_id, "area")
    place = load_place(asked.session, area_id)
    if place.kind is not PlaceKind.AREA:
        raise NotFound("area", area_id)
    return answer(describe_area(place))


@call(
    "GET",
    "/units",
    tag="units",
    parameters=(
        AREA,
        Parameter(name="day", schema=Day(), meaning="The day; left out: today."),
        *PAGING,
    ),
    answers={200: page_of("UnitPage", UNIT_SHAPE)},
)
def list_units(asked: Asked) -> ResponseReturnValue:
    """List the reporting units of a day: what daily counts are about.

    Only reporting units add up. Reports about other areas are claims, which stand beside the sums.
    """
    area = asked.query["area"]
    if area is not None:
        asked.require_reached(area)
    day = asked.query["day"] or today()
    units = list_units_under(asked.session, None if area is None else (area,), day)
    own = covered_place_ids(asked.session, asked.person) if asked.bearer.token.may_write else set()
    seen = [unit for unit in units if asked.reach.holds(unit.place_id)]
    return send_part(asked, [describe_unit(unit, unit.place_id in own) for unit in seen])


@call(
    "GET",
    "/sources",
    tag="sources",
    parameters=(RETIRED, *PAGING),
    answers={200: page_of("SourcePage", SOURCE_SHAPE)},
)
def list_all_sources(asked: Asked) -> ResponseReturnValue:
    """List the sources by name: who says so."""
    found = list_sources(asked.session, include_retired=bool(asked.query["retired"]))
    return send_part(asked, [describe_source(source) for source in found])


@call(
    "GET",
    "/sources/<id:source_id>",
    tag="sources",
    answers={200: SOURCE_SHAPE},
    ids={"source_id": "The source's id."},
)
def show_source(asked: Asked, source_id: int) -> ResponseReturnValue:
    """Show one source."""
    return answer(describe_source(load_source(asked.session, source_id)))


def send_part(asked: Asked, items: Sequence[dict[str, Any]]) -> ResponseReturnValue:
    """A page of a list that is held whole; its cursor is how many items stand before it."""
    start, length = asked.query["cursor"] or 0, asked.query["limit"] or ON_A_PAGE
    end = start + length
    return answer_page(items[start:end], end if end < len(items) else None)


def describe_path(path: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """The areas above a place."""
    return [{"id": place_id, "name": name} for place_id, name in path]


def describe_area(area: Place) -> dict[str, Any]:
    """An area as it is answered."""
    return {
        "id": area.id,
        "name": area.name,
        "level": area.level_name,
        "path": describe_path(area.path),
        "p_code": area.p_code,
        "national_code": area.national_code,
        "valid_from": area.valid_from,
        "valid_until": area.valid_until,
    }


def describe_unit(unit: Unit, may_report: bool) -> dict[str, Any]:  # noqa: FBT001 -- a field of it
    """A reporting unit as it is answered."""
    is_area = unit.kind is PlaceKind.AREA
    return {
        "id": unit.place_id,
        "name": unit.name,
        "level": "district" if is_area else unit.kind.value,
        "path": describe_path(unit.path),
        "status": unit.status,
        "reports_by": unit.mode,
        "may_report": may_report,
    }


def describe_source(source: Source) -> dict[str, Any]:
    """A source as it is answered."""
    return {
        "id": source.id,
        "name": source.name,
        "grade": source.grade,
        "description": source.description,
        "url": source.url,
        "retired": source.retired,
    }
