"""Columns headed as those of shelters whose cells name registered areas: "Site" of districts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from tracker.exchange.detecting import Survey, say_cell
from tracker.exchange.mapping.gazetteer import Gazetteer
from tracker.exchange.meanings import Meaning, Role

_LOOKED_AT = 200
"""Different names of a column that tell what it is."""


def settle_by_cells(
    survey: Survey, meanings: Mapping[str, Meaning], find_places: Callable[[], Gazetteer]
) -> dict[str, Meaning]:
    """What columns are, where the only names of places are under a head of shelters.

    They are areas where more than half of them are registered as such, and more than as shelters.
    A hashtag is taken at its word, and so is a file that names the area in another column. The
    registers are asked for only where they decide.
    """
    name = next((name for name, m in meanings.items() if m.role is Role.SHELTER), None)
    column = survey.head.find(name) if name else None
    has_area = any(meaning.role is Role.AREA for meaning in meanings.values())
    if name is None or column is None or column.tag or has_area:
        return dict(meanings)
    cells = [say_cell(cell) for cell in islice(survey.profile_of(column).values, _LOOKED_AT)]
    places = find_places()
    areas = sum(bool(places.find(cell, shelters=False)) for cell in cells)
    shelters = sum(bool(places.find(cell, shelters=True)) for cell in cells)
    if areas <= max(shelters, len(cells) / 2):
        return dict(meanings)
    return {**meanings, name: Meaning(role=Role.AREA)}
