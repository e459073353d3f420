"""How fast long exports are written, and that their memory does not grow with their length."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import click
from sqlalchemy import event

from bench.figures import Figure, Where
from bench.memory import read_memory
from bench.setting import Loaded, Setting, open_for
from tracker.exchange.exporting import Audience, Content, ExportRequest, Format, send_export
from tracker.registry.places import load_place

REPORTS, QUICK_REPORTS = 30_000, 200
MOST_GROWTH = 1.2
"""All places may take at most so many times the memory of one district."""

KINDS = (Format.CSV, Format.XLSX, Format.JSON)

_FEW_PAGES = "PRAGMA cache_size = -2000"
"""SQLite keeps up to 64 MB of what it read. That grows with the database, not with the file."""


def measure(setting: Setting) -> None:
    """Export the day values of one district and of all places, each by a process apart."""
    shape = setting.shape(QUICK_REPORTS if setting.quick else REPORTS)
    for engine in setting.chosen:
        loaded = setting.load(engine, shape)
        where: Where = {"part": "exporting", "engine": engine, "reports": shape.reports}
        for kind in KINDS[:1] if setting.quick else KINDS:
            click.echo(f"Exporting as {kind} from {engine} ...")
            short = _run_apart(loaded, kind, loaded.operation.units[0])
            long = _run_apart(loaded, kind, None)
            for name, value, unit in (
                ("size", long["bytes"] / 1e6, "MB"),
                ("time", long["seconds"], "s"),
                ("most memory", long["memory"] or 0, "MB"),
            ):
                setting.note(Figure(name=f"{kind}: {name}", value=value, unit=unit, **where))
            growth = (long["memory"] or 1) / (short["memory"] or 1)
            name = f"{kind}: memory of all places / of one district"
            setting.note(Figure(name=name, value=growth, unit="", at_most=MOST_GROWTH, **where))


def _run_apart(loaded: Loaded, kind: Format, unit: int | None) -> dict[str, Any]:
    """Export in a process of its own, whose memory is that of the export."""
    shape = loaded.operation.shape
    days = (f"{shape.first}", f"{shape.last}")
    command = [sys.executable, "-m", "bench.exporting", loaded.url, kind, *days, str(unit or "")]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def export_values(
    url: str, kind: Format, first: date, last: date, unit: int | None
) -> dict[str, float | None]:
    """Export all day values, or those of a unit's district, and throw them away.

    Answers bytes, seconds and the most memory in MB.
    """
    request = ExportRequest(
        content=Content.LONG,
        format=kind,
        audience=Audience.INTERNAL,
        first=first,
        last=last,
        made_at=datetime.now(UTC),
    )
    started = time.perf_counter()
    with open_for(url) as database:
        if database.dialect == "sqlite":
            event.listen(database.read, "connect", lambda c, _record: c.execute(_FEW_PAGES))
        if unit is not None:
            with database.reader() as session:
                request = replace(request, place_id=load_place(session, unit).parent_id)
        size = sum(map(len, send_export(database.reader, request)))
    return {
        "bytes": size,
        "seconds": time.perf_counter() - started,
        "memory": read_memory(os.getpid(), peak=True),
    }


if __name__ == "__main__":
    days = [date.fromisoformat(word) for word in sys.argv[3:5]]
    at = int(sys.argv[5]) if sys.argv[5] else None
    print(json.dumps(export_values(sys.argv[1], Format(sys.argv[2]), days[0], days[1], at)))
