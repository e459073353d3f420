"""`python -m bench.forecast`: every method on every group of series, as a table."""

from __future__ import annotations

from statistics import mean

import click

from bench.forecast.backtest import STEPS, Score, score
from bench.forecast.methods import CHOSEN, METHODS
from bench.forecast.series import DATA, Series, load_groups


@click.command()
@click.option("--missing", default=0.0, help="Share of days that methods are not told of, as 0.2.")
def main(missing: float) -> None:
    """Hold the methods against each other."""
    groups = load_groups()
    if not DATA.is_dir():
        click.echo(f"The published series are not in {DATA}: made ones only.")
    click.echo(f"MASE (share inside the range of 0.8) at {', '.join(map(str, STEPS))} days ahead")
    rows = [(group, name) for group in groups for name in METHODS]
    with click.progressbar(rows, label="Back-test") as bar:
        scores = {
            (group, name): score(groups[group], METHODS[name], missing) for group, name in bar
        }
    _print_table(groups, scores)


def _print_table(
    groups: dict[str, list[Series]], scores: dict[tuple[str, str], list[Score]]
) -> None:
    for group, series in groups.items():
        click.secho(f"\n{group} ({len(series)} series, {len(series[0])} days)", bold=True)
        for name in METHODS:
            _print_row(name, scores[group, name])
    click.secho("\nAll groups alike", bold=True)
    for name in METHODS:
        found = [scores[group, name] for group in groups]
        _print_row(name, [_average(parts) for parts in zip(*found, strict=True)])


def _print_row(name: str, scores: list[Score]) -> None:
    cells = "  ".join(f"{each.mase:6.2f} ({each.inside:4.0%})" for each in scores)
    click.echo(f"  {'*' if name == CHOSEN else ' '} {name:<16}{cells}")


def _average(parts: tuple[Score, ...]) -> Score:
    return Score(
        steps=parts[0].steps,
        mase=mean(part.mase for part in parts),
        inside=mean(part.inside for part in parts),
    )


if __name__ == "__main__":
    main()
