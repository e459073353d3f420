"""The commands of `flask --app wsgi …`."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from tracker.domain.errors import Refusal
from tracker.extensions import current_database
from tracker.registry.people import Role, add_person
from tracker.store.migrate import upgrade

db = AppGroup("db", help="The database's schema.")


@db.command("upgrade")
def upgrade_schema() -> None:
    """Apply the migrations that are missing."""
    upgrade(current_database())
    click.echo("The schema is up to date.")


@click.command("create-admin")
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


COMMANDS: tuple[click.Command, ...] = (db, create_admin)
"""Each with its help; docs/commands.md names them all."""


def init_app(app: Flask) -> None:
    """Add the commands to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
