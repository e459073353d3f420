"""How fast the totals are made anew from the reports, and compared with them."""

from __future__ import annotations

import time

import click

from bench.engines import Engine
from bench.figures import Figure, Where
from bench.setting import Setting, open_for
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild

LARGEST = 100_000
"""A rate does not need a million; it would take minutes."""


def measure(setting: Setting) -> None:
    """Measure on each engine, at the largest size that is not above the limit."""
    fitting = [size for size in setting.sizes if size <= LARGEST]
    for engine in setting.chosen:
        _measure_one(setting, engine, max(fitting, default=min(setting.sizes)))


def _measure_one(setting: Setting, engine: Engine, size: int) -> None:
    loaded = setting.load(engine, setting.shape(size))
    where: Where = {
        "part": "rebuild",
        "engine": engine,
        "reports": loaded.operation.shape.reports,
    }
    with open_for(loaded.url) as database:
        click.echo(f"Totals rebuild on {engine} ...")
        started = time.perf_counter()
        with database.writer() as session:
            points = rebuild(session)
            session.commit()
        rate = points / (time.perf_counter() - started)
        setting.note(Figure(name="totals rebuild", value=rate, unit="rows/s", **where))
        click.echo(f"Totals check on {engine} ...")
        started = time.perf_counter()
        with database.reader() as session:
            differences = list(find_differences(session))
        seconds = time.perf_counter() - started
        if differences:
            raise RuntimeError(f"The totals are wrong: {differences[0]}")
        setting.note(Figure(name="totals check", value=seconds, unit="s", **where))
