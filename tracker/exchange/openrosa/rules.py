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
from tracker.exchange.openrosa.questions import name_question

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


def is_said(indicator: Indicator, *qualifiers: Qualifier) -> str:
    """Whether the number was said with one of these words before it."""
    asked = refer(indicator, "qualifier")
    return " or ".join(f"{asked} = '{qualifier.value}'" for qualifier in qualifiers)


def require_value(indicator: Indicator) -> dict[str, str]:
    """A number must follow its qualifier; without one, or after *exactly*, blank says nothing."""
    qualifiers = (
        Qualifier.ABOUT,
        Qualifier.AT_LEAST,
        Qualifier.MORE_THAN,
        Qualifier.AT_MOST,
        Qualifier.LESS_THAN,
    )
    return {
        "required": is_said(indicator, *qualifiers),
        "required_message": wording.ask_value(indicator, None),
    }


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
    less = is_said(indicator, Qualifier.LESS_THAN)
    return [
        _limit_range(indicator, "value"),
        Rule(
            expression=f"not({less}) or {OWN} != 0",
            message=wording.ask_room(indicator, Qualifier.LESS_THAN, 0),
        ),
        *_limit_to_larger(indicator, "value"),
    ]


def limit_low(indicator: Indicator) -> list[Rule]:
    """What must hold of the lowest number."""
    value = refer(indicator)
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
        *_limit_to_larger(indicator, "low"),
    ]


def limit_high(indicator: Indicator) -> list[Rule]:
    """What must hold of the highest number."""
    value = refer(indicator)
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


def _limit_to_larger(indicator: Indicator, control: str) -> list[Rule]:
    """Not more people than those that they are part of.

    Of tallies only two totals so far can be compared: what is new of both belongs to running
    totals that a phone does not know.
    """
    larger = indicator.definition.at_most
    if larger is None:
        return []
    rule = f"not({_find_least(indicator, control)} > {_find_most(larger)})"
    if not indicator.is_level:
        pair = (f"{refer(one, 'form')} = 'total'" for one in (indicator, larger))
        rule = f"not({' and '.join(pair)}) or {rule}"
    return [Rule(expression=rule, message=wording.ask_within(indicator, larger, None))]


def _find_least(indicator: Indicator, control: str) -> str:
    """The least that a count can be, while the answer to one of its controls is being given."""
    value = OWN if control == "value" else refer(indicator)
    low = OWN if control == "low" else refer(indicator, "low")
    least = is_said(indicator, Qualifier.EXACT, Qualifier.AT_LEAST)
    unsaid = f"{refer(indicator, 'qualifier')} = ''"
    more = is_said(indicator, Qualifier.MORE_THAN)
    return f"if({least} or {unsaid}, {value}, if({more}, {value} + 1, {low}))"


def _find_most(indicator: Indicator) -> str:
    """The most that a count can be; blank where that is open."""
    value, high = refer(indicator), refer(indicator, "high")
    most = is_said(indicator, Qualifier.EXACT, Qualifier.AT_MOST)
    unsaid = f"{refer(indicator, 'qualifier')} = ''"
    less = is_said(indicator, Qualifier.LESS_THAN)
    return f"if({most} or {unsaid}, {value}, if({less}, {value} - 1, {high}))"
