"""Pages that show a report: the receipt after an act on it, and its history."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.audit.trail import find_marks
from tracker.domain.audit import Act
from tracker.domain.errors import NotFound
from tracker.domain.review import ReviewState
from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.published import list_report_changes
from tracker.registry.people import may_write
from tracker.registry.places import load_place
from tracker.web.entry.routes import REPORT, blueprint
from tracker.web.entry.scope import find_unit, load_seen_report
from tracker.web.entry.sentences import describe_counts, describe_effects, describe_grade
from tracker.web.entry.timeline import Links, list_events
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import find_seen_ids
from tracker.web.shared.unit_of_work import reading

REVIEW_MARKS = {state: (state.value, None) for state in ReviewState} | {
    ReviewState.CHANGED: ("corrected", "changed since verified")
}


@blueprint.get(REPORT)
@access.signed_in
def history(report_id: int) -> ResponseReturnValue:
    """All that was ever said of a report, in sentences."""
    person = current_person()
    lookback = current_lookback() if current_operation() else None
    known_at = lookback.known_at if lookback else None
    now = load_seen_report(person, report_id)
    report = load_as_known(now, known_at)
    if report is None:
        return render_template("entry/not_yet.html", report=now), 404
    changes = list_report_changes(reading(), report_id, find_seen_ids(reading(), person))
    return render_template(
        "entry/history.html",
        report=report,
        later_acts=count_acts(now) - count_acts(report),
        place=load_place(reading(), report.place_id),
        counts=describe_counts(report.counts),
        grade=describe_grade(report.grade),
        review=REVIEW_MARKS[report.standing.review],
        events=list_events(report, changes, find_links(report)),
        may_change=known_at is None and may_write(reading(), person, report.place_id),
    )


def load_as_known(report: ReportHistory, known_at: datetime | None) -> ReportHistory | None:
    """The report as it stood at a moment (None: now); None before it was recorded."""
    if known_at is None:
        return report
    then = load_reports(reading(), [report.report_id], known_at=known_at)
    return then[0] if then else None


def count_acts(report: ReportHistory) -> int:
    """How many revisions and decisions it has."""
    return len(report.revisions) + len(report.decisions)


@blueprint.get(f"{REPORT}/receipt/<id(max=32767):seq>")
@access.signed_in
def receipt(report_id: int, seq: int) -> ResponseReturnValue:
    """What an act on a report changed; a submission sent again leads here as well."""
    person = current_person()
    report = load_seen_report(person, report_id)
    revision = next((found for found in report.revisions if found.seq == seq), None)
    if revision is None:
        raise NotFound("report", f"{report_id} with a version {seq}")
    place = load_place(reading(), report.place_id)
    return render_template(
        "entry/receipt.html",
        report=report,
        revision=revision,
        place=place,
        counts=describe_counts(revision.counts),
        effects=describe_effects(report.effects.get(seq, ()), report.day),
        unit=find_unit(place.id, report.day),
        may_change=may_write(reading(), person, report.place_id),
    )


def find_links(report: ReportHistory) -> Links:
    """The places in the audit trail of all acts on a report."""
    acts = {
        Act.REVISION: [revision.revision_id for revision in report.revisions],
        Act.DECISION: [decision.decision_id for decision in report.decisions],
    }
    return {
        (act.value, found): mark
        for act, ids in acts.items()
        for found, mark in find_marks(reading(), act, ids).items()
    }
