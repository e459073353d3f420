"""What the questions of the form are called, so that making it and reading it agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.indicators import Indicator

FORM_ID = "daily-report"
ROOT = "data"
UNITS_FILE = "units.csv"
SOURCES_FILE = "sources.csv"

ABOUT, CLOSING = "about", "closing"
DAY, UNIT, SOURCE = "day", "unit", "source"
FALL, NOTE, REASON = "fall", "note", "reason"
EXPLANATION, NOTHING = "explanation", "nothing"
"""The last two are shown and never filled in."""

CONTROLS = ("form", "qualifier", "low", "high", "words")
"""What is asked of a count beside the number itself."""


def list_controls(indicator: Indicator) -> tuple[str, ...]:
    """What is asked of this indicator beside the number: only tallies are new or total so far."""
    return CONTROLS[1:] if indicator.is_level else CONTROLS


def name_question(indicator: Indicator, control: str = "value") -> str:
    """A question about a count: the number has the indicator's own name.

    >>> name_question(Indicator.PRESENT), name_question(Indicator.PRESENT, "low")
    ('present', 'present_low')
    """
    return indicator.value if control == "value" else f"{indicator.value}_{control}"


def name_group(indicator: Indicator) -> str:
    """The screen with all questions about a count."""
    return f"{indicator.value}_count"


Path = tuple[str, ...]


def _list_questions() -> Iterator[tuple[Path, str]]:
    for name in (EXPLANATION, DAY, UNIT, SOURCE):
        yield (ABOUT, name), name
    for indicator in Indicator:
        section = indicator.definition.section.value
        for control in ("value", *list_controls(indicator)):
            name = name_question(indicator, control)
            yield (section, name_group(indicator), name), name
    for name in (NOTHING, FALL, NOTE, REASON):
        yield (CLOSING, name), name


QUESTIONS: Mapping[Path, str] = dict(_list_questions())
"""Every question by where it stands in a form that was filled in."""

GROUPS = frozenset(path[:depth] for path in QUESTIONS for depth in range(1, len(path)))
