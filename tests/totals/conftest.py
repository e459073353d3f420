"""An operation with a little history."""

import pytest
from sqlalchemy.orm import Session

from tests.histories import FIRST, OUTSIDE, SECOND, SPLIT, START, WHOLE, make_operation
from tests.recording.drafts import level, new, noon_of, report
from tests.standing import stands
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.recording.reports import record_report
from tracker.store.places import ReportingModeRow
from tracker.totals import stretches
from tracker.totals.scopes import SERIES_KEYS
from tracker.totals.update import reweigh

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


def make_split_operation(session: Session) -> None:
    """The small operation; its second district reports by shelter."""
    make_operation(session)
    with reweigh(session, [SPLIT, FIRST, SECOND, OUTSIDE]):
        session.add(ReportingModeRow(place_id=SPLIT, since=START, mode="by_shelter"))


operation = stands(make_split_operation)


@stands
def reported(session: Session) -> None:
    """Two units with a level, one of them vague, one with arrivals the day after."""
    make_split_operation(session)
    vague = level(I.PRESENT, 200, qualifier=Qualifier.ABOUT)
    record_report(session, report(vague, place_id=WHOLE), now=noon_of(0))
    record_report(session, report(level(I.PRESENT, 50), place_id=FIRST), now=noon_of(0))
    arrived = report(new(I.ARRIVALS, 5), place_id=FIRST, on=1, source_id=2)
    record_report(session, arrived, now=noon_of(1))


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Points are read hardly more than a day at a time: a short history needs many steps."""
    monkeypatch.setattr(stretches, "STEP_ROWS", len(SERIES_KEYS) + 1)
