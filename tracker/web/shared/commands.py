"""Commands that say in words when the database is busy or out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo

from tracker.extensions import DATABASE_ERRORS, current_database

_WORDS = {
    "busy": "Others are writing. Nothing was changed; try again in a few minutes.",
    "unreachable": "The database cannot be reached. Nothing was changed.",
}

_PARTS = 1_000
"""Steps of a bar that moves by parts."""


class DatabaseCommand(click.Command):
    """A command that works on the database."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; failures that pass are told in one sentence."""
        try:
            return super().invoke(ctx)
        except DATABASE_ERRORS as problem:
            with ctx.ensure_object(ScriptInfo).load_app().app_context():
                failure = current_database().explain_failure(problem)
            if failure is None:
                raise
            raise click.ClickException(_WORDS[failure]) from None


class DatabaseGroup(AppGroup):
    """A group of such commands."""

    command_class = DatabaseCommand


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left that is told what is done and how much there is."""
    with click.progressbar(length=0, label=label) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance


def tell_parts(advance: Callable[[int, int], None]) -> Callable[[float], None]:
    """What moves a bar by the part of the work that is done, from 0 to 1; never back."""
    told = 0

    def tell(part: float) -> None:
        nonlocal told
        told = max(told, round(_PARTS * part))
        advance(told, _PARTS)

    return tell
