"""The pace of work is that of its last seconds, and what is left is rather told too long."""

import pytest

from tracker.web.shared.course_notes import Course
from tracker.web.shared.paces import FEWEST, WINDOW, Pace


def test_a_pace_tells_nothing_before_some_seconds() -> None:
    pace = Pace(100)
    assert pace.tell(100 + FEWEST - 1, 0.5) is None
    assert pace.tell(100 + FEWEST, 0.5) == 0.5 / FEWEST


def test_a_pace_is_that_of_the_present_phase() -> None:
    pace, phase = Pace(0), int(WINDOW)
    for moment in range(1, phase + 1):
        pace.tell(moment, moment / 100)
    said = [pace.tell(phase + step, phase / 100 + step / 1_000) for step in range(1, 3 * phase)]
    assert said[-1] == pytest.approx(1 / 1_000)


def test_a_pace_tells_that_work_stands_still() -> None:
    pace = Pace(0)
    assert [pace.tell(moment, 0.5) for moment in range(1, 3 * int(WINDOW))][-1] == 0


@pytest.mark.parametrize(("pace", "left"), [(None, 100), (0.02, 100), (0.0025, 200), (0.0, None)])
def test_the_slower_pace_tells_what_is_left(pace: float | None, left: int | None) -> None:
    course = Course(started=0, heard=100, part=0.5, pace=pace)
    assert course.seconds_left == left
