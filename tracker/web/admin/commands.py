"""The command that takes areas in from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField, Refusal
from tracker.extensions import current_database
from tracker.registry.area_files import (
    AreaColumns,
    AreaFile,
    ImportOutcome,
    OtherName,
    find_other_names,
    find_parent,
)
from tracker.registry.area_files import import_areas as register_areas
from tracker.registry.area_files.keeping import keep_import
from tracker.web.shared.clock import now
from tracker.web.shared.commands import DatabaseCommand


@click.command("import-areas", cls=DatabaseCommand)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--parent", help="Code or name of the country or region that the areas lie in.")
@click.option("--attribution", help="Whom boundaries come from; shown with every map.")
@click.option("--own-boundaries", is_flag=True, help="You made the boundaries yourselves.")
@click.option("--name-column", help="Column or property with the names, where it is not found.")
@click.option("--p-code-column", help="Column or property with the P-codes.")
@click.option("--national-code-column", help="Column or property with the national codes.")
@click.option(
    "--match/--no-match",
    default=None,
    help="Whether names in another script are those of areas that are there; asked if not said.",
)
@with_appcontext
def import_areas(  # noqa: PLR0917 (click passes options by name)
    file: Path,
    parent: str | None,
    attribution: str | None,
    own_boundaries: bool,  # noqa: FBT001 (click passes a flag so)
    name_column: str | None,
    p_code_column: str | None,
    national_code_column: str | None,
    match: bool | None,  # noqa: FBT001 (as above)
) -> None:
    """Take in areas from FILE, GeoJSON or CSV, all of them or none."""
    columns = AreaColumns(
        name=name_column, p_code=p_code_column, national_code=national_code_column
    )
    with current_database().writer() as session:
        try:
            areas = AreaFile(
                content=file.read_bytes(),
                parent_id=find_parent(session, parent).id if parent else None,
                columns=columns,
                attribution=attribution,
                is_own=own_boundaries,
            )
            areas = replace(areas, same=match_names(find_other_names(session, areas), match=match))
            by = Author(person_id=None, at=now())
            outcome = register_areas(session, areas, by)
        except Refusal as refusal:
            given = {"parent": parent, "attribution": attribution}
            message = f"{refusal.message}.{name_option(refusal, given)}"
            raise click.ClickException(message) from None
        if outcome.is_done:
            keep_import(session, by, file.name, outcome)
            session.commit()
    show_outcome(outcome)


OPTIONS = {"parent": "--parent", "attribution": "--attribution or --own-boundaries"}
"""Options of the command by the fields that refusals name."""


def name_option(refusal: Refusal, given: Mapping[str, str | None]) -> str:
    """The option that a refusal asks for, in a sentence after it; empty where it was given."""
    field = refusal.field if isinstance(refusal, InvalidField) else ""
    option = OPTIONS.get(field)
    return f" Use {option}." if option and not given[field] else ""


def match_names(names: Sequence[OtherName], *, match: bool | None) -> dict[str, int]:
    """Which areas of the file are there under another name, as confirmed."""
    likely = {each.where: each.likely for each in names if each.likely is not None}
    if not likely or match is False:
        return {}
    click.echo("The file names areas that are likely there under another name:")
    for each in names:
        known = likely.get(each.where)
        click.echo(f"  {each.name}: {known.name if known else 'not there, to be added'}")
    if match is None:
        match = click.confirm(
            "Are these the same areas? No adds them all as new ones", default=None
        )
    return {where: place.id for where, place in likely.items()} if match else {}


def show_outcome(outcome: ImportOutcome) -> None:
    """Print what was done by name; a file that was not taken in ends with status 1."""
    for word, names in (("added", outcome.added), ("updated", outcome.updated)):
        for name in names if outcome.is_done else ():
            click.echo(f"{word}: {name}")
    for refused in outcome.refused:
        click.echo(f"{refused.where}: {refused.name or 'no name'}: {refused.reason}.", err=True)
    if not outcome.is_done:
        raise click.ClickException(outcome.sentence)
    click.echo(outcome.sentence)
