"""The main navigation: which pages each role is led to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from sqlalchemy.orm import Session

from tracker.recording.queue import count_waiting
from tracker.registry.people import Person, Role
from tracker.web.shared.access import Access
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An item of the navigation; `current` says that the page shown belongs to it.

    `count` is the number of things that wait there, in words.
    """

    label: str
    url: str
    current: bool
    count: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Navigation:
    """The way through the site: `links` stand side by side, `more` are folded away."""

    links: tuple[Link, ...] = ()
    more: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the site. It stands in the navigation of these roles once the endpoint exists.

    `prefix` is what the addresses of its pages begin with. `first_for` are the roles whose work it
    is: for them it stands side by side with others, for the rest it is folded away. `count` tells
    how many things wait there for a person, up to a limit.
    """

    label: str
    endpoint: str
    prefix: str
    roles: frozenset[Role]
    first_for: frozenset[Role] = frozenset()
    count: Callable[[Session, int, int], int] | None = None


MOST_LINKS = 3
"""How many links fit on a phone."""

MOST_COUNTED = 999
"""Counting on would cost every page more, and tell nobody more."""

SECTIONS = (
    Section(
        label="My units",
        endpoint="entry.list_units",
        prefix="/units",
        roles=frozenset({Role.COORDINATOR}),
        first_for=frozenset({Role.COORDINATOR}),
    ),
    Section(
        label="Review",
        endpoint="review.list_queue",
        prefix="/review",
        roles=frozenset({Role.REVIEWER}),
        first_for=frozenset({Role.REVIEWER}),
        count=count_waiting,
    ),
    Section(
        label="Overview",
        endpoint="dashboard.overview",
        prefix="/overview",
        roles=SEEING_ALL,
        first_for=SEEING_ALL,
    ),
    Section(
        label="Areas",
        endpoint="dashboard.list_areas",
        prefix="/areas",
        roles=SEEING_ALL,
        first_for=frozenset({Role.OFFICIAL}),
    ),
    Section(label="Map", endpoint="dashboard.show_operation_map", prefix="/map", roles=SEEING_ALL),
    Section(
        label="Who has reported",
        endpoint="dashboard.show_operation_completeness",
        prefix="/completeness",
        roles=SEEING_ALL,
    ),
    Section(
        label="Situation report",
        endpoint="situation.show_newest",
        prefix="/situation",
        roles=SEEING_ALL,
    ),
    Section(
        label="Sources", endpoint="dashboard.list_sources", prefix="/sources", roles=SEEING_ALL
    ),
    Section(
        label="Corrections",
        endpoint="corrections.show_corrections",
        prefix="/corrections",
        roles=SEEING_ALL | {Role.COORDINATOR},
    ),
    Section(
        label="Imports",
        endpoint="imports.list_all",
        prefix="/imports",
        roles=frozenset({Role.REVIEWER, Role.ADMINISTRATOR}),
    ),
    Section(label="Exports", endpoint="exports.show_exports", prefix="/exports", roles=SEEING_ALL),
    Section(
        label="Administration",
        endpoint="admin.list_areas",
        prefix="/admin",
        roles=frozenset({Role.ADMINISTRATOR}),
        first_for=frozenset({Role.ADMINISTRATOR}),
    ),
    Section(
        label="Audit trail",
        endpoint="audit.show_trail",
        prefix="/audit-trail",
        roles=frozenset({Role.ADMINISTRATOR, Role.REVIEWER}),
    ),
)
"""In the order in which the navigation shows them; the first of a person's is their start page."""


def build_navigation(person: Person | None) -> Navigation:
    """The person's navigation; empty when nobody is signed in. What fits is not folded away."""
    if person is None:
        return Navigation()
    found = _list_sections(person)
    more = [section for section in found if section.first_for.isdisjoint(person.roles)]
    if len(found) <= MOST_LINKS:
        more = []
    return Navigation(
        links=tuple(_link(section, person) for section in found if section not in more),
        more=tuple(_link(section, person) for section in more),
    )


def find_home(person: Person) -> str:
    """The address of the person's start page."""
    sections = _list_sections(person)
    return url_for(sections[0].endpoint if sections else "accounts.change_password")


def _list_sections(person: Person) -> list[Section]:
    return [
        section
        for section in SECTIONS
        if not section.roles.isdisjoint(person.roles) and admits(section.endpoint, person)
    ]


def _link(section: Section, person: Person) -> Link:
    return Link(
        label=section.label,
        url=url_for(section.endpoint),
        current=(request.path + "/").startswith(section.prefix + "/"),
        count=_count(section, person),
    )


def _count(section: Section, person: Person) -> str | None:
    """The number of things that wait: `12`, or `999+` where there are more; None for none."""
    if section.count is None:
        return None
    found = section.count(reading(), person.id, MOST_COUNTED + 1)
    return f"{MOST_COUNTED}+" if found > MOST_COUNTED else str(found or "") or None


def admits(endpoint: str, person: Person) -> bool:
    """Whether the person may open the view; false where there is none."""
    view = current_app.view_functions.get(endpoint)
    access: Access | None = getattr(view, "access", None)
    return access is not None and access.admits(person)
