"""Incremental, rebuilt and naive: three ways to the same totals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
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
)
from tests.oracle import SERIES, expect_days
from tests.playing import Player
from tests.totals.stored import read_units
from tracker.totals.check import find_differences
from tracker.totals.read import read_days, read_last_days
from tracker.totals.rebuild import rebuild
from tracker.totals.scopes import SERIES_KEYS
from tracker.totals.sums import Before, SumsOfSeries, sum_from_end, sum_from_start

LAST = START + timedelta(days=DAYS + 6)
MIDDLE = START + timedelta(days=5)

pytestmark = pytest.mark.usefixtures("short_steps")

patient = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def played(session: Session, history: list[Act]) -> Iterator[None]:
    """An operation with a history, gone afterwards."""
    transaction = session.begin_nested()
    make_operation(session)
    player = Player(session)
    for act in history:
        player.play(act)
    session.expire_all()
    yield
    transaction.rollback()
    session.expunge_all()


@patient
@given(history=acts())
def test_what_is_kept_up_equals_what_is_rebuilt(session: Session, history: list[Act]) -> None:
    with played(session, history):
        assert list(find_differences(session)) == []
        rebuild(session)
        assert list(find_differences(session)) == []


@patient
@given(history=acts())
def test_totals_of_every_area_equal_adding_up_day_by_day(
    session: Session, history: list[Act]
) -> None:
    with played(session, history):
        units = read_units(session, LAST)
        for area in AREAS:
            below = [unit for above, unit in units.values() if area in above]
            for first in (START, MIDDLE):
                days = read_days(session, [area], first, LAST)
                for key in SERIES:
                    expected = expect_days(
                        below,
                        key,
                        first,
                        LAST,
                        start=START,
                        stale_after=STALE_AFTER,
                        disagreement_share=DISAGREEMENT_SHARE,
                    )
                    assert [asdict(day) for day in days[key]] == expected, (area, key)


@patient
@given(history=acts())
def test_a_shelter_alone_and_one_day_of_an_area_read_the_same(
    session: Session, history: list[Act]
) -> None:
    with played(session, history):
        units = read_units(session, LAST)
        for place in UNITS[2:]:
            days = read_days(session, [place], MIDDLE, LAST)
            for key in SERIES:
                expected = expect_days(
                    [units[place][1]],
                    key,
                    MIDDLE,
                    LAST,
                    start=START,
                    stale_after=STALE_AFTER,
                    disagreement_share=DISAGREEMENT_SHARE,
                )
                assert [asdict(day) for day in days[key]] == expected, (place, key)
        whole = read_days(session, None, MIDDLE, MIDDLE)
        one_day = read_last_days(session, [COUNTRY], MIDDLE).get(COUNTRY, {})
        for key, days_of_key in one_day.items():
            assert days_of_key == whole[key][0]


@settings(patient, max_examples=20)
@given(history=acts())
def test_sums_from_either_end_are_the_same(session: Session, history: list[Act]) -> None:
    with played(session, history):
        for day in (START, MIDDLE, LAST):
            before = Before(day=day, lapses_day=day - timedelta(days=STALE_AFTER))
            onward = sum_from_start(session, AREAS, SERIES_KEYS, before)
            back = sum_from_end(session, AREAS, SERIES_KEYS, before)
            assert _without_nothing(back) == _without_nothing(onward), day


def _without_nothing(sums: SumsOfSeries) -> SumsOfSeries:
    return {at: change for at, change in sums.items() if not change.is_empty}
