"""Words typed into a register: tidied, checked for length, and compared without regard to case."""

from __future__ import annotations

import unicodedata
from datetime import date

from tracker.domain.errors import InvalidField

NAME_LENGTH = 200
CODE_LENGTH = 40
PERSON_LENGTH = 100
EMAIL_LENGTH = 255


def tidy(text: str | None) -> str:
    """The text in one Unicode form, with single spaces and none at its ends.

    >>> tidy("  Sudzha   district ")
    'Sudzha district'
    """
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def fold_name(name: str) -> str:
    """What names that count as the same have in common (SQLite folds only ASCII letters)."""
    return tidy(name).casefold()


def clean_name(name: str | None, what: str, field: str = "name") -> str:
    """A required name of `what` ("area", "shelter") that fits its column."""
    cleaned = tidy(name)
    if not cleaned:
        raise InvalidField(field, f"Enter the name of the {what}")
    return check_length(cleaned, NAME_LENGTH, field)


def clean_optional(text: str | None, length: int, field: str) -> str | None:
    """An optional text that fits its column; None when nothing was typed."""
    return check_length(tidy(text), length, field) or None


def check_length(text: str, length: int, field: str) -> str:
    """The text when it fits and can be printed."""
    if len(text) > length:
        raise InvalidField(field, f"Use at most {length} characters; this has {len(text)}")
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        raise InvalidField(field, "Remove the signs that cannot be printed")
    return text


def say_day(day: date) -> str:
    """A day as messages say it.

    >>> say_day(date(2024, 8, 6))
    '6 Aug 2024'
    """
    return f"{day.day} {day:%b %Y}"
