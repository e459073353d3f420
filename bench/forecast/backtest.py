"""Rolling-origin test: what would a method have said on each day, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random
from statistics import mean

from bench.forecast.series import Series
from tracker.domain.forecast import FEWEST_DAYS, Projection, forecast_level

STEPS = (1, 7, 14)
"""Days ahead that are looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """How a method did, so many days ahead.

    `mase` is the mean absolute error in units of the average change from one day to the next in the
    days that the method was given (Hyndman and Koehler 2006). `inside` is the share of truths in
    the range that should hold 0.8 of them.
    """

    steps: int
    mase: float
    inside: float


def score(group: Sequence[Series], method: Projection, missing: float = 0) -> list[Score]:
    """A method on all series of a group: each series counts alike, however long it is.

    `missing` is the share of days of which the method is not told.
    """
    random = Random(3)
    by_series = [_test(series, method, _choose_told(series, missing, random)) for series in group]
    return [
        Score(
            steps=steps,
            mase=mean(found[steps][0] for found in by_series),
            inside=mean(found[steps][1] for found in by_series),
        )
        for steps in STEPS
    ]


def _choose_told(series: Series, missing: float, random: Random) -> set[date]:
    return {each.day for each in series if random.random() >= missing}


def _test(series: Series, method: Projection, told: set[date]) -> dict[int, tuple[float, float]]:
    errors: dict[int, list[float]] = {steps: [] for steps in STEPS}
    inside: dict[int, list[bool]] = {steps: [] for steps in STEPS}
    for origin in range(FEWEST_DAYS, len(series) - max(STEPS) + 1):
        known = tuple(each for each in series[:origin] if each.day in told)
        said = forecast_level(known, 2 * max(STEPS), method)
        if said is None:
            continue
        usual = _find_usual_change(series[:origin])
        by_day = {each.day: each for each in said.days}
        for steps in STEPS:
            truth = series[origin + steps - 1]
            day = by_day[truth.day]
            errors[steps].append(abs(day.value - truth.value) / usual)
            inside[steps].append(day.low <= truth.value <= day.high)
    return {steps: (mean(errors[steps]), mean(inside[steps])) for steps in STEPS}


def _find_usual_change(levels: Series) -> float:
    changes = (abs(b.value - a.value) for a, b in pairwise(levels))
    return mean(changes) or 1.0
