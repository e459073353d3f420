"""An import is undone as a whole, and what stood before it comes back."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, outcomes, plan, said, take_in
from tests.exchange.importing.test_recording import ARRIVALS, DAY, FIRST_EDITION, HEAD, PRESENT
from tests.histories import FIRST, WHOLE
from tests.recording.drafts import correction, level, noon_of, report
from tracker.domain.errors import (
    InUse,
    NotFound,
    ReasonMissing,
)
from tracker.domain.reports import RevisionKind
from tracker.exchange.importing import (
    AlreadyUndone,
    Outcome,
    load_import,
    undo_import,
)
from tracker.recording.corrections import correct_report
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.totals.check import find_differences


def test_an_import_is_undone_as_a_whole(operation: Session) -> None:
    record_report(operation, report(level(PRESENT, 9), on=1, place_id=FIRST), now=noon_of(1))
    number = take_in(operation, FIRST_EDITION)
    assert undo_import(operation, number, reason=" wrong file ", person_id=1, now=NOW) == 2
    assert said(operation, WHOLE, DAY) == []
    assert said(operation, FIRST, DAY) == [{PRESENT: 9}]
    run = load_import(operation, number)
    assert run.undone is not None
    assert (run.undone.reason, run.undone.person_name) == ("wrong file", "Someone")
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    assert stored.revisions[-1].reason == f"Import {number} was undone: wrong file"
    assert list(find_differences(operation)) == []


def test_a_withdrawal_says_that_the_cells_became_blank(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    take_in(operation, HEAD + "2024-08-07,Whole,,\n", edition="as of Tuesday")
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    assert stored.revisions[-1].kind is RevisionKind.WITHDRAWAL
    assert stored.revisions[-1].reason == "Its cells became blank in made.csv, as of Tuesday"


def test_what_was_undone_can_be_imported_again(operation: Session) -> None:
    number = take_in(operation, FIRST_EDITION)
    undo_import(operation, number, reason="wrong file", person_id=1, now=NOW)
    assert outcomes(plan(operation, FIRST_EDITION)) == [Outcome.ADDED] * 2
    take_in(operation, FIRST_EDITION)
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 5, PRESENT: 120}]


def test_undoing_an_edition_brings_the_one_before_back(operation: Session) -> None:
    first = take_in(operation, FIRST_EDITION)
    later = HEAD + "2024-08-07,Whole,6,\n2024-08-08,Whole,8,\n2024-08-09,Whole,1,99\n"
    second = take_in(operation, later)
    with pytest.raises(InUse, match=f"Undo import {second} first"):
        undo_import(operation, first, reason="wrong", person_id=1, now=NOW)
    undo_import(operation, second, reason="wrong", person_id=1, now=NOW)
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 5, PRESENT: 120}]
    assert said(operation, WHOLE, date(2024, 8, 9)) == []
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    assert stored.revisions[-1].kind is RevisionKind.CORRECTION
    assert stored.revisions[-1].reason == f"Import {second} was undone: wrong"
    assert outcomes(plan(operation, FIRST_EDITION)) == [Outcome.UNCHANGED] * 2
    assert outcomes(plan(operation, later)) == [Outcome.CORRECTED] * 2 + [Outcome.ADDED]
    undo_import(operation, first, reason="wrong", person_id=1, now=NOW)
    assert said(operation, WHOLE, DAY) == []
    assert list(find_differences(operation)) == []


def test_undoing_leaves_what_a_person_changed_after_an_edition(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    second = take_in(operation, HEAD + "2024-08-07,Whole,6,120\n")
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    mended = correction(stored.report_id, level(PRESENT, 111), based_on=2)
    correct_report(operation, mended, now=NOW)
    assert undo_import(operation, second, reason="wrong", person_id=1, now=NOW) == 0
    assert said(operation, WHOLE, DAY) == [{PRESENT: 111}]


def test_undoing_needs_an_import_a_reason_and_happens_once(operation: Session) -> None:
    number = take_in(operation, FIRST_EDITION)
    with pytest.raises(ReasonMissing):
        undo_import(operation, number, reason=" ", person_id=1, now=NOW)
    undo_import(operation, number, reason="wrong", person_id=1, now=NOW)
    with pytest.raises(AlreadyUndone):
        undo_import(operation, number, reason="wrong", person_id=1, now=NOW)
    with pytest.raises(NotFound):
        undo_import(operation, number + 1, reason="wrong", person_id=1, now=NOW)
    with pytest.raises(NotFound):
        load_import(operation, number + 1)
