"""Columns that a mapping names by a hashtag, in whatever order its attributes are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from tracker.exchange.detecting import Survey
from tracker.exchange.detecting.hxl import read_tag
from tracker.exchange.mapping.mappings import ImportMapping

_T = TypeVar("_T")


def name_as_read(mapping: ImportMapping, survey: Survey) -> ImportMapping:
    """The mapping with its columns under the names by which the table has them."""
    known = {column.name for column in survey.head.columns}

    def spell(name: str) -> str:
        tag = None if name in known else read_tag(name)
        return tag.text if tag and tag.text in known else name

    return replace(
        mapping,
        columns=_rename(mapping.columns, spell),
        points=_rename(mapping.points, spell),
        only=_rename(mapping.only, spell),
    )


def _rename(named: Mapping[str, _T], spell: Callable[[str], str]) -> dict[str, _T]:
    """By other names; what stands there under such a name already stays."""
    return {spell(name): value for name, value in named.items()} | {
        name: value for name, value in named.items() if spell(name) == name
    }
