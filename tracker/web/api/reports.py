"""Reports: read, made, corrected, withdrawn."""

from __future__ import annotations

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField, NeedsConfirmation, NotFound
from tracker.domain.reports import Receipt
from tracker.recording.corrections import (
    correct_report,
    describe_correction,
    describe_withdrawal,
    withdraw_report,
)
from tracker.recording.history import ReportHistory, load_report, load_reports
from tracker.recording.listing import ReportFilter, list_reports
from tracker.recording.reports import describe_report as describe_draft
from tracker.recording.reports import record_report
from tracker.recording.submissions import find_accepted, knows_submission
from tracker.registry.people import Role
from tracker.registry.places import load_kind
from tracker.registry.sources import load_source
from tracker.web.api.answering import answer, answer_page, tag_of, write_json
from tracker.web.api.asking import Asked, Parameter
from tracker.web.api.calls import call
from tracker.web.api.problems import ChangedMeanwhile, describe_warnings, tell
from tracker.web.api.report_bodies import (
    CORRECTION,
    NEW_REPORT,
    WITHDRAWAL,
    draft_correction,
    draft_report,
    draft_withdrawal,
    judge_report,
)
from tracker.web.api.report_shapes import (
    RECEIPT,
    REPORT,
    describe_receipt,
    describe_report,
)
from tracker.web.api.rights import Right, find_right, open_place
from tracker.web.api.shapes import (
    AREA,
    FIRST,
    ID,
    KNOWN_AT,
    LAST,
    ON_A_PAGE,
    PAGING,
    page_of,
)
from tracker.web.entry.confirmations import bind_confirmation
from tracker.web.entry.report_page import list_indicators
from tracker.web.shared.clock import now
from tracker.web.shared.problems import Kind
from tracker.web.shared.unit_of_work import writing

COORDINATOR = frozenset({Role.COORDINATOR})
IDS = {"report_id": "The report's id."}
REPORT_PATH = "/reports/<id(max=9223372036854775807):report_id>"
SOURCE = Parameter(name="source", schema=ID, meaning="The id of who says so.")
RECEIPTS = {201: RECEIPT, 200: RECEIPT}


@call(
    "GET",
    "/reports",
    tag="reports",
    parameters=(AREA, SOURCE, FIRST, LAST, KNOWN_AT, *PAGING),
    answers={200: page_of("ReportPage", REPORT)},
)
def list_all_reports(asked: Asked) -> ResponseReturnValue:
    """List reports, the newest first, withdrawn ones too."""
    wanted = make_filter(asked)
    limit = asked.query["limit"] or ON_A_PAGE
    found = list_reports(
        asked.session,
        wanted,
        limit=limit + 1,
        before=asked.query["cursor"],
        known_at=asked.query["known_at"],
    )
    shown = found[:limit]
    following = shown[-1].report_id if len(found) > limit else None
    return answer_page([describe_report(report) for report in shown], following)


def make_filter(asked: Asked) -> ReportFilter:
    """The reports that are asked for, among those that the program sees."""
    area = asked.query["area"]
    if area is not None:
        asked.require_reached(area)
    source = asked.query.get("source")
    if source is not None:
        load_source(asked.session, source)
    return ReportFilter(
        beneath=area,
        seen=asked.reach.seen,
        hidden=asked.reach.hidden,
        source=source,
        first=asked.query["from"],
        last=asked.query["to"],
    )


@call(
    "GET",
    REPORT_PATH,
    tag="reports",
    parameters=(KNOWN_AT,),
    answers={200: REPORT},
    ids=IDS,
)
def show_report(asked: Asked, report_id: int) -> ResponseReturnValue:
    """Show a report with all that was ever said of it.

    The tag of the answer may be sent as `If-Match` with a correction or a withdrawal.
    """
    found = load_reports(asked.session, [report_id], known_at=asked.query["known_at"])
    if not found:
        raise NotFound("report", report_id)
    asked.require_reached(found[0].place_id, "report", report_id)
    return answer(describe_report(found[0]))


@call(
    "POST",
    "/reports",
    tag="reports",
    roles=COORDINATOR,
    repeats=True,
    body=NEW_REPORT,
    judge=judge_report,
    answers=RECEIPTS,
    problems=(409,),
)
def make_report(asked: Asked) -> ResponseReturnValue:
    """Make a report: what a source says of a unit for a day.

    Answers 201, and 200 when the same was accepted before. What cannot be true is refused with 422
    and its place in the body. What looks unlikely is answered with 422, `warnings` and a
    `confirmation`: if the numbers are meant so, send the same again with that confirmation.
    """
    right = open_place(asked)
    draft = draft_report(
        asked.body,
        source_id=choose_source(asked),
        asked=list_indicators(load_kind(asked.session, asked.body["place"])),
        person_id=asked.person.id,
    )
    right.check(asked, describe_draft(draft))
    try:
        return send_receipt(record_report(writing(), draft, now=now()))
    except NeedsConfirmation as problem:
        return ask_to_confirm(problem, draft.day, draft.counts)


def choose_source(asked: Asked) -> int:
    """The source that is named, else the person's own; that of the first time if sent again."""
    if asked.body["source"] is not None:
        named: int = asked.body["source"]
        return named
    earlier = find_accepted(asked.session, asked.body["submission_id"])
    own = asked.person.source_id
    if earlier is not None and earlier.person_id == asked.person.id:
        own = earlier.source_id
    if own is None:
        raise InvalidField("source", "Choose a source: your account has none of its own")
    return own


@call(
    "POST",
    f"{REPORT_PATH}/corrections",
    tag="reports",
    roles=COORDINATOR,
    repeats=True,
    body=CORRECTION,
    judge=judge_report,
    answers=RECEIPTS,
    problems=(409, 412),
    ids=IDS,
)
def correct(asked: Asked, report_id: int) -> ResponseReturnValue:
    """Correct a report: all its numbers anew, with the reason.

    409 where the report changed since the revision that it is based on; 412 where `If-Match` was
    sent and the report is not the one that was read.
    """
    report, right = open_report(asked, report_id)
    check_match(report, asked.body["submission_id"])
    draft = draft_correction(
        asked.body,
        report_id=report_id,
        day=report.day,
        asked=list_indicators(load_kind(asked.session, report.place_id)),
        person_id=asked.person.id,
    )
    right.check(asked, describe_correction(draft))
    try:
        return send_receipt(correct_report(writing(), draft, now=now()))
    except NeedsConfirmation as problem:
        return ask_to_confirm(problem, report.day, draft.counts, draft.move)


@call(
    "POST",
    f"{REPORT_PATH}/withdrawals",
    tag="reports",
    roles=COORDINATOR,
    repeats=True,
    body=WITHDRAWAL,
    answers=RECEIPTS,
    problems=(409, 412),
    ids=IDS,
)
def withdraw(asked: Asked, report_id: int) -> ResponseReturnValue:
    """Withdraw a report, with the reason: it no longer counts, its history stays."""
    report, right = open_report(asked, report_id)
    check_match(report, asked.body["submission_id"])
    draft = draft_withdrawal(asked.body, report_id=report_id, person_id=asked.person.id)
    right.check(asked, describe_withdrawal(draft))
    return send_receipt(withdraw_report(writing(), draft, now=now()))


def open_report(asked: Asked, report_id: int) -> tuple[ReportHistory, Right]:
    """A report that the program may change, or once changed so, with the right to it."""
    report = load_report(asked.session, report_id)
    refusal = NotFound("report", report_id)
    return report, find_right(asked, report.place_id, refusal, report_id)


def check_match(report: ReportHistory, submission_id: UUID) -> None:
    """Refuse a change on condition that the report is as it was read, unless it was made already.

    A tag is the same one whether or not it is marked as weak: packed answers have it so.
    """
    wanted = request.if_match
    if not wanted or wanted.star_tag:
        return
    if wanted.contains_weak(tag_of(write_json(describe_report(report)))):
        return
    if not knows_submission(writing(), submission_id):
        raise ChangedMeanwhile


def ask_to_confirm(problem: NeedsConfirmation, *subject: object) -> ResponseReturnValue:
    """What looks unlikely, and what to send along where it is meant so."""
    return tell(
        422,
        Kind.NEEDS_CONFIRMATION,
        "Look at each of the warnings. If the numbers are meant so, send them with `confirmation`.",
        warnings=describe_warnings(problem.warnings),
        confirmation=bind_confirmation(problem.warnings, *subject),
    )


def send_receipt(receipt: Receipt) -> ResponseReturnValue:
    """Answer what was recorded: 201 the first time, 200 after that."""
    status = 200 if receipt.repeated else 201
    location = url_for("api.show_report", report_id=receipt.report_id)
    return answer(describe_receipt(receipt), status, location=location)
