"""Units that report day by day, and acts long after: taken back without folding all again."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import AREAS, SPLIT, START, WHOLE, Act, make_operation
from tests.playing import Player
from tests.properties import holds_for
from tests.recording.drafts import correction, level, new, noon_of, report, so_far
from tests.recording.test_comparing import decision
from tests.timed import TimedPlayer
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
DAYS = 7
LAST = START + timedelta(days=DAYS + 4)
TALLIES = (I.ARRIVALS, I.DEPARTURES, I.KILLED)
LEVELS = (I.PRESENT, I.CAPACITY)


@st.composite
def daily_counts(draw: st.DrawFn) -> tuple[Count, ...]:
    """Plain numbers of nearly always the same series; now and then a total so far."""
    kept = draw(st.sampled_from([(*TALLIES, *LEVELS)] * 4 + [(I.PRESENT,), (*LEVELS, I.KILLED)]))
    form = draw(st.sampled_from([Form.NEW] * 5 + [Form.TOTAL]))
    return tuple(
        Count(
            indicator=indicator,
            form=Form.LEVEL if indicator.is_level else form if indicator is I.KILLED else Form.NEW,
            value=draw(st.integers(0, 9)),
        )
        for indicator in kept
    )


def make_act(
    kind: str, place: int = WHOLE, day: int = 0, source: int = 1
) -> st.SearchStrategy[Act]:
    return st.builds(
        Act,
        kind=st.just(kind),
        place=st.just(place),
        day=st.just(day),
        source=st.just(source),
        counts=daily_counts(),
        pick=st.integers(0, 50),
        choice=st.sampled_from([0, 0, 0, 1, 2, 3, 4, 4]),
    )


def later_act() -> st.SearchStrategy[Act]:
    kinds = ["decide"] * 4 + ["correct"] * 3 + ["withdraw", "report", "report", "rule"]
    return st.tuples(
        st.sampled_from(kinds), st.sampled_from([WHOLE, SPLIT]), st.integers(0, DAYS - 1)
    ).flatmap(lambda found: make_act(*found))


class DailyPlayer(TimedPlayer):
    """Plays reports about the days given, however late they come."""

    def _report(self, act: Act) -> None:
        Player._report(self, act)


@st.composite
def steady_histories(draw: st.DrawFn) -> tuple[list[Act], int]:
    """Reports of two districts day by day, then acts in any order; and how many were known."""
    daily = [
        draw(make_act("report", place, day))
        for day in range(DAYS)
        for place in (WHOLE, SPLIT)
        if draw(st.integers(0, 5))
    ]
    later = draw(st.lists(later_act(), min_size=1, max_size=12))
    return [replace(act, choice=4) for act in daily] + later, draw(
        st.integers(len(daily) // 2, len(daily) + 3)
    )


def play_on(player: Player, history: list[Act]) -> datetime:
    """Play acts; the moment after the last of them."""
    for act in history:
        player.play(act)
    player.session.expire_all()
    return player.now


def look(session: Session, known_at: datetime | None) -> Any:
    knowledge = Knowledge(session, known_at)
    found: dict[Any, Any] = {
        (area, key, total.day, first): total
        for area in AREAS
        for first in (START, START + timedelta(days=3))
        for key, days in knowledge.read_days([area], first, LAST).items()
        for total in days
    }
    last = knowledge.read_last_days(AREAS, LAST)
    found["last"] = {
        (place, key): total
        for place, totals in last.items()
        for key, total in totals.items()
        if any(value for name, value in asdict(total).items() if name != "day")
    }
    return found


@holds_for(30, shrinks=False, found=steady_histories())
def test_totals_known_then_are_those_of_a_database_that_stopped(
    session: Session, found: tuple[list[Act], int]
) -> None:
    history, until = found
    outer = session.begin_nested()
    make_operation(session)
    player = DailyPlayer(session)
    player.now = noon_of(DAYS)
    moment = play_on(player, history[:until])
    stopped = look(session, None)
    play_on(player, history[until:])
    known = look(session, moment)
    outer.rollback()
    session.expunge_all()
    for name, expected in stopped.items():
        assert known[name] == expected, name


def test_reviews_and_vague_numbers_of_single_days_are_taken_back(operation: Session) -> None:
    flows = new(I.ARRIVALS, 2), new(I.DEPARTURES, 1)
    vague = level(I.PRESENT, 41, qualifier=Qualifier.ABOUT, low=38, high=50)
    said = [level(I.PRESENT, 40), vague, level(I.PRESENT, 42), level(I.PRESENT, 43)]
    ids = [
        record_report(operation, report(one, *flows, on=on), now=noon_of(on)).report_id
        for on, one in enumerate(said)
    ]
    moment = noon_of(3)
    stopped = look(operation, None)
    decide(operation, decision(ids[0], DecisionKind.DISPUTED), now=noon_of(5))
    correct_report(operation, correction(ids[1], level(I.PRESENT, 45), *flows), now=noon_of(5))
    decide(operation, decision(ids[2], DecisionKind.VERIFIED), now=noon_of(5))
    operation.expire_all()
    known = look(operation, moment)
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped


def test_equal_numbers_of_two_days_that_were_verified_since_are_taken_back(
    operation: Session,
) -> None:
    ids = [
        record_report(operation, report(level(I.PRESENT, 40), on=on), now=noon_of(on)).report_id
        for on in range(2)
    ]
    stopped = look(operation, None)
    for report_id in ids:
        decide(operation, decision(report_id, DecisionKind.VERIFIED), now=noon_of(5))
    operation.expire_all()
    known = look(operation, noon_of(1))
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped


def test_a_total_so_far_that_was_corrected_since_is_taken_back(operation: Session) -> None:
    ids = [
        record_report(
            operation, report(level(I.PRESENT, 40), so_far(I.KILLED, on), on=on), now=noon_of(on)
        ).report_id
        for on in range(3)
    ]
    stopped = look(operation, None)
    again = correction(ids[1], level(I.PRESENT, 45), so_far(I.KILLED, 2))
    correct_report(operation, again, now=noon_of(5))
    operation.expire_all()
    known = look(operation, noon_of(2))
    for name, expected in stopped.items():
        assert known[name] == expected, name
    assert look(operation, None) != stopped
