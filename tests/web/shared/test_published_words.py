"""How a total that changed after it was published is told."""

from datetime import date

import pytest

from tracker.domain.daily import Total
from tracker.domain.indicators import Indicator
from tracker.domain.published import Difference
from tracker.recording.published import ToldChange
from tracker.web.shared.published_words import (
    describe_changes,
    say_after,
    say_before,
    say_change,
)

M = "\N{MINUS SIGN}"
NOTHING = Total(value=None, low=None, high=None)
DAY = date(2024, 8, 8)


def total(value: int | None, low: int, high: int | None) -> Total:
    return Total(value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (total(4, 4, 4), total(3, 3, 3), ("4", "3", "\N{MINUS SIGN}1")),
        (total(5, 5, 5), total(5, 5, 9), ("5", "5 (5 to 9)", "wider range")),
        (total(5, 2, 5), total(5, 5, 5), ("5 (2 to 5)", "5", "narrower range")),
        (total(None, 2, 5), total(None, 3, 9), ("2 to 5", "3 to 9", f"{M}2 to +7")),
        (total(None, 2, 5), total(None, 2, None), ("2 to 5", "at least 2", "wider range")),
        (total(310, 311, None), total(320, 320, 320), ("at least 311", "320", "narrower range")),
        (
            total(1608, 1608, 1608),
            total(1988, 1989, None),
            ("1,608", "at least 1,989", "at least +381"),
        ),
        (total(60, 60, 60), total(50, 0, 49), ("60", "at most 49", f"{M}60 to {M}11")),
        (total(9, 9, 9), total(10, 12, 20), ("9", "12 to 20", "+3 to +11")),
        (NOTHING, total(3, 3, 3), ("not reported", "3", None)),
        (total(3, 3, 3), total(None, 3, 4), ("3", "3 to 4", "wider range")),
        (total(754, 754, 754), total(418, 568, 678), ("754", "568 to 678", f"{M}186 to {M}76")),
        (total(418, 568, 678), total(428, 578, 688), ("568 to 678", "578 to 688", "+10")),
        (total(5, 7, 9), total(6, 7, 9), ("7 to 9", "7 to 9", "same range")),
        (
            total(260, 0, 260),
            total(250, 0, 260),
            ("at most 260", "250 (at most 260)", "same range"),
        ),
        (total(900, 901, None), total(800, 800, 800), ("at least 901", "800", f"at most {M}101")),
    ],
)
def test_a_range_that_grows_is_told_as_a_range(
    before: Total, after: Total, said: tuple[str, str, str | None]
) -> None:
    found = Difference(first=DAY, last=DAY, before=before, after=after)
    assert (say_before(found), say_after(found), say_change(found)) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (total(3, 3, 3), total(4, 4, 4), "killed so far +1 on each day (on 8 Aug 3 → 4)"),
        (NOTHING, total(3, 3, 3), "killed so far reported now (on 8 Aug not reported → 3)"),
        (total(3, 3, 3), NOTHING, "killed so far no longer reported (on 8 Aug 3 → not reported)"),
        (
            total(3, 3, 3),
            total(None, 3, 4),
            "killed so far reported in another way (on 8 Aug 3 → 3 to 4, wider range)",
        ),
        (
            total(754, 754, 754),
            total(418, 568, 678),
            f"killed so far reported in another way (on 8 Aug 754 → 568 to 678, {M}186 to {M}76)",
        ),
        (
            total(418, 568, 678),
            total(428, 578, 688),
            "killed so far +10 on each day (on 8 Aug 568 to 678 → 578 to 688)",
        ),
    ],
)
def test_of_several_days_only_what_holds_for_each_is_told_of_all(
    before: Total, after: Total, said: str
) -> None:
    found = Difference(first=DAY, last=None, before=before, after=after)
    change = ToldChange(
        place_id=1, place_name="Sudzha", indicator=Indicator.KILLED, difference=found
    )
    assert describe_changes([change]) == [f"Sudzha, from 8 Aug 2024 on: {said}"]
