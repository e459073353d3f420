"""What a file says beside its numbers and a mapping leaves aside, in sentences by their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.exchange.detecting import (
    Layout,
    Notice,
    Survey,
    suggest_counts,
    tell_doubts,
    tell_footnotes,
    tell_marked_heads,
    tell_narrowed,
    tell_other_forms,
    tell_sheets,
    tell_spans,
    tell_unused_people,
)
from tracker.exchange.importing.forms import tell_lost_forms
from tracker.exchange.importing.notices import MOST_LINES, PlanWarning, WarningKind
from tracker.exchange.importing.units import tell_lost_units
from tracker.exchange.mapping import ImportMapping

LeftAside = Mapping[WarningKind, tuple[str, ...]]
"""Sentences by what they are about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    heading: str
    words: str
    remedy: str = ""


_SAID = {
    WarningKind.DOUBTS: _Said(
        heading="How sure numbers are is not read",
        words="The file says of numbers that they are uncertain, and that is left aside:",
        remedy="Give the column the meaning “qualifier” in the mapping.",
    ),
    WarningKind.SHEETS: _Said(
        heading="Sheets that are not read",
        words="The numbers of other sheets are left aside.",
        remedy="Name the sheet that is meant in the mapping, as sheet.",
    ),
    WarningKind.UNMENTIONED: _Said(
        heading="Columns that are new to the mapping",
        words="They look like counts, and the mapping says nothing of them, so they are not read:",
        remedy="Add them to [columns] in the mapping, as “not used” to leave them out.",
    ),
    WarningKind.NARROWED: _Said(
        heading="Columns whose hashtags are not understood",
        words="Numbers of the file are left aside:",
    ),
    WarningKind.MARKED: _Said(
        heading="Columns whose heads are no bare days",
        words="Numbers of the file are left aside:",
    ),
    WarningKind.FOOTNOTES: _Said(
        heading="Days whose heads have a mark",
        words="The numbers of these days are recorded as those of others are. Take the columns out "
        "of the file if they are not to be:",
    ),
    WarningKind.UNITS: _Said(
        heading="Households are read as people",
        words="The file tells people and households apart, and that is left aside.",
        remedy="Give the column the meaning “unit” in the mapping.",
    ),
    WarningKind.FORMS: _Said(
        heading="Which numbers are new is not read",
        words="The file tells new numbers and totals so far apart, and that is left aside.",
        remedy="Give the column the meaning “form” in the mapping.",
    ),
    WarningKind.SPANS: _Said(
        heading="Rows about several days",
        words="A number of several days is recorded as that of one.",
        remedy="Choose the column with the day that is meant in the mapping.",
    ),
    WarningKind.OTHER_FORM: _Said(
        heading="Parts by sex or age of a number that is not read",
        words="The file tells parts of what was new, and the total so far is read, or the other "
        "way round. They are no parts of it, and are left aside:",
        remedy="Read the form of the number that has the parts in the mapping, if they are needed.",
    ),
    WarningKind.PEOPLE: _Said(
        heading="Which people rows count is not read",
        words="The file tells people apart by sex or age, and that is left aside:",
        remedy="Give the column the meaning “sex” or “age” in the mapping.",
    ),
}


def find_left_aside(survey: Survey, mapping: ImportMapping, *, is_known: bool) -> LeftAside:
    """What columns of qualifiers, units, forms, days, people and parts say and nobody reads.

    `is_known`: reports say it all already, also what is not read.
    """
    others = () if is_known else tell_other_forms(survey, mapping.columns)
    by_day = mapping.layout is Layout.DAYS
    found = {
        WarningKind.DOUBTS: tell_doubts(survey, mapping.columns),
        WarningKind.SHEETS: () if mapping.sheet else tell_sheets(survey),
        WarningKind.UNMENTIONED: _tell_unmentioned(survey, mapping),
        WarningKind.NARROWED: tell_narrowed(survey, mapping.columns),
        WarningKind.MARKED: tell_marked_heads(survey, mapping.columns) if by_day else (),
        WarningKind.FOOTNOTES: tell_footnotes(survey) if by_day else (),
        WarningKind.UNITS: tell_lost_units(survey, mapping),
        WarningKind.FORMS: tell_lost_forms(survey, mapping),
        WarningKind.SPANS: tell_spans(survey, mapping.columns),
        WarningKind.OTHER_FORM: others,
        WarningKind.PEOPLE: tell_unused_people(survey, mapping.columns),
    }
    return {kind: tuple(notice.words for notice in notices) for kind, notices in found.items()}


def _tell_unmentioned(survey: Survey, mapping: ImportMapping) -> Iterator[Notice]:
    """Columns that look like counts of what no column is, and are not said to be left out."""
    if mapping.layout is not Layout.COLUMNS:
        return
    used = {meaning.measure for meaning in mapping.columns.values()}
    for name, measure in suggest_counts(survey).items():
        if name not in mapping.columns and measure not in used:
            yield Notice(words=f"“{name}”, which could be {measure.words}")


def tell_left_aside(left_aside: LeftAside) -> Iterator[PlanWarning]:
    """A warning of each kind of which there is something to say."""
    for kind, lines in left_aside.items():
        if lines:
            said = _SAID[kind]
            yield PlanWarning(
                kind=kind,
                heading=said.heading,
                words=said.words,
                lines=lines[:MOST_LINES],
                remedy=said.remedy,
            )
