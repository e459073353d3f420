"""Claims: what was said of a whole area, shown beside the sum and never added to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.indicators import Indicator

DRAWN_CLAIMS = (Indicator.CAPACITY, Indicator.SHELTERED, Indicator.PRESENT)
"""Claims of other indicators are listed beside the chart only."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimPoint:
    """One claim: who said what for which day; `said` is the number or words of the source."""

    day: date
    indicator: Indicator
    source: str
    said: str
    value: int | None = None
    low: int | None = None
    high: int | None = None
    url: str | None = None

    @property
    def height(self) -> int | None:
        """Where it is drawn: its value, else its lower bound; None where it gives no number."""
        return self.value if self.value is not None else (self.low or self.high)

    @property
    def is_drawn(self) -> bool:
        """Whether it has a place in the chart."""
        return self.indicator in DRAWN_CLAIMS and bool(self.height)
