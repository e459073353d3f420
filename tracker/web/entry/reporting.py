"""Pages that make reports: the daily report, and one tap where nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from tracker.domain.errors import (
    InvalidField,
    InvalidReport,
    NeedsConfirmation,
    NothingToReport,
    SubmissionConflict,
)
from tracker.domain.reports import Receipt, SoftWarning
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.registry.people import Role
from tracker.registry.places import load_kind, load_place
from tracker.web.entry.conflicts import show_conflict
from tracker.web.entry.days import DayForm, read_day
from tracker.web.entry.drafts import read_report
from tracker.web.entry.problems import Problems
from tracker.web.entry.report_page import (
    address_of,
    describe_page,
    find_shown_day,
    list_indicators,
    with_day,
)
from tracker.web.entry.routes import PLACE, blueprint
from tracker.web.entry.scope import require_own_place
from tracker.web.entry.suggestions import take_suggestion
from tracker.web.shared import access, clock, messages
from tracker.web.shared.identity import current_person
from tracker.web.shared.operation import require_operation
from tracker.web.shared.pages import UNPROCESSABLE
from tracker.web.shared.unit_of_work import discard_writing, reading, writing

NOT_UNDERSTOOD = 400


@blueprint.route(f"{PLACE}/report", methods=["GET", "POST"])
@access.roles(Role.COORDINATOR)
def report(place_id: int) -> ResponseReturnValue:
    """The daily report about a place."""
    require_own_place(current_person(), place_id)
    if request.method == "POST":
        return _send_report(place_id)
    try:
        day = read_day(request.args.get("day"), require_operation().clock, clock.today())
    except InvalidField as problem:
        return _show_day_problem(place_id, problem)
    return render_template("entry/report.html", **describe_page(place_id, day, sent=None))


def _send_report(place_id: int) -> ResponseReturnValue:
    sent = take_suggestion(with_day(request.form, None))
    if "breakdown" in sent:
        # Nothing is recorded yet: the page comes again with the table that was asked for.
        return _show_again(place_id, sent, status=200)
    try:
        draft = read_report(
            sent,
            place_id=place_id,
            indicators=list_indicators(load_kind(reading(), place_id)),
            person_id=current_person().id,
        )
        return lead_to_receipt(record_report(writing(), draft, now=clock.now()))
    except InvalidReport as refusal:
        return _show_again(place_id, sent, problems=refusal.problems, warnings=refusal.warnings)
    except NeedsConfirmation as refusal:
        return _show_again(place_id, sent, warnings=refusal.warnings)
    except SubmissionConflict as conflict:
        return show_conflict(conflict)


@blueprint.post(f"{PLACE}/unchanged")
@access.roles(Role.COORDINATOR)
def unchanged(place_id: int) -> ResponseReturnValue:
    """Report that the levels of the last report still hold."""
    person = current_person()
    require_own_place(person, place_id)
    day = clock.today()
    try:
        day = read_day(request.form.get("day"), require_operation().clock, day)
        receipt = confirm_unchanged(
            writing(),
            submission_id=_read_submission_id(),
            place_id=place_id,
            day=day,
            source_id=_require_source(person.source_id),
            person_id=person.id,
            now=clock.now(),
        )
    except SubmissionConflict as conflict:
        return show_conflict(conflict)
    except (InvalidField, InvalidReport, NothingToReport) as refusal:
        discard_writing()
        flash(refusal.message, "error")
        return redirect(address_of(place_id, day), code=303)
    return lead_to_receipt(receipt)


def lead_to_receipt(receipt: Receipt) -> ResponseReturnValue:
    """Answer an accepted submission, however often it was sent, with its receipt."""
    return lead_to_receipt_of(receipt.report_id, receipt.seq)


def lead_to_receipt_of(report_id: int, seq: int) -> ResponseReturnValue:
    """The way to the receipt of what was recorded."""
    return redirect(url_for("entry.receipt", report_id=report_id, seq=seq), code=303)


def _show_again(
    place_id: int,
    sent: MultiDict[str, str],
    *,
    problems: Problems = (),
    warnings: Sequence[SoftWarning] = (),
    status: int = UNPROCESSABLE,
) -> ResponseReturnValue:
    """The form with all that was typed, and why it was not recorded."""
    discard_writing()
    day = find_shown_day(sent)
    sent = with_day(sent, day)
    page = describe_page(place_id, day, sent=sent, problems=problems, warnings=warnings)
    return render_template("entry/report.html", **page), status


def _show_day_problem(place_id: int, problem: InvalidField) -> ResponseReturnValue:
    form = DayForm(request.args)
    form.day.errors = [problem.message]
    place = load_place(reading(), place_id)
    page = render_template("entry/day.html", form=form, place=place, today=clock.today())
    return page, NOT_UNDERSTOOD


def _require_source(source_id: int | None) -> int:
    if source_id is None:
        raise InvalidField("source", "Choose a source: your account has none of its own")
    return source_id


def _read_submission_id() -> UUID:
    try:
        return UUID(request.form.get("submission_id", ""))
    except ValueError:
        raise InvalidField("submission_id", messages.START_AGAIN) from None
