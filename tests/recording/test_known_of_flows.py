"""What was known of arrivals and departures, and of the gap to the level, before they changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import COUNTRY, START
from tests.recording.drafts import correction, level, new, noon_of, report, so_far
from tests.recording.drafts import day as on
from tests.recording.test_comparing import decision
from tracker.domain.counts import Count
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report

SURE = frozenset({"late", "gap:present"})
KEYS = (Indicator.PRESENT, Indicator.ARRIVALS, Indicator.DEPARTURES)
THEN = noon_of(2)
LATER = THEN + timedelta(hours=1)


def read(knowledge: Knowledge) -> dict[str, tuple[DayTotal, ...]]:
    return knowledge.read_days([COUNTRY], START, on(6), KEYS)


def send(session: Session, offset: int, *counts: Count) -> int:
    draft = report(*counts, on=offset, confirmed=SURE)
    return record_report(session, draft, now=noon_of(offset)).report_id


def correct(session: Session, report_id: int, *counts: Count) -> None:
    draft = correction(report_id, *counts, confirmed=SURE)
    correct_report(session, draft, now=LATER)


def test_the_gap_is_that_of_the_flows_that_were_known(operation: Session) -> None:
    send(operation, 0, level(Indicator.PRESENT, 100))
    flows = new(Indicator.ARRIVALS, 5), new(Indicator.DEPARTURES, 1)
    second = send(operation, 1, level(Indicator.PRESENT, 110), *flows)
    known = read(Knowledge(operation))
    assert known[Indicator.PRESENT][1].gap == 110 - (100 + 5 - 1)
    flows = new(Indicator.ARRIVALS, 8), new(Indicator.DEPARTURES, 2)
    correct(operation, second, level(Indicator.PRESENT, 110), *flows)
    assert read(Knowledge(operation))[Indicator.PRESENT][1].gap == 110 - (100 + 8 - 2)
    assert read(Knowledge(operation, THEN)) == known


@pytest.mark.parametrize("tally", [new, so_far])
def test_what_was_verified_and_preferred_since_was_neither_then(
    operation: Session, tally: Callable[..., Count]
) -> None:
    first = send(operation, 0, tally(Indicator.ARRIVALS, 5))
    send(operation, 1, tally(Indicator.ARRIVALS, 7))
    rival = report(tally(Indicator.ARRIVALS, 9), on=1, source_id=2, confirmed=SURE)
    rival_id = record_report(operation, rival, now=noon_of(1)).report_id
    known = read(Knowledge(operation))
    decide(operation, decision(first, DecisionKind.VERIFIED), now=LATER)
    preferred = decision(rival_id, DecisionKind.PREFERRED)
    decide(operation, preferred, now=LATER)
    assert read(Knowledge(operation)) != known
    assert read(Knowledge(operation, THEN)) == known
