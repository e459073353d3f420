"""Acts on old days of units that report daily: totals stay true however far they are read on."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, SPLIT, START, UNITS, WHOLE, Act
from tests.playing import Player
from tests.recording.drafts import correction, level, new, noon_of, report, so_far
from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.store.places import ReportingModeRow
from tracker.totals.check import find_differences
from tracker.totals.update import reweigh

I = Indicator  # noqa: E741 -- the tests are about indicators on every line

DAYS = 30
ACTS = 10

pytestmark = pytest.mark.usefixtures("short_steps")


def _choose_counts(random: Random, day: int, *, strange: float) -> tuple[Count, ...]:
    """Daily new ones and places; now and then people, a total so far, or words."""
    counts = [level(I.CAPACITY, 50), level(I.SHELTERED, random.randrange(40))]
    for indicator in (I.ARRIVALS, I.DEPARTURES, I.KILLED):
        kind = random.random()
        if kind < strange:
            counts.append(so_far(indicator, day * 5 + random.randrange(10)))
        elif kind < strange * 1.5:
            words = {"qualifier": Qualifier.IN_WORDS, "words": "several"}
            counts.append(random.choice((new, so_far))(indicator, None, **words))
        elif kind < 0.9:
            counts.append(new(indicator, random.randrange(9)))
    if day % 7 == 0:
        counts.append(level(I.PRESENT, random.randrange(100, 200)))
    return tuple(counts)


def _make_act(random: Random, kind: str, place: int, day: int, strange: float) -> Act:
    return Act(
        kind=kind,
        place=place,
        day=day,
        source=1 if random.random() > strange else 2,
        counts=_choose_counts(random, day, strange=strange),
        pick=random.randrange(1000),
        choice=random.randrange(100),
    )


@pytest.mark.parametrize("place", [WHOLE, SPLIT, FIRST])
@pytest.mark.parametrize("strange", [0.03, 0.2])
def test_what_is_kept_up_equals_what_is_rebuilt(
    operation: Session, place: int, strange: float
) -> None:
    """The second district reports as a whole for some days only: the others do not count."""
    if place == SPLIT:
        with reweigh(operation, UNITS):
            since = START + timedelta(days=12)
            operation.add(ReportingModeRow(place_id=SPLIT, since=since, mode="whole"))
    random = Random(place + strange)  # noqa: S311 -- a history that is the same each time
    player = Player(operation)
    for day in range(DAYS):
        player.play(_make_act(random, "report", place, day, strange))
        if random.random() < strange:
            player.play(_make_act(random, "report", place, day, 0.9))
    assert len(player.reports) > DAYS * 0.7
    for _ in range(ACTS):
        kind = random.choice(("report", "correct", "withdraw", "decide", "decide"))
        act = _make_act(random, kind, place, random.randrange(DAYS), strange)
        player.play(act)
        operation.expire_all()
        assert list(find_differences(operation)) == [], act


def _report_daily(session: Session, place: int) -> int:
    """Ten arrivals on each of twenty days; gives the first report."""
    made = [
        record_report(
            session,
            report(new(I.ARRIVALS, 10), level(I.CAPACITY, 50), on=at, place_id=place),
            now=noon_of(at),
        )
        for at in range(20)
    ]
    return made[0].report_id


def test_a_rival_total_so_far_does_not_move_with_the_new_ones(operation: Session) -> None:
    first = _report_daily(operation, WHOLE)
    rival = report(
        so_far(I.ARRIVALS, 500),
        on=15,
        source_id=2,
        confirmed=frozenset({"above_later:arrivals", "jump:arrivals"}),
    )
    record_report(operation, rival, now=noon_of(15))
    counts = (new(I.ARRIVALS, 12), level(I.CAPACITY, 50))
    correct_report(operation, correction(first, *counts), now=noon_of(20))
    assert list(find_differences(operation)) == []


def test_a_part_on_days_that_do_not_count_is_weighed_anew(operation: Session) -> None:
    with reweigh(operation, UNITS):
        for day, mode in ((0, "whole"), (10, "by_shelter"), (14, "whole")):
            since = START + timedelta(days=day)
            operation.merge(ReportingModeRow(place_id=SPLIT, since=since, mode=mode))
    first = _report_daily(operation, SPLIT)
    verified = DecisionDraft(
        report_id=first, seq=1, kind=DecisionKind.VERIFIED, person_id=JUDGE, reason=None
    )
    decide(operation, verified, now=noon_of(20))
    assert list(find_differences(operation)) == []
