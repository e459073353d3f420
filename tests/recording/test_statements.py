"""What a source stated, and what became of it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import JUDGE, SPLIT, START
from tests.recording.drafts import correction, level, noon_of, report, withdrawal
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.statements import (
    Fate,
    Statements,
    Wanted,
    count_by_source,
    count_statements,
    count_wanted,
    list_statements,
)

PRESENT = Indicator.PRESENT


def say(session: Session, on: int, source: int = 1, **more: int) -> int:
    draft = report(level(PRESENT, 100), source_id=source, on=on, **more)
    return record_report(session, draft, now=noon_of(on)).report_id


def judge(session: Session, report_id: int, *kinds: DecisionKind) -> None:
    for kind in kinds:
        draft = DecisionDraft(report_id=report_id, seq=1, kind=kind, person_id=JUDGE, reason="So.")
        decide(session, draft, now=noon_of(9))


@pytest.fixture
def stated(operation: Session) -> Session:
    """Six reports of source 1 with different fates, and two of source 2 in their way."""
    ids = [say(operation, on) for on in range(6)]
    other = say(operation, 0, source=2, place_id=SPLIT)
    say(operation, 8, source=2)
    judge(operation, ids[0], DecisionKind.DISPUTED, DecisionKind.VERIFIED, DecisionKind.PREFERRED)
    judge(operation, ids[1], DecisionKind.REJECTED)
    judge(operation, ids[2], DecisionKind.RETURNED)
    judge(operation, other, DecisionKind.DISPUTED, DecisionKind.PREFERRED)
    correct_report(operation, correction(ids[3], level(PRESENT, 101)), now=noon_of(9))
    correct_report(operation, correction(ids[4], level(PRESENT, 101)), now=noon_of(9))
    withdraw_report(operation, withdrawal(ids[4], based_on=2), now=noon_of(9))
    withdraw_report(operation, withdrawal(ids[5]), now=noon_of(9))
    return operation


def listed(session: Session, wanted: Wanted, **page: int) -> list[int]:
    """Offsets of the days of the reports."""
    reports = list_statements(session, 1, wanted, **{"offset": 0, "limit": 20, **page})
    return [(report.day - START).days for report in reports]


def test_what_became_of_its_reports_is_counted(stated: Session) -> None:
    assert count_statements(stated, 1) == Statements(
        total=6,
        last_day=START + timedelta(days=5),
        corrected=2,
        withdrawn=2,
        verified=1,
        preferred=1,
        disputed=1,
        returned=1,
        rejected=1,
    )
    nothing = count_statements(stated, 3)
    assert (nothing.total, nothing.last_day, nothing.preferred) == (0, None, 0)
    assert count_by_source(stated) == {
        1: (6, START + timedelta(days=5)),
        2: (2, START + timedelta(days=8)),
    }


def test_they_are_listed_newest_first_in_pages(stated: Session) -> None:
    assert listed(stated, Wanted()) == [5, 4, 3, 2, 1, 0]
    assert listed(stated, Wanted(), offset=2, limit=2) == [3, 2]
    assert count_wanted(stated, 1, Wanted()) == 6


@pytest.mark.parametrize(
    ("fate", "days"),
    [
        (Fate.VERIFIED, [0]),
        (Fate.DISPUTED, []),
        (Fate.RETURNED, [2]),
        (Fate.REJECTED, [1]),
        (Fate.CORRECTED, [4, 3]),
        (Fate.WITHDRAWN, [5, 4]),
    ],
)
def test_they_are_chosen_by_what_became_of_them(
    stated: Session, fate: Fate, days: list[int]
) -> None:
    assert listed(stated, Wanted(fate=fate)) == days
    assert count_wanted(stated, 1, Wanted(fate=fate)) == len(days)


def test_they_are_chosen_by_their_days(stated: Session) -> None:
    first, last = START + timedelta(days=1), START + timedelta(days=3)

    assert listed(stated, Wanted(first=first, last=last)) == [3, 2, 1]
    assert listed(stated, Wanted(first=first, last=last, fate=Fate.CORRECTED)) == [3]
