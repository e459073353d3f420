"""How sure a number is: the words before it, and the bounds that they give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """The words before a number, as the source used them."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    IN_WORDS = "in_words"


QUALIFIER_WORDS: dict[Qualifier, str] = {
    Qualifier.EXACT: "exactly",
    Qualifier.ABOUT: "about",
    Qualifier.AT_LEAST: "at least",
    Qualifier.MORE_THAN: "more than",
    Qualifier.AT_MOST: "at most",
    Qualifier.LESS_THAN: "less than",
    Qualifier.BETWEEN: "between",
    Qualifier.IN_WORDS: "in words",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """What a number can be: from `low` to `high`, both included; None is open."""

    low: int | None
    high: int | None


def derive_bounds(  # noqa: PLR0911 (a row of the table for each qualifier)
    qualifier: Qualifier, value: int | None, low: int | None = None, high: int | None = None
) -> Bounds:
    """Bounds that the qualifier gives to a value, narrowed by bounds that the entrant gave.

    >>> derive_bounds(Qualifier.MORE_THAN, 300)
    Bounds(low=301, high=None)
    """
    if qualifier in (Qualifier.BETWEEN, Qualifier.IN_WORDS) or value is None:
        return Bounds(low=low, high=high)
    match qualifier:
        case Qualifier.EXACT:
            return Bounds(low=value, high=value)
        case Qualifier.AT_LEAST:
            return Bounds(low=value, high=high)
        case Qualifier.MORE_THAN:
            return Bounds(low=value + 1, high=high)
        case Qualifier.AT_MOST:
            return Bounds(low=low if low is not None else 0, high=value)
        case Qualifier.LESS_THAN:
            return Bounds(low=low if low is not None else 0, high=value - 1)
        case _:
            return Bounds(low=low, high=high)


def phrase(
    qualifier: Qualifier,
    value: int | None,
    low: int | None = None,
    high: int | None = None,
    words: str | None = None,
) -> str:
    """The number as a person would say it: `more than 300`, `“several thousand”`."""
    quoted = f"“{words}”" if words else ""
    if qualifier is Qualifier.EXACT:
        return f"{value:,}" if value is not None else quoted
    if qualifier is Qualifier.BETWEEN:
        best = f", best estimate {value:,}" if value is not None else ""
        return f"between {low:,} and {high:,}{best}"
    if qualifier is Qualifier.IN_WORDS or value is None:
        return " ".join(part for part in (quoted, _range_words(low, high)) if part)
    said = f"{QUALIFIER_WORDS[qualifier]} {value:,}"
    return f"{said} {_range_words(*_bounds_beside(qualifier, low, high))}".rstrip()


def _bounds_beside(
    qualifier: Qualifier, low: int | None, high: int | None
) -> tuple[int | None, int | None]:
    """The bounds that say more than the qualifier itself does."""
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return None, high
    if qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return low or None, None
    return low, high


def _range_words(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"(at least {low:,})"
    if low is None:
        return f"(at most {high:,})"
    return f"({low:,} to {high:,})"
