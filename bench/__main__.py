"""`python3 run.py bench`: run the parts that are asked for, print what they found, and keep it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench import (
    audit,
    charts,
    exporting,
    importing,
    known,
    overview,
    pages,
    rebuild,
    recording,
    review,
    startup,
)
from bench.engines import Engine, Engines
from bench.report import print_table, write_results
from bench.setting import Setting

PARTS: dict[str, Callable[[Setting], None]] = {
    "charts": charts.measure,
    "known": known.measure,
    "overview": overview.measure,
    "rebuild": rebuild.measure,
    "importing": importing.measure,
    "exporting": exporting.measure,
    "audit": audit.measure,
    "review": review.measure,
    "recording": recording.measure,
    "pages": pages.measure,
    "startup": startup.measure,
}
"""In the order in which they are run: recording adds to the databases that the others read."""

SIZES = (10_000, 100_000, 1_000_000)
QUICK_SIZES = (200, 1_000)


class Listed(click.ParamType[tuple[str, ...]]):
    """Words with commas between them, each from a list."""

    name = "words"

    def __init__(self, *allowed: str) -> None:
        self._allowed = allowed

    def convert(self, value: Any, *_: Any) -> tuple[str, ...]:
        """Split, and refuse what is not in the list."""
        words = tuple(value) if isinstance(value, tuple) else tuple(value.split(","))
        for word in words:
            if self._allowed and word not in self._allowed:
                self.fail(f"{word!r} is none of {', '.join(self._allowed)}")
        return words


class Sizes(click.ParamType[tuple[int, ...]]):
    """Numbers of reports with commas between them."""

    name = "numbers"

    def convert(self, value: Any, *_: Any) -> tuple[int, ...]:
        """Split, and refuse what is no number."""
        if isinstance(value, tuple):
            return value
        try:
            sizes = tuple(sorted(int(word.replace("_", "")) for word in value.split(",")))
        except ValueError:
            self.fail(f"{value!r} must be numbers, such as 10000,1000000")
        if sizes[0] < 1:
            self.fail("a database needs a report at least")
        return sizes


@click.command()
@click.option("--only", type=Listed(*PARTS), default=tuple(PARTS), help="Parts, as charts,pages.")
@click.option("--sizes", type=Sizes(), help="Numbers of reports, as 10000,1000000.")
@click.option("--engines", type=Listed(*Engine), default=tuple(Engine), help="As sqlite.")
@click.option("--quick", is_flag=True, help="Small sizes, to see that all of it works.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where databases are put while it runs; name a real disk. 10 GB for a million reports.",
)
def main(
    only: tuple[str, ...],
    sizes: tuple[int, ...] | None,
    engines: tuple[str, ...],
    folder: Path | None,
    *,
    quick: bool,
) -> None:
    """Measure the tracker on this machine."""
    chosen_sizes = sizes or (QUICK_SIZES if quick else SIZES)
    with _own_folder(folder) as own, Engines(own) as databases:
        setting = Setting(
            folder=own,
            engines=databases,
            chosen=tuple(Engine(name) for name in engines),
            sizes=chosen_sizes,
            today=datetime.now(UTC).date(),
            quick=quick,
        )
        for name, measure in PARTS.items():
            if name in only:
                click.secho(f"== {name}", bold=True)
                measure(setting)
    print_table(setting.figures)
    click.echo(f"Kept in {write_results(setting.figures, datetime.now(UTC))}")


@contextmanager
def _own_folder(parent: Path | None) -> Any:
    """A folder of this run, removed in the end."""
    if parent is not None:
        parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="tracker-bench-", dir=parent)).resolve()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    main()
