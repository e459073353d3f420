"""The signs of numbers that may be more or less than they say."""

from __future__ import annotations

from enum import StrEnum


class Bound(StrEnum):
    """The sign before a number where there is no room for the word or for the range."""

    AT_LEAST = "\N{GREATER-THAN OR EQUAL TO}"
    AT_MOST = "\N{LESS-THAN OR EQUAL TO}"
    ABOUT = "\N{ALMOST EQUAL TO}"
    PERHAPS = "?"

    @property
    def words(self) -> str:
        """What the sign means."""
        return self.name.lower().replace("_", " ")
