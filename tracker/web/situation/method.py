"""The method note: how the numbers of a situation report are made."""

_ONE_REPORT = (
    "Each unit (a district that reports as a whole, or a shelter) counts with exactly one report "
    "for a day and a number: the one that a reviewer preferred, else verified before unreviewed "
    "before disputed, then by the grade of its source, then the latest. Sources are never added "
    "together."
)
_SILENCE = (
    "Places and people present are what stood at the end of the day. Where a unit was silent, its "
    "last number is carried forward and still added, and marked stale beyond the limit of the "
    "operation. Not reported is never zero."
)
_DOUBT = (
    "A range runs from the lowest to the highest number that the reports allow. Killed, injured "
    "and missing are civilians and are never added to each other; those taken to hospital are "
    "among the injured. A claim about a whole area is never added to anything."
)

METHOD = (_ONE_REPORT, _SILENCE, _DOUBT)
"""Paragraphs."""
