"""The hard checks of counts as XLSForm expressions, each with what the check itself says.

Left out are those that a phone cannot know: running totals before the day, and which areas are
units. The server checks them all again.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.checks import wording
from tracker.domain.checks.limits import LARGEST
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.openrosa.questions import DETAIL, PEOPLE, name_question

OWN = "."
"""The answer that a rule is about, as it is being given."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What must hold of an answer; it is only asked of answers that are not blank."""

    expression: str
    message: str


def join_rules(rules: list[Rule]) -> dict[str, str]:
    """Rules as the two columns of a question."""
    return {
        "constraint": " and ".join(f"({rule.expression})" for rule in rules),
        "constraint_message": ". ".join(rule.message for rule in rules),
    }


def refer(indicator: Indicator, control: str = "value") -> str:
    """The answer to a question about a count."""
    return f"${{{name_question(indicator, control)}}}"


def refer_number(indicator: Indicator) -> str:
    """The number of a count: as it was said, else the people that its households make."""
    return refer(indicator, PEOPLE if indicator.definition.people else "value")


def is_detailed(indicator: Indicator, detail: str) -> str:
    """Whether this detail is given of a count."""
    return f"selected({refer(indicator, DETAIL)}, '{detail}')"


def make_people(households: str, indicator: Indicator) -> str:
    """The people in a number of households, rounded half up."""
    return f"int({households} * {refer(indicator, 'household_size')} + 0.5)"


def is_said(indicator: Indicator, *qualifiers: Qualifier) -> str:
    """Whether the number was said with one of these words before it."""
    asked = refer(indicator, "qualifier")
    return " or ".join(f"{asked} = '{qualifier.value}'" for qualifier in qualifiers)


def require_value(indicator: Indicator) -> dict[str, str]:
    """A number must follow its qualifier; without one, or after *exactly*, blank says nothing.

    Households stand for a number, and parts are parts of one.
    """
    qualifiers = (
        Qualifier.ABOUT,
        Qualifier.AT_LEAST,
        Qualifier.MORE_THAN,
        Qualifier.AT_MOST,
        Qualifier.LESS_THAN,
    )
    needed = is_said(indicator, *qualifiers)
    if indicator.definition.people:
        households, parts = (is_detailed(indicator, one) for one in ("households", "parts"))
        needed = f"not({households}) and ({needed} or {parts} and ({_is_exact(indicator)}))"
    return {"required": needed, "required_message": wording.ask_value(indicator, None)}


def require_bound(indicator: Indicator, field: str) -> dict[str, str]:
    """*Between* needs both bounds."""
    return {
        "required": is_said(indicator, Qualifier.BETWEEN),
        "required_message": wording.ask_bound(indicator, field),
    }


def require_words(indicator: Indicator) -> dict[str, str]:
    """*In words* needs some."""
    return {
        "required": is_said(indicator, Qualifier.IN_WORDS),
        "required_message": wording.ask_words(indicator),
    }


def limit_value(indicator: Indicator) -> list[Rule]:
    """What must hold of the number itself."""
    return [_limit_range(indicator, "value"), *_limit_number(indicator, OWN)]


def limit_households(indicator: Indicator) -> list[Rule]:
    """What must hold of households, and of the people that they make."""
    value, made = refer(indicator), make_people(OWN, indicator)
    return [
        Rule(
            expression=f"{OWN} >= 0 and {OWN} <= {LARGEST}",
            message=wording.ask_in_range("the number of households"),
        ),
        Rule(
            expression=f"not({made} > {LARGEST})",
            message=wording.ask_in_range(wording.name_number(indicator, "value")),
        ),
        Rule(
            expression=f"{value} = '' or {value} = {made}",
            message=wording.ask_people_of_households(indicator, "what the households make"),
        ),
        *_limit_number(indicator, made),
    ]


def _limit_number(indicator: Indicator, number: str) -> list[Rule]:
    less = is_said(indicator, Qualifier.LESS_THAN)
    return [
        Rule(
            expression=f"not({less}) or {number} != 0",
            message=wording.ask_room(indicator, Qualifier.LESS_THAN, 0),
        ),
        *_limit_to_larger(indicator, number=number),
    ]


def limit_low(indicator: Indicator) -> list[Rule]:
    """What must hold of the lowest number."""
    value = refer_number(indicator)
    less = is_said(indicator, Qualifier.LESS_THAN)
    return [
        _limit_range(indicator, "low"),
        Rule(
            expression=f"not({OWN} > {value})",
            message=wording.ask_value_above_low(indicator, None),
        ),
        Rule(
            expression=f"not({less}) or not({OWN} >= {value})",
            message=wording.ask_room(indicator, Qualifier.LESS_THAN, None),
        ),
        *_limit_to_larger(indicator, low=OWN),
    ]


def limit_high(indicator: Indicator) -> list[Rule]:
    """What must hold of the highest number."""
    value = refer_number(indicator)
    more = is_said(indicator, Qualifier.MORE_THAN)
    return [
        _limit_range(indicator, "high"),
        Rule(
            expression=f"not({OWN} < {refer(indicator, 'low')})",
            message=wording.ask_high_above_low(indicator, None),
        ),
        Rule(
            expression=f"not({OWN} < {value})",
            message=wording.ask_value_below_high(indicator, None),
        ),
        Rule(
            expression=f"not({more}) or not({OWN} <= {value})",
            message=wording.ask_room(indicator, Qualifier.MORE_THAN, None),
        ),
    ]


def limit_words(indicator: Indicator) -> list[Rule]:
    """Words are more than space."""
    return [
        Rule(
            expression=f"string-length(normalize-space({OWN})) > 0",
            message=wording.ask_words(indicator),
        )
    ]


def _limit_range(indicator: Indicator, field: str) -> Rule:
    return Rule(
        expression=f"{OWN} >= 0 and {OWN} <= {LARGEST}",
        message=wording.ask_in_range(wording.name_number(indicator, field)),
    )


def _limit_to_larger(
    indicator: Indicator, *, number: str | None = None, low: str | None = None
) -> list[Rule]:
    """Not more people than those that they are part of, while number or lowest is being given.

    Of tallies only two totals so far can be compared: what is new of both belongs to running
    totals that a phone does not know.
    """
    larger = indicator.definition.at_most
    if larger is None:
        return []
    rule = f"not({_find_least(indicator, number, low)} > {find_most(larger)})"
    if not indicator.is_level:
        pair = (f"{refer(one, 'form')} = 'total'" for one in (indicator, larger))
        rule = f"not({' and '.join(pair)}) or {rule}"
    return [Rule(expression=rule, message=wording.ask_within(indicator, larger, None))]


def _find_least(indicator: Indicator, number: str | None, low: str | None) -> str:
    """The least that a count can be."""
    value = number or refer_number(indicator)
    low = low or refer(indicator, "low")
    least = is_said(indicator, Qualifier.AT_LEAST)
    more = is_said(indicator, Qualifier.MORE_THAN)
    return f"if({_is_exact(indicator)} or {least}, {value}, if({more}, {value} + 1, {low}))"


def find_most(indicator: Indicator) -> str:
    """The most that a count can be; blank where that is open."""
    value, high = refer_number(indicator), refer(indicator, "high")
    most = is_said(indicator, Qualifier.AT_MOST)
    less = is_said(indicator, Qualifier.LESS_THAN)
    return f"if({_is_exact(indicator)} or {most}, {value}, if({less}, {value} - 1, {high}))"


def _is_exact(indicator: Indicator) -> str:
    """Whether the number is meant exactly: said so, or nothing said."""
    return f"{is_said(indicator, Qualifier.EXACT)} or {refer(indicator, 'qualifier')} = ''"
