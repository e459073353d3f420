"""Who has reported about which days."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, REGION, SPLIT, WHOLE
from tests.recording.drafts import LATE, correction, day, level, noon_of, report, withdrawal
from tracker.domain.completeness import UnitState
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.windows import ReportingMode
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.registry.reporting_modes import set_reporting_mode

PRESENT = Indicator.PRESENT
NOW = noon_of(6)


def say(session: Session, on: int, *, after: int = 0, source: int = 1, place: int = WHOLE) -> int:
    draft = report(
        level(PRESENT, 100 + on), on=on, source_id=source, place_id=place, confirmed=LATE
    )
    return record_report(session, draft, now=noon_of(on + after)).report_id


def states(session: Session, known_at: datetime | None = None) -> list[UnitState]:
    knowledge = Knowledge(session, known_at)
    (unit,) = knowledge.read_completeness([WHOLE], day(0), day(6), NOW)
    return [each.state for each in unit.days]


def test_each_day_says_how_the_report_came(operation: Session) -> None:
    say(operation, 0)
    say(operation, 1, after=3)
    confirm_unchanged(
        operation,
        submission_id=uuid4(),
        place_id=WHOLE,
        day=day(2),
        source_id=1,
        person_id=1,
        now=noon_of(2),
    )
    changed = say(operation, 3)
    correct_report(operation, correction(changed, level(PRESENT, 9)), now=noon_of(4))
    say(operation, 0, place=FIRST)  # another unit
    record_report(operation, report(level(PRESENT, 9), place_id=REGION, on=4), now=noon_of(4))
    assert states(operation) == [
        UnitState.ON_TIME,
        UnitState.LATE,
        UnitState.UNCHANGED,
        UnitState.CORRECTED,
        UnitState.MISSING,
        UnitState.MISSING,
        UnitState.WAITING,
    ]
    assert states(operation, noon_of(3)) == [
        UnitState.ON_TIME,
        UnitState.MISSING,
        UnitState.UNCHANGED,
        UnitState.ON_TIME,
        *[UnitState.WAITING] * 3,
    ]


def test_withdrawn_returned_and_rejected_reports_are_none(operation: Session) -> None:
    for on, kind in ((1, DecisionKind.RETURNED), (2, DecisionKind.REJECTED)):
        draft = DecisionDraft(
            report_id=say(operation, on), seq=1, kind=kind, person_id=JUDGE, reason="unclear"
        )
        decide(operation, draft, now=noon_of(3))
    withdraw_report(operation, withdrawal(say(operation, 0)), now=noon_of(3))
    for known_at in (None, NOW):
        assert states(operation, known_at)[:3] == [UnitState.MISSING] * 3
    then = noon_of(2) + timedelta(hours=1)
    assert states(operation, then)[:3] == [UnitState.ON_TIME] * 3


def test_one_report_in_time_is_enough(operation: Session) -> None:
    say(operation, 0, source=1)
    say(operation, 0, source=2, after=3)
    say(operation, 1, source=1, after=3)
    say(operation, 1, source=2, after=4)
    for known_at in (None, NOW):
        assert states(operation, known_at)[:2] == [UnitState.ON_TIME, UnitState.LATE]


def test_units_of_a_district_that_reports_by_shelter_stand_for_it(operation: Session) -> None:
    set_reporting_mode(operation, SPLIT, since=day(2), mode=ReportingMode.BY_SHELTER)
    found = Knowledge(operation).read_completeness([SPLIT], day(0), day(6), NOW)
    by_id = {unit.place_id: [each.state for each in unit.days] for unit in found}
    assert by_id[SPLIT][1:3] == [UnitState.MISSING, UnitState.NO_UNIT]
    assert by_id[FIRST][1] is UnitState.NO_UNIT
    assert by_id[FIRST][2] is not UnitState.NO_UNIT
    assert {unit.place_id: unit.since for unit in found} == {
        at: day(0) if at == SPLIT else day(2) for at in by_id
    }
    assert WHOLE not in by_id
    later = Knowledge(operation).read_completeness([SPLIT], day(3), day(6), NOW)
    assert SPLIT not in {unit.place_id for unit in later}
    everything = Knowledge(operation).read_completeness(None, day(0), day(6), NOW)
    assert {unit.place_id for unit in found} < {unit.place_id for unit in everything}
    assert all(len(unit.days) == 7 for unit in everything)
