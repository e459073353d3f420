"""What the registers say of something, as plain values by label, to be compared over a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from tracker.registry.operation import load_operation
from tracker.registry.people import load_person
from tracker.registry.places import load_place, load_places
from tracker.registry.reporting_modes import list_modes
from tracker.registry.review_scope import list_reviewed_areas
from tracker.registry.shelters import load_shelter
from tracker.registry.sources import load_source
from tracker.registry.tree import Place, PlaceKind

Described = Mapping[str, Any]
"""Values that JSON knows by their labels on pages; `None` and what is missing are the same."""

NAME, ROLES, ASSIGNED = "Name", "Roles", "Reports for"
HOUSEHOLD_SIZE = "Household size"
RETIRED_FROM = "Retired from"


def describe_operation(session: Session, _subject_id: int) -> Described:
    """The settings; nothing before there is an operation."""
    operation = load_operation(session)
    if operation is None:
        return {}
    return {
        NAME: operation.name,
        "First day": operation.clock.start.isoformat(),
        "Time zone": operation.time_zone,
        "Deadline hour": operation.clock.deadline_hour,
        "Days until stale": operation.clock.limits.stale_after,
        "Sources disagree from (%)": operation.clock.limits.disagreement_share,
        HOUSEHOLD_SIZE: operation.household_size,
    }


def describe_person(session: Session, person_id: int) -> Described:
    """An account with its roles and places."""
    person = load_person(session, person_id)
    source = load_source(session, person.source_id).name if person.source_id else None
    reviewed = list_reviewed_areas(session, person_id)
    return {
        NAME: person.display_name,
        "E-mail address": person.email,
        "Active": person.active,
        "Source": source,
        ROLES: sorted(person.roles),
        ASSIGNED: [place.full_name for place in load_places(session, person.assigned)],
        # Without a limit there is nothing to say.
        "Reviews only": [place.full_name for place in load_places(session, reviewed)] or None,
    }


def describe_source(session: Session, source_id: int) -> Described:
    """A source."""
    source = load_source(session, source_id)
    return {
        NAME: source.name,
        "Grade": source.grade.value,
        "Description": source.description,
        "Address on the web": source.url,
        "Retired": source.retired,
    }


def describe_place(session: Session, place_id: int) -> Described:
    """An area or shelter, with its status or way of reporting by day."""
    place = load_place(session, place_id)
    return {
        NAME: place.name,
        "In": place.path[-1][1] if place.path else None,
        "P-code": place.p_code,
        "National code": place.national_code,
        "First day": place.valid_from.isoformat(),
        RETIRED_FROM: place.valid_until.isoformat() if place.valid_until else None,
        **_OF_KIND.get(place.kind, _describe_nothing)(session, place),
    }


def _describe_shelter(session: Session, place: Place) -> Described:
    shelter = load_shelter(session, place.id)
    position = shelter.position
    return {
        "Type": shelter.shelter_type.label,
        "Floor area": shelter.floor_area,
        "Position": f"{position.latitude}, {position.longitude}" if position else None,
        "Do not publish": shelter.do_not_publish,
        **{f"Status from {entry.since}": entry.status.value for entry in shelter.statuses},
    }


def _describe_modes(session: Session, place: Place) -> Described:
    modes = list_modes(session, place.id)
    return {f"Reports from {entry.since}": entry.mode.value.replace("_", " ") for entry in modes}


def _describe_nothing(_session: Session, _place: Place) -> Described:
    return {}


_OF_KIND: Mapping[PlaceKind, Callable[[Session, Place], Described]] = {
    PlaceKind.SHELTER: _describe_shelter,
    PlaceKind.AREA: _describe_modes,
}
