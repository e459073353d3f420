"""Claims beside a place's sum: as lines of a list, and as points of the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.series.claims import ClaimPoint
from tracker.domain.counts import Count
from tracker.recording.claims import Claim
from tracker.recording.knowledge import Knowledge
from tracker.web.dashboard.extents import Extent

LONGEST_LIST = 50
"""Claims are few; a page that once has more shows the newest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """The newest claims of a period, and whether there are more."""

    shown: tuple[Claim, ...]
    has_more: bool


def load_claims(knowledge: Knowledge, extent: Extent, first: date, last: date) -> Claims:
    """Claims about the areas that cover just what the page is about, or about the unit."""
    found = knowledge.list_claims(extent.same, first, last, LONGEST_LIST + 1)
    return Claims(shown=found[:LONGEST_LIST], has_more=len(found) > LONGEST_LIST)


def list_claim_points(claims: Sequence[Claim]) -> list[ClaimPoint]:
    """The counts of the claims that stand, for the chart."""
    return [
        ClaimPoint(
            day=claim.report.day,
            indicator=count.indicator,
            source=claim.report.source_name,
            said=count.said,
            value=count.value,
            low=count.bounds.low,
            high=count.bounds.high,
        )
        for claim in claims
        if claim.report.standing.counts
        for count in claim.counts
    ]


def name_parts(count: Count) -> str:
    """The parts of a count in words: "121 aged 0 to 17"."""
    return ", ".join(_name_part(count))


def _name_part(count: Count) -> Iterator[str]:
    sexes = {"f": "women and girls", "m": "men and boys", "unknown": ""}
    for part in count.parts:
        who = sexes[part.sex.value]
        if (part.age_from, part.age_to) == (0, 17) and not who:
            yield f"{part.value:,} of them children"
            continue
        if part.age_from is None:
            age = "of unknown age"
        elif part.age_to is None:
            age = f"aged {part.age_from} and over"
        else:
            age = f"aged {part.age_from} to {part.age_to}"
        yield " ".join(filter(None, (f"{part.value:,}", who, age)))
