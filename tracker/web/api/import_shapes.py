"""Imports as the API answers them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from tracker.domain.reports import RevisionKind
from tracker.exchange.importing import (
    ImportedReport,
    ImportRun,
    Outcome,
    Plan,
    PlanWarning,
    Reason,
    RefusedRow,
    WarningKind,
    list_left_out,
    sum_by_day,
    sum_reasons,
)
from tracker.exchange.importing.reasons import MOST_REASONS
from tracker.web.api.import_sums import SUM, describe_sums
from tracker.web.api.problems import tell_misfit
from tracker.web.api.records import ListOf, Record, given, known_or_null
from tracker.web.api.schemas import Choice, Day, Moment, Truth
from tracker.web.api.shapes import COUNTED, FAULT, MANY, PLACE, REPORT_ID, WORDS
from tracker.web.shared.course_notes import Course


class State(StrEnum):
    """How far a long file is."""

    UNDER_WAY = "under way"
    DONE = "done"
    GIVEN_UP = "given up"


_OUTCOMES = {
    "added": given(COUNTED, "Reports added, those beside others included."),
    "rivals": given(COUNTED, "Of those, reports that stand beside others."),
    "corrected": given(COUNTED, "Reports corrected."),
    "withdrawn": given(COUNTED, "Reports withdrawn."),
    "unchanged": given(COUNTED, "Reports that said the same already."),
    "refused": given(COUNTED, "Rows that were not taken in."),
}
UNDONE = Record(
    name="Undone",
    items={
        "reason": given(WORDS, "Why."),
        "by": given(WORDS, "Who undid it."),
        "recorded_at": given(Moment(), "When."),
    },
)
IMPORT = Record(
    name="Import",
    items={
        "id": given(REPORT_ID, "The import's id."),
        "file_name": given(WORDS, "The file's name."),
        "edition": known_or_null(WORDS, "Which state of the file it was."),
        "mapping": known_or_null(WORDS, "The name of the mapping that it was read by."),
        **_OUTCOMES,
        "by": given(WORDS, "Who imported it."),
        "recorded_at": given(Moment(), "When."),
        "undone": known_or_null(UNDONE, "That it was undone as a whole."),
    },
)
IMPORTED = Record(
    name="ImportedReport",
    items={
        "report": given(REPORT_ID, "The report's id."),
        "place": given(PLACE, "The area or unit that it is about."),
        "day": given(Day(), "The day that it is about."),
        "kind": given(Choice(of=RevisionKind, noun="a kind"), "What the import did."),
        "rows": given(WORDS, "The rows of the file."),
    },
)
REFUSED = Record(
    name="RefusedRow",
    items={
        "row": given(COUNTED, "The row of the file."),
        "reason": given(WORDS, "Why it was not taken in."),
        "cells": given(ListOf(item=WORDS, most=MANY), "Its cells as text."),
    },
)
REASON = Record(
    name="RefusedReason",
    items={
        "reason": given(WORDS, "What to do about it."),
        "rows": given(COUNTED, "Rows refused for it."),
        "first": given(ListOf(item=WORDS, most=MANY), "Where the first of them are."),
    },
)
WARNING = Record(
    name="ImportWarning",
    items={
        "kind": given(Choice(of=WarningKind, noun="a kind"), "What is warned of."),
        "heading": given(WORDS, "It in a few words."),
        "detail": given(WORDS, "It in a sentence."),
        "about": given(ListOf(item=WORDS, most=100), "The first of what it is about."),
        "remedy": known_or_null(WORDS, "What to do where it is not meant."),
    },
)
RESULT = Record(
    name="ImportResult",
    items={
        "import": known_or_null(
            REPORT_ID, "The import's id; null where nothing was recorded: a dry run, or no change."
        ),
        "repeated": given(COUNTED, "Rows of the file that say the same again."),
        "rows": given(COUNTED, "Rows of the file."),
        "left_out": given(COUNTED, "Rows that are not meant, such as totals."),
        "left_out_for": given(
            ListOf(item=WORDS, most=MANY), "Why, the most frequent first, with how many rows each."
        ),
        "blank": given(COUNTED, "Rows without any number."),
        **_OUTCOMES,
        "first_refused": given(ListOf(item=REFUSED, most=100), "The first rows not taken in."),
        "refused_for": given(
            ListOf(item=REASON, most=MOST_REASONS),
            "Why rows are not taken in, the most frequent first",
        ),
        "warnings": given(
            ListOf(item=WARNING, most=len(WarningKind)), "What to know before it is recorded."
        ),
        "falls": given(ListOf(item=WORDS, most=100), "The first totals so far that fall."),
        "new_shelters": given(
            ListOf(item=WORDS, most=MANY), "Shelters that are registered, or brought back."
        ),
        "sums": given(
            ListOf(item=SUM, most=MANY),
            "What the reports of the file add up to by day and number, to hold against the file.",
        ),
    },
)
COURSE = Record(
    name="ImportCourse",
    items={
        "state": given(Choice(of=State, noun="a state"), "What is being done, or became of it."),
        "waits": given(Truth(), "Whether other files have to be done first."),
        "stopping": given(Truth(), "Whether somebody asked to stop it, and it has not ended yet."),
        "per_cent": given(COUNTED, "How much of it is done."),
        "seconds_left": known_or_null(COUNTED, "About how long it takes on."),
        "import": known_or_null(REPORT_ID, "The import's id, once it is recorded or undone."),
        "problem": known_or_null(WORDS, "Why it was given up, and what to do."),
        "errors": given(
            ListOf(item=FAULT, most=MANY),
            "Where the mapping does not fit the file: what is wrong with it, value by value.",
        ),
        "result": known_or_null(RESULT, "What it did, or would do, once that is known."),
    },
)
MOST_TOLD = 100


def describe_course(
    course: Course, import_id: int | None, result: dict[str, Any] | None
) -> dict[str, Any]:
    """How far a long file is; `import_id` is what it was recorded as, whatever was told last."""
    recorded = import_id if import_id is not None else course.import_id
    is_done = course.is_finished or recorded is not None
    state = State.UNDER_WAY if course.is_under_way else State.GIVEN_UP
    return {
        "state": State.DONE if is_done else state,
        "waits": course.is_waiting and course.is_under_way and not is_done,
        "stopping": course.is_stopping and course.is_under_way and not is_done,
        "per_cent": 100 if is_done else course.per_cent,
        "seconds_left": None if is_done else course.seconds_left,
        "import": recorded,
        "problem": None if is_done else course.problem,
        "errors": [] if is_done else [tell_misfit(*misfit) for misfit in course.misfits],
        "result": result if is_done else None,
    }


def describe_again(
    run: ImportRun, refused: Sequence[RefusedRow], planned: dict[str, Any]
) -> dict[str, Any]:
    """What an import did, for who sends it once more; `planned` says what it would do by now."""
    described = describe_import(run)
    return {
        **planned,
        **{name: described[name] for name in _OUTCOMES},
        "import": run.id,
        "first_refused": [describe_refused(row) for row in refused[:MOST_TOLD]],
        "refused_for": [_describe_reason(reason) for reason in sum_reasons(refused)],
    }


def describe_import(run: ImportRun) -> dict[str, Any]:
    """An import as it is answered."""
    undone = run.undone
    return {
        "id": run.id,
        "file_name": run.file_name,
        "edition": run.edition,
        "mapping": run.mapping_name,
        "added": run.added,
        "rivals": run.rivals,
        "corrected": run.corrected,
        "withdrawn": run.withdrawn,
        "unchanged": run.unchanged,
        "refused": run.refused,
        "by": run.person_name,
        "recorded_at": run.recorded_at,
        "undone": undone
        and {
            "reason": undone.reason,
            "by": undone.person_name,
            "recorded_at": undone.recorded_at,
        },
    }


def describe_imported(report: ImportedReport) -> dict[str, Any]:
    """A report of an import as it is answered."""
    return {
        "report": report.report_id,
        "place": {"id": report.place_id, "name": report.place_name},
        "day": report.day,
        "kind": report.kind,
        "rows": report.file_rows,
    }


def describe_refused(row: RefusedRow) -> dict[str, Any]:
    """A row that was not taken in as it is answered."""
    return {"row": row.row, "reason": row.reason, "cells": [str(cell) for cell in row.cells]}


def _describe_reason(reason: Reason) -> dict[str, Any]:
    return {"reason": reason.words, "rows": reason.rows, "first": list(reason.first)}


def _describe_warning(warning: PlanWarning) -> dict[str, Any]:
    return {
        "kind": warning.kind,
        "heading": warning.heading,
        "detail": warning.words,
        "about": list(warning.lines),
        "remedy": warning.remedy or None,
    }


def describe_plan(
    plan: Plan, warnings: Sequence[PlanWarning], import_id: int | None
) -> dict[str, Any]:
    """What an import does, or would do, as it is answered."""
    rivals = plan.count(Outcome.RIVAL)
    return {
        "import": import_id,
        "rows": plan.rows,
        "left_out": plan.left_out,
        "left_out_for": list_left_out(plan.left_out_for),
        "blank": plan.blank,
        "repeated": plan.repeated,
        "added": plan.count(Outcome.ADDED) + rivals,
        "rivals": rivals,
        "corrected": plan.count(Outcome.CORRECTED),
        "withdrawn": plan.count(Outcome.WITHDRAWN),
        "unchanged": plan.unchanged,
        "refused": len(plan.refused),
        "first_refused": [describe_refused(row) for row in plan.refused[:MOST_TOLD]],
        "refused_for": [_describe_reason(reason) for reason in sum_reasons(plan.refused)],
        "warnings": [_describe_warning(warning) for warning in warnings],
        "falls": list(plan.falls[:MOST_TOLD]),
        "new_shelters": [matched.key.shelter for matched in (*plan.registering, *plan.restored)],
        "sums": describe_sums(sum_by_day(plan.planned)),
    }
