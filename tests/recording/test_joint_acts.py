"""What was done to many reports at once is one act between two moments."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import take_in
from tests.histories import FIRST, JUDGE, SPLIT, START, WHOLE
from tests.recording.drafts import LATE, correction, level, noon_of, report
from tests.recording.drafts import day as on
from tests.recording.test_comparing import compare
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.exchange.importing import undo_import
from tracker.recording import comparing
from tracker.recording.causes import Cause
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide_each
from tracker.recording.history import list_place_reports
from tracker.recording.joint_acts import Effect, JointAct
from tracker.recording.reports import record_report

PRESENT, ARRIVALS = Indicator.PRESENT, Indicator.ARRIVALS
FILE = (
    "Date,District,Arrivals,Present\n2024-08-07,Whole,5,120\n2024-08-08,Whole,7,\n"
    "2024-08-12,Whole,1,9\n"
)


def told(effect: Effect | None) -> list[tuple[Indicator, int, int, int | None, int | None]]:
    """What changed: indicator, first and last day of August, value before and after."""
    assert effect is not None
    return [
        (at, d.first.day, d.last.day if d.last else 0, d.before.value, d.after.value)
        for at, d in effect
    ]


@pytest.fixture
def imported(operation: Session) -> int:
    """A file taken in on the fifth day, beside reports of people before and after."""
    record_report(operation, report(level(PRESENT, 40), place_id=FIRST), now=noon_of(0))
    first = record_report(operation, report(level(PRESENT, 100)), now=noon_of(0)).report_id
    number = take_in(operation, FILE, now=noon_of(6), edition="as of Monday")
    mended = correction(first, level(PRESENT, 90))
    correct_report(operation, mended, now=noon_of(7))
    return number


def test_an_import_is_one_act_with_what_it_changed_by_itself(
    operation: Session, imported: int
) -> None:
    found = compare(operation, None, noon_of(3), noon_of(8))
    assert found.until == on(3)
    corrected, act = found.acts
    assert isinstance(corrected, Cause)
    assert isinstance(act, JointAct)
    assert (act.kind, act.import_id, act.file_name) == (ActKind.IMPORT, imported, "made.csv")
    assert (act.edition, act.person_name, act.reason) == ("as of Monday", "Someone", None)
    # The report about the seventh day had no day to change yet at the earlier moment.
    assert (act.reports, act.places, act.first, act.last) == (2, 1, on(1), on(2))
    assert told(act.effect) == [
        (ARRIVALS, 7, 9, None, 5),
        (PRESENT, 7, 7, 100, 120),
        (PRESENT, 8, 9, 100, 127),
    ]
    # The correction of another day changed the total as well, and has no part in that.
    assert (PRESENT, 6, 6, 100, 90) in told(found.differences)


def test_an_undone_import_is_one_act_like_the_import(operation: Session, imported: int) -> None:
    undo_import(operation, imported, reason="another year", person_id=JUDGE, now=noon_of(9))
    found = compare(operation, [WHOLE], noon_of(8), noon_of(10))
    (act,) = found.acts
    assert isinstance(act, JointAct)
    assert (act.kind, act.import_id, act.reports) == (ActKind.UNDOING, imported, 3)
    assert (act.reason, act.person_name) == ("another year", "Reviewer")
    assert act.effect == found.differences
    assert (PRESENT, 8, 11, 127, 90) in told(act.effect)
    assert compare(operation, [SPLIT], noon_of(8), noon_of(10)).acts == ()
    both = compare(operation, None, noon_of(3), noon_of(10)).acts
    assert [type(act) for act in both] == [JointAct, Cause, JointAct]


def test_an_import_that_changed_no_total_is_left_out(operation: Session) -> None:
    first = record_report(operation, report(level(PRESENT, 5), source_id=3), now=noon_of(0))
    again = "Date,District,Arrivals,Present\n2024-08-06,Whole,,5\n"
    take_in(operation, again, now=noon_of(2))
    correct_report(operation, correction(first.report_id, level(PRESENT, 6)), now=noon_of(3))
    found = compare(operation, None, noon_of(1), noon_of(4))
    assert [type(act) for act in found.acts] == [Cause]


@pytest.fixture
def decided(operation: Session) -> list[int]:
    """Three reports rejected at once with one reason, and another one with its own."""
    made = [
        record_report(operation, report(level(PRESENT, n), on=n), now=noon_of(n)).report_id
        for n in range(4)
    ]
    reasons = ("twice", "twice", "twice", "unreadable")
    drafts = [
        DecisionDraft(
            report_id=number, seq=1, kind=DecisionKind.REJECTED, person_id=JUDGE, reason=reason
        )
        for number, reason in zip(made, reasons, strict=True)
    ]
    assert decide_each(operation, drafts, now=noon_of(6)) == ()
    return made


def test_decisions_made_at_once_with_one_reason_are_one_act(
    operation: Session, decided: list[int]
) -> None:
    found = compare(operation, None, noon_of(5), noon_of(7))
    one, many = sorted(found.acts, key=lambda act: isinstance(act, JointAct))
    assert isinstance(one, Cause)
    assert isinstance(many, JointAct)
    assert one.act.reason == "unreadable"
    assert (many.kind, many.decision) == (ActKind.DECISION, DecisionKind.REJECTED)
    assert (many.reports, many.places, many.first, many.last) == (3, 1, START, on(2))
    assert (many.reason, many.person_name) == ("twice", "Reviewer")
    assert {cause.report.report_id for cause in many.causes if cause.report} == set(decided[:3])


def test_older_joint_acts_are_not_worked_out(
    operation: Session, imported: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "WORKED_OUT", 1)
    undo_import(operation, imported, reason="another year", person_id=JUDGE, now=noon_of(9))
    acts = compare(operation, None, noon_of(3), noon_of(10)).acts
    effects = [act.effect for act in acts if isinstance(act, JointAct)]
    assert [effect is None for effect in effects] == [False, True]


def test_no_older_import_is_told_where_acts_before_it_are_not(
    operation: Session, imported: int
) -> None:
    for number in range(2):
        late = report(level(PRESENT, 3 + number), on=number, place_id=SPLIT, confirmed=LATE)
        record_report(operation, late, now=noon_of(8) + timedelta(hours=number))
    newest = compare(operation, None, noon_of(3), noon_of(10), most=1)
    assert ([type(act) for act in newest.acts], newest.has_more) == ([Cause], True)
    every = compare(operation, None, noon_of(3), noon_of(10), most=4)
    assert ([type(act) for act in every.acts], every.has_more) == ([Cause] * 3 + [JointAct], False)
    cut = compare(operation, None, noon_of(3), noon_of(10), most=3)
    assert ([type(act) for act in cut.acts], cut.has_more) == ([Cause] * 3, True)


def test_a_moment_is_told_apart_from_the_one_right_before(
    operation: Session, imported: int
) -> None:
    moment: datetime = noon_of(6)
    (act,) = compare(operation, None, moment - timedelta(microseconds=1), moment).acts
    assert isinstance(act, JointAct)
    assert act.import_id == imported


def test_what_a_person_did_to_an_imported_report_is_an_act_of_its_own(
    operation: Session, imported: int
) -> None:
    (stored,) = list_place_reports(operation, WHOLE, on(1), on(1))
    mended = correction(stored.report_id, level(PRESENT, 111))
    correct_report(operation, mended, now=noon_of(8))
    acts = compare(operation, None, noon_of(3), noon_of(9)).acts
    assert [type(act) for act in acts] == [Cause, Cause, JointAct]
    corrected = acts[0]
    assert isinstance(corrected, Cause)
    steps = [(step.indicator, step.before and step.before.value) for step in corrected.steps]
    assert steps == [(PRESENT, 120)]
