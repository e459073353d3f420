"""Tables to be filled in, such as our own workbooks, in which nobody filled anything in."""

from __future__ import annotations

from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.surveys import Survey


def is_unfilled(survey: Survey) -> bool:
    """Whether hashtags call columns counts, all of these are blank, and nothing else is a number.

    What is filled are places, days and sources, as the hashtags of each such column say.
    """
    has_counts = False
    for column in survey.head.columns:
        tag = read_tag(column.tag)
        meaning = explain_tag(tag) if tag else None
        filled = survey.profile_of(column).filled
        if filled and (meaning is None or meaning.measure):
            return False
        has_counts = has_counts or bool(meaning and meaning.measure)
    return has_counts
