"""Districts that an import lets report by their shelters, as the preview warns of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.charts.wording import phrase_bounds
from tracker.domain.checks.limits import NOUNS
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import Switching
from tracker.web.shared.formats import day as say_day


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchLine:
    """A district by name, since when (YYYY-MM-DD), and its last numbers in words, empty if none."""

    district: str
    since_on: str
    last: str

    @property
    def since(self) -> date:
        """The day from which on it reports by its shelters."""
        return date.fromisoformat(self.since_on)


def describe_switching(found: Switching) -> SwitchLine:
    """The last numbers as in `people present 31 (9 Aug 2024); people missing 6 (8 Aug 2024)`."""
    ordered = sorted(found.last.items(), key=lambda one: list(Indicator).index(one[0]))
    return SwitchLine(
        district=found.district.full_name,
        since_on=found.since.isoformat(),
        last="; ".join(_say(indicator, point) for indicator, point in ordered),
    )


def _say(indicator: Indicator, point: Point) -> str:
    amount = point.amount
    value = None if amount.without_value else amount.value
    said = phrase_bounds(value, amount.low, amount.upper)
    so_far = "" if indicator.is_level else " so far"
    return f"{NOUNS[indicator]}{so_far} {said} ({say_day(point.day)})"
