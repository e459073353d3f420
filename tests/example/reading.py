"""Find the example's places and reports by their names."""

from sqlalchemy.orm import Session

from tracker.example.calendar import END, START
from tracker.recording.history import ReportHistory, list_place_reports
from tracker.registry.places import Place, PlaceKind, list_areas, list_children


def find_place(session: Session, name: str) -> Place:
    """An area, or a shelter by its name."""
    areas = list_areas(session)
    sites = [site for area in areas for site in list_children(session, area.id)]
    return next(place for place in (*areas, *sites) if place.name == name)


def list_all_places(session: Session) -> list[Place]:
    areas = list_areas(session)
    sites = [site for area in areas for site in list_children(session, area.id)]
    return [*areas, *(site for site in sites if site.kind is not PlaceKind.AREA)]


def list_reports(session: Session, name: str) -> tuple[ReportHistory, ...]:
    """All reports about a place."""
    return list_place_reports(session, find_place(session, name).id, START, END)


def list_all_reports(session: Session) -> list[ReportHistory]:
    return [
        report
        for place in list_all_places(session)
        for report in list_place_reports(session, place.id, START, END)
    ]
