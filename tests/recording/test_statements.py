"""What a source stated, and what became of it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import JUDGE, SPLIT, START, make_operation
from tests.recording.drafts import correction, level, noon_of, report, withdrawal
from tests.standing import stands
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.statements import (
    Fate,
    SourceStatements,
    Statements,
    Wanted,
    count_by_source,
)

PRESENT = Indicator.PRESENT
DECIDED = noon_of(9)


def say(session: Session, on: int, source: int = 1, **more: int) -> int:
    draft = report(level(PRESENT, 100), source_id=source, on=on, **more)
    return record_report(session, draft, now=noon_of(on)).report_id


def judge(session: Session, report_id: int, *kinds: DecisionKind, at: datetime = DECIDED) -> None:
    for kind in kinds:
        draft = DecisionDraft(report_id=report_id, seq=1, kind=kind, person_id=JUDGE, reason="So.")
        decide(session, draft, now=at)


@stands
def stated(session: Session) -> None:
    """Six reports of source 1 with different fates, and two of source 2 in their way."""
    make_operation(session)
    ids = [say(session, on) for on in range(6)]
    other = say(session, 0, source=2, place_id=SPLIT)
    say(session, 8, source=2)
    judge(session, ids[0], DecisionKind.DISPUTED, DecisionKind.VERIFIED, DecisionKind.PREFERRED)
    judge(session, ids[1], DecisionKind.REJECTED)
    judge(session, ids[2], DecisionKind.RETURNED)
    judge(session, other, DecisionKind.DISPUTED, DecisionKind.PREFERRED)
    correct_report(session, correction(ids[3], level(PRESENT, 101)), now=noon_of(9))
    correct_report(session, correction(ids[4], level(PRESENT, 101)), now=noon_of(9))
    withdraw_report(session, withdrawal(ids[4], based_on=2), now=noon_of(9))
    withdraw_report(session, withdrawal(ids[5]), now=noon_of(9))


def listed(
    session: Session, wanted: Wanted, known_at: datetime | None = None, **page: int
) -> list[int]:
    """Offsets of the days of the reports."""
    stated = SourceStatements(session, 1, known_at)
    reports = stated.list_wanted(wanted, **{"offset": 0, "limit": 20, **page})
    return [(report.day - START).days for report in reports]


def test_what_became_of_its_reports_is_counted(stated: Session) -> None:
    assert SourceStatements(stated, 1).count() == Statements(
        total=6,
        last_day=START + timedelta(days=5),
        corrected=2,
        withdrawn=2,
        verified=1,
        preferred=1,
        disputed=1,
        returned=1,
        rejected=1,
        counted=2,
    )
    nothing = SourceStatements(stated, 3).count()
    assert (nothing.total, nothing.last_day, nothing.preferred) == (0, None, 0)
    assert count_by_source(stated) == {
        1: (6, START + timedelta(days=5)),
        2: (2, START + timedelta(days=8)),
    }


def test_they_are_listed_newest_first_in_pages(stated: Session) -> None:
    assert listed(stated, Wanted()) == [5, 4, 3, 2, 1, 0]
    assert listed(stated, Wanted(), offset=2, limit=2) == [3, 2]
    assert SourceStatements(stated, 1).count_wanted(Wanted()) == 6


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
    assert SourceStatements(stated, 1).count_wanted(Wanted(fate=fate)) == len(days)


def test_they_are_chosen_by_their_days(stated: Session) -> None:
    first, last = START + timedelta(days=1), START + timedelta(days=3)

    assert listed(stated, Wanted(first=first, last=last)) == [3, 2, 1]
    assert listed(stated, Wanted(first=first, last=last, fate=Fate.CORRECTED)) == [3]


@pytest.fixture
def changed_since(stated: Session) -> Session:
    """More was done about the reports on the tenth day, and one was added."""
    first, second, third = (
        found.report_id
        for found in SourceStatements(stated, 1).list_wanted(
            Wanted(last=START + timedelta(days=2)), offset=0, limit=3
        )
    )
    judge(stated, second, DecisionKind.DISPUTED, DecisionKind.PREFERRED, at=noon_of(10))
    correct_report(stated, correction(first, level(PRESENT, 102)), now=noon_of(10))
    judge(stated, third, DecisionKind.DISPUTED, at=noon_of(10))
    withdraw_report(stated, withdrawal(third), now=noon_of(10))
    say(stated, 10)
    return stated


@pytest.mark.parametrize("fate", [None, *Fate])
def test_what_was_known_at_a_moment_is_what_stood_then(
    stated: Session, request: pytest.FixtureRequest, fate: Fate | None
) -> None:
    wanted, moment = Wanted(fate=fate), noon_of(9)
    then = SourceStatements(stated, 1)
    expected = (then.count(), listed(stated, wanted), count_by_source(stated))
    request.getfixturevalue("changed_since")
    known = SourceStatements(stated, 1, moment)
    # What counts now is not told of a moment.
    assert (replace(expected[0], counted=None), *expected[1:]) == (
        known.count(),
        listed(stated, wanted, moment),
        count_by_source(stated, known_at=moment),
    )
    assert known.count_wanted(wanted) == len(expected[1])
    assert SourceStatements(stated, 1).count() != expected[0]
    assert listed(stated, wanted) != expected[1]


def test_reports_that_came_later_and_what_became_of_them_was_not_known(stated: Session) -> None:
    then = SourceStatements(stated, 1, noon_of(4)).count()
    assert (then.total, then.last_day) == (5, START + timedelta(days=4))
    assert (then.corrected, then.withdrawn, then.preferred, then.rejected) == (0, 0, 0, 0)
    assert listed(stated, Wanted(), noon_of(4)) == [4, 3, 2, 1, 0]
