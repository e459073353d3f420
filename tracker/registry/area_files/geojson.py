"""Areas from GeoJSON: one per feature, with its boundary, and whom the file says they are from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tracker.registry.area_files.entries import (
    AreaColumns,
    AreaContent,
    AreaEntry,
    AreaFileUnreadable,
    choose_columns,
)
from tracker.registry.area_files.geometry import BadGeometry, clean_geometry
from tracker.registry.wording import tidy

_WHO = ("attribution", "copyright", "credits", "source")
_TERMS = ("license", "licence", "rights")
"""Members, in small letters, in which files as published say whom they are from and on which terms;
of the first only the first one that is there is taken."""


def read_geojson(text: str, wanted: AreaColumns) -> AreaContent:
    """The features of a FeatureCollection in its order."""
    document = _read_document(text)
    features = _list_features(document)
    records = [_read_properties(feature) for feature in features]
    columns = choose_columns(records, wanted)
    return AreaContent(
        entries=tuple(
            _make_entry(number, feature, record, columns)
            for number, (feature, record) in enumerate(zip(features, records, strict=True), start=1)
        ),
        attribution=_find_attribution(document),
    )


def _find_attribution(document: Mapping[str, Any]) -> str | None:
    """What the collection says of itself, in members of its own or in one called metadata."""
    metadata = document.get("metadata")
    said = _list_texts(metadata if isinstance(metadata, dict) else {}) | _list_texts(document)
    who, terms = (next((said[key] for key in keys if key in said), "") for keys in (_WHO, _TERMS))
    return ", ".join(filter(None, (who, terms))) or None


def _list_texts(members: Mapping[str, Any]) -> dict[str, str]:
    return {
        key.casefold(): tidy(value)
        for key, value in members.items()
        if isinstance(value, str) and tidy(value)
    }


def _read_document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        reason = problem if isinstance(problem, json.JSONDecodeError) else "it is nested too deeply"
        raise AreaFileUnreadable(f"Choose another file: this is no valid JSON ({reason})") from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise AreaFileUnreadable("Choose a GeoJSON file that is a FeatureCollection")
    return document


def _list_features(document: Mapping[str, Any]) -> list[Any]:
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
