"""Hashtags of refused rows, so that their columns mean alone what they did in their file."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.exchange.detecting.hxl import UNUSED, explain_tag, read_tag
from tracker.exchange.exporting.hxl_tags import tag_measure
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import NOT_USED


def write_tags(
    head: Sequence[str], tags: Sequence[str | None], mapping: ImportMapping
) -> list[str]:
    """A hashtag for each column, "" for none.

    What the file's own hashtags say and a mapping does not follow is said by others: `+unused` for
    a column that is not read, and that of the number for one that counts something else.
    """
    return [_write_tag(name, tag or "", mapping) for name, tag in zip(head, tags, strict=True)]


def _write_tag(name: str, tag: str, mapping: ImportMapping) -> str:
    meant = mapping.columns.get(name, NOT_USED)
    read = read_tag(tag)
    said = explain_tag(read) if read else None
    if meant == (said or NOT_USED):
        return tag
    if meant.measure:
        return tag_measure(meant.measure)
    return f"{tag}+{UNUSED}" if said and meant == NOT_USED else tag
