"""Imports: planned without writing, recorded as one unit, looked at, and undone as a whole."""

from tracker.exchange.importing.chance_sums import settle_sums
from tracker.exchange.importing.day_sums import LatestSums, keep_latest, sum_by_day
from tracker.exchange.importing.entries import DaySum, Outcome, PartSum, Planned, RefusedRow, Stated
from tracker.exchange.importing.kept_rows import ImportDraft
from tracker.exchange.importing.leaving_out import list_left_out
from tracker.exchange.importing.notices import PlanWarning, WarningKind
from tracker.exchange.importing.plan_warnings import list_warnings
from tracker.exchange.importing.planning import MappingUnfit, Plan, plan_import
from tracker.exchange.importing.reasons import Reason, sum_reasons
from tracker.exchange.importing.recording import (
    find_import,
    find_import_of_file,
    is_of_file,
    record_import,
)
from tracker.exchange.importing.refused_files import RefusedFile
from tracker.exchange.importing.registered import Registered, find_registered
from tracker.exchange.importing.runs import (
    Covered,
    ImportedReport,
    ImportRun,
    find_covered,
    list_imported,
    list_imports,
    list_refused,
    load_import,
)
from tracker.exchange.importing.unanswered import require_answers
from tracker.exchange.importing.undoing import (
    AlreadyUndone,
    Undoing,
    check_undoing,
    find_built_upon,
    foresee_undoing,
    undo_import,
)

__all__ = [
    "AlreadyUndone",
    "Covered",
    "DaySum",
    "ImportDraft",
    "ImportRun",
    "ImportedReport",
    "LatestSums",
    "MappingUnfit",
    "Outcome",
    "PartSum",
    "Plan",
    "PlanWarning",
    "Planned",
    "Reason",
    "RefusedFile",
    "RefusedRow",
    "Registered",
    "Stated",
    "Undoing",
    "WarningKind",
    "check_undoing",
    "find_built_upon",
    "find_covered",
    "find_import",
    "find_import_of_file",
    "find_registered",
    "foresee_undoing",
    "is_of_file",
    "keep_latest",
    "list_imported",
    "list_imports",
    "list_left_out",
    "list_refused",
    "list_warnings",
    "load_import",
    "plan_import",
    "record_import",
    "require_answers",
    "settle_sums",
    "sum_by_day",
    "sum_reasons",
    "undo_import",
]
