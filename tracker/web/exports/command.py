"""The command that writes an export to a file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.config import SMALLEST_KEY
from tracker.domain.audit import Act, Author
from tracker.domain.errors import InvalidField, Refusal
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import (
    Audience,
    Content,
    ExportRequest,
    Format,
    Rows,
    name_export,
    send_export,
)
from tracker.exchange.mapping import load_gazetteer
from tracker.extensions import current_database
from tracker.registry.keeping import keep_act
from tracker.registry.operation import Operation, require_operation
from tracker.web.exports.describing import describe_request
from tracker.web.shared.clock import now
from tracker.web.shared.commands import DatabaseCommand
from tracker.web.shared.lookback import check_moment
from tracker.web.shared.moments import read_moment

_FILE = click.Path(dir_okay=False, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("export", cls=DatabaseCommand)
@click.argument("content", type=click.Choice([one.value for one in Content]))
@click.argument("file", type=_FILE)
@click.option(
    "--format",
    "kind",
    type=click.Choice([one.value for one in Format]),
    help="By default what the ending of the file says.",
)
@click.option(
    "--audience",
    type=click.Choice([one.value for one in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whom it is for: the public may not see everything.",
)
@click.option("--place", help="Code, name or path of an area or a shelter; by default all.")
@click.option("--from", "first", type=_DAY, help="The first day; by default the operation's.")
@click.option("--to", "last", type=_DAY, help="The last day; by default today.")
@click.option(
    "--rows",
    type=click.Choice([one.value for one in Rows]),
    default=Rows.BOTH.value,
    help="For day values: areas, reporting units, or both.",
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    type=click.Choice([one.value for one in Indicator]),
    help="Only these numbers; may be given several times.",
)
@click.option("--known-at", help="As known at a moment, such as 2024-08-08T10:00.")
@click.option("--no-bom", is_flag=True, help="CSV without the mark that Excel needs.")
@with_appcontext
def export_file(file: Path, *, no_bom: bool, **asked: Any) -> None:
    """Write CONTENT to FILE; the audit trail keeps that it was done."""
    database, moment = current_database(), now()
    try:
        with database.reader() as session:
            operation = require_operation(session)
            request = _make_request(session, operation, file, moment, **asked)
            name = name_export(session, request)
        with database.writer() as session:
            filters = describe_request(request, operation.time_zone)
            by = Author(person_id=None, at=moment)
            keep_act(session, Act.EXPORTED, by, name=name, filters=filters)
            session.commit()
    except Refusal as refusal:
        raise click.ClickException(refusal.message + ".") from None
    with file.open("wb") as out:
        out.writelines(send_export(database.reader, request, with_mark=not no_bom))
    click.echo(f"{request.content.label}: {file}, {file.stat().st_size:,} bytes.")


def _make_request(
    session: Session, operation: Operation, file: Path, moment: datetime, **asked: Any
) -> ExportRequest:
    known_at = _read_moment(asked["known_at"], operation, moment)
    today = operation.clock.day_of(known_at or moment)
    chosen = [Indicator(code) for code in asked["indicators"]]
    return ExportRequest(
        content=Content(asked["content"]),
        format=Format(asked["kind"]) if asked["kind"] else _find_format(file),
        audience=Audience(asked["audience"]),
        first=_read_day(asked["first"]) or operation.clock.start,
        last=min(_read_day(asked["last"]) or today, today),
        made_at=moment,
        place_id=_find_place(session, asked["place"]),
        indicators=tuple(one for one in Indicator if not chosen or one in chosen),
        rows=Rows(asked["rows"]),
        known_at=known_at,
        smallest=current_app.config[SMALLEST_KEY],
    )


def _read_day(typed: datetime | None) -> date | None:
    return typed.date() if typed else None


def _find_format(file: Path) -> Format:
    fitting = [one for one in Format if file.name.lower().endswith(one.ending)]
    if not fitting:
        raise InvalidField("format", "Say what kind of file it is: --format")
    return max(fitting, key=lambda one: len(one.ending))


def _find_place(session: Session, typed: str | None) -> int | None:
    if typed is None:
        return None
    found = load_gazetteer(session).find(typed)
    if len(found) != 1:
        words = "several places are" if found else "no place is"
        raise InvalidField("place", f"Name one place: {words} called {typed}")
    return found[0].id


def _read_moment(typed: str | None, operation: Operation, now: datetime) -> datetime | None:
    if typed is None:
        return None
    try:
        moment = read_moment(typed, operation.time_zone)
        check_moment(moment, operation.clock, now)
    except ValueError as problem:
        raise InvalidField("known_at", f"Mend --known-at: {problem}") from None
    return moment
