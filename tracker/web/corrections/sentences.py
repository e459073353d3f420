"""Acts that changed published totals, in words."""

from __future__ import annotations

from tracker.domain.checks.limits import NOUNS
from tracker.domain.falls import FallKind, describe_move
from tracker.domain.published import ActKind
from tracker.domain.review import DecisionKind
from tracker.recording.published import ToldAct
from tracker.web.shared.published_words import describe_changes

KIND_LABELS = {
    ActKind.LATE: "Late report",
    ActKind.CORRECTION: "Correction",
    ActKind.WITHDRAWAL: "Withdrawal",
    ActKind.DECISION: "Decision of a reviewer",
    ActKind.RULING: "Ruling about a source",
    ActKind.REGISTER: "Change of the register",
    ActKind.IMPORT: "Import of a file",
    ActKind.UNDOING: "Import undone",
}
DONE = {
    ActKind.LATE: "came late",
    ActKind.CORRECTION: "was corrected",
    ActKind.WITHDRAWAL: "was withdrawn",
    ActKind.IMPORT: "was recorded",
    ActKind.UNDOING: "was undone",
}
WITHOUT_REPORT = {
    ActKind.LATE: "An import came late",
    ActKind.CORRECTION: "An import corrected reports",
    ActKind.WITHDRAWAL: "An import was undone",
}
"""Acts of imports that were kept as those of reports, before imports had acts of their own."""
DECIDED = {
    DecisionKind.VERIFIED: "was verified",
    DecisionKind.DISPUTED: "was marked as disputed",
    DecisionKind.RETURNED: "was returned to be corrected",
    DecisionKind.REJECTED: "was rejected",
    DecisionKind.PREFERRED: "was preferred to other reports",
}
_FELL = {
    FallKind.CORRECTION: "counted again",
    FallKind.MISTAKE: "entered by mistake before",
}
WHOLE_OPERATION = "the whole operation"


def name_act(act: ToldAct) -> str:
    """What was done, in one sentence: `Report 12 about Sudzha district was corrected`."""
    place = act.place_name or WHOLE_OPERATION
    if act.kind is ActKind.REGISTER:
        return f"The register of {place} was changed"
    if act.kind is ActKind.RULING:
        return f"A source's numbers of {place} were ruled on"
    if act.import_id is not None:
        return f"Import {act.import_id} {DONE[act.kind]}{_name_register(act)}"
    if act.report_id is None:
        return WITHOUT_REPORT[act.kind]
    done = DECIDED[act.decision] if act.decision else DONE[act.kind]
    return f"Report {act.report_id} about {place} {done}"


def _name_register(act: ToldAct) -> str:
    """Where an import or its undoing changed the register: it is told apart from the reports."""
    return f": the register of {act.place_name} was changed" if act.place_name else ""


def describe_act(act: ToldAct) -> list[str]:
    """Who moved or why totals fell, and what changed in the places asked for."""
    moved = [describe_move(fall) for fall in act.falls if fall.into]
    fell = [
        f"{NOUNS[fall.indicator].capitalize()}: {_FELL[fall.kind]}"
        for fall in act.falls
        if fall.kind in _FELL
    ]
    return [*moved, *fell, *describe_changes(act.changes)]
