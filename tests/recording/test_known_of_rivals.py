"""Days that several sources speak about, and acts on them long after: taken back one by one."""

from dataclasses import replace
from itertools import chain, combinations_with_replacement

import pytest
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import DISAGREEMENT_SHARE, JUDGE, SPLIT, WHOLE, Act, make_operation
from tests.properties import holds_for
from tests.recording.drafts import correction, day, level, new, noon_of, report, so_far
from tests.recording.test_comparing import decision
from tests.recording.test_known_of_steady_units import (
    DAYS,
    LAST,
    DailyPlayer,
    later_act,
    look,
    make_act,
    play_on,
)
from tracker.domain.counts import Count
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import CorrectionDraft, ReportDraft
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.selection import Candidate, Grade, select
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.rulings import rule_series
from tracker.totals.known.rivalled import disagree, find_rivalled, load_rivals
from tracker.totals.known.then import find_stated_then

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


@st.composite
def rival_histories(draw: st.DrawFn) -> tuple[list[Act], int]:
    """Reports of two districts day by day, mostly of two sources; then acts, and how many known."""
    daily = [
        draw(make_act("report", place, day, source))
        for day in range(DAYS)
        for place, sources in ((WHOLE, (1, 2)), (SPLIT, (1, 3)))
        for source in sources
        if source == 1 or draw(st.integers(0, 2))
    ]
    late = draw(st.lists(st.integers(0, len(daily) - 1), unique=True, max_size=4))
    later = [replace(daily[at], choice=4) for at in late]
    later += draw(st.lists(later_act(), min_size=1, max_size=10))
    in_time = [replace(act, choice=4) for at, act in enumerate(daily) if at not in late]
    return in_time + draw(st.permutations(later)), draw(
        st.integers(len(in_time) // 2, len(in_time) + 3)
    )


@holds_for(20, shrinks=False, found=rival_histories())
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


@holds_for(25, shrinks=False, found=rival_histories())
def test_what_one_statement_says_of_all_that_stands_is_what_is_stored(
    session: Session, found: tuple[list[Act], int]
) -> None:
    outer = session.begin_nested()
    make_operation(session)
    player = DailyPlayer(session)
    moment = play_on(player, found[0])
    pairs = [(place, day(on)) for place in (WHOLE, SPLIT) for on in range(DAYS)]
    rivals = load_rivals(session, pairs, moment)
    numbers = find_rivalled(session, rivals, frozenset(), DISAGREEMENT_SHARE, LAST)
    outer.rollback()
    session.expunge_all()
    assert numbers
    for _, _, stored, said, corrected, contested in chain(*numbers.values()):
        assert (said, corrected, contested) == (stored, 0, 0)


SAID = (level(I.PRESENT, 40), new(I.ARRIVALS, 3), new(I.KILLED, 1))
OTHERS = (level(I.PRESENT, 60), new(I.ARRIVALS, 3), new(I.KILLED, 2))
PAIR = (WHOLE, day(1))


def send(session: Session, draft: ReportDraft, on: int) -> int:
    """Record a report on a day, confirming whatever is asked; answers its id."""
    try:
        return record_report(session, draft, now=noon_of(on)).report_id
    except NeedsConfirmation as question:
        confirmed = frozenset(warning.key for warning in question.warnings)
        sure = replace(draft, confirmed=confirmed)
        return record_report(session, sure, now=noon_of(on)).report_id


def mend(session: Session, draft: CorrectionDraft) -> None:
    """Correct a report on the sixth day, confirming whatever is asked."""
    try:
        correct_report(session, draft, now=noon_of(6))
    except NeedsConfirmation as question:
        confirmed = frozenset(warning.key for warning in question.warnings)
        correct_report(session, replace(draft, confirmed=confirmed), now=noon_of(6))


@pytest.fixture
def contradicted(operation: Session) -> int:
    """Three days of one source, the second of which another source spoke about in time."""
    for on in range(3):
        send(operation, report(*SAID, on=on), on)
    return send(operation, report(*OTHERS, on=1, source_id=2), 1)


def is_put_right_by_itself(session: Session) -> bool:
    rivals = load_rivals(session, [PAIR], noon_of(4))
    stated = find_stated_then(session, rivals.places)
    return PAIR in find_rivalled(session, rivals, stated, DISAGREEMENT_SHARE, day(4))


def assert_taken_back(session: Session, stopped: object) -> None:
    session.expire_all()
    assert look(session, noon_of(4)) == stopped
    assert look(session, None) != stopped


def test_a_rival_that_was_corrected_since_is_taken_back_by_itself(
    operation: Session, contradicted: int
) -> None:
    stopped = look(operation, None)
    again = (level(I.PRESENT, 41), new(I.ARRIVALS, 9), new(I.KILLED, 1))
    mend(operation, correction(contradicted, *again))
    assert is_put_right_by_itself(operation)
    assert_taken_back(operation, stopped)


def test_a_rival_that_was_preferred_since_is_taken_back_by_itself(
    operation: Session, contradicted: int
) -> None:
    stopped = look(operation, None)
    decide(operation, decision(contradicted, DecisionKind.PREFERRED), now=noon_of(6))
    assert is_put_right_by_itself(operation)
    assert_taken_back(operation, stopped)


def test_a_rival_that_came_late_is_taken_back_by_itself(operation: Session) -> None:
    for on in range(3):
        send(operation, report(*SAID, on=on), on)
    stopped = look(operation, None)
    send(operation, report(*OTHERS, on=1, source_id=2), 6)
    assert is_put_right_by_itself(operation)
    assert_taken_back(operation, stopped)


@pytest.mark.parametrize(
    "more",
    [
        (*OTHERS, level(I.CAPACITY, 5)),
        (*OTHERS[:2], so_far(I.KILLED, 8)),
        (*OTHERS[:2], new(I.KILLED, 8, qualifier=Qualifier.ABOUT)),
        (*OTHERS[:2], new(I.KILLED, None, qualifier=Qualifier.IN_WORDS, words="several")),
    ],
)
def test_what_shifts_other_days_or_is_vague_is_folded_again(
    operation: Session, more: tuple[Count, ...]
) -> None:
    send(operation, report(*SAID, on=0), 0)
    first = send(operation, report(*more, on=1), 1)
    send(operation, report(*SAID, on=1, source_id=2), 1)
    send(operation, report(*SAID, on=2), 2)
    stopped = look(operation, None)
    mend(operation, correction(first, level(I.PRESENT, 44)))
    assert not is_put_right_by_itself(operation)
    assert_taken_back(operation, stopped)


def test_exact_numbers_disagree_as_selection_says() -> None:
    for low, high in combinations_with_replacement(range(10), 2):
        candidates = [
            Candidate(
                report_id=recorded,
                recorded=recorded,
                grade=Grade.B,
                review=ReviewState.UNREVIEWED,
                preference=None,
                corrected=False,
                count=level(I.PRESENT, value),
            )
            for recorded, value in enumerate((low, high), start=1)
        ]
        found = select(day(0), candidates)
        assert found is not None
        for share in range(100):
            assert disagree(low, high, share) == found.disagrees(share), (low, high, share)


def test_the_later_of_preferences_for_one_number_and_for_all_tells(
    operation: Session, contradicted: int
) -> None:
    first = contradicted - 2  # of the three of the other source, that of the second day
    other = replace(decision(first, DecisionKind.PREFERRED), report_id=contradicted)
    for draft in (
        replace(other, indicator=I.KILLED),
        decision(first, DecisionKind.PREFERRED),
        other,
    ):
        decide(operation, draft, now=noon_of(3))
    stopped = look(operation, None)
    mend(operation, correction(contradicted, level(I.PRESENT, 77), *OTHERS[1:2], new(I.KILLED, 5)))
    assert is_put_right_by_itself(operation)
    assert_taken_back(operation, stopped)


def test_what_was_preferred_then_or_was_a_different_thing_is_minded(
    operation: Session, contradicted: int
) -> None:
    decide(operation, decision(contradicted, DecisionKind.PREFERRED), now=noon_of(3))
    ruling = RulingDraft(
        place_id=WHOLE,
        indicator=I.KILLED,
        source_id=2,
        kind=RulingKind.DIFFERENT,
        person_id=JUDGE,
        reason="also soldiers",
    )
    rule_series(operation, ruling, now=noon_of(3))
    stopped = look(operation, None)
    mend(operation, correction(contradicted, level(I.PRESENT, 77), *OTHERS[1:]))
    assert is_put_right_by_itself(operation)
    assert_taken_back(operation, stopped)
