"""Incremental, rebuilt and naive: three ways to the same totals."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import (
    AREAS,
    COUNTRY,
    DAYS,
    DISAGREEMENT_SHARE,
    STALE_AFTER,
    START,
    UNITS,
    Act,
    acts,
    make_operation,
    tangled_acts,
)
from tests.oracle import SERIES, Walk, expect_days, walk
from tests.playing import Player
from tests.properties import holds_for
from tests.totals.stored import read_units
from tracker.domain.changes import Changes
from tracker.domain.daily import DayTotal
from tracker.totals.check import find_differences
from tracker.totals.known.simple import find_simple, take_out_simple
from tracker.totals.points import load_points
from tracker.totals.read import read_days, read_last_days
from tracker.totals.rebuild import rebuild
from tracker.totals.scopes import SERIES_KEYS, load_all_scopes, load_clock
from tracker.totals.sums import Before, SumsOfSeries, sum_from_end, sum_from_start
from tracker.totals.update import add_points

LAST = START + timedelta(days=DAYS + 6)
MIDDLE = START + timedelta(days=5)

pytestmark = pytest.mark.usefixtures("short_steps")

Walks = dict[int, tuple[list[int], Walk]]
"""Of units by their place, with the areas above."""

FIELDS = [field.name for field in fields(DayTotal)]


@contextmanager
def played(session: Session, history: list[Act]) -> Iterator[None]:
    """An operation with a history, gone afterwards."""
    transaction = session.begin_nested()
    make_operation(session)
    player = Player(session)
    for act in history:
        player.play(act)
    session.expire_all()
    try:
        yield
    finally:
        transaction.rollback()
        session.expunge_all()


@holds_for(40, history=tangled_acts(least=15) | acts(least=15))
def test_what_is_kept_up_equals_what_is_added_up_day_by_day_and_what_is_rebuilt(
    session: Session, history: list[Act]
) -> None:
    with played(session, history):
        # Playing takes longer than looking, so each history is looked at in all ways.
        assert list(find_differences(session)) == []
        walks = walk_units(session)
        check_every_area(session, walks)
        check_units_alone_and_one_day(session, walks)
        check_sums_from_either_end(session)
        for until in (MIDDLE, LAST):
            check_what_the_database_adds_up(session, until)
        rebuild(session)
        assert list(find_differences(session)) == []


def walk_units(session: Session) -> Walks:
    return {
        place: (above, walk(unit, LAST, start=START, stale_after=STALE_AFTER))
        for place, (above, unit) in read_units(session, LAST).items()
    }


def check_every_area(session: Session, walks: Walks) -> None:
    for area in AREAS:
        below = [walked for above, walked in walks.values() if area in above]
        for first in (START, MIDDLE):
            check_days(read_days(session, [area], first, LAST), below, first)


def check_days(days: Mapping[str, Sequence[DayTotal]], walks: Sequence[Walk], first: date) -> None:
    """They are what the oracle adds up."""
    for key in SERIES:
        shown = [{name: getattr(day, name) for name in FIELDS} for day in days[key]]
        assert shown == expect_days(
            walks, key, first, LAST, disagreement_share=DISAGREEMENT_SHARE
        ), key


def check_units_alone_and_one_day(session: Session, walks: Walks) -> None:
    for place in UNITS[2:]:
        check_days(read_days(session, [place], MIDDLE, LAST), [walks[place][1]], MIDDLE)
    whole = read_days(session, None, MIDDLE, MIDDLE)
    one_day = read_last_days(session, [COUNTRY], MIDDLE).get(COUNTRY, {})
    for key, days_of_key in one_day.items():
        assert days_of_key == whole[key][0]


def check_sums_from_either_end(session: Session) -> None:
    for day in (START, MIDDLE, LAST):
        before = Before(day=day, lapses_day=day - timedelta(days=STALE_AFTER))
        onward = sum_from_start(session, AREAS, SERIES_KEYS, before)
        back = sum_from_end(session, AREAS, SERIES_KEYS, before)
        assert _without_nothing(back) == _without_nothing(onward), day


def check_what_the_database_adds_up(session: Session, until: date) -> None:
    """What the points of simple units add is what it is when they are read one by one."""
    clock = load_clock(session)
    scopes = {scope.place_id: scope for scope in load_all_scopes(session)}
    simple = find_simple(session, scopes)
    found: Changes = {}
    for place in simple:
        points = load_points(session, place, SERIES_KEYS)
        add_points(found, points, scopes[place], clock)
    found = {at: change for at, change in found.items() if at[1] <= until}
    take_out_simple(session, dict.fromkeys(simple, found), clock.limits, until)
    assert [at for at, change in found.items() if not change.is_empty] == []


def _without_nothing(sums: SumsOfSeries) -> SumsOfSeries:
    return {at: change for at, change in sums.items() if not change.is_empty}
