"""Numbers, marks and parts in few words."""

from datetime import date

import pytest

from tests.web.dashboard.conftest import count
from tracker.charts.marks import Mark, Measure, PointMark
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator
from tracker.web.dashboard.claims import name_parts
from tracker.web.dashboard.phrases import Phrase, split_number
from tracker.web.dashboard.short_marks import shorten
from tracker.web.dashboard.tiles import say_age


@pytest.mark.parametrize(
    ("bounds", "phrase"),
    [
        ((None, None, None), Phrase(None)),
        ((12, 12, 12), Phrase("12")),
        ((300, 301, None), Phrase("301", "at least")),
        ((1204, 1100, None), Phrase("1,204", "about", "at least 1,100")),
        ((1204, 1100, 1300), Phrase("1,204", None, "1,100 to 1,300")),
        ((None, 100, 300), Phrase("100 to 300")),
    ],
)
def test_a_number_is_taken_apart(
    bounds: tuple[int | None, int | None, int | None], phrase: Phrase
) -> None:
    assert split_number(*bounds) == phrase


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (PointMark(mark=Mark.STALE, part=2, whole=22), "2 of 22 stale"),
        (PointMark(mark=Mark.STALE, part=1, whole=1), "stale"),
        (PointMark(mark=Mark.LUMP, part=80), "covers several days"),
        (PointMark(mark=Mark.FALLEN, part=1200), "set 1,200 lower"),
        (
            PointMark(mark=Mark.UNREVIEWED, part=1, whole=4, measure=Measure.COUNTED),
            "25% unreviewed",
        ),
    ],
)
def test_a_mark_is_said_in_few_words(mark: PointMark, words: str) -> None:
    assert shorten(mark) == words


def test_the_parts_of_a_count_are_said() -> None:
    parts = (
        Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=1210),
        Part(sex=Sex.FEMALE, age_from=60, age_to=None, value=30),
        Part(sex=Sex.MALE, age_from=None, age_to=None, value=4),
        Part(sex=Sex.UNKNOWN, age_from=18, age_to=59, value=5),
    )
    assert name_parts(count(Indicator.PRESENT, 2000, parts=parts)) == (
        "1,210 of them children, 30 women and girls aged 60 and over, "
        "4 men and boys of unknown age, 5 aged 18 to 59"
    )


def test_an_age_is_seen_from_the_day_shown() -> None:
    assert say_age(None, date(2024, 8, 8)) is None
    assert say_age(date(2024, 8, 8), date(2024, 8, 8)) == "as of 8 Aug"
    assert say_age(date(2024, 8, 7), date(2024, 8, 8)) == "as of 7 Aug, 1 day before"
    assert say_age(date(2024, 8, 1), date(2024, 8, 8)) == "as of 1 Aug, 7 days before"
