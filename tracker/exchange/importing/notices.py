"""What is warned of before an import is recorded: one warning, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 100


class WarningKind(StrEnum):
    """What is warned of."""

    OLDER = "older edition"
    LEFT = "stay withdrawn"
    CONFIRMED = "confirmed"
    OWN = "own export"
    QUESTIONS = "open questions"
    SHELTERS = "new shelters"
    SWITCHING = "report by shelters"
    UNCOUNTED = "count in no total"
    CLAIMS = "count as claims only"
    NOT_IN_USE = "count on other days only"
    UNKNOWN = "unknown indicators"
    SUMS = "sums of others"
    TOTALS = "look like totals"
    ORDER = "order of days"
    DOUBTS = "doubts not read"
    TABLES = "other tables"
    SHEETS = "other sheets"
    UNMENTIONED = "columns not mentioned"
    REMARKS = "remarks"
    NARROWED = "columns not understood"
    MARKED = "heads no bare days"
    FOOTNOTES = "days with a mark"
    UNITS = "units not read"
    FORMS = "new or total not read"
    SPANS = "several days"
    PARTS = "parts not kept"
    OTHER_FORM = "parts of another form"
    PEOPLE = "people not read"
    FALLS = "falls"
    TOO_EARLY = "too early"
    NO_DISTRICT = "no district"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanWarning:
    """One warning: its heading, a sentence or two, the first `lines` of what it is about.

    `remedy` says what to do in the mapping (`by_mapping`) or the registers; pages lead there
    instead. "" and no lines where there is nothing more to say.
    """

    kind: WarningKind
    heading: str
    words: str
    lines: Sequence[str] = ()
    remedy: str = ""
    by_mapping: bool = True


def count_things(number: int, noun: str) -> str:
    """A number of things.

    >>> count_things(1, "row"), count_things(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
