"""Why rows are refused, summed up: each reason once, with how many rows and where the first are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.exchange.importing.entries import RefusedRow

MOST_REASONS = 200
_MOST_PLACES = 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why rows are refused, how many, and where the first of them are."""

    words: str
    rows: int
    first: Sequence[str]

    @property
    def where(self) -> str:
        """Where the first rows are: `row 4, column C; row 5, column C …`."""
        return "; ".join(self.first) + (" …" if self.rows > len(self.first) else "")


def sum_reasons(refused: Sequence[RefusedRow]) -> list[Reason]:
    """The reasons of refused rows, the most frequent first, with the first places of each.

    Sentences that differ in their numbers only are one reason, told as the first row's.
    """
    alike: dict[str, list[RefusedRow]] = defaultdict(list)
    for row in refused:
        alike[_NUMBER.sub("0", row.reason)].append(row)
    found = [
        Reason(words=_say(rows), rows=len(rows), first=[row.where for row in rows[:_MOST_PLACES]])
        for rows in alike.values()
    ]
    return sorted(found, key=lambda reason: -reason.rows)[:MOST_REASONS]


def _say(rows: Sequence[RefusedRow]) -> str:
    words = rows[0].reason
    others = any(row.reason != words for row in rows)
    return f"{words} (or another number, by the row)" if others else words
