"""What becomes of each report that a file states, beside what stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.exchange.importing.entries import Outcome, Planned, Stated
from tracker.exchange.importing.standing import StandingReport

ByIndicator = Mapping[Indicator, Count]


def compare(stated: Stated, known: Sequence[StandingReport]) -> Planned | None:
    """What a stated report does; None where it says nothing and nothing is known.

    A report that came from an import of the same source is corrected where the file's cells
    changed since; what a person corrected and the file repeats stays. So does what a person
    withdrew, as long as the file repeats it. A person's own report is never touched: the file's
    stands beside it, unless both say the same.
    """
    standing = [report for report in known if not report.withdrawn]
    if stated.is_ours:
        stated = _leave_what_stands(stated, standing)
        if not stated.counts:
            return Planned(stated=stated, outcome=Outcome.UNCHANGED)
    own = [report for report in known if report.source_id == stated.source_id]
    imported = [report for report in own if report.base is not None]
    edited = next((report for report in imported if not report.withdrawn), None)
    if edited is not None:
        return _compare_editions(stated, edited)
    if imported and (left := _leave_withdrawn(stated, imported[-1])):
        return left
    if not stated.counts:
        return None
    if any(_repeats(stated, report) for report in own if not report.withdrawn):
        return Planned(stated=stated, outcome=Outcome.UNCHANGED)
    told = {count.indicator for count in stated.counts}
    rival = any(count.indicator in told for report in standing for count in report.counts)
    outcome = Outcome.RIVAL if rival else Outcome.ADDED
    return Planned(stated=stated, outcome=outcome, counts=stated.counts)


def _compare_editions(stated: Stated, report: StandingReport) -> Planned:
    stands, base = index_counts(report.counts), index_counts(report.base or ())
    told = index_counts(stated.counts)
    said = take_over(base, told, stated.blank)
    merged = take_over(stands, *_find_changed(base, told, stated.blank))
    outcome = Outcome.CORRECTED if merged else Outcome.WITHDRAWN
    if merged == stands:
        outcome = Outcome.UNCHANGED
    return Planned(
        stated=stated,
        outcome=outcome,
        counts=tuple(merged.values()),
        before=tuple(stands.values()) if outcome.changes else (),
        report_id=report.report_id,
        based_on=report.seq,
        said=None if said == (merged if outcome.changes else base) else tuple(said.values()),
    )


def _leave_withdrawn(stated: Stated, report: StandingReport) -> Planned | None:
    """A report that stays withdrawn, since the file says of it what imports said before.

    None where it says something else: then it is another report.
    """
    base = index_counts(report.base or ())
    said = take_over(base, index_counts(stated.counts), stated.blank)
    if stated.counts and said != base:
        return None
    if not stated.counts and said == base:
        return None
    return Planned(
        stated=stated,
        outcome=Outcome.LEFT,
        report_id=report.report_id,
        said=None if said == base else tuple(said.values()),
    )


def _find_changed(
    base: ByIndicator, told: ByIndicator, blank: Collection[Indicator]
) -> tuple[ByIndicator, Collection[Indicator]]:
    """The cells that changed since the last edition: those with a count, and those without."""
    changed = {
        indicator: count for indicator, count in told.items() if count != base.get(indicator)
    }
    return changed, [indicator for indicator in blank if indicator in base]


def take_over(
    counts: ByIndicator, told: ByIndicator, blank: Collection[Indicator]
) -> dict[Indicator, Count]:
    """Counts with those of cells, and without those of blank ones.

    An indicator that the file does not speak of stays.
    """
    return {i: count for i, count in {**counts, **told}.items() if i not in blank}


def _repeats(stated: Stated, report: StandingReport) -> bool:
    """Whether a report says already all that the file does."""
    said = index_counts(report.counts)
    return all(said.get(i) == count for i, count in index_counts(stated.counts).items())


def _leave_what_stands(stated: Stated, standing: Sequence[StandingReport]) -> Stated:
    """What an export of ours says beside what its source says here already, in any report."""
    said = [
        count
        for report in standing
        if report.source_id == stated.source_id
        for count in report.counts
    ]
    left = [count for count in stated.counts if not any(_says(one, count) for one in said)]
    return replace(stated, counts=tuple(left))


def _says(said: Count, count: Count) -> bool:
    """Whether a number tells all of another one: with its households and more parts it does."""
    if count.households is None:
        said = replace(said, households=None, household_size=None)
    return set(count.parts) <= set(said.parts) and replace(said, parts=count.parts) == count


def index_counts(counts: Sequence[Count]) -> dict[Indicator, Count]:
    """Counts by indicator, with their parts in one order."""
    return {
        count.indicator: replace(count, parts=tuple(sorted(count.parts, key=repr)))
        if count.parts
        else count
        for count in counts
    }
