"""A source's grade changes with a reason, from then on."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.histories import JUDGE, SPLIT, START, WHOLE
from tests.recording.drafts import level, noon_of, report
from tracker.domain.errors import InvalidField, NotFound, OutOfScope, ReasonMissing
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.selection import Grade
from tracker.recording.decisions import decide
from tracker.recording.grades import change_grade, list_grade_changes
from tracker.recording.reports import record_report
from tracker.registry.review_scope import set_reviewed_areas
from tracker.registry.sources import load_source
from tracker.store.reports import ReportRow
from tracker.totals.check import find_differences
from tracker.totals.read import read_days

PRESENT = Indicator.PRESENT


def grade(session: Session, source: int, given: Grade, reason: str = "It was right.") -> None:
    change_grade(session, source, given, reason=reason, person_id=1, now=noon_of(3))


def say(session: Session, value: int, source: int, on: int = 0) -> int:
    draft = report(level(PRESENT, value), source_id=source, on=on)
    return record_report(session, draft, now=noon_of(on)).report_id


def present(session: Session, on: int) -> int | None:
    day = START + timedelta(days=on)
    assert list(find_differences(session)) == []
    return read_days(session, [WHOLE], day, day, [PRESENT])[PRESENT][0].value


def test_reports_keep_the_grade_of_their_recording(operation: Session) -> None:
    # At first source 1 has grade B, source 2 grade D.
    say(operation, 100, 1)
    say(operation, 120, 2)
    grade(operation, 2, Grade.A)
    say(operation, 101, 1, on=1)
    say(operation, 121, 2, on=1)

    assert [present(operation, on) for on in (0, 1)] == [100, 121]
    grades = operation.scalars(select(ReportRow.grade).order_by(ReportRow.id)).all()
    assert grades == ["B", "D", "B", "A"]


def test_what_a_person_preferred_stays_preferred(operation: Session) -> None:
    say(operation, 100, 1)
    preferred = say(operation, 120, 2)
    draft = DecisionDraft(
        report_id=preferred, seq=1, kind=DecisionKind.PREFERRED, person_id=JUDGE, reason="Counted."
    )
    decide(operation, draft, now=noon_of(1))
    grade(operation, 2, Grade.F)

    assert present(operation, 0) == 120


def test_every_change_is_told_newest_first(operation: Session) -> None:
    grade(operation, 2, Grade.C)
    grade(operation, 1, Grade.E)
    grade(operation, 2, Grade.A, " Twice right. ")

    newest, oldest = list_grade_changes(operation, 2)

    assert (oldest.before, oldest.grade) == (Grade.D, Grade.C)
    assert (newest.before, newest.grade, newest.reason) == (Grade.C, Grade.A, "Twice right.")
    assert (newest.person_name, newest.recorded_at) == ("Someone", noon_of(3))
    assert load_source(operation, 2).grade is Grade.A


def test_it_needs_a_reason_and_another_grade(operation: Session) -> None:
    with pytest.raises(ReasonMissing, match="Enter the reason for the new grade"):
        grade(operation, 2, Grade.A, " ")
    with pytest.raises(InvalidField, match="Select another grade: Source 2 has D already"):
        grade(operation, 2, Grade.D)
    with pytest.raises(NotFound):
        grade(operation, 9, Grade.D)
    assert list_grade_changes(operation, 2) == ()


def test_whoever_reviews_some_areas_only_changes_no_grade(operation: Session) -> None:
    set_reviewed_areas(operation, JUDGE, [SPLIT])
    grade(operation, 1, Grade.C)
    set_reviewed_areas(operation, 1, [SPLIT])
    with pytest.raises(OutOfScope, match="Ask a reviewer of the whole operation"):
        grade(operation, 2, Grade.A)
    assert load_source(operation, 2).grade is Grade.D
