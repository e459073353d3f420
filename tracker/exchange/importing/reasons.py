"""Why rows are refused, summed up: each reason once, with how many rows and where the first are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.exchange.importing.entries import RefusedRow

MOST_REASONS = 200
_MOST_PLACES = 3


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
    """The reasons of refused rows, the most frequent first, with the first places of each."""
    places: dict[str, list[str]] = defaultdict(list)
    for row in refused:
        places[row.reason].append(row.where)
    found = [
        Reason(words=words, rows=len(where), first=where[:_MOST_PLACES])
        for words, where in places.items()
    ]
    return sorted(found, key=lambda reason: -reason.rows)[:MOST_REASONS]
