"""What units add is taken out of totals by one statement as it is point by point."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.histories import SPLIT, STALE_AFTER, WHOLE
from tests.recording.drafts import day, new, noon_of, report, so_far
from tracker.domain.changes import Changes
from tracker.domain.indicators import Indicator
from tracker.recording.reports import record_report
from tracker.totals.known.simple import find_simple, take_out_simple
from tracker.totals.points import load_points
from tracker.totals.scopes import SERIES_KEYS, load_clock, load_scopes
from tracker.totals.update import add_points


def take_out(session: Session, place: int, until: date) -> Changes:
    """What is left of what a unit's points add, read one by one, once the statement took it out."""
    clock = load_clock(session)
    scopes = load_scopes(session, [place])
    assert find_simple(session, scopes) == {place}
    found: Changes = {}
    add_points(found, load_points(session, place, SERIES_KEYS), scopes[place], clock)
    found = {at: change for at, change in found.items() if at[1] <= until}
    take_out_simple(session, {place: found}, clock.limits, until)
    return {at: change for at, change in found.items() if not change.is_empty}


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("until", [4, 4 + STALE_AFTER + 2])
def test_a_lump_is_what_came_since_the_day_that_was_known(
    operation: Session, before: int, until: int
) -> None:
    for on, count in ((0, new(Indicator.KILLED, before)), (4, so_far(Indicator.KILLED, 9))):
        record_report(operation, report(count, on=on), now=noon_of(on))
    lumps = [
        points["killed"].lump_days for points in load_points(operation, WHOLE, ["killed"]).values()
    ]
    assert lumps == [0, 4]
    assert take_out(operation, WHOLE, day(until)) == {}


def test_a_unit_that_ends_is_not_simple(operation: Session) -> None:
    scopes = load_scopes(operation, [WHOLE, SPLIT])
    assert find_simple(operation, scopes) == {WHOLE}
    assert find_simple(operation, {SPLIT: scopes[SPLIT]}) == set()
