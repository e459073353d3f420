"""Why totals fell, and people who move from one count to another in one act."""

import pytest

from tests.domain.check_cases import make_context
from tests.histories import START
from tests.recording.drafts import level, new, so_far
from tracker.domain.checks import check_soft
from tracker.domain.checks.falls import check_falls, complete_falls, list_fallen
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidField
from tracker.domain.falls import Fall, FallKind, Move, describe_move
from tracker.domain.indicators import Indicator
from tracker.domain.moves import apply_move
from tracker.domain.qualifiers import Qualifier

INJURED, KILLED, MISSING = Indicator.INJURED, Indicator.KILLED, Indicator.MISSING
HOSPITALISED = Indicator.HOSPITALISED
CONTEXT = make_context({"running": {"injured": 24, "killed": 3}})
MOVED = Fall(indicator=INJURED, kind=FallKind.RECLASSIFICATION, into=KILLED)


def move(people: int, source: Indicator = INJURED, target: Indicator = KILLED) -> Move:
    return Move(people=people, source=source, target=target)


def find_problems(fall: Fall | None, *counts: Count) -> list[tuple[str, str, str]]:
    falls = {fall.indicator: fall} if fall else {}
    fallen = list_fallen(check_soft(START, counts, CONTEXT))
    problems = check_falls(fallen, falls, counts, CONTEXT)
    return [(found.indicator, found.field, found.message) for found in problems]


def test_a_fall_needs_its_kind() -> None:
    assert find_problems(None, so_far(INJURED, 23)) == [
        (INJURED, "fall", "Choose why the total of people injured fell")
    ]
    mistake = Fall(indicator=INJURED, kind=FallKind.MISTAKE)
    assert find_problems(mistake, so_far(INJURED, 23)) == []


def test_people_who_count_as_something_else_are_counted_there_in_the_same_report() -> None:
    nowhere = Fall(indicator=INJURED, kind=FallKind.RECLASSIFICATION)
    asked = [(INJURED, "into", "Choose what the people injured count as now")]
    assert find_problems(nowhere, so_far(INJURED, 23)) == asked
    back = Fall(indicator=INJURED, kind=FallKind.RECLASSIFICATION, into=INJURED)
    assert find_problems(back, so_far(INJURED, 23)) == asked
    assert find_problems(MOVED, so_far(INJURED, 22)) == [
        (
            INJURED,
            "into",
            "Enter the number of people killed as well: 2 people injured moved there",
        )
    ]
    assert find_problems(MOVED, so_far(INJURED, 22), new(KILLED, 1)) == [
        (
            KILLED,
            "value",
            (
                "Enter the number of people killed so that it grows by 2 or more, "
                "the people injured who moved there"
            ),
        )
    ]
    assert find_problems(MOVED, so_far(INJURED, 22), so_far(KILLED, 5)) == []
    assert find_problems(MOVED, so_far(INJURED, 22), new(KILLED, 3)) == []
    missing = Fall(indicator=INJURED, kind=FallKind.RECLASSIFICATION, into=MISSING)
    assert find_problems(missing, so_far(INJURED, 22), level(MISSING, 0)) == []


def test_what_is_kept_says_how_many_people_moved() -> None:
    counts = (so_far(INJURED, 22), so_far(KILLED, 2), new(HOSPITALISED, 1))
    said = {
        INJURED: MOVED,
        KILLED: Fall(indicator=KILLED, kind=FallKind.CORRECTION, into=INJURED),
        HOSPITALISED: Fall(indicator=HOSPITALISED, kind=FallKind.MISTAKE),
    }
    assert complete_falls([INJURED, KILLED], said, counts, CONTEXT) == (
        Fall(indicator=INJURED, kind=FallKind.RECLASSIFICATION, into=KILLED, people=2),
        Fall(indicator=KILLED, kind=FallKind.CORRECTION),
    )


def test_an_injured_person_who_died_changes_both_counts() -> None:
    counts = (so_far(INJURED, 24), so_far(KILLED, 3), level(MISSING, 2))
    assert apply_move(counts, move(1)) == (
        so_far(KILLED, 4),
        so_far(INJURED, 23),
        level(MISSING, 2),
    )
    assert apply_move(counts, None) == counts


def test_a_number_that_the_report_does_not_hold_gets_new_ones() -> None:
    assert apply_move((so_far(INJURED, 24),), move(2)) == (new(KILLED, 2), so_far(INJURED, 22))
    found = apply_move((level(MISSING, 3),), move(1, MISSING, INJURED))
    assert found == (new(INJURED, 1), level(MISSING, 2))


def test_bounds_move_along_and_households_no_longer_explain_the_number() -> None:
    vague = new(INJURED, 10, qualifier=Qualifier.ABOUT, low=0, high=12)
    households = new(KILLED, 5, households=2, household_size=2.5)
    killed, injured = apply_move((vague, households), move(1))
    assert killed == new(KILLED, 6)
    assert injured == new(INJURED, 9, qualifier=Qualifier.ABOUT, low=0, high=11)


@pytest.mark.parametrize(
    ("moved", "field", "message"),
    [
        (move(1, HOSPITALISED), "move_source", "Enter the number of people taken to hospital"),
        (move(1, INJURED, MISSING), "move_target", "Enter the number of people missing in the"),
        (move(1, INJURED, HOSPITALISED), "move_source", "Enter the number of people injured in"),
        (move(1, KILLED, KILLED), "move_target", "Choose another number than the one they moved"),
        (move(0, KILLED, INJURED), "move_people", "1 or more, at most 3, the people killed"),
        (move(4, KILLED, INJURED), "move_people", "1 or more, at most 3, the people killed"),
        (move(1, KILLED, INJURED), "move_target", "Enter the number of people injured in the"),
    ],
)
def test_what_cannot_be_moved_is_refused(moved: Move, field: str, message: str) -> None:
    words = so_far(INJURED, None, qualifier=Qualifier.IN_WORDS, words="dozens")
    counts: tuple[Count, ...] = (so_far(KILLED, 3), words)
    if moved.target is MISSING:
        counts = (so_far(INJURED, 3),)
    with pytest.raises(InvalidField, match=message) as refused:
        apply_move(counts, moved)
    assert refused.value.field == field


def test_moves_are_said_in_one_sentence() -> None:
    assert describe_move(move(1).fall) == "1 person moved from injured to killed"
    assert describe_move(move(1200, HOSPITALISED, MISSING).fall) == (
        "1,200 people moved from taken to hospital to missing"
    )
    assert describe_move(MOVED) == "People moved from injured to killed"
