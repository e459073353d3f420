"""What forms say when something is wrong: one grammar, an order that says what to do."""

from __future__ import annotations

START_AGAIN = "Send the form again: it had lost its number"


def enter(what: str) -> str:
    """For something required that is missing, such as "the number of arrivals"."""
    return f"Enter {what}"


def select(what: str) -> str:
    """For a choice that was not made, such as "a source"."""
    return f"Select {what}"


def enter_whole_number(what: str) -> str:
    """For text that is no whole number of nought or more."""
    return f"Enter {what} as a whole number, such as 0 or 1,204"


def enter_without_minus(what: str) -> str:
    """For a negative number."""
    return f"Enter {what} as 0 or more, without a minus sign"


def enter_without_decimals(what: str) -> str:
    """For a number with a fraction, or one that could be read as a fraction."""
    return f"Enter {what} without decimals; for thousands write 1204 or 1,204"


def enter_smaller_number(what: str, largest: int) -> str:
    """For a number that no count of people reaches."""
    return f"Enter {what} as a number up to {largest:,}"


def enter_day(what: str) -> str:
    """For text that is no day."""
    return f"Enter {what} as a day, such as 2024-08-08"


def enter_moment(what: str) -> str:
    """For text that is no day with a time."""
    return f"Enter {what} as a day and a time, such as 2024-08-08 10:00"
