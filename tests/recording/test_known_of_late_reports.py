"""Reports that came long after, alone on their days, are taken out again one by one."""

from dataclasses import replace

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import SPLIT, WHOLE, Act, make_operation
from tests.properties import holds_for
from tests.recording.drafts import LATE, correction, level, new, noon_of, report
from tests.recording.test_comparing import decision
from tests.recording.test_known_of_steady_units import DailyPlayer, look, make_act
from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
DAYS = 12


@st.composite
def late_histories(draw: st.DrawFn) -> tuple[list[Act], list[Act]]:
    """Reports about some days of two districts; then about the others, and acts on the first."""
    in_time: list[Act] = []
    late: list[Act] = []
    for day in range(DAYS):
        for place in (WHOLE, SPLIT):
            kept = in_time if draw(st.integers(0, 2)) else late
            kept.append(draw(make_act("report", place, day)))
    kinds = st.sampled_from(["correct", "decide", "decide"])
    late += draw(st.lists(kinds.flatmap(make_act), max_size=4))
    return in_time, draw(st.permutations(late))


@holds_for(30, shrinks=False, found=late_histories())
def test_what_came_late_was_not_known_before(
    session: Session, found: tuple[list[Act], list[Act]]
) -> None:
    in_time, late = found
    outer = session.begin_nested()
    make_operation(session)
    player = DailyPlayer(session)
    player.now = noon_of(DAYS)
    for act in in_time:
        player.play(replace(act, choice=4))
    session.expire_all()
    moment, stopped = player.now, look(session, None)
    for act in late:
        player.play(act)
    session.expire_all()
    known = look(session, moment)
    outer.rollback()
    session.expunge_all()
    for name, expected in stopped.items():
        assert known[name] == expected, name


def record(session: Session, on: int, *counts: Count, at: int) -> int:
    said = report(*counts, on=on, confirmed=LATE)
    return record_report(session, said, now=noon_of(at)).report_id


def test_late_reports_beside_corrected_vague_and_verified_ones(operation: Session) -> None:
    flows = new(I.ARRIVALS, 2), new(I.DEPARTURES, 1)
    vague = level(I.PRESENT, None, qualifier=Qualifier.BETWEEN, low=38, high=50)
    first = record(operation, 1, level(I.PRESENT, 40), *flows, at=20)
    verified = record(operation, 4, level(I.PRESENT, 42), *flows, at=20)
    record(operation, 7, vague, *flows, at=20)
    record(operation, 15, level(I.PRESENT, 45), *flows, at=20)
    stopped = look(operation, None)
    for on in (0, 2, 3, 5, 8, 9, 16):
        record(operation, on, level(I.PRESENT, 42 + on % 3), *flows, at=21)
    corrected = correction(first, level(I.PRESENT, 41), *flows)
    correct_report(operation, corrected, now=noon_of(21))
    decide(operation, decision(verified, DecisionKind.VERIFIED), now=noon_of(21))
    operation.expire_all()
    known = look(operation, noon_of(20))
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped


def test_a_few_reviews_of_many_reports_are_taken_back_one_by_one(operation: Session) -> None:
    counts = [(level(I.PRESENT, 40 + on), new(I.KILLED, on % 3)) for on in range(22)]
    ids = [record(operation, on, *said, at=22) for on, said in enumerate(counts)]
    stopped = look(operation, None)
    decide(operation, decision(ids[3], DecisionKind.VERIFIED), now=noon_of(23))
    decide(operation, decision(ids[21], DecisionKind.DISPUTED), now=noon_of(23))
    operation.expire_all()
    known = look(operation, noon_of(22))
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped


def test_reviews_after_earlier_reviews_are_taken_back(operation: Session) -> None:
    counts = [(level(I.PRESENT, 40 + on % 4), new(I.KILLED, on % 3)) for on in range(22)]
    ids = [record(operation, on, *said, at=22) for on, said in enumerate(counts)]
    for at in (5, 9, 21):
        decide(operation, decision(ids[at], DecisionKind.VERIFIED), now=noon_of(22))
    stopped = look(operation, None)
    for at in (5, 21):
        decide(operation, decision(ids[at], DecisionKind.DISPUTED), now=noon_of(23))
    decide(operation, decision(ids[7], DecisionKind.PREFERRED), now=noon_of(23))
    correct_report(operation, correction(ids[9], *counts[9]), now=noon_of(23))
    operation.expire_all()
    known = look(operation, noon_of(22))
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped


def test_a_silence_that_late_reports_shortened_was_longer(operation: Session) -> None:
    for on in (0, 10):
        record(operation, on, level(I.PRESENT, 40), new(I.KILLED, 1), at=20)
    stopped = look(operation, None)
    for on in (1, 2):
        record(operation, on, level(I.PRESENT, 41), new(I.KILLED, 0), at=21)
    operation.expire_all()
    known = look(operation, noon_of(20))
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped
