"""Areas as GeoJSON: each with its boundary, its codes, and its numbers on a day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.day_values import HIDDEN, DayValue, list_day, qualify
from tracker.exchange.exporting.places import AREA_NAMES, PlaceLine
from tracker.exchange.exporting.tables import Statement
from tracker.exchange.exporting.telling import NO_TELLING_TOTALS, TellingTotals
from tracker.recording.knowledge import Knowledge
from tracker.registry.boundaries import load_geometries

AT_ONCE = 20
_NAMES = [column.key for column in AREA_NAMES]


def write_features(
    knowledge: Knowledge,
    lines: Sequence[PlaceLine],
    about: Sequence[Statement],
    indicators: Sequence[Indicator],
    day: date,
    *,
    without_numbers: Collection[int | None] = (),
    telling: TellingTotals = NO_TELLING_TOTALS,
) -> Iterator[str]:
    """A FeatureCollection, some areas at a time; `about` stands in it under a name of its own.

    Areas in `without_numbers` have their boundaries and codes only, and `telling` totals a mark.
    """
    said = {one.label: one.said for one in about}
    yield f'{{"type": "FeatureCollection", "about": {_encode(said)}, "features": [\n'
    areas = iter([line for line in lines if line.is_area])
    before = ""
    while batch := list(islice(areas, AT_ONCE)):
        ids = [line.place.id for line in batch]
        shapes = load_geometries(knowledge.session, ids)
        days = list_day(knowledge, batch, day, indicators)
        known = {found.line.place.id: found.values for found in telling.hide(days)}
        for line in batch:
            properties = _describe(line) | {"day": day.isoformat()}
            if line.place.id not in without_numbers:
                properties |= _list_numbers(known.get(line.place.id, {}))
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


def _list_numbers(values: Mapping[Indicator, DayValue]) -> dict[str, Any]:
    """What is known of the day, by indicator."""
    numbers: dict[str, Any] = {}
    for code, value in values.items():
        if value.mark == HIDDEN:
            numbers[f"{code}_mark"] = HIDDEN
        if value.total.known:
            numbers[code.value] = value.total.value
            numbers |= {f"{code}_{name}": told for name, told in _tell(value)}
    return numbers


def _tell(value: DayValue) -> Iterator[tuple[str, int | str | None]]:
    """How sure a number is, what it rests on, and what was new of it.

    Words are those of the area's own report of the day; a sum of several units has none.
    """
    total = value.total
    yield "qualifier", qualify(total).value
    yield "low", total.low
    yield "high", total.high
    yield "unreviewed", total.unreviewed
    yield "mark", value.mark
    yield "without_value", total.without_value
    if value.stated and value.stated.count.words:
        yield "words", value.stated.count.words
    if not value.indicator.is_level:
        yield "new", total.new
        yield "new_low", total.new_low
        yield "new_high", total.new_high


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
