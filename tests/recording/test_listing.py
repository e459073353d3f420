"""Lists of reports and decisions: which, in what order, how far, and as known when."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, JUDGE, REGION, SECOND, SPLIT, WHOLE
from tests.recording.drafts import day, level, noon_of, report, same_id, withdrawal
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.listing import ReportFilter, list_decisions, list_reports
from tracker.recording.reports import record_report
from tracker.recording.submissions import knows_submission

ALL = ReportFilter()


@pytest.fixture
def told(operation: Session) -> list[int]:
    """Reports about three places on three days, the second of another source."""
    said = ((WHOLE, 0, 1), (FIRST, 1, 2), (SPLIT, 2, 1))
    return [
        record_report(
            operation,
            report(level(Indicator.PRESENT, 5), on=on, place_id=place, source_id=source),
            now=noon_of(on),
        ).report_id
        for place, on, source in said
    ]


def ids(session: Session, wanted: ReportFilter, before: int | None = None) -> list[int]:
    return [one.report_id for one in list_reports(session, wanted, limit=9, before=before)]


def test_reports_come_newest_first_and_go_on_below_the_last(
    operation: Session, told: list[int]
) -> None:
    assert ids(operation, ALL) == told[::-1]
    first = list_reports(operation, ALL, limit=2)
    assert ids(operation, ALL, before=first[-1].report_id) == told[:1]
    withdraw_report(operation, withdrawal(told[2]), now=noon_of(3))
    assert list_reports(operation, ALL, limit=1)[0].standing.withdrawn


def test_each_filter_leaves_out_what_it_says(operation: Session, told: list[int]) -> None:
    whole, first, split = told
    assert ids(operation, ReportFilter(beneath=REGION)) == [split, first, whole]
    assert ids(operation, ReportFilter(beneath=SPLIT)) == [split, first]
    assert ids(operation, ReportFilter(beneath=SECOND)) == []
    assert ids(operation, ReportFilter(seen=[WHOLE, FIRST])) == [first, whole]
    assert ids(operation, ReportFilter(seen=[])) == []
    assert ids(operation, ReportFilter(hidden=[FIRST])) == [split, whole]
    assert ids(operation, ReportFilter(source=2)) == [first]
    assert ids(operation, ReportFilter(first=day(1))) == [split, first]
    assert ids(operation, ReportFilter(last=day(1))) == [first, whole]
    both = ReportFilter(beneath=COUNTRY, seen=[SPLIT, FIRST], hidden=[SPLIT], first=day(1))
    assert ids(operation, both) == [first]


def test_reports_as_they_stood_at_a_moment(operation: Session, told: list[int]) -> None:
    withdraw_report(operation, withdrawal(told[0]), now=noon_of(3))
    then = noon_of(1) + timedelta(hours=1)
    found = list_reports(operation, ALL, limit=9, known_at=then)
    assert [one.report_id for one in found] == [told[1], told[0]]
    assert not found[1].standing.withdrawn


def test_decisions_come_newest_first_with_what_they_are_about(
    operation: Session, told: list[int]
) -> None:
    made = [
        decide(
            operation,
            DecisionDraft(report_id=one, seq=1, kind=kind, person_id=JUDGE, reason="asked"),
            now=noon_of(4),
        )
        for one, kind in zip(told, (DecisionKind.VERIFIED, DecisionKind.PREFERRED), strict=False)
    ]
    found = list_decisions(operation, ALL, limit=9)
    assert [one.decision.decision_id for one in found] == made[::-1]
    newest = found[0]
    assert (newest.report_id, newest.place_id, newest.day) == (told[1], FIRST, day(1))
    assert (newest.decision.kind, newest.decision.person_name) == (
        DecisionKind.PREFERRED,
        "Reviewer",
    )
    assert newest.decision.indicator is None
    older = list_decisions(operation, ALL, limit=1, before=made[1])
    assert [one.decision.decision_id for one in older] == made[:1]
    assert list_decisions(operation, ReportFilter(hidden=[FIRST, WHOLE]), limit=9) == ()


def test_a_decision_about_one_number_says_which(operation: Session, told: list[int]) -> None:
    draft = DecisionDraft(
        report_id=told[0],
        seq=1,
        kind=DecisionKind.PREFERRED,
        person_id=JUDGE,
        reason="better",
        indicator=Indicator.PRESENT,
    )
    decide(operation, draft, now=noon_of(4))
    (found,) = list_decisions(operation, ALL, limit=9)
    assert found.decision.indicator is Indicator.PRESENT


def test_a_submission_is_known_once_it_is_accepted(operation: Session) -> None:
    draft = report(level(Indicator.PRESENT, 5), submission_id=same_id(7))
    assert not knows_submission(operation, same_id(7))
    record_report(operation, draft, now=noon_of(0))
    assert knows_submission(operation, same_id(7))
    assert not knows_submission(operation, same_id(8))
