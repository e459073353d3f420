"""On which days a unit's counts add, by what the register says of it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.windows import (
    COVERAGE,
    ReportingMode,
    ShelterStatus,
    UnitTimeline,
    Window,
    find_parting,
    find_window,
    list_mode_windows,
    list_windows,
)

OPEN, STANDBY, CLOSED = ShelterStatus.OPEN, ShelterStatus.STANDBY, ShelterStatus.CLOSED
WHOLE, BY_SHELTER = ReportingMode.WHOLE, ReportingMode.BY_SHELTER


def day(number: int) -> date:
    return date(2024, 8, number)


def span(first: int, until: int | None = None) -> Window:
    return Window(first=day(first), until=day(until) if until else None)


def shelter(*statuses: tuple[int, ShelterStatus]) -> UnitTimeline:
    return UnitTimeline(
        active=(span(6, None),), statuses=tuple((day(since), status) for since, status in statuses)
    )


def test_a_window_holds_its_first_day_and_not_its_end() -> None:
    assert span(6, 9).holds(day(6))
    assert span(6, 9).holds(day(8))
    assert not span(6, 9).holds(day(9))
    assert not span(6, None).holds(day(5))
    assert span(6, None).holds(date(2030, 1, 1))


def test_a_day_is_found_in_its_window() -> None:
    assert find_window([span(6, 8), span(9, None)], day(10)) == span(9, None)
    assert find_window([span(6, 8)], day(8)) is None


def test_a_district_adds_on_every_active_day() -> None:
    district = UnitTimeline(active=(span(6, 9),))

    assert list_windows(district, "present") == (span(6, 9),)
    assert district.is_active(day(8))
    assert not district.is_active(day(9))
    assert district.status_on(day(1)) is OPEN


def test_a_shelter_is_closed_before_its_first_status() -> None:
    timeline = shelter((7, STANDBY), (9, OPEN))

    assert [timeline.status_on(day(n)) for n in (6, 7, 8, 9)] == [CLOSED, STANDBY, STANDBY, OPEN]


@pytest.mark.parametrize(
    ("key", "windows"),
    [
        ("killed", [(6, None)]),
        ("present", [(7, 12), (14, None)]),
        ("missing", [(7, 12), (14, None)]),
        ("capacity", [(9, 12), (14, None)]),
        (COVERAGE, [(9, 12), (14, None)]),
        ("capacity_standby", [(7, 9), (9, 12), (14, None)]),
    ],
)
def test_a_shelter_adds_levels_while_it_is_in_use(
    key: str, windows: list[tuple[int, int | None]]
) -> None:
    timeline = shelter((7, STANDBY), (9, OPEN), (12, CLOSED), (14, OPEN))

    assert list_windows(timeline, key) == tuple(span(*window) for window in windows)


def test_the_same_status_twice_is_one_window() -> None:
    assert list_windows(shelter((7, OPEN), (9, OPEN)), "capacity") == (span(7, None),)


def test_a_status_changed_twice_on_a_day_is_the_last_one() -> None:
    timeline = shelter((7, OPEN), (9, CLOSED), (9, OPEN))

    assert list_windows(timeline, "capacity") == (span(7, None),)


def test_a_shelter_without_status_adds_no_levels() -> None:
    assert list_windows(shelter(), "present") == ()


def test_a_shelter_adds_only_on_days_on_which_it_is_a_unit() -> None:
    timeline = UnitTimeline(active=(span(6, 8), span(12, None)), statuses=((day(7), OPEN),))

    assert list_windows(timeline, "present") == (span(7, 8), span(12, None))


@pytest.mark.parametrize(
    ("modes", "whole", "by_shelter"),
    [
        ([], [(6, None)], []),
        ([(9, BY_SHELTER)], [(6, 9)], [(9, None)]),
        ([(1, BY_SHELTER)], [], [(6, None)]),
        ([(9, BY_SHELTER), (12, WHOLE)], [(6, 9), (12, None)], [(9, 12)]),
        ([(9, BY_SHELTER), (9, WHOLE)], [(6, None)], []),
        ([(8, WHOLE), (9, BY_SHELTER)], [(6, 9)], [(9, None)]),
    ],
)
def test_a_district_reports_as_a_whole_until_it_reports_by_shelter(
    modes: list[tuple[int, ReportingMode]],
    whole: list[tuple[int, int | None]],
    by_shelter: list[tuple[int, int | None]],
) -> None:
    changes = [(day(since), mode) for since, mode in modes]

    for wanted, expected in ((WHOLE, whole), (BY_SHELTER, by_shelter)):
        found = list_mode_windows(changes, wanted, day(6), None)
        assert found == tuple(span(*window) for window in expected)


def test_a_retired_district_reports_until_its_last_day() -> None:
    assert list_mode_windows([], WHOLE, day(6), day(20)) == (span(6, 20),)


@pytest.mark.parametrize(
    ("ones", "others", "parting"),
    [
        ([], [], None),
        ([span(5)], [span(5)], None),
        ([span(5)], [], 5),
        ([span(5)], [span(7)], 5),
        ([span(5)], [span(5, 9)], 9),
        ([span(5, 8)], [span(5, 9)], 8),
        ([span(5, 8), span(8)], [span(5)], 8),
        ([span(5, 8), span(9)], [span(5, 8), span(10)], 9),
        ([span(5, 8), span(9)], [span(5, 8)], 9),
    ],
)
def test_windows_are_alike_up_to_the_day_on_which_they_part(
    ones: list[Window], others: list[Window], parting: int | None
) -> None:
    parted = day(parting) if parting else None
    assert find_parting(ones, others) == find_parting(others, ones) == parted
