"""What becomes of each report that a file states, beside what stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.exchange.importing.entries import Outcome, Planned, Stated
from tracker.exchange.importing.standing import StandingReport

ByIndicator = Mapping[Indicator, Count]


def compare(stated: Stated, standing: Sequence[StandingReport]) -> Planned | None:
    """What a stated report does; None where it says nothing and nothing stands.

    A report that came from an import of the same source is corrected where the file's cells
    changed since; what a person corrected and the file repeats stays. A person's own report is
    never touched: the file's stands beside it, unless both say the same.
    """
    own = [report for report in standing if report.source_id == stated.source_id]
    imported = next((report for report in own if report.base is not None), None)
    if imported is not None:
        return _compare_editions(stated, imported)
    if not stated.counts:
        return None
    if any(_repeats(stated, report) for report in own):
        return Planned(stated=stated, outcome=Outcome.UNCHANGED)
    told = {count.indicator for count in stated.counts}
    rival = any(count.indicator in told for report in standing for count in report.counts)
    outcome = Outcome.RIVAL if rival else Outcome.ADDED
    return Planned(stated=stated, outcome=outcome, counts=stated.counts)


def _compare_editions(stated: Stated, report: StandingReport) -> Planned:
    stands = index_counts(report.counts)
    merged = merge(
        index_counts(report.base or ()), stands, index_counts(stated.counts), stated.blank
    )
    outcome = Outcome.CORRECTED if merged else Outcome.WITHDRAWN
    if merged == stands:
        outcome = Outcome.UNCHANGED
    return Planned(
        stated=stated,
        outcome=outcome,
        counts=tuple(merged.values()),
        before=() if outcome is Outcome.UNCHANGED else tuple(stands.values()),
        report_id=report.report_id,
        based_on=report.seq,
    )


def merge(
    base: ByIndicator, stands: ByIndicator, told: ByIndicator, blank: Collection[Indicator]
) -> dict[Indicator, Count]:
    """What stands, with every cell that changed since the last edition as the new one has it.

    A cell that became blank takes its count away; an indicator that the file does not speak of
    stays.
    """
    merged = dict(stands)
    for indicator in (*told, *blank):
        new = told.get(indicator)
        if new == base.get(indicator):
            continue
        if new is None:
            merged.pop(indicator, None)
        else:
            merged[indicator] = new
    return merged


def _repeats(stated: Stated, report: StandingReport) -> bool:
    """Whether a report says already all that the file does."""
    said = index_counts(report.counts)
    return all(said.get(i) == count for i, count in index_counts(stated.counts).items())


def index_counts(counts: Sequence[Count]) -> dict[Indicator, Count]:
    """Counts by indicator, with their parts in one order."""
    return {
        count.indicator: replace(count, parts=tuple(sorted(count.parts, key=repr)))
        if count.parts
        else count
        for count in counts
    }
