"""Pages do not deny reports about shelters that count in no total."""

from datetime import UTC, datetime

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.test_place_claims import withdraw
from tests.web.fixtures import START, Writer
from tests.web.strict_client import StrictClient
from tracker.domain.windows import ReportingMode
from tracker.recording.knowledge import Knowledge
from tracker.registry.reporting_modes import forget_first_modes, set_reporting_mode

TOLD = "2 reports are about shelters of districts that report as a whole on these days"


@pytest.fixture
def uncounted(register: Register, report: Reporter, writer: Writer) -> None:
    """Two reports about shelters that stand, and one that is withdrawn; the district is whole."""
    report(register.hall, day(18), capacity=40)
    report(register.outside, day(19), present=3)
    withdraw(writer, report(register.school, day(19), capacity=7).report_id)
    with writer() as session:
        forget_first_modes(session, register.by_shelter, 1)


def test_reports_about_shelters_that_do_not_count_are_told(
    official: StrictClient, register: Register, uncounted: None
) -> None:
    page = official.see("dashboard.show_place", place_id=register.by_shelter)
    assert "No report counts yet" in page.text
    assert "“Areas”" in page.text
    overview = official.see("dashboard.overview")
    region = official.see("dashboard.show_place", place_id=register.region)
    for shown in (page, overview, region):
        assert "Nothing that counts was reported from 6 August to 20 August 2024." in shown.text
        assert TOLD in shown.text
        assert "No unit reported anything" not in shown.text
        assert "No people, arrivals or places count in" in shown.text
    elsewhere = official.see("dashboard.show_place", place_id=register.whole)
    assert "report as a whole on these days" not in elsewhere.text
    assert "Nothing that counts" not in elsewhere.text


def test_they_are_counted_by_place_and_day_as_they_stood(
    register: Register, uncounted: None, report: Reporter, writer: Writer
) -> None:
    report(register.whole, day(19), present=5)
    with writer() as session:
        set_reporting_mode(
            session, register.by_shelter, since=day(19), mode=ReportingMode.BY_SHELTER
        )
    with writer() as session:
        now = Knowledge(session)
        assert now.count_uncounted(None, START, day(20)) == 1
        assert now.count_uncounted(register.hall, day(18), day(18)) == 1
        assert now.count_uncounted(register.outside, START, day(20)) == 0
        assert now.count_uncounted(register.by_shelter, day(19), day(20)) == 0
        early = Knowledge(session, datetime(2024, 8, 18, 12, tzinfo=UTC))
        assert early.count_uncounted(None, START, day(20)) == 0
