"""Short ways to fold what a unit said."""

from __future__ import annotations

from datetime import date, timedelta

from tests.domain.histories import (
    START,
    find_windows,
    fold_all,
    observe,
)
from tests.oracle import Statement, Unit
from tracker.domain.folds import Point
from tracker.domain.windows import Window

ALWAYS = (Window(first=START, until=None),)


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def fold(said: dict[tuple[int, str], Statement | list[Statement]]) -> dict[str, dict[int, Point]]:
    """Points by series and offset from the first day, of a unit that always counts."""
    lists = {
        (on(offset), series): found if isinstance(found, list) else [found]
        for (offset, series), found in said.items()
    }
    unit = Unit(active=[(START, None)], said=lists)
    points = fold_all(observe(unit), find_windows(unit))
    return {
        series: {(point.day - START).days: point for point in found}
        for series, found in points.items()
    }


def level(value: int | None, **more: object) -> Statement:
    return Statement(form="level", value=value, **more)  # type: ignore[arg-type]


def new(value: int | None, **more: object) -> Statement:
    return Statement(form="new", value=value, **more)  # type: ignore[arg-type]


def total(value: int | None, **more: object) -> Statement:
    return Statement(form="total", value=value, **more)  # type: ignore[arg-type]
