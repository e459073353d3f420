"""How long the overview of a large operation takes, beside that of a small one as old."""

from __future__ import annotations

from functools import partial

import click

from bench.charts import take_time
from bench.engines import Engine
from bench.figures import Figure, Where
from bench.operations import OFFICIAL, Shape
from bench.servers import Server, serve_tracker
from bench.setting import Loaded, Setting
from bench.visitor import Visitor
from bench.work import read_work

FEW_UNITS = 10
MANY_UNITS = 1_000
LONGEST_MS = 150.0

TIMES = 31


def measure(setting: Setting) -> None:
    """Measure on each engine: the largest size spread over many units, and as many days of few."""
    many = 2 * FEW_UNITS if setting.quick else MANY_UNITS
    days = -(-setting.sizes[-1] // many)
    for engine in setting.chosen:
        for units, limit in ((FEW_UNITS, None), (many, LONGEST_MS)):
            shape = Shape(units=units, days=days, today=setting.today)
            _measure_one(setting, engine, setting.load(engine, shape), limit)


def _measure_one(setting: Setting, engine: Engine, loaded: Loaded, limit: float | None) -> None:
    shape = loaded.operation.shape
    click.echo(f"Overview of {shape.units:,} units on {engine} ...")
    name = f"overview of {shape.units:,} units"
    where: Where = {"part": "overview", "engine": engine, "reports": shape.reports}
    with serve_tracker(loaded.url, setting.instance) as server:
        seconds, work = _time_pages(server)
    limit = None if setting.quick else limit
    setting.note(Figure(name=name, value=seconds * 1000, unit="ms", at_most=limit, **where))
    if work is not None:
        setting.note(Figure(name=f"{name}, server's work", value=work * 1000, unit="ms", **where))


def _time_pages(server: Server) -> tuple[float, float | None]:
    """Seconds until the whole page is there, the median, and processor time of each at the mean."""
    visitor = Visitor(server=server)
    visitor.sign_in(OFFICIAL)
    answer = visitor.get("/overview")
    if answer.status != 200 or "Shelters hold" not in answer.text:
        raise RuntimeError(f"the overview has status {answer.status} and no numbers")
    before = read_work(server.process_id)
    seconds = take_time(partial(visitor.get, "/overview"), TIMES)
    after = read_work(server.process_id)
    worked = None if before is None or after is None else (after - before) / (TIMES + 1)
    return seconds, worked
