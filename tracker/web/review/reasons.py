"""Why a report waits, in plain words with the numbers compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.folds import Point
from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.reports import Channel
from tracker.domain.selection import differs
from tracker.domain.urgency import FIRST_REPORTS, Reason
from tracker.recording.history import ReportHistory
from tracker.web.entry.sentences import describe_effects, describe_number
from tracker.web.review.wording import REASON_LABELS
from tracker.web.shared.formats import moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """A report, the others about its place and day, and the unit's points of the day."""

    report: ReportHistory
    others: Sequence[ReportHistory]
    points: Mapping[str, Point]


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """A reason with its sentences."""

    label: str
    sentences: tuple[str, ...]


def explain(reasons: Sequence[Reason], around: Surroundings) -> tuple[Explained, ...]:
    """Each reason in sentences, most urgent first."""
    return tuple(
        Explained(label=REASON_LABELS[reason], sentences=tuple(_SENTENCES[reason](around)))
        for reason in reasons
    )


def _tell_warnings(around: Surroundings) -> Iterator[str]:
    head = around.report.revisions[-1]
    if head.channel is Channel.PHONE:
        yield "It was sent by phone, where nobody was asked."
    for warning in head.confirmed:
        text = warning.message
        if warning.indicator is not None:
            _, _, compared = text.partition(": ")
            text = f"{warning.indicator.definition.label}: {compared}"
        yield text if text.endswith("?") else f"{text}."


def _tell_rivals(around: Surroundings) -> Iterator[str]:
    own = {count.indicator: count for count in around.report.counts}
    for other in around.others:
        if not other.standing.counts or other.source_id == around.report.source_id:
            continue
        for count in other.counts:
            here = own.get(count.indicator)
            if here is not None and differs(here, count):
                label = count.indicator.definition.label
                yield (
                    f"{label}: {describe_number(here)} here, {describe_number(count)} "
                    f"says {other.source_name}."
                )


def _tell_gap(around: Surroundings) -> Iterator[str]:
    point = around.points.get(Indicator.PRESENT)
    if point is not None and point.gap is not None:
        value, gap = point.amount.value, point.gap
        yield (
            f"{value:,} people are reported present, {abs(gap):,} {'more' if gap > 0 else 'fewer'} "
            f"than the {value - gap:,} reckoned from arrivals and departures."
        )


def _tell_falls(around: Surroundings) -> Iterator[str]:
    for tally in TALLIES:
        point = around.points.get(tally)
        if point is not None and point.fallen:
            yield (
                f"{tally.definition.label}: the total so far fell by {point.fallen:,} "
                f"to {point.amount.value:,}."
            )


def _tell_late(around: Surroundings) -> Iterator[str]:
    report, head = around.report, around.report.revisions[-1]
    changed = "; ".join(describe_effects(report.effects.get(head.seq, ()), report.day))
    yield f"It came after the day was published, on {moment(head.recorded_at)}: {changed}."


def _tell_newcomer(around: Surroundings) -> Iterator[str]:
    name = around.report.revisions[0].person_name
    yield f"It is one of the first {FIRST_REPORTS} reports of {name}."


_SENTENCES: dict[Reason, Callable[[Surroundings], Iterator[str]]] = {
    Reason.WARNED: _tell_warnings,
    Reason.RIVAL: _tell_rivals,
    Reason.GAP: _tell_gap,
    Reason.FALL: _tell_falls,
    Reason.LATE: _tell_late,
    Reason.NEWCOMER: _tell_newcomer,
}
