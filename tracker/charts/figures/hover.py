"""Hover texts: what a day's numbers are, in plain words, and the reasons for their marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.charts.free import phrase_free
from tracker.charts.reasons import list_reasons
from tracker.charts.series.capacity import CapacityDay, CapacitySeries, pair_flows, pair_levels
from tracker.charts.series.claims import ClaimPoint
from tracker.charts.series.heads import Head
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import (
    phrase_coverage,
    phrase_flow,
    phrase_level,
)

LINE = "<br>"
TURN = "<br />"
"""A new line in the middle of a sentence; whoever reads aloud makes no stop there."""
WIDTH = 42
"""Characters in a line, so that the box fits beside the point on a phone."""


def explain_days(series: CapacitySeries) -> list[str]:
    """One text per day, which says every number of it: no point can then speak for another day."""
    claims = [(claim.day, say_claim(claim)) for claim in series.claims]
    return [
        LINE.join(
            [
                explain_day(
                    day, series.stale_after, [said for at, said in claims if at == day.day]
                ),
                *wrap_remarks(series.remarks.get(day.day, ())),
            ]
        )
        for day in series.days
    ]


def explain_day(day: CapacityDay, stale_after: int, claims: Sequence[str] = ()) -> str:
    """The numbers, who reported, why to be careful, and what others claim."""
    lines = [_explain_level(head, point) for head, point in pair_levels(day)]
    lines += [f"{head.label} {phrase_flow(flow)}" for head, flow in pair_flows(day)]
    if day.free is not None:
        over = f"{phrase_free(day).capitalize()} capacity"
        lines.insert(2, f"Free places {phrase_free(day)}" if day.free >= 0 else over)
    lines.append(phrase_coverage(day.coverage) if day.coverage else "Nobody had to report")
    for reason in list_reasons(day, stale_after):
        lines.append(TURN.join(wrap_words(reason.sentence, WIDTH)))
    for claim in claims:
        lines.append(TURN.join(wrap_words(escape(f"Claim of {claim}"), WIDTH)))
    return LINE.join(lines)


def wrap_remarks(remarks: Iterable[str]) -> list[str]:
    """Each as one entry, its first letter large."""
    return [TURN.join(wrap_words(f"{remark[:1].upper()}{remark[1:]}", WIDTH)) for remark in remarks]


def _explain_level(head: Head, point: LevelPoint) -> str:
    return TURN.join(wrap_words(f"{head.label} {phrase_level(point)}", WIDTH))


def say_claim(claim: ClaimPoint) -> str:
    """Who said what."""
    return f"{claim.source}: {claim.indicator.definition.label.lower()} {claim.said}"


def escape(text: str) -> str:
    """Text from people, for a place where Plotly reads tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrap_words(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, or one word.

    >>> wrap_words("18 of 22 units", 9)
    ['18 of 22', 'units']
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
