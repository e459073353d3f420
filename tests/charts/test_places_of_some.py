"""Where people are known of more units than places are, nothing is told to be over for sure."""

import pytest

from tests.charts.made import UNITS, build, make_level
from tracker.charts.bounds import Bound
from tracker.charts.free import phrase_free, sign_free
from tracker.charts.marks import Mark, PointMark
from tracker.charts.sentences.capacity import describe
from tracker.charts.sentences.forecast import describe_full
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import FullSeries, Outlook, build_full_series
from tracker.charts.series.heads import Head

PEOPLE = 9_954
PLACED = UNITS - 5
"""Units of which places are known; people are known of all."""


def draw(places: int, *, placed: int = PLACED) -> CapacitySeries:
    capacity = [make_level(at, places, known=placed, reporting=placed) for at in range(3)]
    return build({"capacity": capacity, "sheltered": [make_level(at, PEOPLE) for at in range(3)]})


@pytest.mark.parametrize(
    ("places", "said", "sign"),
    [(4_994, "at most 4,960 over", Bound.AT_LEAST), (9_994, "at least 40", Bound.AT_LEAST)],
)
def test_free_places_are_at_least_what_the_known_ones_leave(
    places: int, said: str, sign: Bound
) -> None:
    last = draw(places).days[-1]
    assert (phrase_free(last), sign_free(last)) == (said, sign)


def test_the_sentence_says_of_how_many_units_places_are_known() -> None:
    assert describe(draw(4_994)) == (
        "Shelters hold 9,954 people on 4,994 usable places on 8 August; "
        "that is at most 4,960 over capacity. "
        f"Places are known of {PLACED} of the {UNITS} units that count people sheltered."
    )


def test_as_many_units_with_places_are_not_spoken_of() -> None:
    said = describe(draw(4_994, placed=UNITS))
    assert "that is 4,960 over capacity. Earlier they were over capacity on 2 days" in said
    assert "Places are known" not in said


def test_the_number_of_free_places_is_marked_and_open_above() -> None:
    head = draw(4_994).head(Head.FREE)
    assert head is not None
    assert head.marks == (PointMark(mark=Mark.UNPLACED, part=PLACED, whole=UNITS),)
    assert (head.low, head.high, head.is_open) == (-4_960, None, True)


def foresee(places: int) -> FullSeries:
    return build_full_series(
        [make_level(at, PEOPLE + 40 * at) for at in range(10)],
        make_level(9, places, known=PLACED),
        None,
        stale_after=3,
    )


def test_nothing_is_full_whose_places_are_not_all_known() -> None:
    series = foresee(4_994)
    assert series.outlook is Outlook.SOME_PLACES
    assert describe_full(series) == (
        "When they will be full is not known: not all units say how many places they have."
    )


def test_what_fits_into_the_known_places_is_foreseen() -> None:
    assert foresee(12_000).outlook is Outlook.AHEAD
