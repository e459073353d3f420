"""What a run found: a table for the eye, a file for later."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bench.figures import Figure, write_number

RESULTS = Path(__file__).resolve().parent / "results"
HEADINGS = ("part", "what", "engine", "reports", "figure", "limit", "")


def print_table(figures: Sequence[Figure]) -> None:
    """All figures, ratios with a limit last, since they say whether all is well."""
    ordered = sorted(figures, key=lambda figure: figure.is_kept is not None)
    rows = [HEADINGS, *(_make_row(figure) for figure in ordered)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _make_row(figure: Figure) -> tuple[str, ...]:
    verdict = {None: "", True: "kept", False: "MISSED"}[figure.is_kept]
    return (
        figure.part,
        figure.name,
        figure.engine or "",
        f"{figure.reports:,}" if figure.reports is not None else "",
        f"{write_number(figure.value)} {figure.unit}".rstrip(),
        figure.limit,
        verdict,
    )


def write_results(figures: Sequence[Figure], made_at: datetime, folder: Path = RESULTS) -> Path:
    """Keep the figures with the machine they were made on; gives the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{made_at:%Y-%m-%dT%H%M%S}.json"
    found = {
        "made_at": made_at.isoformat(),
        "arguments": sys.argv[1:],
        "machine": describe_machine(),
        "figures": [asdict(figure) for figure in figures],
    }
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return path


def describe_machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
