"""Reading counts out of what was sent, without building form fields for them."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from dataclasses import dataclass

from tracker.domain.checks.limits import LARGEST, LARGEST_HOUSEHOLD, NOUNS
from tracker.domain.counts import Count, Form, Part, convert_households, default_form
from tracker.domain.errors import InvalidCount, InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.web.entry.names import Typed, read_part_name, sort_typed
from tracker.web.entry.texts import clean_text
from tracker.web.shared import messages
from tracker.web.shared.numbers import parse_number

PREFILLED = frozenset({"value", "qualifier", "household_size"})
"""Controls that say no more than the number itself as long as the qualifier is `exact`."""

LONGEST_TYPED = 30
LONGEST_WORDS = 500
_NAMED = {
    "low": "the lowest number of ",
    "high": "the highest number of ",
    "value": "the number of ",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SentCounts:
    """The counts that could be read, and what could not."""

    counts: tuple[Count, ...]
    problems: tuple[InvalidCount, ...]


def read_counts(sent: Mapping[str, str], indicators: Container[Indicator]) -> SentCounts:
    """Counts of these indicators, in their order. What was left blank is not reported.

    What the form of a place does not ask for is not read, whoever sends it.
    """
    typed = sort_typed(sent)
    counts: list[Count] = []
    problems: list[InvalidCount] = []
    for indicator in Indicator:
        if indicator in typed and indicator in indicators:
            reader = _CountReader(indicator, typed[indicator])
            count = reader.read()
            problems += reader.problems
            if count is not None:
                counts.append(count)
    return SentCounts(counts=tuple(counts), problems=tuple(problems))


class _CountReader:
    """Reads the controls of one count; collects what it cannot read."""

    def __init__(self, indicator: Indicator, typed: Typed) -> None:
        self.indicator = indicator
        self.typed = typed
        self.noun = NOUNS[indicator]
        self.problems: list[InvalidCount] = []

    def read(self) -> Count | None:
        """The count; None where nothing was said of it."""
        qualifier = self._read_qualifier()
        if qualifier is Qualifier.EXACT and self.typed.keys() <= PREFILLED:
            value = self._read_number("value")
            if value is None:
                return None
            return Count(indicator=self.indicator, form=default_form(self.indicator), value=value)
        if qualifier is Qualifier.EXACT and not self._says_more():
            return None
        return self._read_details(qualifier)

    def _says_more(self) -> bool:
        """Whether there is a number or a word: a ticked *total so far* alone says nothing."""
        return bool(self.typed.keys() - {"qualifier", "household_size", "total"})

    def _read_details(self, qualifier: Qualifier) -> Count:
        value, low, high = (self._read_number(name) for name in ("value", "low", "high"))
        words = self._read_words()
        households, size = self._read_households()
        if value is None and households is not None and size is not None:
            value = convert_households(households, size)
        return Count(
            indicator=self.indicator,
            form=self._read_form(),
            value=value,
            qualifier=_settle_qualifier(qualifier, value, low, high, words),
            low=low,
            high=high,
            words=words,
            households=households,
            household_size=size,
            parts=self._read_parts(),
        )

    def _read_qualifier(self) -> Qualifier:
        try:
            return Qualifier(self.typed.get("qualifier", Qualifier.EXACT))
        except ValueError:
            self._refuse("qualifier", messages.select(f"how sure the number of {self.noun} is"))
            return Qualifier.EXACT

    def _read_form(self) -> Form:
        return Form.TOTAL if "total" in self.typed else default_form(self.indicator)

    def _read_number(self, name: str) -> int | None:
        named = "the number of households" if name == "households" else _NAMED[name] + self.noun
        return self._parse(name, self.typed.get(name), named)

    def _parse(self, name: str, typed: str | None, noun: str) -> int | None:
        if typed is None:
            return None
        try:
            if len(typed) > LONGEST_TYPED:
                raise ValueError(messages.enter_smaller_number(noun, LARGEST))  # noqa: TRY301
            return parse_number(typed, noun)
        except ValueError as problem:
            self._refuse(name, str(problem))
            return None

    def _read_words(self) -> str | None:
        try:
            return clean_text(self.typed.get("words"), LONGEST_WORDS, "words")
        except InvalidField as problem:
            self._refuse("words", problem.message)
            return None

    def _read_households(self) -> tuple[int | None, float | None]:
        """Both or none: the size stands in the form beforehand and says nothing by itself."""
        households = self._read_number("households")
        if households is None:
            return None, None
        size = _parse_size(self.typed.get("household_size", ""))
        if size is None:
            self._refuse(
                "household_size",
                f"Enter the people per household for {self.noun}, such as 2.5, "
                f"at most {LARGEST_HOUSEHOLD}",
            )
        return households, size

    def _read_parts(self) -> tuple[Part, ...]:
        parts: list[Part] = []
        for name, typed in self.typed.items():
            found = read_part_name(name)
            if found is None:
                continue
            value = self._parse(name, typed, f"each part of the number of {self.noun}")
            if value is not None:
                sex, band = found
                parts.append(Part(sex=sex, age_from=band.age_from, age_to=band.age_to, value=value))
        return tuple(parts)

    def _refuse(self, field: str, message: str) -> None:
        self.problems.append(InvalidCount(self.indicator, field, message))


def _settle_qualifier(
    qualifier: Qualifier, value: int | None, low: int | None, high: int | None, words: str | None
) -> Qualifier:
    """What was meant where the list was left at *exactly*, but bounds or words say otherwise."""
    if qualifier is not Qualifier.EXACT:
        return qualifier
    if low is not None and high is not None:
        return Qualifier.BETWEEN
    if value is not None and (low is not None or high is not None):
        return Qualifier.ABOUT
    return Qualifier.IN_WORDS if value is None and words else qualifier


def _parse_size(typed: str) -> float | None:
    try:
        size = float(typed.replace(",", "."))
    except ValueError:
        return None
    return size if math.isfinite(size) and 0 < size <= LARGEST_HOUSEHOLD else None
