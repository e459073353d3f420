"""How long the operation's chart of a year takes, beside the plain query over the reports."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import median

import click
from sqlalchemy.orm import Session

from bench.engines import Engine
from bench.figures import Figure, Where
from bench.naive import read_daily
from bench.operations import Shape
from bench.setting import Setting, open_for
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.series.capacity import CAPACITY_KEYS, build_capacity_series
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE
from tracker.totals.read import read_days
from tracker.totals.scopes import load_clock

TIMES = 31
TIMES_NAIVE = 3
MOST_GROWTH = 1.5

INDICATORS = tuple(Indicator(key) for key in CAPACITY_KEYS if key != COVERAGE)


def measure(setting: Setting) -> None:
    """Measure on each engine and size; the largest size against the smallest."""
    for engine in setting.chosen:
        medians = [_measure_one(setting, engine, size) for size in setting.sizes]
        if len(medians) > 1:
            setting.note(
                Figure(
                    part="charts",
                    name=f"chart data, {setting.sizes[-1]:,} / {setting.sizes[0]:,} reports",
                    value=medians[-1] / medians[0],
                    unit="",
                    engine=engine,
                    at_most=MOST_GROWTH,
                )
            )


def _measure_one(setting: Setting, engine: Engine, size: int) -> float:
    loaded = setting.load(engine, setting.shape(size))
    shape = loaded.operation.shape
    click.echo(f"Chart data on {engine} ...")
    with open_for(loaded.url) as database:

        def read() -> Mapping[str, Sequence[DayTotal]]:
            with database.reader() as session:
                return _read(session, shape)

        def draw() -> str:
            with database.reader() as session:
                return _draw(session, shape)

        def read_naively() -> Mapping[tuple[str, date], int]:
            with database.reader() as session:
                return read_daily(session, shape.last, INDICATORS)

        _compare(read(), read_naively())
        reading, drawing = take_time(read, TIMES), take_time(draw, TIMES)
        naive = take_time(read_naively, TIMES_NAIVE)
    where: Where = {"part": "charts", "engine": engine, "reports": shape.reports}
    for name, seconds in (
        ("reading the year's totals", reading),
        ("totals, series and figure as JSON", drawing),
        ("plain query over the reports", naive),
    ):
        setting.note(Figure(name=name, value=seconds * 1000, unit="ms", **where))
    setting.note(Figure(name="plain query / totals", value=naive / reading, unit="", **where))
    return drawing


def _read(session: Session, shape: Shape) -> dict[str, tuple[DayTotal, ...]]:
    return read_days(session, None, shape.first, shape.last, CAPACITY_KEYS)


def _draw(session: Session, shape: Shape) -> str:
    return draw_series(session, _read(session, shape))


def draw_series(session: Session, days: Mapping[str, Sequence[DayTotal]]) -> str:
    """Series and figure of daily totals, as JSON."""
    series = build_capacity_series(days, stale_after=load_clock(session).stale_after)
    return json.dumps(draw_capacity(series))


def take_time(work: Callable[[], object], times: int) -> float:
    """The median of several times, after once for nothing."""
    work()
    taken: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


def _compare(
    totals: Mapping[str, Sequence[DayTotal]], naive: Mapping[tuple[str, date], int]
) -> None:
    """Both ways must come to the same numbers, or there is nothing to compare."""
    for indicator in INDICATORS:
        for total in totals[indicator]:
            found = total.value if indicator.is_level else total.new
            if found != naive.get((indicator, total.day)):
                raise RuntimeError(
                    f"{indicator} on {total.day}: the totals say {found}, "
                    f"the reports {naive.get((indicator, total.day))}"
                )
