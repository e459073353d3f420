"""The chart in words."""

import pytest

from tests.charts.made import (
    build,
    day_at,
    make_carried,
    make_claim,
    make_flow,
    make_level,
    make_month,
    make_total,
)
from tracker.charts.sentences.capacity import ONE_SHELTER, describe, describe_outside
from tracker.domain.indicators import Indicator


def _describe(**days: list) -> str:
    return describe(build(days))


def test_what_is_free_and_how_sure_that_is() -> None:
    coverage = [make_total(0, expected=22, reporting=18)]
    said = _describe(
        capacity=[make_level(0, 1840)],
        sheltered=[make_level(0, 1204, unreviewed=144)],
        coverage=coverage,
    )
    assert said == (
        "Shelters hold 1,204 of 1,840 usable places on 6 August; 636 are free. "
        "18 of 22 units reported; 12% of the count is unreviewed."
    )


@pytest.mark.parametrize(
    ("sheltered", "said"),
    [
        (99, "hold 99 of 100 usable places on 6 August; 1 is free"),
        (100, "hold 100 of 100 usable places on 6 August; none is free"),
        (164, "hold 164 people on 100 usable places on 6 August; that is 64 over capacity"),
    ],
)
def test_nothing_left_and_more(sheltered: int, said: str) -> None:
    sentence = _describe(capacity=[make_level(0, 100)], sheltered=[make_level(0, sheltered)])
    assert sentence == f"Shelters {said}."


@pytest.mark.parametrize(
    ("sheltered", "said"),
    [
        (60, "hold at least 60 of 100 usable places on 6 August; at most 40 are free"),
        (
            130,
            (
                "hold at least 130 people on 100 usable places on 6 August; "
                "that is at least 30 over capacity"
            ),
        ),
    ],
)
def test_open_bounds_stay_open(sheltered: int, said: str) -> None:
    people = make_level(0, sheltered, high=None)
    assert said in _describe(capacity=[make_level(0, 100)], sheltered=[people])


def test_unknown_capacity() -> None:
    assert _describe(sheltered=[make_level(0, 60)]) == (
        "Shelters hold 60 people on 6 August; the number of usable places is not reported."
    )


def test_unknown_people() -> None:
    said = _describe(capacity=[make_level(0, 100)], present=[make_level(0, 300)])
    assert said == (
        "Shelters have 100 usable places on 6 August; how many people sleep there is not reported. "
        "Displaced people present: 300."
    )


def test_people_known_in_words_only() -> None:
    words = make_total(0, low=0, high=None, known=1, reporting=1, without_value=1)
    assert "how many people sleep there is reported in words only" in _describe(
        capacity=[make_level(0, 100)], sheltered=[words]
    )


def test_people_known_as_a_range_only() -> None:
    between = make_total(0, low=50, high=80, known=1, reporting=1, without_value=1)
    assert "is reported as 50 to 80" in _describe(sheltered=[between])


def test_only_flows_are_known() -> None:
    assert _describe(arrivals=[make_flow(0, 3)]) == (
        "How many people shelters hold on 6 August is not reported."
    )


def test_no_days_and_no_reports() -> None:
    assert _describe() == "There are no days to show."
    said = _describe(coverage=[make_total(i, expected=3) for i in range(3)])
    assert said == "No unit reported anything from 6 August to 8 August 2024."


def test_claims_alone_are_not_taken_for_reports() -> None:
    coverage = [make_total(index, expected=22) for index in range(3)]
    claims = [
        make_claim(2500),
        make_claim(3000, day=day_at(2), indicator=Indicator.EVACUATED),  # has no place in it
        make_claim(2600, day=day_at(9)),  # of another time
    ]
    assert describe(build({"coverage": coverage}, claims=claims[:1])) == (
        "No unit reported anything from 6 August to 8 August 2024. "
        "The chart shows one claim about the area as a whole, which counts in no sum."
    )
    several = describe(build({"coverage": coverage}, claims=[*claims, make_claim(2400)]))
    assert several.endswith("2 claims about the area as a whole, which count in no sum.")
    assert "chart shows" not in describe(build({"coverage": coverage}, claims=claims[1:]))


def test_an_old_count_says_its_day() -> None:
    levels = [make_level(0, 60), make_carried(1, 60), make_carried(2, 60, stale=2)]
    said = _describe(sheltered=levels)
    assert "The last count of people sheltered is from 6 August." in said
    assert "2 of 22 units stale (silent for more than 3 days)." in said


@pytest.mark.parametrize(
    ("people", "places", "said"),
    [
        (60, 100, "shelters held 60 of 100 usable places; 40 were free."),
        (99, 100, "shelters held 99 of 100 usable places; 1 was free."),
        (100, 100, "shelters held 100 of 100 usable places; none was free."),
        (130, 100, "shelters held 130 people on 100 usable places; that was 30 over capacity."),
    ],
)
def test_what_is_old_is_told_as_last_reported(people: int, places: int, said: str) -> None:
    levels = {
        "sheltered": [make_level(0, people), *(make_carried(at, people) for at in range(1, 5))],
        "capacity": [make_level(0, places), *(make_carried(at, places) for at in range(1, 5))],
    }
    assert _describe(**levels).startswith(f"As last reported on 6 August, {said}")
    fresh = {key: totals[:4] for key, totals in levels.items()}
    assert "as last reported" not in _describe(**fresh).casefold()
    assert "from 6 August" not in _describe(**levels)


def test_a_very_old_count_is_told_with_its_year() -> None:
    levels = [make_level(0, 60), *(make_carried(at, 60) for at in range(1, 202))]
    said = describe(build({"sheltered": levels}), ONE_SHELTER)
    assert said.startswith("As last reported on 6 August 2024, this shelter held 60 people; ")
    places = describe(build({"capacity": levels}), ONE_SHELTER)
    assert places.startswith("As last reported on 6 August 2024, this shelter had 60 usable places")


def test_old_places_beside_a_fresh_count_are_pointed_out() -> None:
    places = [make_level(0, 100), *(make_carried(at, 100) for at in range(1, 9))]
    people = [make_level(at, 60) for at in range(9)]
    said = _describe(sheltered=people, capacity=places)
    assert said.startswith("Shelters hold 60 of 100 usable places on 14 August; 40 are free. ")
    assert "Usable places are as last reported on 6 August." in said
    assert "Usable places are as" not in _describe(sheltered=places, capacity=places)


def test_more_people_in_shelters_than_present_are_pointed_out() -> None:
    both = {"sheltered": [make_level(0, 60)], "present": [make_level(0, 40)]}
    said = "More people are sheltered (60) than present (40): "
    assert f"{said}the counts contradict each other." in _describe(**both)
    fewer = both | {"present": [make_level(0, 40, known=3, reporting=3)]}
    assert f"{said}not every unit that counts people sheltered" in _describe(**fewer)
    assert "More people" not in _describe(**both | {"present": [make_level(0, 60)]})


def test_earlier_overflows_are_not_forgotten() -> None:
    people = [make_level(i, n) for i, n in enumerate((120, 150, 90))]
    capacity = [make_level(i, 100) for i in range(3)]
    said = _describe(capacity=capacity, sheltered=people)
    assert "Earlier they were over capacity on 2 days, by 50 on 7 August." in said
    once = _describe(capacity=capacity[:2], sheltered=[people[0], make_level(1, 90)])
    assert "over capacity on 1 day," in once


def test_one_shelter_has_its_own_subject_and_no_coverage() -> None:
    one = {"known": 1, "reporting": 1}
    series = build(
        {
            "capacity": [make_level(0, 100, **one)],
            "sheltered": [make_level(0, 60, **one)],
            "coverage": [make_total(0, expected=1, reporting=1)],
        }
    )
    said = "This shelter holds 60 of 100 usable places on 6 August; 40 are free."
    assert describe(series, ONE_SHELTER) == said


def test_a_month_with_every_mark_has_a_sentence() -> None:
    assert describe(build(make_month())).startswith("Shelters hold 1,600 of 1,800 usable places")


def test_units_without_a_number_are_in_the_range_and_free_places_a_range() -> None:
    ranged = {"low": 1300, "high": 1450, "without_value": 2}
    said = _describe(capacity=[make_level(0, 1840)], sheltered=[make_level(0, 1204, **ranged)])
    assert said == (
        "Shelters hold 1,300 to 1,450 (1,204 counted, and 2 units without a number) "
        "of 1,840 usable places on 6 August; 390 to 540 are free."
    )


def test_without_numbers_the_outside_of_shelters_is_told_as_any_place() -> None:
    for series in (build({}), build({"present": []})):
        assert describe_outside(series) == describe(series)


def test_where_there_are_no_places_none_can_be_free() -> None:
    nobody, none = [make_level(0, 0)], [make_level(0, 0)]
    assert _describe(capacity=none, sheltered=nobody) == (
        "Shelters hold 0 of 0 usable places on 6 August; there are none."
    )
    old = [make_carried(5, 0, stale=22)]
    said = describe(
        build(
            {"capacity": old, "sheltered": old},
            reported={"capacity": day_at(0), "sheltered": day_at(0)},
        )
    )
    assert "held 0 of 0 usable places; there were none." in said
