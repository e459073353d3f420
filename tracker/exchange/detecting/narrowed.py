"""Columns that are not used since an attribute of their hashtag may change what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.exchange.detecting.attributes import say_narrowing
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.hxl import find_narrowing, read_tag
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.meanings import NOT_USED, Meaning


def tell_narrowed(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """Which columns are left aside for their attributes, as long as nothing else is chosen."""
    for column in survey.head.columns:
        tag = read_tag(column.tag)
        names = find_narrowing(tag) if tag else ()
        unused = meanings.get(column.name, NOT_USED) == NOT_USED
        if names and unused and survey.profile_of(column).filled:
            called = f" ({column.tag})" if column.tag != column.name else ""
            yield Notice(
                words=f"“{column.name}”{called} is not used: {say_narrowing(names)} may change "
                "what it means, and nothing here stands for it. Choose what the column is, if its "
                "numbers are those.",
                columns=(column.name,),
            )
