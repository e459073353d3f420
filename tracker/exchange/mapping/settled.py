"""What a mapping decides together with the file that it is read with."""

from __future__ import annotations

from dataclasses import replace

from tracker.exchange.detecting import Point, Survey
from tracker.exchange.mapping.mappings import ImportMapping
from tracker.exchange.meanings import Role


def settle_mapping(mapping: ImportMapping, survey: Survey) -> ImportMapping:
    """The mapping with the order of days and the points of numbers that the file's cells tell.

    A few rows of the file tell neither: the cell that decided may be in another row.
    """
    return replace(
        mapping,
        order=mapping.settle_days(survey).order,
        points={**mapping.points, **_find_points(mapping, survey)},
    )


def _find_points(mapping: ImportMapping, survey: Survey) -> dict[str, Point]:
    points = {point.decimal: point for point in Point}
    counts = {*mapping.measures, mapping.find(Role.NUMBER)}
    return {
        column.name: points[profile.decimal]
        for column in survey.head.columns
        if column.name in counts and (profile := survey.profile_of(column)).decimal in points
        if any(isinstance(cell, str) and "." in cell for cell in profile.values)
    }
