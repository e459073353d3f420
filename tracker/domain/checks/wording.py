"""Days in the words of messages."""

from __future__ import annotations

from datetime import date


def name_day(day: date) -> str:
    """A day in words: `7 August 2024`."""
    return f"{day.day} {day:%B %Y}"
