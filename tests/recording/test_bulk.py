"""Many reports at once are the same as one by one."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.histories import FIRST, SECOND, WHOLE
from tests.recording.drafts import level, new, noon_of, report, same_id
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import InvalidReport, SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import ReportDraft
from tracker.recording.bulk import record_many
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.store.reports import ReportRow
from tracker.totals.check import find_differences


def drafts() -> list[ReportDraft]:
    girls = Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=3)
    made = []
    for number in range(30):
        place = (WHOLE, FIRST, SECOND)[number % 3]
        counts = (
            new(Indicator.ARRIVALS, number),
            level(Indicator.PRESENT, 100 + number, parts=(girls,)),
        )
        made.append(
            report(*counts, on=number // 3, place_id=place, submission_id=same_id(number + 1))
        )
    return made


def test_totals_follow_and_nothing_is_taken_twice(operation: Session) -> None:
    seen: list[int] = []
    assert record_many(operation, drafts(), now=noon_of(20), progress=seen.append) == 30
    assert record_many(operation, drafts(), now=noon_of(20)) == 0
    assert seen == [30]
    assert operation.scalar(select(func.count()).select_from(ReportRow)) == 30
    assert list(find_differences(operation)) == []


def test_it_adds_to_what_was_there(operation: Session) -> None:
    everything = drafts()
    first, *rest = everything
    confirmed = replace(first, confirmed=frozenset({"late"}))
    one = record_report(operation, confirmed, now=noon_of(20))
    record_many(operation, rest, now=noon_of(20))
    assert list(find_differences(operation)) == []
    reports = list_place_reports(operation, WHOLE, first.day, first.day)
    assert [(r.report_id, r.counts, r.is_late) for r in reports] == [
        (one.report_id, first.counts, True)
    ]


def test_hard_checks_hold(operation: Session) -> None:
    wrong = report(level(Indicator.PRESENT, 1), level(Indicator.SHELTERED, 2))
    with pytest.raises(InvalidReport):
        record_many(operation, [*drafts(), wrong], now=noon_of(20))


def test_other_content_under_a_used_id_is_a_conflict(operation: Session) -> None:
    record_many(operation, drafts(), now=noon_of(20))
    other = report(level(Indicator.PRESENT, 1), submission_id=same_id(1))
    with pytest.raises(SubmissionConflict):
        record_many(operation, [other], now=noon_of(20))


def test_the_same_submission_twice_in_one_batch_counts_once(operation: Session) -> None:
    everything = drafts()
    assert record_many(operation, [*everything, everything[0]], now=noon_of(20)) == 30
    assert operation.scalar(select(func.count()).select_from(ReportRow)) == 30


def test_other_content_under_one_id_in_one_batch_is_a_conflict(operation: Session) -> None:
    other = report(level(Indicator.PRESENT, 1), submission_id=same_id(1))
    with pytest.raises(SubmissionConflict):
        record_many(operation, [*drafts(), other], now=noon_of(20))


@pytest.mark.parametrize("field", ["source", "place"])
def test_an_unknown_source_or_place_is_refused_in_words(operation: Session, field: str) -> None:
    unknown = report(level(Indicator.PRESENT, 1), **{f"{field}_id": 999})
    with pytest.raises(InvalidReport) as refused:
        record_many(operation, [*drafts(), unknown], now=noon_of(20))
    assert [problem.field for problem in refused.value.problems] == [field]
