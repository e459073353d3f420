"""Published days of two districts that change afterwards."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from tests.web.entry.conftest import (
    NOW,
    TODAY,
    YESTERDAY,
    Places,
    Reporter,
    coordinator,
    noon,
    olga,
    places,
    registered,
    report,
    source,
)
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft
from tracker.recording.corrections import correct_report
from tracker.registry.people import Person, Role

__all__ = ["coordinator", "noon", "olga", "places", "registered", "report", "source"]

Corrector = Callable[..., None]


@pytest.fixture
def correct(writer: Writer, coordinator: Person) -> Corrector:
    """Corrects a report to this number of people killed."""

    def record(
        report_id: int,
        killed: int,
        *,
        based_on: int = 1,
        reason: str = "Listed twice.",
        now: datetime = NOW,
    ) -> None:
        draft = CorrectionDraft(
            submission_id=uuid4(),
            report_id=report_id,
            based_on=based_on,
            person_id=coordinator.id,
            counts=(Count(indicator=Indicator.KILLED, form=Form.NEW, value=killed),),
            reason=reason,
        )
        with writer() as session:
            correct_report(session, draft, now=now)

    return record


@pytest.fixture
def corrected(report: Reporter, correct: Corrector, places: Places) -> int:
    """A report about yesterday: late, then corrected; another region, and a day still open."""
    report(places.foreign, YESTERDAY, killed=9)
    made = report(places.whole, YESTERDAY, killed=4)
    report(places.whole, TODAY, present=70)
    correct(made.report_id, 3)
    return made.report_id


@pytest.fixture
def official(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.OFFICIAL, name="Ofelia")
