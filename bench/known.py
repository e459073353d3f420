"""How long the operation's chart of a year takes as it was known at an earlier moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import click
from sqlalchemy.orm import Session

from bench import history
from bench.charts import draw_series, take_time
from bench.engines import Engine
from bench.figures import Figure
from bench.setting import Loaded, Setting, open_for
from tracker.charts.series.capacity import CAPACITY_KEYS
from tracker.recording.knowledge import Knowledge
from tracker.store.database import Database
from tracker.totals.rebuild import rebuild

LARGEST = 100_000
LONGEST = 2_000.0
"""Milliseconds that the chart may take on SQLite."""

TIMES = 3

LONG_AFTER: dict[str, Callable[[Session], None]] = {
    "a tenth of all reports late, corrected or verified": history.touch_today,
    "a tenth of all reports corrected": history.correct_a_tenth,
    "all reports verified": history.verify_all,
    "a tenth of all days with a second source late or corrected": history.add_rivals,
    "a third of all units registered, with all that they reported": history.register_a_third,
}
"""What may come a year after most of the reports, spread over all units and days."""


def measure(setting: Setting) -> None:
    """Measure on each engine at the largest size up to LARGEST, on a database of its own."""
    fitting = [size for size in setting.sizes if size <= LARGEST]
    for engine in setting.chosen if fitting else ():
        _measure_one(setting, engine, setting.load_apart(engine, setting.shape(fitting[-1])))


def _measure_one(setting: Setting, engine: Engine, loaded: Loaded) -> None:
    shape = loaded.operation.shape
    limit = LONGEST if engine is Engine.SQLITE else None
    yesterday = _evening_of(shape.last)
    with open_for(loaded.url) as database:
        click.echo(f"Giving the reports on {engine} a history ...")
        _change(database, history.spread)
        for name, moment in (
            ("chart as known yesterday", yesterday),
            ("... half way", _evening_of(shape.last - timedelta(days=shape.days // 2))),
            (
                "... a month after the start",
                _evening_of(shape.first + timedelta(days=min(30, shape.days - 1))),
            ),
        ):
            _note(setting, database, loaded, moment, name, engine, limit)
    for name, change in LONG_AFTER.items():
        apart = setting.load_apart(engine, shape)
        with open_for(apart.url) as database:
            _change(database, history.spread)
            _change(database, change)
            _note(setting, database, apart, yesterday, f"... with {name} since", engine, limit)


def _evening_of(day: date) -> datetime:
    return datetime.combine(day, time(20), tzinfo=UTC)


def _change(database: Database, change: Callable[[Session], None]) -> None:
    """Change the reports past the write side, and make the totals anew."""
    with database.writer() as session:
        change(session)
        rebuild(session)
        session.commit()


def _note(  # noqa: PLR0917 (what is measured, and where)
    setting: Setting,
    database: Database,
    loaded: Loaded,
    moment: datetime,
    name: str,
    engine: Engine,
    limit: float | None,
) -> None:
    def draw() -> str:
        with database.reader() as session:
            knowledge = Knowledge(session, moment)
            days = knowledge.read_days(
                None, loaded.operation.shape.first, moment.date(), CAPACITY_KEYS
            )
            return draw_series(session, days)

    figure = Figure(
        part="known",
        name=name,
        value=take_time(draw, TIMES) * 1000,
        unit="ms",
        engine=engine,
        reports=loaded.operation.shape.reports,
        at_most=limit,
    )
    setting.note(figure)
