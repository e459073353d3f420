"""Rows of one file about the same place, day and source: the very same again, or others."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Number, Question, Survey
from tracker.exchange.detecting.meeting_rows import find_numbers, make_question, print_row
from tracker.exchange.importing.added_numbers import say_number
from tracker.exchange.importing.entries import RefusedRow
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Measure
from tracker.exchange.reading import Row


@dataclass(slots=True)
class Group:
    """What the rows about one place, day and source say, by measure.

    `again` are the rows that repeat a number, each with what it counts: None where that is only
    nought, which may be added or not, or places in rows of some of the people. `conflicts` are why
    they cannot be taken in, by what they count. `tellers` are the rows that told the counts first,
    in their order; None where the first row told all of them. `joined` are the rows that tell
    counts that others told before; where it weighs how often something counts, it is `weighing`.
    `words` are what a column of indicators calls the counts, where several words are one.
    """

    rows: list[int] = field(default_factory=list)
    counts: dict[Measure, Number | None] = field(default_factory=dict)
    again: dict[int, Measure | None] | None = None
    conflicts: dict[Indicator, str] | None = None
    tellers: array[int] | None = None
    joined: dict[Measure, list[int]] | None = None
    weighing: dict[Measure, bool] | None = None
    words: dict[Measure, str] | None = None

    def tell(self, number: int, measure: Measure, value: Number | None) -> None:
        """Take in the first number for a measure, None where its cell is blank."""
        if self.tellers is None and value is not None and number != self.rows[0]:
            self.tellers = array("L", [self.rows[0]] * len(self.counts))
        if self.tellers is not None and measure not in self.counts:
            self.tellers.append(number)
        elif self.tellers is not None:
            self.tellers[list(self.counts).index(measure)] = number
        self.counts[measure] = value

    def name(self, measure: Measure, word: str) -> None:
        """Note what a count is called that was told first."""
        self.words = self.words or {}
        self.words[measure] = word

    def is_called_otherwise(self, measure: Measure, word: str) -> bool:
        """Whether another word told a count before; small and capital letters aside."""
        return self.words is not None and self.words[measure].casefold() != word.casefold()

    def refuse_words(self, noun: str, number: int, measure: Measure, word: str) -> None:
        """Note that two words of the file count the same: one may be a total, or the day's.

        Whether such rows add up is no question.
        """
        self.weighing = (self.weighing or {}) | {measure: False}
        if self.words is not None and not self._is_refused(measure):
            self._refuse(
                measure,
                f"Choose one of two words for {measure.words}: {noun} {self._find_teller(measure)} "
                f"says “{self.words[measure]}”, {noun} {number} says “{word}”, and both words are "
                "mapped to it. Choose another meaning for one of them, or do not use it",
            )

    def join(self, number: int, measure: Measure) -> None:
        """Note that a row tells what another one told before."""
        self.joined = self.joined or {}
        self.joined.setdefault(measure, []).append(number)

    def repeat(
        self, number: int, measure: Measure, value: Number, *, by_people: bool = False
    ) -> None:
        """Note that a row says a number that another one said before.

        Where rows are told apart by the people they count, each repeats the places for all.
        """
        if self.rows == [number]:
            return
        self.again = self.again or {}
        is_nought = value.value == 0 and value.qualifier is Qualifier.EXACT
        is_for_all = by_people and not measure.indicator.definition.people
        weighs = not (is_nought or is_for_all)
        if weighs:
            self._weigh(measure)
        if not self.again.get(number):
            self.again[number] = measure if weighs else None

    def contradict(self, noun: str, number: int, measure: Measure, value: Number) -> None:
        """Note that a row says another number than one before."""
        self._weigh(measure)
        earlier = self.counts[measure]
        if earlier is not None and not self._is_refused(measure):
            self._refuse(
                measure,
                f"Keep one of two numbers for {measure.words}: {noun} {self._find_teller(measure)} "
                f"says {say_number(earlier)}, {noun} {number} says {say_number(value)}",
            )

    def settle(self, noun: str, prints: Mapping[int, int]) -> None:
        """Find out whether the rows that say a number again are the very same; else a conflict."""
        seen: set[int] = set()
        for number in self.rows:
            measure = (self.again or {}).get(number)
            if measure and prints[number] not in seen and not self._is_refused(measure):
                said, first = self.counts[measure], self._find_teller(measure)
                self._refuse(
                    measure,
                    f"Keep one of two rows, or add them up: {noun} {first} and "
                    f"{noun} {number} both say {say_number(said) if said else 'it'} for "
                    f"{measure.words}, and are not the same",
                )
            seen.add(prints[number])

    def find_refused(self, *, one_each: bool) -> dict[int, str]:
        """The rows that cannot be taken in, with why: all, or of rows with `one_each` its own."""
        conflicts = self.conflicts or {}
        if not one_each:
            return dict.fromkeys(self.rows, next(iter(conflicts.values()))) if conflicts else {}
        return {
            number: conflicts[measure.indicator]
            for measure, value in self.counts.items()
            if value is not None and measure.indicator in conflicts
            for number in self._list_tellers(measure)
        }

    def leave_out(self, refused: Collection[int]) -> None:
        """Go on without rows that were refused, and without what they count."""
        self.rows = [number for number in self.rows if number not in refused]
        self.counts = {m: told for m, told in self.counts.items() if not self._is_refused(m)}
        self.tellers = None

    def list_meeting(self, *, one_each: bool) -> Iterator[list[int]]:
        """The rows that meet and are refused, for each of the counts that several of them tell."""
        for measure in self.joined or {}:
            is_refused = self._is_refused(measure) if one_each else self.conflicts
            if is_refused and (self.weighing or {}).get(measure):
                yield self._list_tellers(measure)

    def _weigh(self, measure: Measure) -> None:
        self.weighing = self.weighing or {}
        self.weighing.setdefault(measure, True)

    def _refuse(self, measure: Measure, reason: str) -> None:
        self.conflicts = self.conflicts or {}
        self.conflicts[measure.indicator] = reason

    def _is_refused(self, measure: Measure) -> bool:
        return self.conflicts is not None and measure.indicator in self.conflicts

    def _list_tellers(self, measure: Measure) -> list[int]:
        """The rows that tell a count, each once."""
        return list(
            dict.fromkeys((self._find_teller(measure), *(self.joined or {}).get(measure, ())))
        )

    def _find_teller(self, measure: Measure) -> int:
        """The row that said a number first."""
        at = list(self.counts).index(measure)
        return self.rows[0] if self.tellers is None else self.tellers[at]


def print_rows(survey: Survey, rows: Iterable[Row], wanted: frozenset[int]) -> dict[int, int]:
    """What tells rows of these numbers from other ones, in a number each."""
    own = survey.head.own_columns
    return {number: hash(print_row(cells, own)) for number, cells in rows if number in wanted}


def ask_about_refused(
    survey: Survey,
    mapping: ImportMapping,
    meeting: Iterable[Sequence[int]],
    refused: Mapping[int, RefusedRow],
) -> Question | None:
    """The question about rows that were refused since they meet, by what they count.

    None where there are none, or they differ in their numbers only.
    """
    beside = find_numbers(survey, mapping.columns, mapping.layout)
    pair: tuple[RefusedRow, RefusedRow] | None = None
    alike: set[int] = set()
    for numbers in meeting:
        one, *others = (refused[number] for number in numbers)
        said = print_row(one.cells, beside)
        other = next((row for row in others if print_row(row.cells, beside) != said), None)
        if other is not None:
            pair = pair or (one, other)
            alike |= set(numbers)
    if pair is None:
        return None
    first, second = ((row.row, row.cells) for row in pair)
    return make_question(survey, mapping.columns, first, second, len(alike) - 2)
