"""The question whether numbers are new on their day or totals so far, where nothing tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.form_columns import find_number_form, say_form
from tracker.exchange.detecting.form_words import find_form
from tracker.exchange.detecting.hxl import read_tag
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.detecting.place_series import PlaceSeries, list_orders, list_series
from tracker.exchange.detecting.suggestions import Suggestion
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words
from tracker.exchange.meanings import Measure, Role

FEWEST_DAYS = 5
"""Numbers of a place that may show that they are a total so far: fewer go up by chance."""

RISES_TO_A_FALL = 20
"""Totals so far fall far only where they are counted anew, and hardly ever."""

SMALL_FALL = 4
"""A correction is less than this part of the number before: a quarter of it."""

RISES_TO_A_SMALL_FALL = 3
FEWEST_RISES = 4
RISEN_TO_FALLEN = 4
"""Where totals so far are corrected they still rise far more often, and by far more."""

_MOST_NAMED = 3


def ask_about_forms(survey: Survey, suggestion: Suggestion) -> Iterator[Question]:
    """One question for each tally whose numbers look like totals so far, and nothing says so.

    They do where they rise from day to day and do not fall but for corrections, over all places
    with enough days together, so that adding them up gives another number than the last. None may
    be guessed.
    """
    is_told = survey.head.is_settled or recognise(survey.head)
    silent = {} if is_told else _list_silent(survey, suggestion)
    if not silent:
        return
    meanings, layout = suggestion.meanings, suggestion.layout
    found: dict[Indicator, PlaceSeries] = {}
    for order in list_orders(survey, meanings):
        by_indicator: dict[Indicator, list[PlaceSeries]] = defaultdict(list)
        for series in list_series(survey, meanings, layout, silent, order):
            by_indicator[silent[series.name]].append(series)
        for indicator, several in by_indicator.items():
            example = find_so_far(several)
            if example is not None:
                found.setdefault(indicator, example)
    for indicator, example in sorted(found.items(), key=lambda one: list(Indicator).index(one[0])):
        names = [name for name, counted in silent.items() if counted is indicator]
        yield _ask(indicator, tuple(filter(None, names)), example)


def ask_about_tags(
    survey: Survey, suggestion: Suggestion, asked: Collection[Question]
) -> Iterator[Question]:
    """One question for each tally whose hashtags leave it open, and that is not asked already.

    Tags are there to say what numbers are: of these none may be supposed, whatever the numbers.
    Where it is asked whether rows add up they are events, or parts, and no totals so far.
    """
    is_in_columns = suggestion.layout is Layout.COLUMNS and not survey.head.is_settled
    if not is_in_columns or any(question.asked is Asked.ADDING for question in asked):
        return
    known = {question.indicator for question in asked}
    tagged = {column.name for column in survey.head.columns if read_tag(column.tag)}
    by_indicator: dict[Indicator, list[str]] = defaultdict(list)
    for name, indicator in _list_silent(survey, suggestion).items():
        if name in tagged and indicator not in known:
            by_indicator[indicator].append(name)
    for indicator, names in by_indicator.items():
        yield Question(
            asked=Asked.FORM,
            column=names[0],
            words=f"Are the numbers of {_list([f'“{name}”' for name in names])} new on the day, or "
            "totals so far? Neither +new nor +cumulative says it.",
            options=(
                Option(value=Form.NEW, words="New on the day"),
                Option(value=Form.TOTAL, words="Total so far"),
            ),
            indicator=indicator,
            about=tuple(names),
        )


def find_so_far(several: Iterable[PlaceSeries]) -> PlaceSeries | None:
    """The series that shows best that numbers look like totals so far, None where they do not."""
    long = [series for series in several if len(series.values) >= FEWEST_DAYS]
    steps = [step for series in long for step in pairwise(series.values)]
    if not _are_so_far(steps):
        return None
    showing = [
        series
        for series in long
        if any(after > before for before, after in pairwise(series.values))
        and sum(series.values) != series.values[-1]
    ]
    return max(showing, key=lambda series: sum(series.values), default=None)


def _are_so_far(steps: Sequence[tuple[int, int]]) -> bool:
    """Whether numbers go from one to the next as totals so far do, which fall where corrected.

    New numbers fall about as often as they rise, and some of them far.
    """
    rises = [after - before for before, after in steps if after > before]
    falls = [(before - after, before) for before, after in steps if after < before]
    small = [fall for fall, before in falls if fall * SMALL_FALL < before]
    if (len(falls) - len(small)) * RISES_TO_A_FALL > len(rises):
        return False
    return not small or (
        len(rises) >= max(FEWEST_RISES, len(small) * RISES_TO_A_SMALL_FALL)
        and sum(rises) >= sum(small) * RISEN_TO_FALLEN
    )


def _list_silent(survey: Survey, suggestion: Suggestion) -> dict[str, Indicator]:
    """The columns or words of tallies of which nothing says the form, or another than is chosen.

    "" is what all numbers count, where no column says it.
    """
    if suggestion.layout is Layout.COLUMNS:
        told = {
            column.name: (meaning.measure, say_form(column))
            for column in survey.head.columns
            if (meaning := suggestion.meanings.get(column.name))
        }
    else:
        number = find_number_form(survey, suggestion.meanings)
        listed = any(meaning.role is Role.INDICATOR for meaning in suggestion.meanings.values())
        words = {word: meaning.measure for word, meaning in suggestion.words.items()}
        counted = words if listed else {"": suggestion.indicator}
        told = {
            word: (measure, find_form(fold_words(word)) or number)
            for word, measure in counted.items()
        }
    return {
        name: measure.indicator
        for name, (measure, said) in told.items()
        if measure is not None and _is_silent(measure, said)
    }


def _is_silent(measure: Measure, said: Form | None) -> bool:
    if measure.form is Form.LEVEL:
        return False
    return said is None or (said is Form.TOTAL and measure.form is Form.NEW)


def _ask(indicator: Indicator, names: tuple[str, ...], example: PlaceSeries) -> Question:
    values, days = example.values, example.days
    label = indicator.definition.label.casefold()
    what = _list([f"“{name}”" for name in names]) if names else label
    has_fallen = any(after < before for before, after in pairwise(values))
    falls = "hardly ever fall" if has_fallen else "do not fall"
    where = f" in {example.place}" if example.place else ""
    return Question(
        asked=Asked.FORM,
        column=names[0] if names else "",
        words=f"Are the numbers of {what} new on the day, or totals so far? Nothing says it, and "
        f"they rise from day to day and {falls}: {_say_values(values)}{where}.",
        options=(
            Option(
                value=Form.NEW,
                words=f"New on the day: together {sum(values):,} in these {len(values)} days",
            ),
            Option(
                value=Form.TOTAL, words=f"Total so far: {values[-1]:,} up to {_say_day(days[-1])}"
            ),
        ),
        indicator=indicator,
        about=names,
    )


def _list(names: Sequence[str]) -> str:
    """`“Killed”`, `“Killed” and “Погибло”`; of many the first and how many others there are."""
    shown = list(names[:_MOST_NAMED])
    if others := len(names) - len(shown):
        shown.append(f"{others} other{'' if others == 1 else 's'}")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _say_values(values: Sequence[int]) -> str:
    """`1, 3, 5, 9, 9`; of many the first and the last."""
    said = [f"{value:,}" for value in values]
    return (
        ", ".join(said) if len(said) <= FEWEST_DAYS + 1 else f"{', '.join(said[:3])} … {said[-1]}"
    )


def _say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
