"""Who may open which page: the whole table of roles and endpoints."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.fixtures import PersonMaker
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role
from tracker.web.shared.access import Access

PUBLIC = "public"
SECRET = "secret address"
NOT_YOUR_ROLE = "belongs to another role"
EVERYBODY = frozenset(Role)
COORDINATOR = frozenset({Role.COORDINATOR})
REVIEWER = frozenset({Role.REVIEWER})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
IMPORTING = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
LOOKING = frozenset({Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class ByToken:
    """Open to programs of people with one of the roles."""

    roles: frozenset[Role]


TABLE: dict[str, str | frozenset[Role] | ByToken] = {
    "site.health": PUBLIC,
    "site.index": EVERYBODY,
    "accounts.sign_in": PUBLIC,
    "accounts.sign_out": PUBLIC,
    "accounts.change_password": EVERYBODY,
    "accounts.list_feeds": EVERYBODY,
    "accounts.revoke_feed": EVERYBODY,
    "accounts.list_access_tokens": EVERYBODY,
    "accounts.revoke_access_token": EVERYBODY,
    "accounts.list_phone_codes": COORDINATOR,
    "accounts.revoke_phone_code": COORDINATOR,
    "collect.list_forms": SECRET,
    "collect.read_form": SECRET,
    "collect.read_manifest": SECRET,
    "collect.read_media": SECRET,
    "collect.submit": SECRET,
    "comparing.compare_operation": LOOKING,
    "comparing.compare_place": EVERYBODY,
    "corrections.read_feed": SECRET,
    "corrections.save_corrections": EVERYBODY,
    "corrections.show_corrections": EVERYBODY,
    "dashboard.overview": LOOKING,
    "dashboard.show_operation": LOOKING,
    "dashboard.keep_looked": LOOKING,
    "dashboard.list_areas": LOOKING,
    "dashboard.show_place": EVERYBODY,
    "dashboard.show_day": EVERYBODY,
    "dashboard.show_operation_day": LOOKING,
    "dashboard.show_operation_sides": LOOKING,
    "dashboard.show_sides": EVERYBODY,
    "dashboard.show_operation_casualties": LOOKING,
    "dashboard.show_casualties": EVERYBODY,
    "dashboard.show_operation_displaced": LOOKING,
    "dashboard.show_operation_map": LOOKING,
    "dashboard.show_map": EVERYBODY,
    "dashboard.save_operation_map": LOOKING,
    "dashboard.save_map": EVERYBODY,
    "dashboard.show_operation_completeness": LOOKING,
    "dashboard.show_completeness": EVERYBODY,
    "dashboard.save_operation_completeness": LOOKING,
    "dashboard.save_completeness": EVERYBODY,
    "dashboard.show_displaced": EVERYBODY,
    "situation.show_newest": LOOKING,
    "situation.show_report": LOOKING,
    "situation.save_pdf": LOOKING,
    "situation.save_numbers": LOOKING,
    "dashboard.save_chart": EVERYBODY,
    "dashboard.save_operation_chart": LOOKING,
    "dashboard.rule": REVIEWER,
    "dashboard.list_sources": LOOKING,
    "dashboard.show_source": LOOKING,
    "dashboard.grade_source": frozenset({Role.REVIEWER, Role.ADMINISTRATOR}),
    "entry.list_units": COORDINATOR,
    "entry.report": COORDINATOR,
    "entry.unchanged": COORDINATOR,
    "entry.history": EVERYBODY,
    "entry.receipt": EVERYBODY,
    "entry.correct": COORDINATOR,
    "entry.withdraw": COORDINATOR,
    "audit.show_trail": frozenset({Role.ADMINISTRATOR, Role.REVIEWER}),
    "review.list_queue": REVIEWER,
    "review.review_report": REVIEWER,
    "review.settle": REVIEWER,
    "review.show_conflicts": REVIEWER,
    "exports.make_workbook": LOOKING,
    "exports.save_export": LOOKING,
    "exports.show_exports": LOOKING,
    "imports.list_all": IMPORTING,
    "imports.upload": IMPORTING,
    "imports.choose_columns": IMPORTING,
    "imports.choose_sheet": IMPORTING,
    "imports.match": IMPORTING,
    "imports.preview": IMPORTING,
    "imports.download_refused": IMPORTING,
    "imports.show_course": IMPORTING,
    "imports.show_import": IMPORTING,
    "imports.undo": IMPORTING,
    "imports.show_undoing": IMPORTING,
    "imports.save_refused": IMPORTING,
    "imports.save_mapping_file": IMPORTING,
    "imports.show_mappings": IMPORTING,
    "imports.save_mapping": IMPORTING,
    "imports.change_mapping": IMPORTING,
    "imports.forget_mapping": IMPORTING,
    "imports.discard": IMPORTING,
    "imports.stop": IMPORTING,
    "imports.stop_undoing_import": IMPORTING,
    "imports.look_again": IMPORTING,
    "imports.show_opening": IMPORTING,
    "imports.show_reading": IMPORTING,
    "api.health": PUBLIC,
    "api.show_openapi": PUBLIC,
    "api_pages.show_reference": PUBLIC,
    "api.show_token": ByToken(EVERYBODY),
    "api.list_all_areas": ByToken(EVERYBODY),
    "api.show_area": ByToken(EVERYBODY),
    "api.list_units": ByToken(EVERYBODY),
    "api.list_all_sources": ByToken(EVERYBODY),
    "api.show_source": ByToken(EVERYBODY),
    "api.read_series": ByToken(EVERYBODY),
    "api.list_all_reports": ByToken(EVERYBODY),
    "api.show_report": ByToken(EVERYBODY),
    "api.make_report": ByToken(COORDINATOR),
    "api.correct": ByToken(COORDINATOR),
    "api.withdraw": ByToken(COORDINATOR),
    "api.report_unchanged": ByToken(COORDINATOR),
    "api.list_all_decisions": ByToken(EVERYBODY),
    "api.make_decision": ByToken(REVIEWER),
    "api.list_all_imports": ByToken(IMPORTING),
    "api.show_import": ByToken(IMPORTING),
    "api.list_import_reports": ByToken(IMPORTING),
    "api.list_refused_rows": ByToken(IMPORTING),
    "api.make_import": ByToken(IMPORTING),
    "api.show_course": ByToken(IMPORTING),
    "api.undo": ByToken(IMPORTING),
    "api.show_undoing": ByToken(IMPORTING),
    "api.stop_import": ByToken(IMPORTING),
    "api.stop_import_undoing": ByToken(IMPORTING),
    "api.make_export": ByToken(LOOKING),
    "api.make_workbook": ByToken(LOOKING),
    "admin.add_area": ADMINISTRATOR,
    "admin.add_person": ADMINISTRATOR,
    "admin.add_shelter": ADMINISTRATOR,
    "admin.add_source": ADMINISTRATOR,
    "admin.change_area": ADMINISTRATOR,
    "admin.change_person": ADMINISTRATOR,
    "admin.change_settings": ADMINISTRATOR,
    "admin.change_shelter": ADMINISTRATOR,
    "admin.change_source": ADMINISTRATOR,
    "admin.import_areas": ADMINISTRATOR,
    "admin.match_areas": ADMINISTRATOR,
    "admin.list_areas": ADMINISTRATOR,
    "admin.list_people": ADMINISTRATOR,
    "admin.list_shelters": ADMINISTRATOR,
    "admin.list_sources": ADMINISTRATOR,
    "admin.move_area": ADMINISTRATOR,
    "admin.restore_place": ADMINISTRATOR,
    "admin.restore_source": ADMINISTRATOR,
    "admin.retire_place": ADMINISTRATOR,
    "admin.retire_source": ADMINISTRATOR,
    "admin.set_password": ADMINISTRATOR,
    "admin.set_reporting_mode": ADMINISTRATOR,
    "admin.set_shelter_status": ADMINISTRATOR,
    "admin.move_shelter": ADMINISTRATOR,
    "admin.show_area": ADMINISTRATOR,
    "admin.show_shelter": ADMINISTRATOR,
}
"""Every endpoint with its roles, written down a second time so that no mark changes unnoticed."""


def find_accesses(app: Flask) -> dict[str, Access | None]:
    return {
        endpoint: getattr(view, "access", None) for endpoint, view in app.view_functions.items()
    }


def describe(access: Access) -> str | frozenset[Role] | ByToken:
    if access.by_token:
        return ByToken(access.roles)
    if access.is_secret:
        return SECRET
    return PUBLIC if access.is_public else access.roles


def list_requests(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method and an address about things that need not exist, for all of the site."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        values: dict[str, Any] = {
            name: "2024-08-08" if "day" in name else 1 for name in rule.arguments
        }
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **values)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, address


def open_address(client: StrictClient, method: str, address: str) -> TestResponse:
    data = None if method == "GET" else {"csrf_token": client.token()}
    return client.open(address, method=method, data=data)


def is_refused_by_role(response: TestResponse) -> bool:
    return response.status_code == 403 and NOT_YOUR_ROLE in response.get_data(as_text=True)


def test_every_view_carries_an_access_mark(shared_app: Flask) -> None:
    assert [name for name, access in find_accesses(shared_app).items() if access is None] == []


def test_every_view_is_marked_as_the_table_says(shared_app: Flask) -> None:
    marked = {
        name: describe(access)
        for name, access in find_accesses(shared_app).items()
        if access is not None
    }
    assert marked == TABLE


@pytest.mark.usefixtures("operation")
def test_whoever_is_not_signed_in_reaches_public_pages_only(
    app: Flask, client: StrictClient
) -> None:
    for endpoint, method, address in list_requests(app):
        response = open_address(client, method, address)
        is_led_to_sign_in = (response.location or "").startswith("/sign-in")
        # A form is answered with a page that offers what was typed, not led away from.
        is_refused = is_led_to_sign_in if method == "GET" else response.status_code >= 400
        if TABLE.get(endpoint) == SECRET:
            # Apps on phones are told that it is the code that does not work.
            refused = 403 if endpoint.startswith("collect.") else 404
            assert response.status_code == refused, endpoint
        elif isinstance(TABLE.get(endpoint), ByToken):
            assert response.status_code == 401, endpoint
        elif TABLE.get(endpoint) != PUBLIC:
            assert is_refused, f"{method} {endpoint}"
        elif method == "GET":
            assert response.status_code == 200, endpoint


@pytest.mark.parametrize("role", Role)
def test_each_role_is_refused_exactly_where_the_table_says(
    app: Flask, make_person: PersonMaker, operation: None, role: Role
) -> None:
    person, client = make_person(role), app.test_client()
    assert isinstance(client, StrictClient)
    for endpoint, method, address in list_requests(app):
        allowed = TABLE.get(endpoint, frozenset())
        if allowed in {PUBLIC, SECRET}:
            continue
        client.sign_in_as(person)
        response = open_address(client, method, address)
        if isinstance(allowed, ByToken):
            # Whoever is signed in is nobody there: sessions and cookies are not looked at.
            assert response.status_code == 401, f"{method} {endpoint}"
            continue
        # Things that do not exist, or are not the person's own, may be refused in other ways.
        assert is_refused_by_role(response) == (role not in allowed), f"{method} {endpoint}"
        assert response.status_code != 500, f"{method} {endpoint}"


def test_a_person_without_roles_reaches_nothing(
    app: Flask, client_of: Callable[..., StrictClient]
) -> None:
    client = client_of(name="Nobody")
    for endpoint, method, address in list_requests(app):
        if isinstance(TABLE.get(endpoint), ByToken):
            assert open_address(client, method, address).status_code == 401, endpoint
        elif TABLE.get(endpoint) not in {PUBLIC, SECRET}:
            response = open_address(client, method, address)
            assert is_refused_by_role(response), f"{method} {endpoint}"
