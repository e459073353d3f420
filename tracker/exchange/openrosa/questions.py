"""What the questions of the form are called, so that making it and reading it agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.breakdown import GRID_BANDS, AgeBand
from tracker.domain.counts import Sex
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

DETAIL = "detail"
"""What else is told of people: in households, by sex and age."""

PEOPLE = "people"
"""Reckoned by the app: the number, else the people that the households make."""

HOUSEHOLDS = ("households", "household_size")
MADE = "made"
"""Shown beside the households: how many people they make."""

LEAST, EXCESS = "least", "excess"
"""How many people the parts are at least, reckoned; and that these are too many, shown."""


def name_cell(sex: Sex, band: AgeBand) -> str:
    """A cell of the table by sex and age.

    >>> name_cell(Sex.FEMALE, AgeBand(age_from=0, age_to=4))
    'f_0_4'
    >>> name_cell(Sex.UNKNOWN, AgeBand(age_from=60, age_to=None))
    'unknown_60_up'
    """
    if band.age_from is None:
        return f"{sex.value}_age_unknown"
    return f"{sex.value}_{band.age_from}_{'up' if band.age_to is None else band.age_to}"


CELLS: Mapping[str, tuple[Sex, AgeBand]] = {
    name_cell(sex, band): (sex, band) for band in GRID_BANDS for sex in Sex
}
"""The table by sex and age, row by row."""


def list_controls(indicator: Indicator) -> tuple[str, ...]:
    """What is asked of this indicator beside the number: only tallies are new or total so far."""
    return CONTROLS[1:] if indicator.is_level else CONTROLS


def name_question(indicator: Indicator, control: str = "value") -> str:
    """A question about a count: the number has the indicator's own name.

    >>> name_question(Indicator.PRESENT), name_question(Indicator.PRESENT, "low")
    ('present', 'present_low')
    """
    return indicator.value if control == "value" else f"{indicator.value}_{control}"


def name_group(indicator: Indicator, group: str = "count") -> str:
    """A screen with questions about a count: `count`, `in_households`, `by_sex_and_age`."""
    return f"{indicator.value}_{group}"


def list_screens(indicator: Indicator) -> dict[str, tuple[str, ...]]:
    """The screens of a count, with what stands on each."""
    count = ("value", *list_controls(indicator))
    if not indicator.definition.people:
        return {"count": count}
    return {
        "count": (*count, DETAIL, PEOPLE),
        "in_households": (*HOUSEHOLDS, MADE),
        "by_sex_and_age": (*CELLS, LEAST, EXCESS),
    }


Path = tuple[str, ...]


def _list_questions() -> Iterator[tuple[Path, str]]:
    for name in (EXPLANATION, DAY, UNIT, SOURCE):
        yield (ABOUT, name), name
    for indicator in Indicator:
        section = indicator.definition.section.value
        for screen, controls in list_screens(indicator).items():
            for control in controls:
                name = name_question(indicator, control)
                yield (section, name_group(indicator, screen), name), name
    for name in (NOTHING, FALL, NOTE, REASON):
        yield (CLOSING, name), name


QUESTIONS: Mapping[Path, str] = dict(_list_questions())
"""Every question by where it stands in a form that was filled in."""

GROUPS = frozenset(path[:depth] for path in QUESTIONS for depth in range(1, len(path)))
