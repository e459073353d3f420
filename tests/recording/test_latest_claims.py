"""What each source stated last about areas that were no units."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.histories import COUNTRY, JUDGE, REGION, WHOLE
from tests.recording.drafts import (
    LATE,
    correction,
    day,
    level,
    new,
    noon_of,
    report,
    so_far,
    withdrawal,
)
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording import claims
from tracker.recording.claims import list_latest_claims
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.history import load_reports
from tracker.recording.reports import record_report
from tracker.totals.known.past import Past

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


def say(session: Session, *counts: Any, on: int, **more: Any) -> int:
    draft = report(*counts, on=on, **{"place_id": REGION, "confirmed": LATE, **more})
    return record_report(session, draft, now=noon_of(on)).report_id


def find(session: Session, on: int = 9, limit: int = 20, **more: Any) -> list[tuple[int, int, str]]:
    """Places, days and what was said."""
    known_at = more.pop("known_at", None)
    more["past"] = known_at and Past(session, known_at)
    found = list_latest_claims(
        session, [COUNTRY, REGION, WHOLE], day(on), (I.PRESENT, I.KILLED), limit, **more
    )
    return [(at.place_id, (at.day - day(0)).days, f"{said.value}") for at, said in found]


def test_the_last_standing_count_of_each_source_and_area_comes_newest_first(
    operation: Session,
) -> None:
    say(operation, level(I.PRESENT, 1), on=0)
    say(operation, level(I.PRESENT, 2), so_far(I.KILLED, 12), on=1)
    say(operation, level(I.PRESENT, 3), on=2, source_id=2)
    say(operation, level(I.PRESENT, 4), on=2, place_id=COUNTRY)
    say(operation, level(I.CAPACITY, 5), on=3)
    say(operation, level(I.PRESENT, 6), on=3, place_id=WHOLE)
    withdrawn = say(operation, level(I.PRESENT, 7), on=4)
    rejected = say(operation, level(I.PRESENT, 8), on=5)
    say(operation, level(I.PRESENT, 9), on=7)
    withdraw_report(operation, withdrawal(withdrawn), now=noon_of(6))
    draft = DecisionDraft(
        report_id=rejected, seq=1, kind=DecisionKind.REJECTED, person_id=JUDGE, reason="So."
    )
    decide(operation, draft, now=noon_of(6))
    expected = [(COUNTRY, 2, "4"), (REGION, 2, "3"), (REGION, 1, "2"), (REGION, 1, "12")]
    assert find(operation, 6) == expected
    assert find(operation, 6, limit=2) == expected[:2]
    assert find(operation, 7)[0] == (REGION, 7, "9")
    assert find(operation, 6, known_at=noon_of(5)) == [(REGION, 5, "8"), *expected[:2], expected[3]]
    before = noon_of(5) - timedelta(hours=1)
    assert find(operation, 6, known_at=before) == [(REGION, 4, "7"), *expected[:2], expected[3]]


def test_a_number_of_new_ones_is_of_its_own_day_only(operation: Session) -> None:
    say(operation, so_far(I.KILLED, 12), on=1)
    say(operation, new(I.KILLED, 3), on=2)
    assert find(operation, 2) == [(REGION, 2, "3")]
    assert find(operation, 3) == [(REGION, 1, "12")]


def test_a_corrected_claim_says_what_it_said_at_the_moment(operation: Session) -> None:
    stated = say(operation, level(I.PRESENT, 40), on=1)
    correct_report(operation, correction(stated, level(I.PRESENT, 45)), now=noon_of(3))
    assert find(operation) == [(REGION, 1, "45")]
    assert find(operation, known_at=noon_of(2)) == [(REGION, 1, "40")]


def test_only_what_is_shown_is_loaded(operation: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []

    def load(session: Session, ids: list[int], **more: Any) -> Any:
        loaded.extend(ids)
        return load_reports(session, ids, **more)

    monkeypatch.setattr(claims, "load_reports", load)
    ids = [say(operation, level(I.PRESENT, 10 + at), on=at) for at in range(9)]
    assert len(find(operation)) == 1
    assert loaded == ids[-1:]
