"""The commands of `flask --app wsgi …`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.domain.errors import Refusal
from tracker.extensions import current_database
from tracker.registry.operation import load_operation
from tracker.registry.people import Role, add_person
from tracker.store.migrate import upgrade
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild
from tracker.web.admin.commands import import_areas
from tracker.web.shared.commands import DatabaseCommand, DatabaseGroup

db = DatabaseGroup("db", help="The database's schema.")


@db.command("upgrade")
def upgrade_schema() -> None:
    """Apply the migrations that are missing."""
    upgrade(current_database())
    click.echo("The schema is up to date.")


@click.command("create-admin", cls=DatabaseCommand)
@click.option("--email", prompt="E-mail address", help="What the administrator signs in with.")
@click.option("--name", prompt="Name", help="How pages call the administrator.")
@click.option(
    "--password",
    envvar="TRACKER_ADMIN_PASSWORD",
    prompt="Password",
    hide_input=True,
    confirmation_prompt=True,
    help="Better left out: it is asked for, or taken from TRACKER_ADMIN_PASSWORD.",
)
@with_appcontext
def create_admin(email: str, name: str, password: str) -> None:
    """Make an administrator, the only account that no page can make."""
    with current_database().writer() as session:
        try:
            person = add_person(
                session,
                email=email,
                display_name=name,
                roles=[Role.ADMINISTRATOR],
                password=password,
                now=datetime.now(UTC),
            )
        except Refusal as refusal:
            raise click.ClickException(refusal.message + ".") from None
        session.commit()
    click.echo(f"{person.display_name} can sign in as {person.email}.")


totals = DatabaseGroup("totals", help="The read model that charts are drawn from.")


@totals.command("rebuild")
def rebuild_totals() -> None:
    """Make the totals anew from the reports. Reports wait meanwhile."""
    with current_database().writer() as session:
        _require_operation(session)
        click.echo("Reports wait until this is done.", err=True)
        with _progress("Rebuilding totals") as advance:
            points = rebuild(session, advance)
        session.commit()
    click.echo(f"The totals were made anew from {points:,} unit days.")


@totals.command("check")
def check_totals() -> None:
    """Compare the stored totals with the reports; exits 1 and lists where they differ."""
    with current_database().reader() as session:
        _require_operation(session)
        with _progress("Checking totals") as advance:
            differences = list(find_differences(session, advance))
    for difference in differences:
        click.echo(
            f"place {difference.place_id}, {difference.key}, {difference.day}: "
            f"stored {difference.stored}, the reports say {difference.computed}"
        )
    if differences:
        click.echo(
            f"{len(differences):,} differences. Run `flask --app wsgi totals rebuild` to mend them."
        )
        sys.exit(1)
    click.echo("The totals agree with the reports.")


def _require_operation(session: Session) -> None:
    if load_operation(session) is None:
        raise click.ClickException("There is no operation yet, and so there are no totals.")


example = DatabaseGroup("example", help="The built-in example operation.")


@example.command("create")
@click.option("--fresh", is_flag=True, help="Make it anew; everything in the database goes.")
def create_example(*, fresh: bool) -> None:
    """Make the example operation unless it is there, and print its sign-ins."""
    from tracker.example import create  # noqa: PLC0415 -- of no use to a server in earnest

    database = current_database()
    upgrade(database)
    try:
        with _progress("Making the example") as advance:
            sign_ins = create(database, now=datetime.now(UTC), fresh=fresh, progress=advance)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None
    for sign_in in sign_ins:
        click.echo(f"{sign_in.display_name}: {sign_in.email}, password {sign_in.password}")


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal that is told units done and units in all."""
    with click.progressbar(length=0, label=label) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance


COMMANDS: tuple[click.Command, ...] = (db, totals, example, create_admin, import_areas)
"""Each with its help; docs/commands.md names them all."""


def init_app(app: Flask) -> None:
    """Add the commands to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
