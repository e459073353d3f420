"""What the audit trail costs: recording with and without it, and how fast it is verified."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from statistics import median
from unittest.mock import patch
from uuid import uuid4

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.engines import Engine
from bench.figures import Figure, Where
from bench.operations import Shape
from bench.rebuild import LARGEST
from bench.setting import Loaded, Setting, open_for
from bench.work import read_work
from tracker.audit.chain import find_head
from tracker.audit.verify import find_break
from tracker.domain.counts import Count, default_form
from tracker.domain.reports import ReportDraft
from tracker.recording import sealing
from tracker.recording.reports import record_report
from tracker.store.database import Database

ROUNDS = 7
IN_A_ROUND = 100
WITH_THE_TRAIL = 0.9

ALONE = 20_000
"""So many reports are loaded where no part before needed more.

A link costs the same however long the chain is, since it is walked in batches.
"""


def measure(setting: Setting) -> None:
    """Measure on each engine: what is loaded up to the limit, or what is quickly loaded."""
    fitting = [size for size in setting.sizes if size <= LARGEST]
    size = max(fitting, default=min(setting.sizes))
    for engine in setting.chosen:
        shape = setting.shape(size)
        if not setting.has_loaded(engine, shape):
            shape = setting.shape(min(size, ALONE))
        _measure_verifying(setting, engine, shape)
        _measure_recording(setting, engine, min(size, ALONE))


def _measure_verifying(setting: Setting, engine: Engine, shape: Shape) -> None:
    loaded = setting.load(engine, shape)
    click.echo(f"Verifying the audit trail on {engine} ...")
    with open_for(loaded.url) as database, database.reader() as session:
        started = time.process_time()
        found = find_break(session)
        rate = find_head(session).number / (time.process_time() - started)
    if found is not None:
        raise RuntimeError(f"The audit trail does not hold: {found.sentence}")
    where: Where = {"part": "audit", "engine": engine, "reports": loaded.operation.shape.reports}
    setting.note(Figure(name="links verified a second of work", value=rate, unit="1/s", **where))


def _measure_recording(setting: Setting, engine: Engine, size: int) -> None:
    """Processor time, with and without in turn on the same database.

    That of this process, and of PostgreSQL's process for its connection.
    """
    in_a_round = 16 if setting.quick else IN_A_ROUND
    rounds = 1 if setting.quick else ROUNDS
    # Two open days for each unit must be enough for all rounds, on both sides.
    units = in_a_round * (rounds + 1)
    loaded = setting.make_empty(engine, setting.shape(size, units))
    click.echo(f"Recording with and without the audit trail on {engine} ...")
    drafts = _make_drafts(loaded)
    ratios, costs = [], []
    with open_for(loaded.url) as database:
        _record(database, drafts, in_a_round)
        for _ in range(rounds):
            with_trail = _record(database, drafts, in_a_round)
            with _without_trail():
                without = _record(database, drafts, in_a_round)
            ratios.append(without / with_trail)
            costs.append((with_trail - without) / in_a_round * 1e6)
    where: Where = {"part": "audit", "engine": engine}
    setting.note(Figure(name="a link beside its report", value=median(costs), unit="µs", **where))
    setting.note(
        Figure(
            name="recording with / without the trail",
            value=median(ratios),
            unit="",
            at_least=WITH_THE_TRAIL,
            **where,
        )
    )


def _record(database: Database, drafts: Iterator[ReportDraft], count: int) -> float:
    """Record reports, each in its own transaction; gives seconds of work."""
    server = _find_server(database)
    started = time.process_time() + _read_server_work(server)
    for _ in range(count):
        with database.writer() as session:
            record_report(session, next(drafts), now=datetime.now(UTC))
            session.commit()
    return time.process_time() + _read_server_work(server) - started


def _find_server(database: Database) -> int | None:
    """The process that PostgreSQL works in for the writer; None where there is none."""
    if database.dialect == "sqlite":
        return None
    with database.writer() as session:
        found: int = session.execute(select(func.pg_backend_pid())).scalar_one()
        return found


def _read_server_work(process_id: int | None) -> float:
    """Seconds; 0 where the system does not tell, or there is no such process."""
    return (read_work(process_id) if process_id is not None else None) or 0.0


def _make_drafts(loaded: Loaded) -> Iterator[ReportDraft]:
    """One report about each unit and day, the newest day last, all without a warning."""
    operation = loaded.operation
    for day in operation.shape.open_days:
        for unit in operation.units:
            yield ReportDraft(
                submission_id=uuid4(),
                place_id=unit,
                day=day,
                source_id=operation.source_id,
                person_id=operation.person_id,
                counts=tuple(
                    Count(indicator=code, form=default_form(code), value=value)
                    for code, value in operation.counts(unit, day).items()
                ),
            )


@contextmanager
def _without_trail() -> Iterator[None]:
    """Recording as it would be if acts left no link."""

    def leave_no_link(_session: Session, _entry: object) -> int:
        return 0

    with ExitStack() as stack:
        stack.enter_context(patch.object(sealing, "append", leave_no_link))
        stack.enter_context(patch.object(sealing, "hash_revision", lambda *_: b""))
        yield
