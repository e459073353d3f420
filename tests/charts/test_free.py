"""Free places: sentence, tile, table and label say one number, with one word before it."""

from typing import Any

import pytest

from tests.charts.made import make_level
from tracker.charts.appearance import PAGE
from tracker.charts.bounds import Bound
from tracker.charts.figures.notes import note_ends
from tracker.charts.free import (
    bound_free,
    phrase_free,
    phrase_free_whole,
    say_share,
    sign_free,
    sign_occupancy,
)
from tracker.charts.sentences.capacity import SHELTERS, say_room
from tracker.charts.series.capacity import CapacityDay, CapacitySeries, build_capacity_series
from tracker.charts.tables.capacity import tabulate
from tracker.web.dashboard.tiles import list_capacity_tiles

AMOUNTS: dict[str, dict[str, Any]] = {
    "exact": {"low": 41, "high": 41},
    "more than 40": {"low": 41, "high": None, "value": 40},
    "at least 41": {"low": 41, "high": None},
    "less than 42": {"low": 0, "high": 41, "value": 42},
    "about 41": {"low": 0, "high": None},
    "between 30 and 50, best 41": {"low": 30, "high": 50},
    "38 counted, and a range of 3 to 9": {"low": 41, "high": 47, "value": 38, "without_value": 1},
}


def build(places: int, amount: dict[str, Any], *, turned: bool = False) -> CapacitySeries:
    people = make_level(0, 41, **amount)
    room = make_level(0, places)
    if turned:
        room, people = people, room
    return build_capacity_series({"capacity": [room], "sheltered": [people]}, stale_after=3)


def word_of_share(day: CapacityDay) -> str | None:
    said = say_share(day)
    return said[0] if said else None


def tile_of(series: CapacitySeries, label: str) -> str:
    (tile,) = (tile for tile in list_capacity_tiles(series) if tile.label == label)
    return " ".join(filter(None, (tile.qualifier, tile.value)))


@pytest.mark.parametrize(
    ("amount", "free", "people", "reach"),
    [
        ("exact", "19", "41", ""),
        ("more than 40", "at most 19", "at least 41", ""),
        ("at least 41", "at most 19", "at least 41", ""),
        ("less than 42", "at least 19", "at most 41", ""),
        ("about 41", "about 19", "about 41", ""),
        ("between 30 and 50, best 41", "19", "41", " (10 to 30)"),
        ("38 counted, and a range of 3 to 9", "13 to 19", "41 to 47", ""),
    ],
)
def test_free_places_are_told_alike(amount: str, free: str, people: str, reach: str) -> None:
    series = build(60, AMOUNTS[amount])
    (day,), (row,) = series.days, tabulate(series)

    assert phrase_free(day) == free
    assert phrase_free_whole(day) == free + reach
    assert f"; {free}{reach} are free." in say_room(series, SHELTERS)
    assert tile_of(series, "Free places") == free
    assert row.free.text == free
    assert tile_of(series, "Sheltered") == people
    assert f"hold {people}" in say_room(series, SHELTERS)


@pytest.mark.parametrize(
    ("amount", "label"),
    [
        ("exact", "41"),
        ("more than 40", "at least 41"),
        ("less than 42", "at most 41"),
        ("about 41", "about 41"),
        ("between 30 and 50, best 41", "41"),
        ("38 counted, and a range of 3 to 9", "at least 41"),
    ],
)
def test_the_label_at_the_line_has_the_word(amount: str, label: str) -> None:
    (_, note) = sorted(note_ends(build(60, AMOUNTS[amount]), PAGE, 1), key=lambda one: -one["y"])
    assert note["text"] == f"Sheltered<br>{label}"


@pytest.mark.parametrize(
    ("amount", "over", "signed", "share"),
    [
        ("exact", "21 over", "", ""),
        ("more than 40", "at least 21 over", "at most ", "at least "),
        ("less than 42", "at most 21 over", "at least ", "at most "),
        ("about 41", "about 21 over", "about ", "about "),
    ],
)
def test_what_is_over_turns_the_word(amount: str, over: str, signed: str, share: str) -> None:
    series = build(20, AMOUNTS[amount])
    (day,), (row,) = series.days, tabulate(series)

    assert phrase_free(day) == over
    assert (row.free.word, row.free.value) == (signed, -21)
    assert tile_of(series, "Free places") == f"{signed}\N{MINUS SIGN}21"
    assert word_of_share(day) == share
    assert f"that is {over} capacity" in say_room(series, SHELTERS)


@pytest.mark.parametrize(
    ("amount", "free", "share"),
    [
        ("exact", None, None),
        ("more than 40", Bound.AT_MOST, Bound.AT_LEAST),
        ("less than 42", Bound.AT_LEAST, Bound.AT_MOST),
        ("about 41", Bound.ABOUT, Bound.ABOUT),
        ("between 30 and 50, best 41", Bound.ABOUT, Bound.ABOUT),
    ],
)
def test_a_sign_stands_where_there_is_no_room_for_the_word(
    amount: str, free: Bound | None, share: Bound | None
) -> None:
    for places in (20, 60):
        (day,) = build(places, AMOUNTS[amount]).days
        assert (sign_free(day), sign_occupancy(day)) == (free, share)


def test_places_may_be_more_or_fewer_too() -> None:
    (more,) = build(20, AMOUNTS["more than 40"], turned=True).days
    (fewer,) = build(20, AMOUNTS["less than 42"], turned=True).days

    assert (phrase_free(more), phrase_free(fewer)) == ("at least 21", "at most 21")
    assert (bound_free(more), word_of_share(fewer)) == ("at least ", "at least ")


def build_vague(people: dict[str, Any], places: dict[str, Any]) -> CapacitySeries:
    levels = {"capacity": [make_level(0, 60, **places)], "sheltered": [make_level(0, 41, **people)]}
    return build_capacity_series(levels, stale_after=3)


OPEN = {"low": 41, "high": None}
ABOUT_60 = {"low": 0, "high": None}
VAGUE = {"low": 50, "high": 61}
LEAST_60 = {"low": 60, "high": None}


@pytest.mark.parametrize(
    ("people", "places", "said", "tile", "share", "sign"),
    [
        (OPEN, VAGUE, "at most 20 are free", "at most 20", ("at least ", 41 / 61), Bound.AT_MOST),
        (
            {**OPEN, "without_value": 2},
            VAGUE,
            "at most 20 are free",
            "at most 20",
            ("at least ", 41 / 61),
            Bound.AT_MOST,
        ),
        (
            OPEN,
            ABOUT_60,
            "at most about 19 are free",
            "at most about 19",
            ("at least about ", 41 / 60),
            Bound.AT_MOST,
        ),
        (OPEN, LEAST_60, "perhaps 19 are free", "perhaps 19", ("perhaps ", 41 / 60), Bound.PERHAPS),
        (
            {"low": 30, "high": 45},
            LEAST_60,
            "at least 15 are free",
            "at least 15",
            ("at most ", 45 / 60),
            Bound.AT_LEAST,
        ),
        (
            {"low": 30, "high": 45},
            ABOUT_60,
            "about 19 are free",
            "about 19",
            ("about ", 41 / 60),
            Bound.ABOUT,
        ),
        (
            {"low": 30, "high": 70},
            LEAST_60,
            "perhaps 19 are free",
            "perhaps 19",
            ("perhaps ", 41 / 60),
            Bound.PERHAPS,
        ),
        (
            {"low": 41, "high": 70},
            {"low": 55, "high": 60},
            "at most 19 are free, though it may be up to 15 over capacity",
            "at most 19",
            ("at least ", 41 / 60),
            Bound.AT_MOST,
        ),
        (
            {"low": 30, "high": 70},
            {"low": 55, "high": 65},
            "19 are free, though it may be up to 15 over capacity",
            "19",
            ("", 41 / 60),
            Bound.ABOUT,
        ),
    ],
)
def test_no_word_comforts_where_a_side_is_open(
    *,
    people: dict[str, Any],
    places: dict[str, Any],
    said: str,
    tile: str,
    share: tuple[str, float],
    sign: Bound,
) -> None:
    series = build_vague(people, places)
    (day,) = series.days
    assert say_room(series, SHELTERS).endswith(f"; {said}.")
    assert tile_of(series, "Free places") == tile
    assert say_share(day) == share
    assert sign_free(day) is sign
    (row,) = tabulate(series)
    assert f"{row.free.word}{row.free.value}" == tile


@pytest.mark.parametrize(
    ("people", "places", "said"),
    [
        ({"high": None}, 41, "none is free"),
        ({"low": 0, "high": 41}, 41, "perhaps none is free"),
        ({"low": 0, "high": None}, 41, "perhaps none is free"),
        ({"low": 40, "high": 50}, 41, "none is free, though it may be up to 9 over capacity"),
        ({"low": 41, "high": 50}, 40, "that is at least 1 over capacity"),
        ({"low": 38, "high": 50}, 39, "that is 2 over capacity, though up to 1 may be free"),
        ({"low": 40, "high": 50}, 39, "that is 2 over capacity (1 to 11)"),
        ({"low": 0, "high": None}, 39, "that is about 2 over capacity"),
        ({"low": 38, "high": None, "value": 40}, 39, "that is about 1 over capacity"),
    ],
)
def test_none_free_or_over_is_no_surer_than_its_numbers(
    people: dict[str, Any], places: int, said: str
) -> None:
    series = build(places, people)
    assert say_room(series, SHELTERS).endswith(f"; {said}.")


def test_an_open_bound_beyond_zero_is_no_comfort() -> None:
    series = build_vague({"low": 41, "high": None, "value": 70}, {"low": 50, "high": 80})
    assert say_room(series, SHELTERS).endswith("; that is about 10 over capacity.")
    series = build_vague({"low": 70, "high": None}, {"low": 50, "high": 80})
    (day,) = series.days
    assert say_room(series, SHELTERS).endswith("; that is perhaps 10 over capacity.")
    assert phrase_free(day) == "perhaps 10 over"


def test_what_is_not_known_has_no_word() -> None:
    (day,) = build_capacity_series({"capacity": [make_level(0, 60)]}, stale_after=3).days
    assert (phrase_free(day), bound_free(day), sign_free(day)) == ("not known", "", None)
    assert say_share(day) is None
