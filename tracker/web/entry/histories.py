"""Pages that show a report: the receipt after an act on it, and its history."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.review import ReviewState
from tracker.recording.published import list_report_changes
from tracker.registry.people import may_write
from tracker.registry.places import load_place
from tracker.web.entry.routes import REPORT, blueprint
from tracker.web.entry.scope import find_unit, load_seen_report
from tracker.web.entry.sentences import describe_counts, describe_effects, describe_grade
from tracker.web.entry.timeline import list_events
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.unit_of_work import reading

REVIEW_MARKS = {state: (state.value, None) for state in ReviewState} | {
    ReviewState.CHANGED: ("corrected", "changed since verified")
}


@blueprint.get(REPORT)
@access.signed_in
def history(report_id: int) -> ResponseReturnValue:
    """All that was ever said of a report, in sentences."""
    person = current_person()
    report = load_seen_report(person, report_id)
    return render_template(
        "entry/history.html",
        report=report,
        place=load_place(reading(), report.place_id),
        counts=describe_counts(report.counts),
        grade=describe_grade(report.grade),
        review=REVIEW_MARKS[report.standing.review],
        events=list_events(report, list_report_changes(reading(), report_id)),
        may_change=may_write(reading(), person, report.place_id),
    )


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
