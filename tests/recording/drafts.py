"""Short ways to say what is sent."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.histories import JUDGE, START, WHOLE
from tracker.domain.counts import Count, Form
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, ReportDraft, WithdrawalDraft
from tracker.recording.settlements import SettlementDraft
from tracker.store.reports import ConflictRow

NOW = datetime(2024, 8, 20, 9, tzinfo=UTC)
LATE = frozenset({"late"})
FELL = Fall(indicator=Indicator.KILLED, kind=FallKind.CORRECTION)


def day(offset: int) -> date:
    """The operation's day number `offset`, the first being 0."""
    return START + timedelta(days=offset)


def noon_of(offset: int) -> datetime:
    """A moment at which a report about the day is on time."""
    return datetime(2024, 8, 6, 15, tzinfo=UTC) + timedelta(days=offset)


def level(indicator: Indicator, value: int | None, **more: Any) -> Count:
    return Count(indicator=indicator, form=Form.LEVEL, value=value, **more)


def new(indicator: Indicator, value: int | None, **more: Any) -> Count:
    return Count(indicator=indicator, form=Form.NEW, value=value, **more)


def so_far(indicator: Indicator, value: int | None, **more: Any) -> Count:
    return Count(indicator=indicator, form=Form.TOTAL, value=value, **more)


def report(*counts: Count, on: int = 0, **more: Any) -> ReportDraft:
    values: dict[str, Any] = {
        "submission_id": uuid4(),
        "place_id": WHOLE,
        "day": day(on),
        "source_id": 1,
        "person_id": 1,
        "counts": counts,
    }
    return ReportDraft(**values | more)


def correction(report_id: int, *counts: Count, based_on: int = 1, **more: Any) -> CorrectionDraft:
    values: dict[str, Any] = {
        "submission_id": uuid4(),
        "report_id": report_id,
        "based_on": based_on,
        "person_id": 1,
        "counts": counts,
        "reason": "counted again",
        "confirmed": LATE,
    }
    return CorrectionDraft(**values | more)


def withdrawal(report_id: int, *, based_on: int = 1, reason: str = "by mistake") -> WithdrawalDraft:
    return WithdrawalDraft(
        submission_id=uuid4(),
        report_id=report_id,
        based_on=based_on,
        person_id=1,
        reason=reason,
    )


def settlement(session: Session) -> SettlementDraft:
    """Of the one conflict there is."""
    conflict_id = session.execute(select(ConflictRow.id)).scalar_one()
    return SettlementDraft(conflict_id=conflict_id, person_id=JUDGE, reason="looked at both")


def same_id(number: int) -> UUID:
    return UUID(int=number)
