"""How many reports are recorded a second over HTTP, beside others that do less, on a full store."""

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
from bench.operations import COORDINATORS, OPEN_DAYS, Operation
from bench.servers import HOST, Server, serve_bare, serve_floor, serve_tracker
from bench.setting import Setting
from bench.visitor import Visitor, read_fields
from bench.work import read_work

BESIDE_BARE = 0.6
ON_A_FULL_STORE = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class _Effort:
    """How many requests each desk gets: some to warm up, then in rounds."""

    warming: int = 160
    rounds: int = 5
    in_a_round: int = 800

    @property
    def units(self) -> int:
        """Units enough that no request is about the unit and day of another."""
        return -(-(self.warming + self.rounds * self.in_a_round) // OPEN_DAYS)


QUICK = _Effort(warming=16, rounds=1, in_a_round=32)


def measure(setting: Setting) -> None:
    """Measure on each engine, with the largest number of reports stored."""
    for engine in setting.chosen:
        _measure_engine(setting, engine)


def _measure_engine(setting: Setting, engine: Engine) -> None:
    effort = QUICK if setting.quick else _Effort()
    shape = setting.shape(max(setting.sizes), effort.units)
    full, empty, floor = (
        setting.load(engine, shape),
        setting.make_empty(engine, shape),
        setting.make_empty(engine, shape),
    )
    click.echo(f"Recording on {engine} ...")
    with ExitStack() as stack:
        instance = setting.instance
        bare_url = setting.engines.make(engine, migrated=False)
        bare = stack.enter_context(serve_bare(bare_url, instance))
        servers = {
            "empty": stack.enter_context(serve_tracker(empty.url, instance)),
            "full": stack.enter_context(serve_tracker(full.url, instance)),
            "floor": stack.enter_context(serve_floor(floor.url, instance)),
        }
        people = {name: _sign_in(servers[name], empty.operation) for name in ("empty", "full")}
        # All have the same people and one key, so that a session holds at each of them.
        people["floor"] = people["empty"]
        desks = {"bare": _Desk(bare, _make_bare_requests(bare.port))}
        for name, server in servers.items():
            requests = _make_requests(server.port, empty.operation, people[name])
            desks[name] = _Desk(server, requests)
        runs = _run_rounds(effort, desks)
    _note(setting, engine, shape.reports, runs)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A server and what is sent to it."""

    server: Server
    requests: Iterator[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Round:
    """What came of a round at one desk; `work` are the server's seconds of processor time."""

    run: Run
    work: float | None

    @property
    def answers(self) -> int:
        """How many requests were answered."""
        return sum(self.run.statuses.values())

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.run.seconds


Rounds = dict[str, list[_Round]]
"""By the name of the desk."""


def _run_rounds(effort: _Effort, desks: dict[str, _Desk]) -> Rounds:
    """Rounds at all in turn, so that whatever else the machine does falls on all alike."""
    for desk in desks.values():
        _send(desk, effort.warming)
    rounds: Rounds = {name: [] for name in desks}
    for _ in range(effort.rounds):
        for name, desk in desks.items():
            before = read_work(desk.server.process_id)
            run = _send(desk, effort.in_a_round)
            after = read_work(desk.server.process_id)
            work = after - before if after is not None and before is not None else None
            rounds[name].append(_Round(run=run, work=work))
    return rounds


@dataclass(frozen=True, kw_only=True, slots=True)
class _Session:
    """A signed-in coordinator, with the fields of the form as a browser would send them."""

    cookie: str
    fields: dict[str, str]
    units: tuple[int, ...]


def _sign_in(server: Server, operation: Operation) -> list[_Session]:
    return [_open(server, email, units) for email, units in operation.coordinators.items()]


def _open(server: Server, email: str, units: tuple[int, ...]) -> _Session:
    visitor = Visitor(server=server)
    visitor.sign_in(email)
    page = visitor.get(f"/units/{units[0]}/report").text
    return _Session(cookie=visitor.cookie, fields=read_fields(page), units=units)


def _make_requests(port: int, operation: Operation, sessions: list[_Session]) -> Iterator[str]:
    """Reports of all coordinators in turn, each about another unit or day."""
    for day in operation.shape.open_days:
        for number in range(max(len(session.units) for session in sessions)):
            for session in sessions:
                if number < len(session.units):
                    unit = session.units[number]
                    counts = operation.counts(unit, day)
                    fields = session.fields | {
                        "submission_id": str(uuid4()),
                        "day": day.isoformat(),
                        **{f"{code}-value": str(value) for code, value in counts.items()},
                    }
                    yield _write_request(port, f"/units/{unit}/report", fields, session.cookie)


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


def _send(desk: _Desk, count: int) -> Run:
    """Send the next requests with as many clients as there are coordinators."""
    shares: list[list[str]] = [[] for _ in range(COORDINATORS)]
    for number in range(count):
        shares[number % COORDINATORS].append(next(desk.requests))
    plan = Plan(host=HOST, port=desk.server.port, requests=shares)
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


NAMES = {
    "bare": "bare application, rows",
    "floor": "same bytes in, same rows out",
    "empty": "tracker, empty database",
    "full": "tracker",
}


def _note(setting: Setting, engine: Engine, stored: int, rounds: Rounds) -> None:
    where: Where = {"part": "recording", "engine": engine, "reports": stored}
    for name, own in rounds.items():
        place = where if name == "full" else where | {"reports": None}
        rate = median(each.rate for each in own)
        setting.note(Figure(name=NAMES[name], value=rate, unit="1/s", **place))
        work = sum(each.work or 0 for each in own) * 1000 / sum(each.answers for each in own)
        if work:
            name_of_work = f"{NAMES[name]}: server's work each"
            setting.note(Figure(name=name_of_work, value=work, unit="ms", **place))
    runs = [each.run for each in rounds["full"]]
    waits = sorted(wait for run in runs for wait in run.latencies)
    slow = waits[len(waits) * 99 // 100] * 1000
    setting.note(Figure(name="99 of 100 answered within", value=slow, unit="ms", **where))
    busy = max(each.run.cpu / each.run.seconds for own in rounds.values() for each in own)
    setting.note(Figure(name="client's share of a core, most", value=busy, unit="", **where))
    _note_ratios(setting, engine, stored, rounds)


def _note_ratios(setting: Setting, engine: Engine, stored: int, rounds: Rounds) -> None:
    """Ratios within a round, and their median: rounds differ more than what is compared in one."""
    for name, one, other, stock, limit in (
        ("same rows / bare application", "floor", "bare", None, None),
        ("tracker / same rows", "empty", "floor", None, None),
        ("tracker / bare application", "empty", "bare", None, BESIDE_BARE),
        ("full / empty database", "full", "empty", stored, ON_A_FULL_STORE),
    ):
        ratios = [a.rate / b.rate for a, b in zip(rounds[one], rounds[other], strict=True)]
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
