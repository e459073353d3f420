"""How long reviewers wait for the queue, a filter, a report, a decision, and fifty at once."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from functools import partial
from html import unescape
from statistics import median

import click

from bench.charts import take_time
from bench.engines import Engine
from bench.figures import Figure, Where
from bench.operations import REVIEWER
from bench.servers import serve_tracker
from bench.setting import Setting
from bench.visitor import Visitor, read_fields

LARGEST = 100_000
"""So many reports wait."""

TIMES = 31
TIMES_MANY = 5
MANY = 50
REGION = 2
"""The first region: it is registered right after the country."""

LONGEST_MS = 200.0

Fields = Sequence[tuple[str, str]]


def measure(setting: Setting) -> None:
    """Measure on each engine, at the largest size that is not above the limit."""
    fitting = [size for size in setting.sizes if size <= LARGEST]
    for engine in setting.chosen:
        _measure_one(setting, engine, max(fitting, default=min(setting.sizes)))


def _measure_one(setting: Setting, engine: Engine, size: int) -> None:
    loaded = setting.load(engine, setting.shape(size))
    where: Where = {"part": "review", "engine": engine, "reports": loaded.operation.shape.reports}
    with serve_tracker(loaded.url, setting.instance) as server:
        click.echo(f"Reviewing on {engine} ...")
        visitor = Visitor(server=server)
        visitor.sign_in(REVIEWER)
        for name, seconds in _list_times(visitor):
            # Fifty decisions are fifty times one: only what a person waits for has a limit.
            limit = None if name.startswith("fifty") else LONGEST_MS
            setting.note(Figure(name=name, value=seconds * 1000, unit="ms", at_most=limit, **where))


def _list_times(visitor: Visitor) -> Iterator[tuple[str, float]]:
    keys = _list_keys(visitor)
    first = keys[0].partition(":")[0]
    pages = {
        "queue page": "/review",
        "queue page of a region and a reason": f"/review?area={REGION}&reason=newcomer",
        "page of a report": f"/review/{first}",
    }
    for name, address in pages.items():
        yield name, take_time(partial(visitor.get, address), TIMES)
    token = read_fields(visitor.get(f"/review/{first}").text)["csrf_token"]
    yield "one decision", median(_decide(visitor, key, token) for key in keys[:TIMES])
    rounds = [_decide_on_many(visitor, token) for _ in range(TIMES_MANY)]
    yield "fifty decisions at once", median(taken for taken in rounds if taken is not None)


def _list_keys(visitor: Visitor) -> list[str]:
    """What the boxes of the list send, page after page: report and revision."""
    keys: list[str] = []
    address: str | None = "/review"
    while address and len(keys) < MANY:
        text = visitor.get(address).text
        keys += re.findall(r'name="report" value="(\d+:\d+)"', text)
        onwards = re.search(r'href="([^"]+)"[^>]*>\s*Next page', text)
        address = unescape(onwards[1]) if onwards else None
    return keys[:MANY]


def _decide(visitor: Visitor, key: str, token: str) -> float:
    report_id, _, seq = key.partition(":")
    fields = [("csrf_token", token), ("seq", seq), ("kind", "verified")]
    return _send(visitor, f"/review/{report_id}", fields)


def _decide_on_many(visitor: Visitor, token: str) -> float | None:
    """The time of one round; None where nothing waits any more."""
    keys = [("report", key) for key in _list_keys(visitor)]
    if not keys:
        return None
    return _send(visitor, "/review", [("csrf_token", token), ("kind", "verified"), *keys])


def _send(visitor: Visitor, path: str, fields: Fields) -> float:
    started = time.perf_counter()
    answer = visitor.post(path, fields)
    if answer.status != 303:
        raise RuntimeError(f"{path} answered with status {answer.status}")
    return time.perf_counter() - started
