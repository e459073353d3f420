"""Areas as GeoJSON: each with its boundary, its codes, and its numbers on a day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.day_values import mark_of, qualify
from tracker.exchange.exporting.places import PLACE_COLUMNS, PlaceLine
from tracker.exchange.exporting.tables import Statement
from tracker.recording.knowledge import Knowledge
from tracker.registry.boundaries import load_geometries

AT_ONCE = 20
_NAMES = [column.key for column in PLACE_COLUMNS[:6]]


def write_features(
    knowledge: Knowledge,
    lines: Sequence[PlaceLine],
    about: Sequence[Statement],
    indicators: Sequence[Indicator],
    day: date,
    *,
    without_numbers: Collection[int | None] = (),
) -> Iterator[str]:
    """A FeatureCollection, some areas at a time; `about` stands in it under a name of its own.

    Areas in `without_numbers` have their boundaries and codes only.
    """
    said = {one.label: one.said for one in about}
    yield f'{{"type": "FeatureCollection", "about": {_encode(said)}, "features": [\n'
    areas = iter([line for line in lines if line.is_area])
    before = ""
    while batch := list(islice(areas, AT_ONCE)):
        ids = [line.place.id for line in batch]
        shapes = load_geometries(knowledge.session, ids)
        totals = knowledge.read_days_of_each(ids, day, day, indicators)
        for line in batch:
            values = totals[line.place.id]
            properties = _describe(line) | {"day": day.isoformat()}
            if line.place.id not in without_numbers:
                properties |= _list_numbers(values)
            shape = shapes.get(line.place.id)
            properties["boundary_from"] = shape.attribution if shape else None
            properties["boundary_is_schematic"] = shape.is_schematic if shape else None
            head = f'{{"type": "Feature", "id": {line.place.id}, "properties": '
            geometry = shape.geojson if shape else "null"
            yield f'{before}{head}{_encode(properties)}, "geometry": {geometry}}}'
            before = ",\n"
    yield "\n]}\n"


def _describe(line: PlaceLine) -> dict[str, Any]:
    place = line.place
    return {
        "name": place.name,
        **dict(zip(_NAMES, line.cells, strict=False)),
        "p_code": place.p_code,
        "national_code": place.national_code,
        "valid_from": place.valid_from.isoformat(),
        "valid_until": place.valid_until.isoformat() if place.valid_until else None,
    }


def _list_numbers(totals: Mapping[str, Sequence[DayTotal]]) -> dict[str, Any]:
    """What is known of the day, by indicator: value, qualifier, bounds, unreviewed, mark, new."""
    numbers: dict[str, Any] = {}
    for code, (total,) in totals.items():
        if total.known:
            numbers[str(code)] = total.value
            numbers[f"{code}_qualifier"] = qualify(total).value
            numbers[f"{code}_low"] = total.low
            numbers[f"{code}_high"] = total.high
            numbers[f"{code}_unreviewed"] = total.unreviewed
            numbers[f"{code}_mark"] = mark_of(total)
            if not Indicator(code).is_level:
                numbers[f"{code}_new"] = total.new
    return numbers


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
