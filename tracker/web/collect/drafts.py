"""Reports and corrections out of a form that was filled in, read as the pages' own forms are."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.counts import Form
from tracker.domain.errors import InvalidCount, InvalidField, InvalidReport, NotFound
from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.reports import Channel, CorrectionDraft, ReportDraft
from tracker.exchange.openrosa import SentForm
from tracker.exchange.openrosa.questions import (
    CELLS,
    CONTROLS,
    DAY,
    FALL,
    HOUSEHOLDS,
    NOTE,
    REASON,
    SOURCE,
    UNIT,
    name_question,
)
from tracker.recording.corrections import describe_correction
from tracker.recording.history import ReportHistory
from tracker.recording.reports import describe_report
from tracker.recording.submissions import Accepted
from tracker.registry.places import load_kind
from tracker.registry.tokens import Bearer
from tracker.web.collect.collectors import NOT_YOURS, find_right, read_place
from tracker.web.entry.drafts import read_correction, read_report
from tracker.web.entry.names import SEPARATOR, name_fall_fields, name_part_field
from tracker.web.entry.report_page import list_indicators
from tracker.web.shared import messages
from tracker.web.shared.formats import day as write_day
from tracker.web.shared.unit_of_work import reading

_FIELDS = {
    **{control: control for control in ("value", *CONTROLS, *HOUSEHOLDS) if control != "form"},
    **{cell: name_part_field(sex, band) for cell, (sex, band) in CELLS.items()},
}
"""What is asked of a count, by the name that the pages' own forms have for it."""

REASON_LABEL = "Reason for the correction"


def read_new_report(form: SentForm, bearer: Bearer) -> ReportDraft:
    """The report that a form makes. Raises as the pages' own reading does."""
    place_id = read_place(form)
    right = find_right(bearer, form, place_id, InvalidField("place", NOT_YOURS))
    sent = sort_answers(form)
    sent["note"] = join_note(form)
    draft = read_report(
        sent,
        place_id=place_id,
        indicators=list_indicators(load_kind(reading(), place_id)),
        person_id=bearer.person.id,
    )
    right.check(form, describe_report(draft))
    return replace(draft, channel=Channel.PHONE)


def read_changed_report(
    form: SentForm, bearer: Bearer, report: ReportHistory, corrected: Accepted
) -> CorrectionDraft:
    """The correction that a form makes of a report that was sent before.

    The reason stands in its own question, else in the note.
    """
    refusal = NotFound("report", report.report_id)
    right = find_right(bearer, form, report.place_id, refusal, report.report_id)
    check_kept(form, report)
    sent = sort_answers(form) | {"based_on": str(corrected.seq)}
    sent["note"] = form.answers.get(NOTE, "")
    sent["reason"] = form.answers.get(REASON) or sent["note"]
    draft = read_correction(
        sent,
        report_id=report.report_id,
        day=report.day,
        indicators=list_indicators(load_kind(reading(), report.place_id)),
        person_id=bearer.person.id,
    )
    right.check(form, describe_correction(draft))
    return replace(draft, channel=Channel.PHONE)


def check_kept(form: SentForm, report: ReportHistory) -> None:
    """A report keeps what it is about: another unit, day or source is another report."""
    kept = {
        UNIT: str(report.place_id),
        DAY: report.day.isoformat(),
        SOURCE: str(report.source_id),
    }
    if any(form.answers.get(name) != value for name, value in kept.items()):
        raise InvalidField(
            "report",
            f"Keep district or shelter, day and source of report {report.report_id} "
            f"({report.place_name}, {write_day(report.day)}, {report.source_name}) when you change "
            "it. For another one fill in a new form, and withdraw this one on its page",
        )


def sort_answers(form: SentForm) -> dict[str, str]:
    """The answers under the names that the pages' own forms use."""
    answers = form.answers
    sent = {
        "submission_id": str(form.instance_id),
        "day": answers.get(DAY, ""),
        "source": answers.get(SOURCE, ""),
    }
    for indicator in Indicator:
        for control, field in _FIELDS.items():
            answer = answers.get(name_question(indicator, control))
            if answer:
                sent[SEPARATOR.join((indicator.value, field))] = answer
    for tally in TALLIES:
        if read_form(tally, answers.get(name_question(tally, "form"))) is Form.TOTAL:
            sent[SEPARATOR.join((tally.value, "total"))] = "on"
            sent[f"{name_fall_fields(tally)}kind"] = answers.get(FALL, "")
    return sent


def read_form(tally: Indicator, answer: str | None) -> Form:
    """Whether a number is new or the total so far; new unless said otherwise."""
    try:
        found = Form(answer) if answer else Form.NEW
    except ValueError:
        found = Form.LEVEL
    if found is Form.LEVEL:
        message = messages.select("new or total so far")
        raise InvalidReport((InvalidCount(tally, "form", message),))
    return found


def join_note(form: SentForm) -> str:
    """The note; a reason that was given though nothing is corrected stands in it too."""
    note, reason = form.answers.get(NOTE, ""), form.answers.get(REASON)
    return "\n".join(filter(None, (note, f"{REASON_LABEL}: {reason}" if reason else "")))
