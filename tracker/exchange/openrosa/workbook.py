"""The form as an XLSForm: sections, questions and checks as on the page of the daily report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.domain.checks import wording
from tracker.domain.counts import Form
from tracker.domain.falls import FallKind
from tracker.domain.indicators import TALLIES, Indicator, Section
from tracker.domain.qualifiers import QUALIFIER_WORDS, Qualifier
from tracker.exchange.openrosa import rules
from tracker.exchange.openrosa.details import DETAIL_WORDS, ask_detail, ask_screens
from tracker.exchange.openrosa.questions import (
    ABOUT,
    CLOSING,
    DAY,
    EXPLANATION,
    FALL,
    FORM_ID,
    NOTE,
    NOTHING,
    REASON,
    SOURCE,
    SOURCES_FILE,
    UNIT,
    UNITS_FILE,
    list_controls,
    name_group,
    name_question,
)
from tracker.exchange.openrosa.rows import ONE_SCREEN, Row, begin, end, require

SECTION_LABELS = {
    Section.DISPLACED: "Displaced people",
    Section.SHELTER: "Shelter",
    Section.CASUALTIES: "Casualties among civilians",
}
HOW_TO = (
    "Leave a number blank where nobody counted: blank means not reported. "
    "Enter 0 where somebody counted and there is nobody. What looks unlikely is not asked about "
    "here; a reviewer sees it."
)
FORM_WORDS = {Form.NEW: "New on this day", Form.TOTAL: "Total so far"}
FALL_WORDS = {
    FallKind.CORRECTION: "It was counted again, and there are fewer",
    FallKind.MISTAKE: "An earlier number was entered by mistake",
}


def describe_workbook(
    operation: str, start: date, household_size: float, version: str
) -> dict[str, list[Row]]:
    """The sheets of the form; they name no unit and no source, which come as lists beside it."""
    return {
        "survey": [
            *_ask_about(start),
            *(row for section in Section for row in _ask_section(section, household_size)),
            *_close(),
        ],
        "choices": list(_list_choices()),
        "settings": [
            {
                "form_title": f"Daily report: {operation}",
                "form_id": FORM_ID,
                "version": version,
                "instance_name": f"concat(${{{DAY}}}, ' ', {_look_up('label')})",
            }
        ],
    }


def _ask_about(start: date) -> Iterator[Row]:
    yield begin(ABOUT, "What the report is about", ONE_SCREEN)
    yield {"type": "note", "name": EXPLANATION, "label": HOW_TO}
    yield {
        "type": "date",
        "name": DAY,
        "label": "Day",
        "hint": "The numbers are those of the end of this day.",
        "default": "today()",
        "constraint": f"{rules.OWN} <= today() and {rules.OWN} >= date('{start.isoformat()}')",
        "constraint_message": ". ".join(
            (wording.ask_earlier_day(None), wording.ask_later_day(start))
        ),
        **require("Enter the day of the report"),
    }
    yield {
        "type": f"select_one_from_file {UNITS_FILE}",
        "name": UNIT,
        "label": "District or shelter",
        "appearance": "minimal autocomplete",
        **require("Choose a district or shelter from the list"),
    }
    yield {
        "type": f"select_one_from_file {SOURCES_FILE}",
        "name": SOURCE,
        "label": "Source",
        "hint": "Who says so.",
        "appearance": "minimal autocomplete",
        "default": "instance('sources')/root/item[own = '1']/name",
        **require("Choose a source from the list"),
    }
    yield end()


def _ask_section(section: Section, household_size: float) -> Iterator[Row]:
    opening = begin(section.value, SECTION_LABELS[section])
    if section is Section.SHELTER:
        # Nobody outside shelters sleeps in one; a unit that the list lacks is asked all the same.
        opening["relevant"] = f"not({_look_up('kind')} = 'outside')"
    yield opening
    for indicator in Indicator:
        if indicator.definition.section is section:
            yield from _ask_count(indicator)
            if indicator.definition.people:
                yield from ask_screens(indicator, household_size)
    yield end()


def _ask_count(indicator: Indicator) -> Iterator[Row]:
    definition = indicator.definition
    yield begin(name_group(indicator), definition.label, ONE_SCREEN)
    yield {
        "type": "integer",
        "name": name_question(indicator),
        "label": definition.label,
        "hint": f"{definition.meaning}. Blank: not reported. 0: none.",
        **rules.require_value(indicator),
        **rules.join_rules(rules.limit_value(indicator)),
    }
    for control in list_controls(indicator):
        yield {"name": name_question(indicator, control), **_ASKED[control](indicator)}
    if indicator.definition.people:
        yield from ask_detail(indicator)
    yield end()


def _ask_form(_indicator: Indicator) -> Row:
    return {
        "type": "select_one forms",
        "label": "This number is",
        "appearance": "minimal",
        "default": Form.NEW.value,
    }


def _ask_qualifier(_indicator: Indicator) -> Row:
    return {
        "type": "select_one qualifiers",
        "label": "How sure",
        "appearance": "minimal",
        "default": Qualifier.EXACT.value,
    }


def _ask_low(indicator: Indicator) -> Row:
    return {
        "type": "integer",
        "label": "Lowest",
        "relevant": _is_vague(indicator),
        **rules.require_bound(indicator, "low"),
        **rules.join_rules(rules.limit_low(indicator)),
    }


def _ask_high(indicator: Indicator) -> Row:
    return {
        "type": "integer",
        "label": "Highest",
        "relevant": _is_vague(indicator),
        **rules.require_bound(indicator, "high"),
        **rules.join_rules(rules.limit_high(indicator)),
    }


def _ask_words(indicator: Indicator) -> Row:
    return {
        "type": "text",
        "label": "The source's own words",
        "relevant": _is_vague(indicator),
        **rules.require_words(indicator),
        **rules.join_rules(rules.limit_words(indicator)),
    }


_ASKED = {
    "form": _ask_form,
    "qualifier": _ask_qualifier,
    "low": _ask_low,
    "high": _ask_high,
    "words": _ask_words,
}


def _is_vague(indicator: Indicator) -> str:
    asked = rules.refer(indicator, "qualifier")
    return f"{asked} != '{Qualifier.EXACT.value}' and {asked} != ''"


def _close() -> Iterator[Row]:
    said = ", ".join(
        answer
        for indicator in Indicator
        for answer in (
            rules.refer_number(indicator),
            *(rules.refer(indicator, control) for control in ("low", "high", "words")),
        )
    )
    totals = " or ".join(f"{rules.refer(tally, 'form')} = 'total'" for tally in TALLIES)
    yield begin(CLOSING, "Note")
    # Shown only while nothing is reported, and then it cannot be passed: it can have no answer.
    yield {
        "type": "note",
        "name": NOTHING,
        "label": wording.ASK_NUMBER,
        "relevant": f"concat({said}) = ''",
        **require(wording.ASK_NUMBER),
    }
    yield {
        "type": "select_one falls",
        "name": FALL,
        "label": "If a total so far is lower than it was before: why?",
        "relevant": totals,
    }
    yield {
        "type": "text",
        "name": NOTE,
        "label": "Note",
        "hint": "For those who read the report: what changed and why, what is missing.",
        "appearance": "multiline",
    }
    yield {
        "type": "text",
        "name": REASON,
        "label": "If you change a report that was sent already: why?",
        "hint": "It stands in the report's history.",
        "appearance": "multiline",
    }
    yield end()


def _list_choices() -> Iterator[Row]:
    lists: dict[str, dict[Any, str]] = {
        "forms": dict(FORM_WORDS),
        "qualifiers": dict(QUALIFIER_WORDS),
        "falls": dict(FALL_WORDS),
        "details": dict(DETAIL_WORDS),
    }
    for name, choices in lists.items():
        for code, label in choices.items():
            yield {"list_name": name, "name": code.value, "label": label}


def _look_up(column: str) -> str:
    """What the list says of the unit that was chosen."""
    return f"instance('units')/root/item[name = ${{{UNIT}}}]/{column}"
