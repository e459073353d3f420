"""The page of a submission id that came again with other content."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.errors import SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.web.entry.count_reading import read_counts
from tracker.web.entry.scope import load_seen_report
from tracker.web.entry.sentences import describe_counts
from tracker.web.shared.identity import current_person
from tracker.web.shared.unit_of_work import keep_writing, writing

CONFLICT = 409


def show_conflict(conflict: SubmissionConflict) -> ResponseReturnValue:
    """Show the stored report beside what came now; both are kept for a person to look at."""
    keep_writing()
    # The request's own view of the database may be older than the report.
    report = load_seen_report(current_person(), conflict.report_id, writing())
    revision = next(found for found in report.revisions if found.seq == conflict.seq)
    page = render_template(
        "entry/conflict.html",
        message=conflict.message,
        report=report,
        stored=describe_counts(revision.counts),
        sent=describe_counts(read_counts(request.form, tuple(Indicator)).counts),
    )
    return page, CONFLICT
