"""The main navigation: which pages each role is led to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for

from tracker.registry.people import Person, Role
from tracker.web.shared.access import Access


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An item of the navigation; `current` says that the page shown belongs to it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the site. It stands in the navigation of these roles once the endpoint exists.

    `prefix` is what the addresses of its pages begin with.
    """

    label: str
    endpoint: str
    prefix: str
    roles: frozenset[Role]


LOOKING = frozenset({Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR})

SECTIONS = (
    Section(
        label="My units",
        endpoint="entry.list_units",
        prefix="/units",
        roles=frozenset({Role.COORDINATOR}),
    ),
    Section(label="Overview", endpoint="dashboard.overview", prefix="/overview", roles=LOOKING),
    Section(label="Areas", endpoint="dashboard.list_areas", prefix="/areas", roles=LOOKING),
    Section(label="Sources", endpoint="dashboard.list_sources", prefix="/sources", roles=LOOKING),
    Section(
        label="Corrections",
        endpoint="corrections.show_corrections",
        prefix="/corrections",
        roles=LOOKING | {Role.COORDINATOR},
    ),
    Section(
        label="Administration",
        endpoint="admin.list_areas",
        prefix="/admin",
        roles=frozenset({Role.ADMINISTRATOR}),
    ),
)
"""In the order in which the navigation shows them; the first of a person's is their start page."""


def build_navigation(person: Person | None) -> tuple[Link, ...]:
    """The person's navigation; empty when nobody is signed in."""
    if person is None:
        return ()
    return tuple(
        Link(
            label=section.label,
            url=url_for(section.endpoint),
            current=(request.path + "/").startswith(section.prefix + "/"),
        )
        for section in SECTIONS
        if not section.roles.isdisjoint(person.roles) and _admits(section.endpoint, person)
    )


def find_home(person: Person) -> str:
    """The address of the person's start page."""
    links = build_navigation(person)
    return links[0].url if links else url_for("accounts.change_password")


def _admits(endpoint: str, person: Person) -> bool:
    view = current_app.view_functions.get(endpoint)
    access: Access | None = getattr(view, "access", None)
    return access is not None and access.admits(person)
