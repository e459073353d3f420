"""How fast a long file is imported and with how much memory, beside a bare insert of its rows."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.figures import Figure, Where
from bench.memory import read_memory
from bench.operations import COUNTED, Operation, make_counts
from bench.setting import Setting, open_for
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import survey_table
from tracker.exchange.importing import ImportDraft, plan_import, record_import
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import Meaning, Role, read_meaning
from tracker.exchange.reading import Limits, open_file
from tracker.registry.places import load_places
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows
from tracker.store.reports import CountRow, ReportRow, RevisionRow

COUNTS, QUICK_COUNTS = 1_000_000, 240
SOURCE = "District offices"
_BATCH = 5_000

Line = tuple[int, str, str, date, dict[Indicator, int]]
"""A row of the file: place, district, shelter, day and counts."""


def measure(setting: Setting) -> None:
    """Import one file into each engine, and insert the same rows bare into another database."""
    counts = QUICK_COUNTS if setting.quick else COUNTS
    shape = setting.shape(counts // len(COUNTED))
    for engine in setting.chosen:
        where: Where = {"part": "importing", "engine": engine, "reports": shape.reports}
        click.echo(f"Importing {counts:,} counts on {engine} ...")
        loaded = setting.make_empty(engine, shape)
        file = setting.folder / "counts.csv"
        with open_for(loaded.url) as database, database.reader() as session:
            lines = list(_list_lines(session, loaded.operation))
        _write(file, lines)
        found = _run_apart(loaded.url, file, loaded.operation.person_id)
        setting.note(Figure(name="import of the file", value=found["seconds"], unit="s", **where))
        setting.note(Figure(name="of that reading", value=found["planned"], unit="s", **where))
        busy = found["processor"]
        setting.note(Figure(name="processor time of the import", value=busy, unit="s", **where))
        setting.note(Figure(name="most memory", value=found["memory"] or 0, unit="MB", **where))
        bare = setting.make_empty(engine, shape)
        with open_for(bare.url) as database:
            started = time.perf_counter()
            with database.writer() as session:
                _insert_bare(session, bare.operation, lines)
                session.commit()
            seconds = time.perf_counter() - started
        setting.note(Figure(name="bare insert", value=seconds, unit="s", **where))
        ratio = found["seconds"] / seconds
        setting.note(Figure(name="import / bare insert", value=ratio, unit="", **where))


def _list_lines(session: Session, operation: Operation) -> Iterator[Line]:
    places = load_places(session, operation.units)
    for number, place in enumerate(places):
        district = place.path[-1][1]
        for day in range(operation.shape.days):
            at = operation.shape.first + timedelta(days=day)
            yield place.id, district, place.name, at, make_counts(number, day)


def _write(file: Path, lines: list[Line]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["Day", "District", "Shelter", *COUNTED])
        for _, district, shelter, day, counts in lines:
            writer.writerow([day, district, shelter, *counts.values()])


def _run_apart(url: str, file: Path, person_id: int) -> dict[str, Any]:
    """Import in a process of its own, whose memory is that of the import."""
    command = [sys.executable, "-m", "bench.importing", url, str(file), str(person_id)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def import_counts(url: str, file: Path, person_id: int) -> dict[str, float | None]:
    """Import a file of the benchmark; answers seconds and the most memory in MB."""
    columns = {"Day": Meaning(role=Role.DAY), "District": Meaning(role=Role.AREA)}
    columns["Shelter"] = Meaning(role=Role.SHELTER)
    for indicator in COUNTED:
        said = read_meaning(indicator if indicator.is_level else f"{indicator} new")
        columns[indicator] = said or Meaning(role=Role.NOTHING)
    mapping = ImportMapping(columns=columns, constants=Constants(source=SOURCE))
    started = time.perf_counter()
    now = datetime.now(UTC)
    table = open_file(file.read_bytes(), file.name, Limits()).tables[0]
    with open_for(url) as database, database.writer() as session:
        plan = plan_import(session, survey_table(table), mapping, now=now)
        if plan.refused:
            raise RuntimeError(f"{plan.refused[0].where}: {plan.refused[0].reason}")
        planned = time.perf_counter() - started
        draft = ImportDraft(
            submission_id=uuid4(), file_name=file.name, file_hash=b"", person_id=person_id
        )
        record_import(session, plan, draft, now=now)
        session.commit()
    seconds = time.perf_counter() - started
    memory = read_memory(os.getpid(), peak=True)
    return {
        "seconds": seconds,
        "planned": planned,
        "processor": time.process_time(),
        "memory": memory,
    }


def _insert_bare(session: Session, operation: Operation, lines: list[Line]) -> None:
    """The rows of reports, revisions and counts, without checks, links or totals."""
    session.execute(text("SELECT 1"))  # begins the transaction
    now = datetime.now(UTC)
    numbered = iter(enumerate(lines, start=1))
    while batch := list(islice(numbered, _BATCH)):
        insert_rows(session, table_of(ReportRow), [_report(n, o, operation) for n, o in batch])
        revisions = [_revision(n, operation.person_id, now) for n, _ in batch]
        insert_rows(session, table_of(RevisionRow), revisions)
        counts = [row for n, line in batch for row in _counts(n, line)]
        insert_rows(session, table_of(CountRow), counts)


def _report(number: int, line: Line, operation: Operation) -> dict[str, Any]:
    return {
        "id": number,
        "place_id": line[0],
        "day": line[3],
        "source_id": operation.source_id,
        "grade": "B",
        "head_seq": 1,
        "withdrawn": False,
        "review": "unreviewed",
        "is_late": False,
    }


def _revision(number: int, person_id: int, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "report_id": number,
        "seq": 1,
        "kind": "original",
        "channel": "bulk",
        "submission_id": uuid4(),
        "body_hash": b"",
        "person_id": person_id,
        "recorded_at": now,
    }


def _counts(number: int, line: Line) -> Iterator[dict[str, Any]]:
    for indicator, value in line[4].items():
        yield {
            "revision_id": number,
            "indicator": indicator.value,
            "form": "level" if indicator.is_level else "new",
            "value": value,
            "qualifier": "exact",
        }


if __name__ == "__main__":
    print(json.dumps(import_counts(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
