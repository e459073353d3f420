"""Taking over a number that the checks suggest, with one button."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from tracker.domain.indicators import Indicator
from tracker.domain.reports import SoftWarning
from tracker.web.entry.names import SEPARATOR

TAKE = "take"
"""The name of the buttons."""

LONGEST = 12


def name_suggestion(warning: SoftWarning) -> str:
    """What the button of a warning sends: `present-4237`."""
    return f"{warning.indicator}{SEPARATOR}{warning.suggested}"


def take_suggestion(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was sent, with the suggested number where its button was pressed."""
    code, separator, number = sent.get(TAKE, "").rpartition(SEPARATOR)
    if not separator or code not in tuple(Indicator) or not _is_number(number):
        return sent
    taken = MultiDict(sent)
    del taken[TAKE]
    # Warnings are told anew of the number that was taken.
    taken.poplist("confirmed")
    taken[f"{code}{SEPARATOR}value"] = number
    return taken


def _is_number(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) <= LONGEST
