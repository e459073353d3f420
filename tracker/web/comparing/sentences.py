"""What changed between two moments, in words: what each act made of a unit's numbers."""

from __future__ import annotations

from tracker.charts.wording import phrase_bounds
from tracker.domain.counts import Form
from tracker.domain.reports import Decision, Revision, RevisionKind
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingKind
from tracker.recording.causes import Cause, Said, Step
from tracker.web.shared.formats import day as say_day

_REVISED = {
    RevisionKind.ORIGINAL: "was recorded",
    RevisionKind.CORRECTION: "was corrected",
    RevisionKind.WITHDRAWAL: "was withdrawn",
}
_DECIDED = {
    DecisionKind.VERIFIED: "was verified",
    DecisionKind.DISPUTED: "was marked as disputed",
    DecisionKind.RETURNED: "was returned to be corrected",
    DecisionKind.REJECTED: "was rejected",
    DecisionKind.PREFERRED: "was preferred to other reports",
}
_RULED = {
    RulingKind.RIVAL: "were ruled a rival of the others",
    RulingKind.DIFFERENT: "were ruled a different thing",
}
_FORMS = {Form.LEVEL: "", Form.NEW: " new", Form.TOTAL: " so far"}


def name_cause(cause: Cause) -> str:
    """What was done: `Report 12 about Hall for 9 Aug 2024 was corrected`."""
    act, about = cause.act, f"about {cause.place_name} for {say_day(cause.day)}"
    if isinstance(act, Revision):
        return f"{_name_report(cause)} {about} {_REVISED[act.kind]}"
    if isinstance(act, Decision):
        return f"{_name_report(cause)} {about} {_DECIDED[act.kind]}"
    return f"The numbers of {act.source_name} {about} {_RULED[act.kind]}"


def _name_report(cause: Cause) -> str:
    return f"Report {cause.report.report_id}" if cause.report else "A report"


def describe_steps(cause: Cause) -> list[str]:
    """From what to what: `People sheltered: 40 → 45`."""
    return [_describe_step(step) for step in cause.steps]


def _describe_step(step: Step) -> str:
    label = step.indicator.definition.label
    return f"{label}: {_say(step.before)} → {_say(step.after)}"


def _say(said: Said | None) -> str:
    if said is None:
        return "not reported"
    bounds = said.same.widen(said.other) if said.other else said.same
    return phrase_bounds(said.value, bounds.low, bounds.high) + _FORMS[said.form]
