"""Keep shelters that are not to be published out of what is handed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.charts.series.forecast import FullSeries
from tracker.registry.shelters import list_shelters
from tracker.web.shared.discretion import NAMELESS


def name_unpublished(session: Session) -> dict[int, str]:
    """Names of the shelters that are not to be published, by id."""
    return {
        shelter.place.id: shelter.place.name
        for shelter in list_shelters(session)
        if shelter.do_not_publish
    }


def hide_in_outlook(full: FullSeries, unpublished: Mapping[int, str]) -> FullSeries:
    """The outlook without their names; their places count all the same."""
    names = set(unpublished.values())
    return replace(
        full,
        changes=tuple(
            replace(change, place=NAMELESS.capitalize()) if change.place in names else change
            for change in full.changes
        ),
    )
