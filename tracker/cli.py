"""The commands of `flask --app wsgi …`."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.audit.chain import Head, find_head
from tracker.audit.verify import find_break
from tracker.domain.audit import Act, Author
from tracker.domain.errors import Refusal
from tracker.extensions import current_database
from tracker.registry.keeping import keep_act, keep_change
from tracker.registry.operation import load_operation
from tracker.registry.people import Role, add_person
from tracker.store.migrate import upgrade
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild
from tracker.web.admin.commands import import_areas
from tracker.web.exports.command import export_file
from tracker.web.imports.command import import_file
from tracker.web.shared.clock import now
from tracker.web.shared.commands import DatabaseCommand, DatabaseGroup, progress_bar

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
    by = Author(person_id=None, at=now())
    with current_database().writer() as session:
        try:
            with keep_change(session, Act.PERSON_ADDED, by) as added:
                person = add_person(
                    session,
                    email=email,
                    display_name=name,
                    roles=[Role.ADMINISTRATOR],
                    password=password,
                    now=by.at,
                )
                added.id = person.id
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
        with progress_bar("Rebuilding totals") as advance:
            points = rebuild(session, advance)
        by = Author(person_id=None, at=now())
        keep_act(session, Act.TOTALS_REBUILT, by, unit_days=points)
        session.commit()
    click.echo(f"The totals were made anew from {points:,} unit days.")


@totals.command("check")
def check_totals() -> None:
    """Compare the stored totals with the reports; exits 1 and lists where they differ."""
    with current_database().reader() as session:
        _require_operation(session)
        with progress_bar("Checking totals") as advance:
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


audit = DatabaseGroup("audit", help="The chain of hashes over everything that was done.")


class KeptHead(click.ParamType[Head]):
    """A head of the chain as `audit head` prints it."""

    name = "number:hash"

    def convert(self, value: Any, *_: Any) -> Head:
        """Split, and refuse what is none."""
        number, _separator, digest = str(value).strip().partition(":")
        if not (re.fullmatch("[1-9][0-9]{0,18}", number) and re.fullmatch("[0-9a-f]{64}", digest)):
            self.fail("it must be as `audit head` prints it, such as 12:9f86…")
        return Head(number=int(number), hash=bytes.fromhex(digest))


@audit.command("head")
def print_head() -> None:
    """Print number and hash of the last link, to be kept outside."""
    with current_database().reader() as session:
        click.echo(str(find_head(session)))


@audit.command("verify")
@click.option("--from", "first", type=click.IntRange(1), default=1, help="The link to begin with.")
@click.option("--expect", type=KeptHead(), help="A head that was kept outside, as NUMBER:HASH.")
def verify_chain(first: int, expect: Head | None) -> None:
    """Walk the chain; exits 1 and names the first link that does not hold."""
    with current_database().reader() as session:
        with progress_bar("Verifying the audit trail") as advance:
            found = find_break(session, first=first, kept=expect, progress=advance)
        head = find_head(session) if found is None else None
    if found is not None:
        raise click.ClickException(found.sentence)
    click.echo(f"The audit trail holds from link {first:,} to the last.")
    click.echo(f"Keep this outside, to hold the trail against later: {head}")


example = DatabaseGroup("example", help="The built-in example operation.")


@example.command("create")
@click.option("--fresh", is_flag=True, help="Make it anew; everything in the database goes.")
def create_example(*, fresh: bool) -> None:
    """Make the example operation unless it is there, and print its sign-ins."""
    from tracker.example import create  # noqa: PLC0415 -- of no use to a server in earnest

    database = current_database()
    upgrade(database)
    try:
        with progress_bar("Making the example") as advance:
            sign_ins = create(database, now=datetime.now(UTC), fresh=fresh, progress=advance)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None
    for sign_in in sign_ins:
        click.echo(f"{sign_in.display_name}: {sign_in.email}, password {sign_in.password}")


COMMANDS: tuple[click.Command, ...] = (
    db,
    totals,
    audit,
    example,
    create_admin,
    import_areas,
    export_file,
    import_file,
)
"""Each with its help; docs/commands.md names them all."""


def init_app(app: Flask) -> None:
    """Add the commands to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
