"""Spans of days with one difference, found from changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain.changes import Change
from tracker.domain.daily import Total
from tracker.domain.days import OperationClock
from tracker.domain.published import Difference, list_differences

FIRST = date(2024, 8, 9)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def total(value: int | None, low: int | None = None, high: int | None = None) -> Total:
    return Total(
        value=value, low=value if low is None else low, high=value if high is None else high
    )


NOTHING = Total(value=None, low=None, high=None)


def exact(value: int, known: int = 0) -> Change:
    return Change(value=value, low=value, high=value, known=known)


def test_a_level_differs_until_the_next_observation() -> None:
    # 400 since the first day, 10 more from the third on; the act made the first day 412.
    after = {on(0): exact(412, known=1), on(2): exact(-2)}
    act = {on(0): exact(12), on(2): exact(-12)}
    assert list(list_differences(after, act, on(9))) == [
        Difference(first=on(0), last=on(1), before=total(400), after=total(412))
    ]


def test_a_running_total_differs_on_all_days_after_and_grows_in_between() -> None:
    after = {on(0): exact(3, known=1), on(4): exact(2)}
    act = {on(0): exact(-1)}
    assert list(list_differences(after, act, on(9))) == [
        Difference(first=on(0), last=None, before=total(4), after=total(3))
    ]


def test_days_that_are_not_published_yet_are_left_out() -> None:
    after = {on(3): exact(5, known=1)}
    assert list(list_differences(after, after, on(2))) == []
    act = {on(1): exact(5), on(6): exact(-5)}
    found = list(list_differences({on(0): exact(2, known=1), **act}, act, on(4)))
    assert found == [Difference(first=on(1), last=on(4), before=total(2), after=total(7))]


def test_what_nobody_had_reported_becomes_known() -> None:
    act = {on(1): exact(5, known=1), on(3): exact(-5, known=-1)}
    assert list(list_differences(act, act, on(9))) == [
        Difference(first=on(1), last=on(2), before=NOTHING, after=total(5))
    ]


def test_where_others_become_known_meanwhile_the_difference_is_told_anew() -> None:
    act = {on(1): exact(5, known=1)}
    after = {on(1): exact(5, known=1), on(3): exact(2, known=1)}
    assert list(list_differences(after, act, on(9))) == [
        Difference(first=on(1), last=on(2), before=NOTHING, after=total(5)),
        Difference(first=on(3), last=None, before=total(2), after=total(7)),
    ]


def test_bounds_are_told_only_where_the_value_stayed() -> None:
    wider = Change(high=30)
    after = {on(0): exact(10, known=1), on(1): wider, on(2): Change(high=-25)}
    act = {on(1): wider, on(2): Change(high=-25)}
    assert list(list_differences(after, act, on(9))) == [
        Difference(first=on(1), last=on(1), before=total(10), after=total(10, 10, 40)),
        Difference(first=on(2), last=None, before=total(10), after=total(10, 10, 15)),
    ]
    # The same bounds, while the value differs by one number on all days.
    act = {on(1): Change(value=1, low=1, high=30), on(2): Change(high=-25)}
    assert [
        (found.first, found.last)
        for found in list_differences({on(0): exact(10, known=1), **act}, act, on(9))
    ] == [(on(1), None)]


def test_equal_days_between_two_differences_belong_to_none() -> None:
    act = {on(0): exact(5), on(2): exact(-5), on(4): exact(3)}
    after = {on(-1): exact(10, known=1), **act}
    assert [
        (found.first, found.last, found.after.value)
        for found in list_differences(after, act, on(9))
    ] == [(on(0), on(1), 15), (on(4), None, 13)]


@pytest.mark.parametrize(
    ("deadline_hour", "moment", "published"),
    [(10, "2024-08-10T06:59", 8), (10, "2024-08-10T07:01", 9), (34, "2024-08-10T07:01", 8)],
)
def test_a_day_is_published_once_its_deadline_has_passed(
    deadline_hour: int, moment: str, published: int
) -> None:
    clock = OperationClock(
        start=date(2024, 8, 1), time_zone="Europe/Moscow", deadline_hour=deadline_hour
    )
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert clock.last_published(at) == date(2024, 8, published)


def test_a_difference_is_cut_to_the_days_that_are_compared() -> None:
    goes_on = Difference(first=on(0), last=None, before=total(4), after=total(3))
    assert goes_on.cut(on(5)).last == on(5)
    assert goes_on.cut(on(5)).cut(on(2)) == goes_on.cut(on(2))
    assert goes_on.cut(on(2)).cut(on(5)).last == on(2)
