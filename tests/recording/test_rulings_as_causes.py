"""What a ruling about a source's series made of the numbers between two moments."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, SPLIT, WHOLE
from tests.recording.drafts import LATE, level, noon_of, report
from tests.recording.drafts import day as on
from tests.recording.test_comparing import causes_of, compare
from tracker.domain.indicators import Indicator
from tracker.domain.rulings import Ruling, RulingDraft, RulingKind
from tracker.recording.causes import Cause, Said
from tracker.recording.reports import record_report
from tracker.recording.rulings import rule_series

PRESENT, CAPACITY = Indicator.PRESENT, Indicator.CAPACITY
DIFFERENT, RIVAL = RulingKind.DIFFERENT, RulingKind.RIVAL


def rule(session: Session, kind: RulingKind, now: datetime, reason: str = "Families.") -> None:
    draft = RulingDraft(
        place_id=WHOLE,
        indicator=PRESENT,
        source_id=1,
        kind=kind,
        person_id=JUDGE,
        reason=reason,
    )
    rule_series(session, draft, now=now)


def made(cause: Cause) -> list[tuple[Indicator, int | None, int | None]]:
    return [(step.indicator, value_of(step.before), value_of(step.after)) for step in cause.steps]


def value_of(said: Said | None) -> int | None:
    return said.value if said is not None else None


@pytest.fixture
def disagreeing(operation: Session) -> Session:
    """Source 1 counts families on two days; on the first, source 3 counts people."""
    families = report(level(PRESENT, 40), level(CAPACITY, 90))
    record_report(operation, families, now=noon_of(0))
    people = report(level(PRESENT, 100), source_id=3)
    record_report(operation, people, now=noon_of(0))
    record_report(operation, report(level(PRESENT, 41), on=1), now=noon_of(1))
    elsewhere = report(level(PRESENT, 7), place_id=FIRST)
    record_report(operation, elsewhere, now=noon_of(0))
    return operation


def test_a_ruling_is_a_cause_on_each_day_that_it_changed(disagreeing: Session) -> None:
    rule(disagreeing, DIFFERENT, noon_of(3))

    causes = causes_of(compare(disagreeing, None, noon_of(2), noon_of(4)))

    assert {cause.day: made(cause) for cause in causes} == {
        on(0): [(PRESENT, 40, 100)],
        on(1): [(PRESENT, 41, None)],
    }
    assert {(cause.place_id, cause.place_name, cause.report) for cause in causes} == {
        (WHOLE, "Whole", None)
    }
    assert all(isinstance(cause.act, Ruling) for cause in causes)
    assert {cause.act.reason for cause in causes} == {"Families."}


def test_a_report_of_a_series_ruled_a_different_thing_makes_nothing_of_it(
    disagreeing: Session,
) -> None:
    rule(disagreeing, DIFFERENT, noon_of(3))
    late = report(level(PRESENT, 42), level(CAPACITY, 95), on=2, confirmed=LATE)
    record_report(disagreeing, late, now=noon_of(4))
    counted = report(level(PRESENT, 8), place_id=SPLIT, on=2, confirmed=LATE)
    record_report(disagreeing, counted, now=noon_of(4))

    causes = causes_of(compare(disagreeing, None, noon_of(3), noon_of(5)))

    assert {cause.place_id: made(cause) for cause in causes} == {
        WHOLE: [(CAPACITY, None, 95)],
        SPLIT: [(PRESENT, None, 8)],
    }


def test_a_ruling_taken_back_is_a_cause_of_its_own(disagreeing: Session) -> None:
    rule(disagreeing, DIFFERENT, noon_of(3))
    rule(disagreeing, RIVAL, noon_of(5), "People after all.")

    causes = causes_of(compare(disagreeing, [WHOLE], noon_of(4), noon_of(6)))

    assert {cause.day: made(cause) for cause in causes} == {
        on(0): [(PRESENT, 100, 40)],
        on(1): [(PRESENT, None, 41)],
    }
    assert {cause.act.reason for cause in causes} == {"People after all."}
    assert compare(disagreeing, [WHOLE], noon_of(2), noon_of(6)).acts == ()


def test_the_last_of_several_rulings_of_one_moment_holds(disagreeing: Session) -> None:
    moment = noon_of(3) + timedelta(minutes=1)
    rule(disagreeing, RIVAL, moment, "People.")
    rule(disagreeing, DIFFERENT, moment)

    causes = causes_of(compare(disagreeing, [WHOLE], noon_of(3), noon_of(4)))

    assert [cause.act.reason for cause in causes] == ["Families.", "Families."]
