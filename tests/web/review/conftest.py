"""The places and reporters of the dashboard's tests, and a reviewer."""

from collections.abc import Callable

import pytest

from tests.web.dashboard.conftest import (
    Register,
    Reporter,
    _noon,
    day,
    register,
    registered,
    report,
    sources,
)
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.review import ReviewState
from tracker.recording.history import ReportHistory, load_report
from tracker.registry.people import Person, Role
from tracker.store.database import Database

__all__ = ["Register", "Reporter", "_noon", "day", "register", "registered", "report", "sources"]


@pytest.fixture
def ivan(make_person: Callable[..., Person], operation: None) -> Person:
    return make_person(Role.REVIEWER, name="Ivan")


@pytest.fixture
def reviewer(client: StrictClient, ivan: Person) -> StrictClient:
    client.sign_in_as(ivan)
    return client


@pytest.fixture
def stored(web_database: Database) -> Callable[[int], ReportHistory]:
    """Reads a report back."""

    def load(report_id: int) -> ReportHistory:
        with web_database.reader() as session:
            return load_report(session, report_id)

    return load


def lines(page: Page) -> list[str]:
    """The reports of the list, by place and day."""
    return [read(link) for link in page.find_all("a[@data-row]")]


def reasons(page: Page) -> list[str]:
    """The reasons above the list with their numbers."""
    return page.texts("nav[@aria-label='Reasons']//a")


def state(report: ReportHistory) -> ReviewState:
    return report.standing.review
