"""How many reports are recorded a second over HTTP, beside a bare application, on a full store."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from statistics import median
from urllib.parse import urlencode
from uuid import uuid4

import click

from bench.client import Plan, Run
from bench.engines import Engine
from bench.figures import Figure, Where
from bench.operations import COORDINATORS
from bench.servers import HOST, Server, serve_bare, serve_tracker
from bench.setting import Loaded, Setting
from bench.visitor import Visitor, read_fields

ROUNDS = 5
IN_A_ROUND = 800
WARMING = 160

BESIDE_BARE = 0.6
ON_A_FULL_STORE = 0.8


def measure(setting: Setting) -> None:
    """Measure on each engine, with the largest number of reports stored."""
    for engine in setting.chosen:
        _measure_engine(setting, engine)


def _measure_engine(setting: Setting, engine: Engine) -> None:
    size = max(setting.sizes)
    full, empty = setting.load(engine, size), setting.make_empty(engine, size)
    click.echo(f"Recording on {engine} ...")
    with ExitStack() as stack:
        instance = setting.instance
        bare_url = setting.engines.make(engine, migrated=False)
        bare = stack.enter_context(serve_bare(bare_url, instance))
        desks = {
            "empty": _Desk(stack.enter_context(serve_tracker(empty.url, instance)), empty),
            "full": _Desk(stack.enter_context(serve_tracker(full.url, instance)), full),
        }
        sources = {"bare": _make_bare_requests(bare.port)}
        ports = {"bare": bare.port}
        for name, desk in desks.items():
            sources[name], ports[name] = desk.make_requests(), desk.server.port
        runs = _run_rounds(setting, sources, ports)
    _note(setting, engine, full.operation.shape.reports, runs)


def _run_rounds(
    setting: Setting, sources: dict[str, Iterator[str]], ports: dict[str, int]
) -> dict[str, list[Run]]:
    """Rounds on all in turn, so that whatever else the machine does falls on all alike."""
    in_a_round = 32 if setting.quick else IN_A_ROUND
    rounds = 1 if setting.quick else ROUNDS
    for name, source in sources.items():
        _send(source, ports[name], in_a_round // 2 if setting.quick else WARMING)
    runs: dict[str, list[Run]] = {name: [] for name in sources}
    for _ in range(rounds):
        for name, source in sources.items():
            runs[name].append(_send(source, ports[name], in_a_round))
    return runs


@dataclass(frozen=True, kw_only=True, slots=True)
class _Session:
    """A signed-in coordinator, with the fields of the form as a browser would send them."""

    cookie: str
    fields: dict[str, str]
    units: tuple[int, ...]


class _Desk:
    """The coordinators at one server of the tracker."""

    def __init__(self, server: Server, loaded: Loaded) -> None:
        self.server = server
        self._operation = loaded.operation
        self._sessions = [self._open(email) for email in loaded.operation.coordinators]

    def _open(self, email: str) -> _Session:
        visitor = Visitor(server=self.server)
        visitor.sign_in(email)
        units = self._operation.coordinators[email]
        page = visitor.get(f"/units/{units[0]}/report").text
        return _Session(cookie=visitor.cookie, fields=read_fields(page), units=units)

    def make_requests(self) -> Iterator[str]:
        """Reports of all coordinators in turn, each about another unit or day."""
        for day in self._operation.shape.open_days:
            for number in range(max(len(session.units) for session in self._sessions)):
                for session in self._sessions:
                    if number < len(session.units):
                        unit = session.units[number]
                        counts = self._operation.counts(unit, day)
                        fields = session.fields | {
                            "submission_id": str(uuid4()),
                            "day": day.isoformat(),
                            **{f"{code}-value": str(value) for code, value in counts.items()},
                        }
                        path = f"/units/{unit}/report"
                        yield _write_request(self.server.port, path, fields, session.cookie)


def _make_bare_requests(port: int) -> Iterator[str]:
    fields = {"unit": "1", "day": "2024-08-08", "arrivals": "6", "departures": "6"}
    fields |= {"present": "412", "sheltered": "309", "capacity": "520", "capacity_standby": "40"}
    while True:
        yield _write_request(port, "/reports", fields)


def _write_request(port: int, path: str, fields: dict[str, str], cookie: str = "") -> str:
    """A request as it goes over the wire."""
    body = urlencode(fields)
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    return "\r\n".join((*lines, "", body))


def _send(source: Iterator[str], port: int, count: int) -> Run:
    """Send the next requests with as many clients as there are coordinators."""
    shares: list[list[str]] = [[] for _ in range(COORDINATORS)]
    for number, request in zip(range(count), source, strict=False):
        shares[number % COORDINATORS].append(request)
    if not any(shares):
        raise RuntimeError("There are too few units for so many reports. Choose a larger size.")
    plan = Plan(host=HOST, port=port, requests=shares)
    answer = subprocess.run(
        [sys.executable, "-m", "bench.client"],
        input=json.dumps(asdict(plan)),
        capture_output=True,
        text=True,
        check=True,
    )
    run = Run(**json.loads(answer.stdout))
    if run.refused:
        raise RuntimeError(f"Not every report was recorded ({run.statuses}):\n{run.refused}")
    return run


def _note(setting: Setting, engine: Engine, stored: int, runs: dict[str, list[Run]]) -> None:
    where: Where = {"part": "recording", "engine": engine, "reports": stored}
    rates = {name: median(_rate(run) for run in own) for name, own in runs.items()}
    names = {
        "bare": "bare application, rows",
        "empty": "tracker, empty database",
        "full": "tracker",
    }
    for name, rate in rates.items():
        own = where if name == "full" else where | {"reports": None}
        setting.note(Figure(name=names[name], value=rate, unit="1/s", **own))
    waits = sorted(wait for run in runs["full"] for wait in run.latencies)
    slow = waits[len(waits) * 99 // 100] * 1000
    setting.note(Figure(name="99 of 100 answered within", value=slow, unit="ms", **where))
    busy = max(run.cpu / run.seconds for own in runs.values() for run in own)
    setting.note(Figure(name="client's share of a core, most", value=busy, unit="", **where))
    _note_ratios(setting, engine, stored, runs)


def _note_ratios(setting: Setting, engine: Engine, stored: int, runs: dict[str, list[Run]]) -> None:
    """Ratios within a round, and their median: rounds differ more than what is compared in one."""
    for name, one, other, stock, limit in (
        ("tracker / bare application", "empty", "bare", None, BESIDE_BARE),
        ("full / empty database", "full", "empty", stored, ON_A_FULL_STORE),
    ):
        ratios = [_rate(a) / _rate(b) for a, b in zip(runs[one], runs[other], strict=True)]
        setting.note(
            Figure(
                part="recording",
                name=name,
                value=median(ratios),
                unit="",
                engine=engine,
                reports=stock,
                at_least=limit,
            )
        )


def _rate(run: Run) -> float:
    return sum(run.statuses.values()) / run.seconds
