"""Units' days read from the middle of a history: what stood before follows from the last point."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import DAYS, FIRST, START, UNITS, WHOLE, Act, acts, make_operation
from tests.properties import holds_for
from tests.recording.drafts import level, new, noon_of, report
from tests.totals.test_incremental_equals_rebuilt import played
from tracker.domain.indicators import Indicator
from tracker.recording.reports import record_report
from tracker.totals.known.past import Past
from tracker.totals.points import load_points_around
from tracker.totals.read import read_days_of_each

LAST = START + timedelta(days=DAYS + 6)


@holds_for(
    60,
    history=acts(),
    first=st.integers(0, DAYS + 6),
    length=st.integers(0, DAYS),
    moment=st.none() | st.integers(0, DAYS),
)
def test_some_days_are_read_as_among_all_days(
    session: Session, history: list[Act], first: int, length: int, moment: int | None
) -> None:
    with played(session, history):
        past = None if moment is None else Past(session, noon_of(moment))
        every = read_days_of_each(session, UNITS, START, LAST, past=past)
        begin = START + timedelta(days=first)
        end = min(LAST, begin + timedelta(days=length))
        past = None if moment is None else Past(session, noon_of(moment))
        some = read_days_of_each(session, UNITS, begin, end, past=past)
        for place, days in every.items():
            for key, totals in days.items():
                wanted = tuple(total for total in totals if begin <= total.day <= end)
                assert some[place][key] == wanted, (place, key)


@pytest.mark.parametrize(("first", "loaded"), [(0, [0, 1, 2]), (5, [4, 5, 6, 7]), (20, [11])])
def test_no_more_is_read_of_a_unit_than_its_days_and_the_last_before(
    session: Session, first: int, loaded: list[int]
) -> None:
    make_operation(session)
    for at in range(12):
        counts = level(Indicator.PRESENT, 100 + at), new(Indicator.KILLED, 1)
        record_report(session, report(*counts, on=at), now=noon_of(at))
    begin = START + timedelta(days=first)
    points = load_points_around(
        session, [WHOLE, FIRST], begin, begin + timedelta(days=2), [Indicator.PRESENT]
    )
    assert [(day - START).days for day in points[WHOLE]] == loaded
    assert {key for found in points[WHOLE].values() for key in found} == {Indicator.PRESENT}
    assert points[FIRST] == {}
