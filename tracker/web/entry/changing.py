"""Pages that change what a report says: its correction, its withdrawal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from tracker.domain.errors import (
    InvalidField,
    InvalidReport,
    NeedsConfirmation,
    OutdatedRevision,
    ReasonMissing,
    ReportWithdrawn,
    SubmissionConflict,
)
from tracker.domain.reports import Receipt, SoftWarning
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.history import ReportHistory
from tracker.registry.people import Role
from tracker.web.entry.conflicts import show_conflict
from tracker.web.entry.correction_page import (
    describe_correction,
    describe_withdrawal,
    list_corrected,
)
from tracker.web.entry.drafts import read_correction, read_withdrawal
from tracker.web.entry.problems import Problems
from tracker.web.entry.reporting import lead_to_receipt
from tracker.web.entry.routes import REPORT, blueprint
from tracker.web.entry.scope import load_own_report
from tracker.web.entry.suggestions import take_suggestion
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.pages import UNPROCESSABLE
from tracker.web.shared.unit_of_work import discard_writing, writing

Sent = MultiDict[str, str]


@blueprint.route(f"{REPORT}/correct", methods=["GET", "POST"])
@access.roles(Role.COORDINATOR)
def correct(report_id: int) -> ResponseReturnValue:
    """Correct a report: its counts anew, with the reason."""
    report = load_own_report(current_person(), report_id)
    if report.standing.withdrawn and request.method == "GET":
        return redirect(url_for("entry.history", report_id=report_id), code=303)
    if request.method == "GET":
        return render_template("entry/correct.html", **describe_correction(report, sent=None))
    if "breakdown" in request.form:
        # Nothing is recorded yet: the page comes again with the table that was asked for.
        page = describe_correction(report, sent=request.form)
        return render_template("entry/correct.html", **page)
    sent = take_suggestion(request.form)
    return _send("entry/correct.html", report, sent, _record_correction, describe_correction)


@blueprint.route(f"{REPORT}/withdraw", methods=["GET", "POST"])
@access.roles(Role.COORDINATOR)
def withdraw(report_id: int) -> ResponseReturnValue:
    """Take a report back, with the reason."""
    report = load_own_report(current_person(), report_id)
    if report.standing.withdrawn and request.method == "GET":
        return redirect(url_for("entry.history", report_id=report_id), code=303)
    if request.method == "GET":
        return render_template("entry/withdraw.html", **describe_withdrawal(report, sent=None))
    sent = request.form
    return _send("entry/withdraw.html", report, sent, _record_withdrawal, describe_withdrawal)


def _record_correction(report: ReportHistory, sent: Sent) -> Receipt:
    draft = read_correction(
        sent,
        report_id=report.report_id,
        day=report.day,
        indicators=list_corrected(report),
        person_id=current_person().id,
    )
    return correct_report(writing(), draft, now=clock.now())


def _record_withdrawal(report: ReportHistory, sent: Sent) -> Receipt:
    person_id = current_person().id
    draft = read_withdrawal(sent, report_id=report.report_id, person_id=person_id)
    return withdraw_report(writing(), draft, now=clock.now())


def _send(
    template: str,
    report: ReportHistory,
    sent: Sent,
    record: Callable[[ReportHistory, Sent], Receipt],
    describe: Callable[..., dict[str, Any]],
) -> ResponseReturnValue:
    """Record what was sent, or show the form again with all that was typed."""
    problems: Problems = ()
    warnings: Sequence[SoftWarning] = ()
    try:
        return lead_to_receipt(record(report, sent))
    except SubmissionConflict as conflict:
        return show_conflict(conflict)
    except NeedsConfirmation as refusal:
        warnings = refusal.warnings
    except InvalidReport as refusal:
        problems, warnings = refusal.problems, refusal.warnings
    except ReasonMissing as refusal:
        problems = (refusal,)
    except ReportWithdrawn as refusal:
        problems = (InvalidField("based_on", refusal.message),)
    except OutdatedRevision as refusal:
        problems = (InvalidField("based_on", refusal.message),)
        # The request's own view of the database may be older than what changed meanwhile.
        report = load_own_report(current_person(), report.report_id, writing())
    discard_writing()
    page = describe(report, sent=sent, problems=problems, warnings=warnings)
    return render_template(template, **page), UNPROCESSABLE
