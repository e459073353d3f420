"""The command that takes counts in from a file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.config import LIMITS_KEY
from tracker.domain.breakdown import name_part
from tracker.domain.counts import Form
from tracker.domain.errors import NothingToReport, Refusal
from tracker.exchange.detecting import Calendar, Survey
from tracker.exchange.importing import (
    DaySum,
    ImportDraft,
    Outcome,
    PartSum,
    Plan,
    PlanWarning,
    keep_latest,
    list_left_out,
    list_warnings,
    plan_import,
    record_import,
    sum_by_day,
    sum_reasons,
)
from tracker.exchange.mapping import (
    ImportMapping,
    decode_mapping,
    find_calendar,
    load_mapping,
    read_mapping,
)
from tracker.extensions import current_database
from tracker.registry.operation import require_operation
from tracker.registry.people import Role, find_by_email, list_people
from tracker.web.shared.clock import now
from tracker.web.shared.commands import DatabaseCommand, progress_bar, tell_parts
from tracker.web.shared.mapped_files import survey_mapped

OUTCOME_WORDS = {
    Outcome.ADDED: "to be added",
    Outcome.RIVAL: "to be added beside others that differ or repeat them",
    Outcome.CORRECTED: "to be corrected",
    Outcome.WITHDRAWN: "to be withdrawn",
    Outcome.UNCHANGED: "unchanged",
    Outcome.LEFT: "left withdrawn, as somebody withdrew them",
}
_LISTED, _PARTS_LISTED = 20, 60
_PATH = click.Path(dir_okay=False, path_type=Path)


@click.command("import", cls=DatabaseCommand)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    help="Name of a saved mapping, or a mapping's file; without one hashtags must say it all, and "
    "leave no question open, or FILE must be day values that were exported here.",
)
@click.option("--area", help="Name, code or path of the area of all rows.")
@click.option("--shelter", help="Name or code of the shelter of all rows.")
@click.option("--source", help="Name of the source of all rows.")
@click.option("--day", help="The day of all rows, such as 2024-08-07.")
@click.option("--edition", help="Which state of the file this is, such as “as of 12 August”.")
@click.option("--person", help="E-mail address of who imports; needed with several administrators.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, and record nothing.")
@click.option("--refused", "refused_file", type=_PATH, help="Keep refused rows in this file.")
@click.option("--all-sums", is_flag=True, help="Print the sums of all days, not of the last only.")
@with_appcontext
def import_file(
    file: Path,
    mapping: str | None,
    edition: str | None,
    person: str | None,
    refused_file: Path | None,
    *,
    dry_run: bool,
    all_sums: bool,
    **constants: str | None,
) -> None:
    """Take in counts from FILE, all that can be taken in or nothing."""
    content, database = file.read_bytes(), current_database()
    try:
        # Before the lock of writers is taken: others may record while a large file is opened.
        survey, found = _survey(content, file.name, _find(mapping))
        with database.reader() if dry_run else database.writer() as session:
            moment = now()
            plan = _plan(session, survey, _apply(found, constants), moment)
            show_plan(session, plan, hashlib.sha256(content).digest())
            show_sums(sum_by_day(plan.planned), every=all_sums)
            if refused_file and plan.refused:
                text = plan.refused_file.write(plan.refused)
                refused_file.write_text(text, encoding="utf-8", newline="")
                click.echo(f"The refused rows are in {refused_file}.")
            if not dry_run:
                draft = ImportDraft(
                    submission_id=uuid4(),
                    file_name=file.name,
                    file_hash=hashlib.sha256(content).digest(),
                    person_id=_find_person(session, person),
                    edition=edition,
                    mapping_name=None if mapping and Path(mapping).is_file() else mapping,
                )
                _record(session, plan, draft, moment)
    except NothingToReport as nothing:
        click.echo(nothing.message)
    except Refusal as refusal:
        raise click.ClickException(refusal.message.removesuffix(".") + ".") from None


def _find(mapping: str | None) -> ImportMapping | None:
    """The mapping of a file or a saved one; None where the file has to say it all."""
    if not mapping:
        return None
    path = Path(mapping)
    if path.is_file():
        return read_mapping(decode_mapping(path.read_bytes()))
    with current_database().reader() as session:
        return load_mapping(session, mapping)


def _apply(mapping: ImportMapping, constants: Mapping[str, str | None]) -> ImportMapping:
    """The mapping with what the command line says in place of its own constants."""
    said: dict[str, Any] = {name: value for name, value in constants.items() if value}
    return replace(mapping, constants=replace(mapping.constants, **said))


def _survey(
    content: bytes, name: str, mapping: ImportMapping | None
) -> tuple[Survey, ImportMapping]:
    with progress_bar("Opening the file") as advance:
        limits, tell = current_app.config[LIMITS_KEY], tell_parts(advance)
        return survey_mapped(content, name, limits, mapping, tell, calendar=_find_calendar())


def _find_calendar() -> Calendar:
    with current_database().reader() as session:
        return find_calendar(require_operation(session), now())


def _plan(session: Session, survey: Survey, mapping: ImportMapping, moment: datetime) -> Plan:
    with progress_bar("Reading the file") as advance:
        return plan_import(session, survey, mapping, now=moment, progress=advance)


def _record(session: Session, plan: Plan, draft: ImportDraft, moment: datetime) -> None:
    with progress_bar("Recording") as advance:
        number = record_import(session, plan, draft, now=moment, progress=advance)
        session.commit()
    click.echo(f"Recorded as import {number}.")


def show_plan(session: Session, plan: Plan, file_hash: bytes) -> None:
    """Print what an import does: counts, warnings, what was refused and why."""
    _show_rows(plan)
    for outcome, words in OUTCOME_WORDS.items():
        if number := plan.count(outcome):
            click.echo(f"{_count(number, 'report')} {words}.")
    for warning in list_warnings(session, plan, file_hash):
        _show_warning(warning)
    reasons = sum_reasons(plan.refused)
    for reason in reasons[:_LISTED]:
        click.echo(
            f"Refused, {_count(reason.rows, 'row')}: {reason.words} ({reason.where}).", err=True
        )
    if len(reasons) > _LISTED:
        click.echo(f"Refused, {len(reasons) - _LISTED:,} further reasons.", err=True)


def show_sums(sums: Sequence[DaySum], *, every: bool) -> None:
    """Print sums to hold against the file, the last ones or `every` one."""
    latest = keep_latest(sums, most=_LISTED, most_parts=_PARTS_LISTED)
    for found in sums if every else latest.sums:
        click.echo(_say_sum(found))
        for one in found.parts:
            click.echo(f"  {_say_part(one)}")
    left = [_count(latest.sums_left, "earlier sum")] if latest.sums_left else []
    left += [f"{_count(latest.parts_left, 'sum')} of parts"] if latest.parts_left else []
    if left and not every:
        click.echo(f"Not shown: {' and '.join(left)}. See them with --all-sums.")


def _show_rows(plan: Plan) -> None:
    verb = "is" if plan.left_out == 1 else "are"
    click.echo(f"{_count(plan.rows, 'row')}, of which {plan.left_out:,} {verb} left out.")
    for line in list_left_out(plan.left_out_for):
        click.echo(f"  {line}")
    if plan.repeated:
        again = "says the same again" if plan.repeated == 1 else "say the same again"
        click.echo(f"{_count(plan.repeated, 'row')} {again}.")


def _count(number: int, noun: str) -> str:
    """`1 report`, `1,200 reports`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _show_warning(warning: PlanWarning) -> None:
    click.echo(f"{warning.heading}. {warning.words}", err=True)
    for line in warning.lines[:_LISTED]:
        click.echo(f"  {line}", err=True)
    if len(warning.lines) > _LISTED:
        click.echo("  and further ones", err=True)
    if warning.remedy:
        click.echo(f"  {warning.remedy}", err=True)


def _say_sum(found: DaySum) -> str:
    """A sum with what it leaves out: `2024-08-07: Present 120 in 3 reports (1 without a value)`."""
    doubts = {
        "as “about”, “more than” or the like": found.vague,
        "without a value": found.without_value,
        "left blank": found.blank,
    }
    said = ", ".join(f"{number:,} {words}" for words, number in doubts.items() if number)
    indicator = found.indicator.definition.label
    so_far = " so far" if found.form == Form.TOTAL else ""
    value = "not known" if found.value is None else f"{found.value:,}"
    words = f"{found.day}: {indicator}{so_far} {value} in {_count(found.counts, 'report')}"
    return f"{words} ({said})" if said else words


def _say_part(found: PartSum) -> str:
    """A sum of parts: `female, 0 to 4: 12 in 3 reports (2 left blank)`."""
    words = f"{name_part(found.part)}: {found.part.value:,} in {_count(found.counts, 'report')}"
    return f"{words} ({found.blank:,} left blank)" if found.blank else words


def _find_person(session: Session, email: str | None) -> int:
    if email:
        found = find_by_email(session, email)
        if found is None:
            raise click.ClickException(f"Nobody has the e-mail address {email}.")
        return found.person.id
    admins = [p for p in list_people(session) if Role.ADMINISTRATOR in p.roles and p.active]
    if len(admins) != 1:
        raise click.ClickException("Say who imports: --person and an e-mail address.")
    return admins[0].id
