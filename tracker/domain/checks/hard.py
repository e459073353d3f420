"""Hard checks: what cannot be true is refused, with a message at the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tracker.domain.amounts import Spread, spread_of
from tracker.domain.checks import wording
from tracker.domain.checks.context import EntryContext
from tracker.domain.checks.limits import LARGEST, LARGEST_HOUSEHOLD, NOUNS
from tracker.domain.checks.parts import check_parts
from tracker.domain.counts import Count, Form, convert_households
from tracker.domain.errors import InvalidCount, InvalidField
from tracker.domain.indicators import DEFINITIONS, LEVELS
from tracker.domain.qualifiers import Qualifier

Problems = Iterator[InvalidCount]
CountRule = Callable[[Count], Problems]


def check_hard(
    day: date, counts: Sequence[Count], context: EntryContext
) -> tuple[InvalidCount | InvalidField, ...]:
    """What is wrong with a report, in the order of the form; empty when it can be true."""
    problems: list[InvalidCount | InvalidField] = list(_check_day(day, context))
    if not counts:
        problems.append(InvalidField("counts", wording.ASK_NUMBER))
    problems += _check_duplicates(counts)
    for count in counts:
        if not _is_plain(count):
            problems += _check_count(count)
    wrong = {problem.indicator for problem in problems if isinstance(problem, InvalidCount)}
    problems += _check_pairs([c for c in counts if c.indicator not in wrong], context)
    return tuple(problems)


def _is_plain(count: Count) -> bool:
    """Whether a count is a bare number in the right form, as nearly all are: no rule refuses it."""
    return (
        count.qualifier is Qualifier.EXACT
        and count.value is not None
        and 0 <= count.value <= LARGEST
        and count.low is None
        and count.high is None
        and count.households is None
        and count.household_size is None
        and not count.parts
        and (count.form is Form.LEVEL) is (count.indicator in LEVELS)
    )


def _check_day(day: date, context: EntryContext) -> Iterator[InvalidField]:
    if day > context.today:
        yield InvalidField("day", wording.ask_earlier_day(context.today))
    if day < context.start:
        yield InvalidField("day", wording.ask_later_day(context.start))


def _check_duplicates(counts: Sequence[Count]) -> Problems:
    indicators = [count.indicator for count in counts]
    if len(set(indicators)) == len(indicators):
        return
    for indicator, times in Counter(indicators).items():
        if times > 1:
            message = f"Enter the number of {NOUNS[indicator]} only once"
            yield InvalidCount(indicator, "value", message)


def _check_count(count: Count) -> Problems:
    """The first rule that a count breaks; later rules rely on the earlier ones."""
    for rule in COUNT_RULES:
        found = list(rule(count))
        if found:
            yield from found
            return


def _check_form(count: Count) -> Problems:
    noun = NOUNS[count.indicator]
    if count.indicator.is_level and count.form is not Form.LEVEL:
        message = f"Enter the number of {noun} at the end of the day, neither new nor total so far"
        yield InvalidCount(count.indicator, "form", message)
    if not count.indicator.is_level and count.form is Form.LEVEL:
        message = f"Enter the number of {noun} as new or as total so far"
        yield InvalidCount(count.indicator, "form", message)


def _check_range(count: Count) -> Problems:
    numbers = {
        "value": (count.value, wording.name_number(count.indicator, "value")),
        "low": (count.low, wording.name_number(count.indicator, "low")),
        "high": (count.high, wording.name_number(count.indicator, "high")),
        "households": (count.households, "the number of households"),
    }
    for field, (number, noun) in numbers.items():
        if number is not None and not 0 <= number <= LARGEST:
            yield InvalidCount(count.indicator, field, wording.ask_in_range(noun))


def _check_places(count: Count) -> Problems:
    if count.indicator.definition.people:
        return
    noun = NOUNS[count.indicator]
    if count.households is not None or count.household_size is not None:
        yield InvalidCount(
            count.indicator, "households", f"Enter the number of {noun}, not of households"
        )
    if count.parts:
        message = f"Enter the number of {noun} without sex and age, places are not people"
        yield InvalidCount(count.indicator, "parts", message)


def _check_households(count: Count) -> Problems:
    if count.households is None and count.household_size is None:
        return
    indicator, households, size = count.indicator, count.households, count.household_size
    if households is None:
        yield InvalidCount(indicator, "households", wording.ask_households(indicator))
    elif size is None or not 0 < size <= LARGEST_HOUSEHOLD:
        yield InvalidCount(indicator, "households", wording.ask_household_size(indicator))
    elif count.value != (people := convert_households(households, size)):
        said = f"{people:,}, {households:,} households of {size:g}"
        message = wording.ask_people_of_households(indicator, said)
        yield InvalidCount(indicator, "households", message)


_NEED_NO_VALUE = (Qualifier.BETWEEN, Qualifier.IN_WORDS)


def _check_qualifier(count: Count) -> Problems:
    indicator = count.indicator
    if count.value is None and count.qualifier not in _NEED_NO_VALUE:
        message = wording.ask_value(indicator, count.qualifier)
        yield InvalidCount(count.indicator, "value", message)
    if count.qualifier is Qualifier.BETWEEN:
        for field, bound in (("low", count.low), ("high", count.high)):
            if bound is None:
                yield InvalidCount(indicator, field, wording.ask_bound(indicator, field))
    if count.qualifier is Qualifier.IN_WORDS and not (count.words or "").strip():
        yield InvalidCount(indicator, "words", wording.ask_words(indicator))


def _check_bounds(count: Count) -> Problems:
    indicator, low, high, value = count.indicator, count.low, count.high, count.value
    if low is not None and high is not None and high < low:
        yield InvalidCount(indicator, "high", wording.ask_high_above_low(indicator, low))
    elif value is not None and low is not None and value < low:
        yield InvalidCount(indicator, "value", wording.ask_value_above_low(indicator, low))
    elif value is not None and high is not None and value > high:
        yield InvalidCount(indicator, "value", wording.ask_value_below_high(indicator, high))
    elif _is_empty(count):
        message = wording.ask_room(indicator, count.qualifier, value)
        yield InvalidCount(indicator, "value", message)


def _is_empty(count: Count) -> bool:
    """Whether qualifier and bounds together leave no number.

    That is so for less than 0, and for more than 9 with a bound of at most 9.
    """
    bounds = count.bounds
    return bounds.high is not None and bounds.high < (bounds.low or 0)


COUNT_RULES: tuple[CountRule, ...] = (
    _check_form,
    _check_range,
    _check_places,
    _check_qualifier,
    _check_bounds,
    _check_households,
    check_parts,
)


_AT_MOST = {i: d.at_most for i, d in DEFINITIONS.items() if d.at_most is not None}


def _check_pairs(counts: Sequence[Count], context: EntryContext) -> Problems:
    """Numbers over the one that they are part of, where both cannot be true.

    What is new of a day is compared by the totals so far that it leads to: somebody injured
    yesterday may be taken to hospital today. So are a new number and a total so far, where the
    total before the new one is known.
    """
    by_indicator = {count.indicator: count for count in counts}
    for indicator, at_most in _AT_MOST.items():
        smaller, larger = by_indicator.get(indicator), by_indicator.get(at_most)
        if smaller is None or larger is None:
            continue
        if Form.NEW in (smaller.form, larger.form) and context.running_bounds:
            yield from _check_totals(smaller, larger, context)
        elif smaller.form is larger.form:
            yield from _check_pair(smaller, larger)


def _check_pair(smaller: Count, larger: Count) -> Problems:
    most = larger.bounds.high
    if most is not None and (smaller.bounds.low or 0) > most:
        message = wording.ask_within(smaller.indicator, larger.indicator, most)
        yield InvalidCount(smaller.indicator, "value", message)


def _check_totals(smaller: Count, larger: Count, context: EntryContext) -> Problems:
    least, most = _reach(smaller, context).low, _reach(larger, context).high
    if most is not None and least > most:
        limit = NOUNS[larger.indicator]
        message = (
            f"Enter the number of {NOUNS[smaller.indicator]} so that their total so far, "
            f"{least:,}, is at most {most:,}, that of {limit}, or correct the number of {limit}"
        )
        yield InvalidCount(smaller.indicator, "value", message)


def _reach(count: Count, context: EntryContext) -> Spread:
    """What the running total can be after a count; before the first report it is 0."""
    own = spread_of(count)
    before = context.running_bounds.get(count.indicator, Spread(low=0, high=0))
    if count.form is not Form.NEW:
        return own
    is_open = own.high is None or before.high is None
    return Spread(
        low=before.low + own.low,
        high=None if is_open else (before.high or 0) + (own.high or 0),
    )
