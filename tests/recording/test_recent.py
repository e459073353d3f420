"""How many reports came in since a moment."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.histories import FIRST, SECOND, WHOLE
from tests.recording.drafts import level, noon_of, report, withdrawal
from tracker.domain.indicators import Indicator
from tracker.recording.corrections import withdraw_report
from tracker.recording.recent import count_reports_since
from tracker.recording.reports import record_report


def test_new_reports_after_a_moment_are_counted(operation: Session) -> None:
    made = [
        record_report(
            operation,
            report(level(Indicator.PRESENT, 9), place_id=place, on=at),
            now=noon_of(at),
        )
        for at, place in enumerate((WHOLE, FIRST, SECOND))
    ]
    since = noon_of(0)
    assert count_reports_since(operation, since, 10) == 2
    assert count_reports_since(operation, since - timedelta(seconds=1), 10) == 3
    assert count_reports_since(operation, since - timedelta(seconds=1), 2) == 2
    withdraw_report(operation, withdrawal(made[2].report_id), now=noon_of(2))
    assert count_reports_since(operation, since, 10) == 2
    assert count_reports_since(operation, noon_of(2), 10) == 0
