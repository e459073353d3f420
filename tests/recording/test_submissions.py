"""Each submission counts once, however often and however many at a time it is sent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.histories import WHOLE, make_operation
from tests.recording.drafts import (
    correction,
    level,
    new,
    noon_of,
    report,
    same_id,
    withdrawal,
)
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Receipt
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.reports import record_report
from tracker.recording.submissions import hash_body
from tracker.store.database import Database
from tracker.store.reports import ConflictRow, ReportRow
from tracker.totals.check import find_differences
from tracker.totals.read import read_days


def test_the_same_submission_is_answered_alike(operation: Session) -> None:
    draft = report(level(Indicator.PRESENT, 100))
    first = record_report(operation, draft, now=noon_of(0))
    second = record_report(operation, draft, now=noon_of(9))
    assert second == replace(first, repeated=True)
    assert operation.scalar(select(func.count()).select_from(ReportRow)) == 1


def test_the_order_of_counts_and_parts_is_not_content(operation: Session) -> None:
    parts = [Part(sex=sex, age_from=None, age_to=None, value=1) for sex in Sex]
    present = level(Indicator.PRESENT, 100, parts=tuple(parts))
    turned = level(Indicator.PRESENT, 100, parts=tuple(reversed(parts)))
    arrivals = new(Indicator.ARRIVALS, 3)
    record_report(operation, report(present, arrivals, submission_id=same_id(1)), now=noon_of(0))
    again = report(arrivals, turned, submission_id=same_id(1))
    assert record_report(operation, again, now=noon_of(0)).repeated


def test_the_same_id_with_other_content_keeps_both_and_overwrites_nothing(
    operation: Session,
) -> None:
    record_report(
        operation, report(level(Indicator.PRESENT, 100), submission_id=same_id(1)), now=noon_of(0)
    )
    other = report(level(Indicator.PRESENT, 900), submission_id=same_id(1))
    for _ in range(2):
        with pytest.raises(SubmissionConflict):
            record_report(operation, other, now=noon_of(0))
    (kept,) = operation.execute(select(ConflictRow)).scalars()
    assert kept.body["counts"][0]["value"] == 900
    assert kept.body["day"] == "2024-08-06"
    assert operation.scalar(select(func.count()).select_from(ReportRow)) == 1


def test_corrections_and_withdrawals_are_accepted_once_too(operation: Session) -> None:
    made = record_report(operation, report(level(Indicator.PRESENT, 1)), now=noon_of(0))
    change = correction(made.report_id, level(Indicator.PRESENT, 2))
    first = correct_report(operation, change, now=noon_of(0))
    assert correct_report(operation, change, now=noon_of(0)) == replace(first, repeated=True)
    end = withdrawal(made.report_id, based_on=2)
    last = withdraw_report(operation, end, now=noon_of(0))
    assert withdraw_report(operation, end, now=noon_of(0)) == replace(last, repeated=True)


def test_one_submission_sent_many_times_at_once_counts_once(own_database: Database) -> None:
    with own_database.writer() as session:
        make_operation(session)
        session.commit()
    draft = report(level(Indicator.PRESENT, 100))

    def send(_: int) -> Receipt:
        with own_database.writer() as session:
            receipt = record_report(session, draft, now=noon_of(0))
            session.commit()
            return receipt

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(send, range(16)))
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert len({(receipt.report_id, receipt.effects) for receipt in receipts}) == 1


def test_nothing_is_lost_when_many_write_at_once(own_database: Database) -> None:
    with own_database.writer() as session:
        make_operation(session)
        session.commit()

    def send(number: int) -> None:
        draft = report(new(Indicator.ARRIVALS, 1), on=number % 8, source_id=1 + number % 3)
        with own_database.writer() as session:
            record_report(session, replace(draft, confirmed=_ANYTHING), now=noon_of(20))
            session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(24)))
    with own_database.reader() as session:
        last = noon_of(20).date()
        assert read_days(session, [WHOLE], last, last)[Indicator.ARRIVALS][0].value == 8
        assert list(find_differences(session)) == []


_ANYTHING = frozenset({"late", "already_reported"})


def test_only_plain_values_make_a_submission() -> None:
    with pytest.raises(TypeError, match="has no place in a submission"):
        hash_body({"what": object()})
