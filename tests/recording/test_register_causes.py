"""A change of the register is told as what made totals other ones between two moments."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, take_in
from tests.histories import COUNTRY, FIRST, SECOND, SPLIT, START, WHOLE, Act, make_operation
from tests.properties import holds_for
from tests.recording.drafts import LATE, correction, level, new, noon_of, report
from tests.recording.drafts import day as on
from tests.recording.test_comparing import compare, find_told_and_shown
from tests.recording.test_known_at_equals_a_stopped_database import register_histories
from tests.registering import Registrar
from tracker.domain.audit import Author
from tracker.domain.days import Limits
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.recording import comparing, register_causes
from tracker.recording.causes import Cause
from tracker.recording.corrections import correct_report
from tracker.recording.joint_acts import JointAct
from tracker.recording.register_causes import RegisterCause
from tracker.recording.reports import record_report
from tracker.registry.operation import change_operation, require_operation
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.retirement import retire_from_start, retire_place
from tracker.registry.shelter_changes import set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
MINUTE = timedelta(minutes=1)
SHELTERS = mapped(
    {"Date": "day", "District": "area", "Shelter": "shelter", "Arrivals": "arrivals new"}
)


def by(offset: int) -> Author:
    return Author(person_id=1, at=noon_of(offset))


def split(session: Session) -> None:
    mode = ReportingMode.BY_SHELTER
    set_reporting_mode(session, SPLIT, since=START, mode=mode, by=by(0))


def test_a_shelter_closed_since_is_told_with_what_that_changed(operation: Session) -> None:
    split(operation)
    record_report(operation, report(level(I.PRESENT, 30), place_id=FIRST), now=noon_of(0))
    stated = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    set_shelter_status(operation, FIRST, since=on(1), status=ShelterStatus.CLOSED, by=by(4))
    corrected = correction(stated.report_id, level(I.PRESENT, 45))
    correct_report(operation, corrected, now=noon_of(5))
    found = compare(operation, None, noon_of(3), noon_of(6))
    assert [(d.first, d.before.value, d.after.value) for _, d in found.differences] == [
        (START, 70, 75),
        (on(1), 70, 45),
    ]
    correction_told, closing = found.acts
    assert isinstance(correction_told, Cause)
    assert isinstance(closing, RegisterCause)
    assert (closing.place_name, closing.person_name) == ("First", "Someone")
    assert closing.changed.startswith("The shelter is closed from ")
    ((indicator, effect),) = closing.effect
    assert (indicator, effect.first, effect.last) == (I.PRESENT, on(1), found.until)
    assert (effect.before.value, effect.after.value) == (70, 40)
    assert compare(operation, [WHOLE], noon_of(3), noon_of(6)).acts == (correction_told,)
    assert compare(operation, [COUNTRY], noon_of(3), noon_of(4)).acts == (closing,)
    assert compare(operation, None, noon_of(4), noon_of(6)).acts == (correction_told,)


def test_acts_on_other_numbers_and_earlier_ones_are_not_told(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    retire_place(operation, WHOLE, on(0), by(3))
    late = report(level(I.CAPACITY, 9), place_id=SPLIT, confirmed=LATE)
    record_report(operation, late, now=noon_of(5))
    found = compare(operation, None, noon_of(4), noon_of(6))
    assert [isinstance(act, RegisterCause) for act in found.acts] == [False]
    everything = compare(operation, None, noon_of(2), noon_of(6))
    assert [isinstance(act, RegisterCause) for act in everything.acts] == [False, True]


def test_acts_on_other_numbers_do_not_take_the_place_of_those_that_changed_it(
    operation: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_causes, "BATCH", 2)
    split(operation)
    record_report(operation, report(level(I.PRESENT, 30), place_id=FIRST), now=noon_of(0))
    record_report(operation, report(level(I.CAPACITY, 9), place_id=SECOND), now=noon_of(0))
    closed, opened = ShelterStatus.CLOSED, ShelterStatus.OPEN
    set_shelter_status(operation, FIRST, since=on(2), status=closed, by=by(4))
    set_shelter_status(operation, FIRST, since=on(1), status=closed, by=by(5))
    for at, status in enumerate((closed, opened, closed, opened)):
        moment = Author(person_id=1, at=noon_of(6) + at * MINUTE)
        set_shelter_status(operation, SECOND, since=START, status=status, by=moment)
    for most, told, has_more in ((1, 1, True), (2, 2, False), (5, 2, False)):
        found = compare(operation, None, noon_of(3), noon_of(7), most=most)
        assert {indicator for indicator, _ in found.differences} == {I.PRESENT}
        assert [act.recorded_at for act in found.acts if isinstance(act, RegisterCause)] == [
            noon_of(5),
            noon_of(4),
        ][:told]
        assert found.has_more is has_more


def test_acts_of_a_shelter_that_moved_are_told_where_it_lay_at_either_moment(
    operation: Session,
) -> None:
    split(operation)
    set_reporting_mode(operation, WHOLE, since=START, mode=ReportingMode.BY_SHELTER, by=by(0))
    first = report(level(I.PRESENT, 30), new(I.ARRIVALS, 3), place_id=FIRST, source_id=2)
    stated = record_report(operation, first, now=noon_of(0)).report_id
    file = "Date,District,Shelter,Arrivals\n2024-08-07,Split,First,5\n"
    take_in(operation, file, SHELTERS, now=noon_of(2))
    mended = correction(stated, level(I.PRESENT, 45), new(I.ARRIVALS, 3))
    correct_report(operation, mended, now=noon_of(3))
    put_shelter_right(operation, FIRST, WHOLE, by(4))
    # By itself the import changed nothing where the shelter did not lie then.
    for place, imports in ((SPLIT, [JointAct]), (WHOLE, [])):
        between = [place], noon_of(1), noon_of(5)
        found = comparing.compare(operation, *between, most=9)
        assert [type(act) for act in found.acts] == [RegisterCause, Cause, *imports]
        seen = comparing.compare(operation, *between, most=9, seen={SPLIT, SECOND})
        assert seen.differences == found.differences
        assert [type(act) for act in seen.acts] == [RegisterCause]
    moved = compare(operation, [WHOLE], noon_of(3), noon_of(5))
    assert [type(act) for act in moved.acts] == [RegisterCause]


def test_settings_are_no_cause_for_they_have_no_past(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    settings = require_operation(operation)
    clock = settings.clock
    change_operation(
        operation,
        name="Renamed",
        clock=type(clock)(
            start=START - timedelta(days=2),
            time_zone=clock.time_zone,
            deadline_hour=clock.deadline_hour,
            limits=Limits(stale_after=1),
        ),
        household_size=2,
        by=by(3),
    )
    found = compare(operation, None, noon_of(2), noon_of(4))
    assert (found.differences, found.acts) == ((), ())


def test_shelters_that_were_registered_by_mistake_are_told_with_what_undid_it(
    operation: Session,
) -> None:
    split(operation)
    record_report(operation, report(level(I.PRESENT, 30), place_id=FIRST), now=noon_of(0))
    retire_from_start(operation, [FIRST], by(4))
    found = compare(operation, None, noon_of(3), noon_of(6))
    assert [(d.before.value, d.after.value) for _, d in found.differences] == [(30, None)]
    (act,) = found.acts
    assert isinstance(act, RegisterCause)
    said = (act.place_name, act.changed)
    assert said == ("Split", "1 shelter in it counts on no day any more")


@holds_for(10, shrinks=False, history=register_histories())
def test_exactly_the_days_differ_that_were_shown_differently_whatever_was_registered(
    session: Session, history: tuple[list[Act], list[Act]]
) -> None:
    before, after = history
    transaction = session.begin_nested()
    make_operation(session)
    player = Registrar(session)
    for act in before:
        player.play(act)
    earlier = player.now
    for act in after:
        player.play(act)
    session.expire_all()
    for places in (None, [SPLIT], [FIRST]):
        told, shown, _ = find_told_and_shown(session, places, earlier, player.now)
        assert told == shown
    transaction.rollback()
    session.expunge_all()
