"""An address of every page in the example, under the person who opens it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tracker.example.calendar import LAST, day_of
from tracker.example.people import ADMINISTRATOR, COORDINATOR, OFFICIAL, REVIEWER, SignIn
from tracker.example.places import COLLECTIVE_1, HOTEL_1, RECEPTION_1, REGION, SPORTS_HALL_1
from tracker.recording.history import list_place_reports
from tracker.registry.places import list_areas, list_children

ADDRESSES: Mapping[SignIn | None, tuple[str, ...]] = {
    None: ("/sign-in", "/no-such-page", "/api/v1/reference"),
    COORDINATOR: (
        "/change-password",
        "/phones",
        "/units",
        "/units/{shelter}/report",
        "/units/{outside}/report?day=2024-09-04",
        "/units/{by_shelter}/report",
        "/units/{shelter}/report?day=2030-01-01",
        "/reports/{corrected}",
        "/reports/{corrected}/receipt/2",
        "/reports/{returned}/correct",
        "/corrections",
        "/reports/{corrected}/withdraw",
        "/reports/{withdrawn}",
        "/places/{shelter}?from=2024-08-06&to=2024-08-10",
        "/admin/areas",
    ),
    OFFICIAL: (
        "/overview",
        "/overview/capacity",
        "/overview/days/2024-08-09",
        "/map",
        "/completeness?from=2024-08-06&to=2024-08-19",
        "/places/{by_shelter}/completeness",
        "/places/{region}/map?measure=silence&day=2024-08-20",
        "/overview/casualties?from=2024-08-06&to=2024-08-12",
        "/overview/displaced?from=2024-08-28&to=2024-09-04",
        "/places/{region}/displaced?from=2024-08-06&to=2024-08-12",
        "/places/{shelter}/casualties",
        "/areas?sort=free",
        "/situation/2024-08-09",
        "/places/{region}?from=2024-08-06&to=2024-08-10",
        "/places/{by_shelter}?from=2024-08-20&to=2024-08-24",
        "/places/{outside}?from=2024-09-04&to=2024-09-01",
        "/places/{shelter}/days/2024-08-09",
        "/places/{whole}/days/2024-08-27?indicator=arrivals",
        "/overview/days/2024-08-09/said?indicator=capacity_standby",
        "/sources",
        "/sources/1?fate=rejected",
        "/reports/{corrected}",
        "/overview?known_at=2024-08-20T10:00",
        "/overview/compare?earlier=2024-08-09T12:00&later=2024-08-12T12:00",
        "/places/{whole}/compare",
        "/reports/{corrected}?known_at=2024-08-09T23:00",
        "/corrections?place={region}&from=2024-08-06&to=2024-08-31",
        "/corrections?kind=withdrawal&from=2024-09-02&to=2024-09-01",
        "/feeds?place={region}",
        "/tokens",
        "/exports",
        "/exports/to-fill-in",
    ),
    REVIEWER: (
        "/review",
        "/review?reason=rival&area={by_shelter}",
        "/review?state=returned",
        "/review/{rival}?reason=rival",
        "/review/{withdrawn}",
        "/review/conflicts",
        "/review/conflicts/1",
        "/places/{shelter}/days/2024-08-09/said",
        "/sources/9",
        "/audit-trail",
        "/imports",
        "/imports/new",
        "/imports/mappings",
        "/areas",
    ),
    ADMINISTRATOR: (
        "/admin/areas",
        "/admin/areas/new",
        "/admin/areas/import",
        "/admin/areas/{by_shelter}",
        "/admin/areas/{whole}/edit",
        "/admin/areas/{whole}/move",
        "/admin/areas/{whole}/reporting",
        "/admin/places/{whole}/retire",
        "/admin/people",
        "/admin/people/new",
        "/admin/people/1/edit",
        "/admin/settings",
        "/admin/shelters",
        "/admin/shelters/new",
        "/admin/shelters/{shelter}",
        "/admin/shelters/{shelter}/edit",
        "/admin/shelters/{shelter}/status",
        "/admin/shelters/{shelter}/move",
        "/admin/sources",
        "/admin/sources/new",
        "/admin/sources/1/edit",
    ),
}

BLANK_FORMS: Mapping[SignIn | None, tuple[tuple[str, str], ...]] = {
    None: (("/sign-in", "Sign in"),),
    COORDINATOR: (
        ("/change-password", "Change password"),
        ("/units/{shelter}/report", "Send the report"),
        ("/reports/{corrected}/correct", "Send the correction"),
        ("/reports/{corrected}/withdraw", "Withdraw the report"),
    ),
    REVIEWER: (
        ("/review", "Verify"),
        ("/review/{rival}", "Reject"),
        ("/review/conflicts/1", "Set aside what was sent later"),
    ),
    ADMINISTRATOR: (
        ("/admin/areas/new", "Add area"),
        ("/admin/areas/import", "Import"),
        ("/admin/people/new", "Add person"),
        ("/admin/shelters/new", "Add shelter"),
        ("/admin/sources/new", "Add source"),
    ),
}
"""Forms that are refused when sent as they come, with the button that sends them."""

NO_PAGES = {
    "api.health",
    "api.list_all_areas",
    "api.list_all_decisions",
    "api.list_all_imports",
    "api.list_all_reports",
    "api.list_all_sources",
    "api.list_import_reports",
    "api.list_refused_rows",
    "api.list_units",
    "api.read_series",
    "api.show_area",
    "api.show_course",
    "api.show_import",
    "api.show_openapi",
    "api.show_report",
    "api.show_source",
    "api.show_token",
    "api.show_undoing",
    "collect.list_forms",
    "collect.read_form",
    "collect.read_manifest",
    "collect.read_media",
    "corrections.read_feed",
    "imports.download_refused",
    "imports.save_mapping",
    "imports.save_mapping_file",
    "imports.save_refused",
    "site.health",
    "site.index",
    "situation.show_newest",
}
"""Endpoints that answer with no page of their own."""

STEPS = {
    "admin.match_areas",
    "imports.change_mapping",
    "imports.choose_columns",
    "imports.forget_mapping",
    "imports.match",
    "imports.preview",
    "imports.show_course",
    "imports.show_opening",
    "imports.show_reading",
    "imports.show_import",
    "imports.show_undoing",
    "imports.undo",
}
"""Pages that stand only after a file was sent: the journey of an import walks through them."""


def number_things(session: Session) -> dict[str, int]:
    """The numbers in the addresses, by what they are of."""
    places = {place.name: place.id for place in list_areas(session)}
    places |= {child.name: child.id for child in list_children(session, places["Kursk (city)"])}
    report_day = {
        "corrected": (COLLECTIVE_1, 24),
        "returned": (HOTEL_1, LAST - 1),
        "withdrawn": (SPORTS_HALL_1, 13),
        "rival": (RECEPTION_1, 9),
    }
    reports = {
        name: list_place_reports(session, places[place], day_of(number), day_of(number))[-1]
        for name, (place, number) in report_day.items()
    }
    return {
        "region": places[REGION],
        "whole": places["Fatezh district"],
        "by_shelter": places["Kursk (city)"],
        "shelter": places[RECEPTION_1],
        "outside": next(id_ for name, id_ in places.items() if "utside" in name),
        **{name: report.report_id for name, report in reports.items()},
    }
