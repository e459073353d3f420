"""How long the server takes to start, and how much memory it holds."""

from __future__ import annotations

from statistics import median

import click

from bench.engines import Engine
from bench.figures import Figure
from bench.memory import read_memory
from bench.operations import OFFICIAL
from bench.servers import Server, serve_tracker
from bench.setting import Loaded, Setting
from bench.visitor import Visitor

STARTS = 5
PAGES = 200


def measure(setting: Setting) -> None:
    """Measure on the smallest database of the first engine: neither grows with the reports."""
    engine = setting.chosen[0]
    loaded = setting.load(engine, setting.shape(min(setting.sizes)))
    click.echo(f"Starting on {engine} ...")
    starts: list[float] = []
    held: float | None = None
    used: float | None = None
    instance = setting.folder / "fresh-instance"
    with serve_tracker(loaded.url, instance) as first:
        _note(setting, engine, "first start, assets are compressed", first.started_in, "s")
    pages = 10 if setting.quick else PAGES
    times = 1 if setting.quick else STARTS
    for number in range(times):
        with serve_tracker(loaded.url, instance) as server:
            starts.append(server.started_in)
            held = read_memory(server.process_id)
            if number == times - 1:
                _open_pages(server, loaded, pages)
                used = read_memory(server.process_id)
    _note(setting, engine, "start to first answer", median(starts), "s")
    _note(setting, engine, "resident memory after the start", held, "MB")
    _note(setting, engine, f"resident memory after {pages} pages", used, "MB")


def _open_pages(server: Server, loaded: Loaded, pages: int) -> None:
    """Daily reports and overviews in turn."""
    coordinator, official = Visitor(server=server), Visitor(server=server)
    email, units = next(iter(loaded.operation.coordinators.items()))
    coordinator.sign_in(email)
    official.sign_in(OFFICIAL)
    for number in range(pages // 2):
        for visitor, path in (
            (coordinator, f"/units/{units[number % len(units)]}/report"),
            (official, "/overview"),
        ):
            answer = visitor.get(path)
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")


def _note(setting: Setting, engine: Engine, name: str, value: float | None, unit: str) -> None:
    if value is not None:
        setting.note(Figure(part="startup", name=name, value=value, unit=unit, engine=engine))
