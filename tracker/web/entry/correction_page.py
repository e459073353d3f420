"""The pages of a correction and a withdrawal: the form, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from tracker.domain.counts import Count
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Decision, SoftWarning
from tracker.domain.review import DecisionKind, ReviewState
from tracker.recording.context import load_entry_context
from tracker.recording.history import ReportHistory
from tracker.registry.places import load_place
from tracker.web.entry.count_reading import read_counts
from tracker.web.entry.drafts import read_move
from tracker.web.entry.last_values import list_last_values
from tracker.web.entry.problems import Problems, complete_problems
from tracker.web.entry.report_form import CorrectionForm, WithdrawalForm
from tracker.web.entry.report_page import describe_warnings, list_indicators
from tracker.web.entry.scope import find_unit
from tracker.web.entry.sentences import compare_versions, describe_counts
from tracker.web.entry.timeline import HistoryEvent, list_revisions_after
from tracker.web.shared import clock
from tracker.web.shared.ids import read_number
from tracker.web.shared.operation import require_operation
from tracker.web.shared.unit_of_work import reading


def list_corrected(report: ReportHistory) -> tuple[Indicator, ...]:
    """What a correction asks for: what the place reports, and what the report said beside it."""
    asked = {count.indicator for count in report.counts}
    asked.update(list_indicators(load_place(reading(), report.place_id).kind))
    return tuple(indicator for indicator in Indicator if indicator in asked)


def describe_correction(
    report: ReportHistory,
    *,
    sent: MultiDict[str, str] | None,
    problems: Problems = (),
    warnings: Sequence[SoftWarning] = (),
) -> dict[str, Any]:
    """What the template of a correction shows; with what was sent when the form is shown again."""
    place = load_place(reading(), report.place_id)
    stored = report.counts
    asked = list_corrected(report)
    counts = read_counts(sent, asked).counts if sent is not None else stored
    entry = load_entry_context(
        reading(), report.place_id, report.day, now=clock.now(), ignore_report=report.report_id
    )
    meanwhile = _find_meanwhile(report, sent)
    form = CorrectionForm(_renew_basis(sent, report), data=_prefill(report))
    form.fill_counts(
        asked,
        sent=sent,
        stored=stored,
        household_size=require_operation().household_size,
        with_grid=sent.get("breakdown") if sent is not None else None,
    )
    form.offer_moves(asked)
    form.ask_falls(warnings, sent)
    form.show_problems(complete_problems(problems, report.day, counts, entry))
    return {
        "report": report,
        "place": place,
        "day": report.day,
        "unit": find_unit(place.id, report.day),
        "form": form,
        "last_values": list_last_values(entry, counts),
        "returned": _find_return(report),
        "versions": _compare(report, sent, counts) if meanwhile else (),
        "meanwhile": meanwhile,
        **describe_warnings(warnings, report.day, counts, read_move(sent)),
    }


def describe_withdrawal(
    report: ReportHistory,
    *,
    sent: MultiDict[str, str] | None,
    problems: Problems = (),
    warnings: Sequence[SoftWarning] = (),
) -> dict[str, Any]:
    """What the template of a withdrawal shows."""
    form = WithdrawalForm(_renew_basis(sent, report), data=_prefill(report))
    form.show_refusals(*(p for p in problems if isinstance(p, InvalidField)))
    return {
        "report": report,
        "place": load_place(reading(), report.place_id),
        "form": form,
        "counts": describe_counts(report.counts),
        "meanwhile": _find_meanwhile(report, sent),
        "warnings": warnings,
    }


def _prefill(report: ReportHistory) -> dict[str, Any]:
    notes = [revision.note for revision in report.revisions if revision.counts]
    return {"based_on": str(report.standing.seq), "note": notes[-1] if notes else None}


def _renew_basis(
    sent: MultiDict[str, str] | None, report: ReportHistory
) -> MultiDict[str, str] | None:
    """What was sent, based on what stands now: what changed meanwhile is shown beside it."""
    if sent is None:
        return None
    renewed = MultiDict(sent)
    renewed["based_on"] = str(report.standing.seq)
    return renewed


def _find_meanwhile(
    report: ReportHistory, sent: MultiDict[str, str] | None
) -> tuple[HistoryEvent, ...]:
    """The acts on the report since the form was opened, newest first."""
    based_on = _read_basis(sent)
    return list_revisions_after(report, based_on) if based_on else ()


def _read_basis(sent: MultiDict[str, str] | None) -> int:
    based_on = sent.get("based_on", "") if sent is not None else ""
    return read_number(based_on) or 0


def _compare(
    report: ReportHistory, sent: MultiDict[str, str] | None, counts: Sequence[Count]
) -> list[tuple[str, list[str | None]]]:
    """Rows of the comparison: when the form was opened, now, and what was typed."""
    based_on = _read_basis(sent)
    opened = [r.counts for r in report.revisions if r.seq <= based_on and r.counts]
    return list(compare_versions((opened[-1] if opened else (), report.counts, counts)))


def _find_return(report: ReportHistory) -> Decision | None:
    """The decision by which a reviewer sent the report back, while it is not corrected."""
    if report.standing.review is not ReviewState.RETURNED:
        return None
    returned = [d for d in report.decisions if d.kind is DecisionKind.RETURNED]
    return returned[-1] if returned else None
