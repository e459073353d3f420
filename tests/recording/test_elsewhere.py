"""After a district changed how it reports, the first total so far is asked about."""

from collections.abc import Iterable

import pytest
from sqlalchemy.orm import Session

from tests.histories import FIRST, OUTSIDE, SECOND, SPLIT, WHOLE
from tests.recording.drafts import LATE, correction, day, new, noon_of, report, so_far
from tracker.domain.counts import Count
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.recording.corrections import correct_report
from tracker.recording.reports import record_report
from tracker.store.places import ReportingModeRow
from tracker.totals.read import read_days
from tracker.totals.update import reweigh

KILLED, INJURED = Indicator.KILLED, Indicator.INJURED
UNITS = [SPLIT, FIRST, SECOND, OUTSIDE]


def change_mode(session: Session, on: int, mode: str) -> None:
    with reweigh(session, UNITS):
        session.add(ReportingModeRow(place_id=SPLIT, since=day(on), mode=mode))


def send(
    session: Session, place: int, on: int, *counts: Count, confirmed: Iterable[str] = ()
) -> int:
    draft = report(*counts, place_id=place, on=on, confirmed=frozenset(confirmed))
    return record_report(session, draft, now=noon_of(on)).report_id


def asked(session: Session, place: int, on: int, *counts: Count) -> list[str]:
    with pytest.raises(NeedsConfirmation) as question:
        send(session, place, on, *counts)
    return [warning.message for warning in question.value.warnings]


@pytest.fixture
def split(operation: Session) -> Session:
    """The district counted 10 killed in four days, and reports by shelter from the fifth."""
    send(operation, SPLIT, 0, new(KILLED, 7), new(INJURED, 0))
    send(operation, SPLIT, 3, new(KILLED, 3))
    send(operation, WHOLE, 3, new(KILLED, 90))
    change_mode(operation, 4, "by_shelter")
    return operation


def test_the_first_total_of_a_shelter_is_asked_about(split: Session) -> None:
    (message,) = asked(split, FIRST, 5, so_far(KILLED, 4))
    assert "4 in total covers days before 10 August 2024" in message
    assert "the district has 10 already" in message
    send(split, FIRST, 5, so_far(KILLED, 4), confirmed={"counted_elsewhere:killed"})
    send(split, FIRST, 6, so_far(KILLED, 6))  # the first one was the only one to ask about
    days = read_days(split, [SPLIT], day(6), day(6), [KILLED])
    assert days[KILLED][0].value == 16


def test_what_is_new_or_was_counted_by_nobody_is_not_asked_about(split: Session) -> None:
    send(split, FIRST, 5, new(KILLED, 4), so_far(INJURED, 4))
    send(split, SECOND, 5, so_far(Indicator.ARRIVALS, 50))


def test_a_shelter_that_went_on_counting_is_not_asked(split: Session) -> None:
    send(split, FIRST, 3, so_far(KILLED, 4))  # a claim then, but known
    send(split, FIRST, 5, so_far(KILLED, 5))


def test_only_what_was_counted_since_the_last_total_is_told(split: Session) -> None:
    send(split, FIRST, 1, so_far(KILLED, 2))
    (message,) = asked(split, FIRST, 5, so_far(KILLED, 5))
    assert "the district has 3 already" in message


def test_the_district_is_asked_when_it_reports_as_a_whole_again(split: Session) -> None:
    send(split, FIRST, 5, new(KILLED, 4))
    change_mode(split, 7, "whole")
    (message,) = asked(split, SPLIT, 8, so_far(KILLED, 15))
    assert "the district has 4 already" in message


def test_a_correction_to_a_total_is_asked_about_as_well(split: Session) -> None:
    report_id = send(split, FIRST, 5, new(KILLED, 4))
    draft = correction(report_id, so_far(KILLED, 4), confirmed=LATE)
    with pytest.raises(NeedsConfirmation) as question:
        correct_report(split, draft, now=noon_of(6))
    assert [warning.key for warning in question.value.warnings] == ["counted_elsewhere:killed"]


def test_a_unit_from_the_first_day_on_is_never_asked(split: Session) -> None:
    send(split, WHOLE, 9, so_far(KILLED, 99))
