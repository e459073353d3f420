"""Areas from GeoJSON: one per feature, with its boundary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tracker.registry.area_files.entries import (
    AreaColumns,
    AreaEntry,
    AreaFileUnreadable,
    choose_columns,
)
from tracker.registry.area_files.geometry import BadGeometry, clean_geometry
from tracker.registry.wording import tidy


def read_geojson(text: str, wanted: AreaColumns) -> tuple[AreaEntry, ...]:
    """The features of a FeatureCollection in its order."""
    features = _list_features(text)
    records = [_read_properties(feature) for feature in features]
    columns = choose_columns(records, wanted)
    return tuple(
        _make_entry(number, feature, record, columns)
        for number, (feature, record) in enumerate(zip(features, records, strict=True), start=1)
    )


def _list_features(text: str) -> list[Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        reason = problem if isinstance(problem, json.JSONDecodeError) else "it is nested too deeply"
        raise AreaFileUnreadable(f"Choose another file: this is no valid JSON ({reason})") from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise AreaFileUnreadable("Choose a GeoJSON file that is a FeatureCollection")
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise AreaFileUnreadable("Choose another file: this one has no features")
    return features


def _read_properties(feature: object) -> dict[str, str]:
    """Properties that are text or whole numbers; others cannot be names or codes."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return {}
    return {
        str(key): str(value)
        for key, value in properties.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }


def _make_entry(
    number: int, feature: Any, record: Mapping[str, str], columns: AreaColumns
) -> AreaEntry:
    geometry, problem = None, None
    try:
        geometry = clean_geometry(feature.get("geometry") if isinstance(feature, dict) else feature)
    except BadGeometry as bad:
        problem = f"Mend the boundary: {bad}"
    return AreaEntry(
        where=f"feature {number}",
        name=tidy(record.get(columns.name or "")),
        p_code=tidy(record.get(columns.p_code or "")) or None,
        national_code=tidy(record.get(columns.national_code or "")) or None,
        geometry=geometry,
        problem=problem,
    )
