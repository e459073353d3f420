"""What changed between two moments, in words: what each act made of a unit's numbers."""

from __future__ import annotations

from datetime import date

from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, Difference
from tracker.domain.reports import Decision, Revision, RevisionKind
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingKind
from tracker.recording.causes import Cause, Step
from tracker.recording.joint_acts import Effect, JointAct
from tracker.recording.register_causes import RegisterCause
from tracker.web.shared.counting_words import say_counting
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.published_words import (
    name_series,
    say_after,
    say_before,
    say_change,
    say_days,
)

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
_DECIDED_MANY = {
    DecisionKind.VERIFIED: "were verified at once",
    DecisionKind.DISPUTED: "were marked as disputed at once",
    DecisionKind.RETURNED: "were returned to be corrected at once",
    DecisionKind.REJECTED: "were rejected at once",
    DecisionKind.PREFERRED: "were preferred to others at once",
}
_RULED = {
    RulingKind.RIVAL: "were ruled a rival of the others",
    RulingKind.DIFFERENT: "were ruled a different thing",
}


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


def name_joint_act(act: JointAct) -> str:
    """An act about many reports: `Import 3 of beds.csv: 99 reports about 12 units, 5 to 9 Aug`."""
    days = say_period(act.first, act.last)
    if act.decision is not None:
        reports = f"{act.reports:,} reports about {_count(act.places, 'unit')}"
        return f"{reports} for {days} {_DECIDED_MANY[act.decision]}"
    called = f"Import {act.import_id} of {act.file_name}"
    if act.edition:
        called += f", {act.edition}"
    done = " was undone" if act.kind is ActKind.UNDOING else ""
    reports = _count(act.reports, "report")
    return f"{called}{done}: {reports} about {_count(act.places, 'unit')}, {days}"


def name_register_cause(cause: RegisterCause) -> str:
    """A change of the register: `Hall: the shelter is closed from 9 Aug 2024 on`."""
    return say_register(cause.place_name, cause.changed)


def say_register(place_name: str, changed: str) -> str:
    """What was changed in the register of a place, as part of a sentence."""
    return f"{place_name}: {changed[:1].lower()}{changed[1:]}"


def say_period(first: date, last: date) -> str:
    """A day, or from one to another."""
    return say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def describe_steps(cause: Cause) -> str:
    """From what to what, `People sheltered: 40 → 45`; where nothing stood before, what was said."""
    if any(step.before for step in cause.steps):
        return "; ".join(map(_describe_step, cause.steps))
    said = (f"{_name(step)} {say_counting(step.after)}" for step in cause.steps)
    return f"Not reported before: {'; '.join(said)}"


def _describe_step(step: Step) -> str:
    return f"{_name(step, whole=True)}: {say_counting(step.before)} → {say_counting(step.after)}"


def _name(step: Step, *, whole: bool = False) -> str:
    label = step.indicator.definition.label
    return label if whole else label[0].lower() + label[1:]


def describe_effect(effect: Effect, most: int) -> list[str]:
    """What an act changed in totals, a sentence for each span of days, the last ones first."""
    spans: dict[str, list[str]] = {}
    for indicator, found in sorted(effect, key=_last_day, reverse=True):
        step = say_change(found)
        numbers = f"{name_series(indicator)} {say_before(found)} → {say_after(found)}"
        told = spans.setdefault(say_days(found), [])
        told.append(f"{numbers} ({step})" if step else numbers)
    said = [f"{days}: {'; '.join(told)}" for days, told in spans.items()]
    return [sentence[0].upper() + sentence[1:] for sentence in said[:most]]


def _last_day(one: tuple[Indicator, Difference]) -> date:
    return one[1].last or date.max
