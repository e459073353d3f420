"""Hashtags of refused rows, so that their columns mean alone what they did in their file."""

from __future__ import annotations

from tracker.exchange.detecting import Column, Survey
from tracker.exchange.detecting.hxl import UNUSED, explain_tag, read_tag
from tracker.exchange.exporting.hxl_tags import tag_measure
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import NOT_USED, Meaning


def write_tags(survey: Survey, mapping: ImportMapping) -> tuple[str, ...]:
    """A hashtag for each column, "" for none; nothing for a file without any.

    What the file's own hashtags say and a mapping does not follow is said by others: `+unused` for
    a column that has cells and is not read, and that of the number for one that counts something
    else.
    """
    if survey.head.tag_row is None:
        return ()
    return tuple(
        _write_tag(
            column, mapping.columns.get(column.name, NOT_USED), survey.profile_of(column).filled
        )
        for column in survey.head.columns
    )


def _write_tag(column: Column, meant: Meaning, filled: int) -> str:
    tag = column.tag or ""
    read = read_tag(tag)
    said = explain_tag(read) if read else None
    if meant == (said or NOT_USED):
        return tag
    if meant.measure:
        return tag_measure(meant.measure)
    return f"{tag}+{UNUSED}" if said and filled and meant == NOT_USED else tag
