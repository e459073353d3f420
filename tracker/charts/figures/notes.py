"""Annotations: what the chart says in words at the place where it happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any

from tracker.charts.appearance import CLAIM_SYMBOL, Appearance
from tracker.charts.figures.hover import escape, say_claim, wrap_words
from tracker.charts.figures.shapes import Trace, place_moment
from tracker.charts.free import phrase_free
from tracker.charts.geometry import HALF, find_runs
from tracker.charts.lettering import measure_text
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.claims import ClaimPoint
from tracker.charts.series.heads import Head
from tracker.charts.wording import bound_level, phrase_day, phrase_number
from tracker.domain.indicators import Indicator

Note = dict[str, Any]

CLAIM_NAME = "Claim"

WIDE = "wide"
"""Name of annotations that narrow screens leave out."""

MOST_PEAKS = 3
APART = 0.2
"""How far notes stand from each other, of the chart's width."""

END = 0.2
"""How close to an end of the chart a note has to grow away from it."""
MOST_CLAIM_NOTES = 3

ASIDE, TYPE = 8, 13
"""How far the notes at the ends of lines stand from the plot, and the size of their type."""


def note_peaks(series: CapacitySeries, appearance: Appearance) -> list[Note]:
    """The number by which the shelters are over, under the peak of each of the largest overflows.

    Below the places and the people there is nothing else drawn. The largest comes first; others
    are left to hover text and table where they would run into it.
    """
    over = [day.overflow or 0 for day in series.days]
    runs = find_runs([day.overflow for day in series.days])
    peaks = [max(run, key=lambda index: over[index]) for run in runs]
    kept: list[int] = []
    for index in sorted(peaks, key=lambda index: -over[index]):
        if all(abs(index - other) > APART * len(over) for other in kept):
            kept.append(index)
    places = [day.capacity.value for day in series.days]
    return [
        {
            **({"name": WIDE} if rank else {}),
            **_stand(index, places, series.days[0].day),
            "y": places[index],
            "text": f"{phrase_free(series.days[index])} capacity",
            "font": {"color": appearance.overflow, "size": 14, "weight": 700},
            # Where the places are vague their band lies below it.
            "bgcolor": appearance.surface,
            "opacity": 0.9,
            "showarrow": False,
            "yanchor": "top",
            "yshift": -8,
        }
        for rank, index in enumerate(kept[:MOST_PEAKS])
    ]


def _stand(index: int, places: Sequence[int | None], first: date) -> Note:
    """Where the text of a day stands across.

    Near an end of the chart it grows away from it, and from where the places rose on the day: to
    the left of that their line is lower, and would run through the text.
    """
    if index > (1 - END) * len(places):
        return {"x": place_moment(first, index), "xanchor": "right"}
    rose = index > 0 and (places[index - 1] or 0) < (places[index] or 0)
    if rose:
        return {"x": place_moment(first, index - HALF), "xanchor": "left", "xshift": 3}
    anchor = "left" if index < END * len(places) else "center"
    return {"x": place_moment(first, index), "xanchor": anchor}


def note_ends(
    series: CapacitySeries,
    appearance: Appearance,
    apart: float,
    *,
    dated: bool = False,
) -> list[Note]:
    """The last numbers at the ends of their lines, moved `apart` where they would overlap.

    `dated` says of which day they are, where the axis goes on after it.
    """
    last = series.days[-1]
    on = f" on {phrase_day(last.day, short=True)}" if dated else ""
    ends = [
        (last.capacity, Head.CAPACITY.label, appearance.capacity),
        (last.sheltered, Head.SHELTERED.label, appearance.sheltered),
        (last.present, Head.PRESENT.label, appearance.present),
    ]
    known = sorted(
        (point.value, label, f"{bound_level(point)}{phrase_number(point.value)}", colour)
        for point, label, colour in ends
        if point.value is not None
    )
    heights = spread([value for value, *_ in known], apart)
    return [
        {
            "name": WIDE,
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": ASIDE,
            "y": height,
            "text": f"{label}<br>{said}{on}",
            "align": "left",
            "font": {"color": colour, "size": TYPE},
            "showarrow": False,
        }
        for height, (_, label, said, colour) in zip(heights, known, strict=True)
    ]


def measure_ends(ends: Sequence[Note]) -> int:
    """The room beside the plot, in pixels, that notes at the ends of lines need."""
    lines = (line for note in ends for line in note["text"].split("<br>"))
    return ASIDE + ceil(TYPE * max(map(measure_text, lines), default=0))


def spread(heights: Sequence[float], distance: float) -> list[float]:
    """Ascending heights pushed up so that each keeps its distance from the one below.

    >>> spread([1, 2, 9], 3)
    [1, 4, 9]
    """
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + distance) if placed else height)
    return placed


def draw_claims(claims: Sequence[ClaimPoint], appearance: Appearance) -> list[Trace]:
    """Reference points beside the sums."""
    if not claims:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": CLAIM_NAME,
            "legendrank": 30,
            "x": [claim.day.isoformat() for claim in claims],
            "y": [claim.height for claim in claims],
            "hoverinfo": "skip",
            "marker": {
                "symbol": CLAIM_SYMBOL,
                "size": 12,
                "color": appearance.ink,
                "line": {"width": 1.5, "color": appearance.ink},
            },
        }
    ]


def note_claims(
    claims: Sequence[ClaimPoint], beyond: Sequence[ClaimPoint], top: float, appearance: Appearance
) -> list[Note]:
    """Who said the claims that are drawn; those beyond the scale stand at its upper end."""
    drawn = [(claim, claim.height or 0, "") for claim in name_sources_once(claims)]
    above = [(claim, top, "\N{UPWARDS ARROW} ") for claim in name_sources_once(beyond)]
    return [
        {
            "name": WIDE,
            "x": claim.day.isoformat(),
            "y": height,
            "text": "<br>".join(wrap_words(escape(sign + say_claim(claim)), 34)),
            "align": "left",
            "xanchor": "left",
            "yanchor": "middle" if not sign else "top",
            "xshift": 10,
            "font": {"color": appearance.quiet, "size": 12},
            "bgcolor": appearance.surface,
            "opacity": 0.9,
            "showarrow": False,
        }
        for claim, height, sign in (*drawn, *above)[:MOST_CLAIM_NOTES]
    ]


def name_sources_once(claims: Sequence[ClaimPoint]) -> list[ClaimPoint]:
    """The last claim of each source about a number: the words of a daily one would overlap."""
    newest: dict[tuple[str, Indicator], ClaimPoint] = {}
    for claim in sorted(claims, key=lambda claim: claim.day):
        newest[claim.source, claim.indicator] = claim
    return list(newest.values())


def part_claims(
    claims: Sequence[ClaimPoint], highest: float
) -> tuple[list[ClaimPoint], list[ClaimPoint]]:
    """The claims to draw, and those so far above the numbers that they would crush the scale."""
    limit = 2 * highest or max((claim.height or 0 for claim in claims), default=0)
    return (
        [claim for claim in claims if (claim.height or 0) <= limit],
        [claim for claim in claims if (claim.height or 0) > limit],
    )


def title_panels(appearance: Appearance, tops: Sequence[tuple[str, float]]) -> list[Note]:
    """A line above each panel that says what it shows."""
    return [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yref": "paper",
            "y": top,
            "yanchor": "bottom",
            "yshift": 4,
            "text": text,
            "font": {"color": appearance.quiet, "size": 13},
            "showarrow": False,
        }
        for text, top in tops
    ]


def place_empty_note(appearance: Appearance, *, height: float, has_claims: bool) -> Note:
    """What stands in a chart without any unit's number, at a height between 0 and 1."""
    return {
        "xref": "paper",
        "x": 0.5,
        "yref": "paper",
        "y": height,
        "text": "No unit reported people or places: claims only"
        if has_claims
        else "No people, arrivals or places reported in this period",
        "font": {"color": appearance.quiet, "size": 16},
        "showarrow": False,
    }
