"""Rows of one file about the same place, day and source: the very same again, or others."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Number, Question, Survey
from tracker.exchange.detecting.meeting_rows import make_question, print_row
from tracker.exchange.importing.added_numbers import say_number
from tracker.exchange.importing.entries import RefusedRow
from tracker.exchange.meanings import Meaning, Measure
from tracker.exchange.reading import Row


@dataclass(slots=True)
class Group:
    """What the rows about one place, day and source say, by measure.

    `again` are the rows that repeat a number, each with what it counts: None where that is only
    nought, which may be added or not, or places in rows of some of the people. `conflict` is why
    they cannot be taken in. `tellers` are the rows that told the counts first, in their order; None
    where the first row told all of them.
    """

    rows: list[int] = field(default_factory=list)
    counts: dict[Measure, Number | None] = field(default_factory=dict)
    again: dict[int, Measure | None] | None = None
    conflict: str | None = None
    tellers: array[int] | None = None

    def tell(self, number: int, measure: Measure, value: Number | None) -> None:
        """Take in the first number for a measure, None where its cell is blank."""
        if self.tellers is None and value is not None and number != self.rows[0]:
            self.tellers = array("L", [self.rows[0]] * len(self.counts))
        if self.tellers is not None and measure not in self.counts:
            self.tellers.append(number)
        elif self.tellers is not None:
            self.tellers[list(self.counts).index(measure)] = number
        self.counts[measure] = value

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
        if not self.again.get(number):
            self.again[number] = None if is_nought or is_for_all else measure

    def contradict(self, noun: str, number: int, measure: Measure, value: Number) -> None:
        """Note that a row says another number than one before."""
        earlier = self.counts[measure]
        if self.conflict is None and earlier is not None:
            self.conflict = (
                f"Keep one of two numbers for {measure.words}: {noun} {self._find_teller(measure)} "
                f"says {say_number(earlier)}, {noun} {number} says {say_number(value)}"
            )

    def settle(self, noun: str, prints: Mapping[int, int]) -> None:
        """Find out whether the rows that say a number again are the very same; else a conflict."""
        seen: set[int] = set()
        for number in self.rows:
            measure = (self.again or {}).get(number)
            if measure is not None and prints[number] not in seen and self.conflict is None:
                said, first = self.counts[measure], self._find_teller(measure)
                self.conflict = (
                    f"Keep one of two rows, or add them up: {noun} {first} and "
                    f"{noun} {number} both say {say_number(said) if said else 'it'} for "
                    f"{measure.words}, and are not the same"
                )
            seen.add(prints[number])

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
    meanings: Mapping[str, Meaning],
    meeting: Sequence[Sequence[int]],
    refused: Mapping[int, RefusedRow],
) -> Question | None:
    """The question about rows that were refused since they meet, by the places and days of these.

    None where there are none.
    """
    if not meeting:
        return None
    rows, own = meeting[0], survey.head.own_columns
    one = refused[rows[0]]
    other = next(
        (
            refused[number]
            for number in rows[1:]
            if print_row(refused[number].cells, own) != print_row(one.cells, own)
        ),
        refused[rows[1]],
    )
    more = len({number for numbers in meeting for number in numbers}) - 2
    return make_question(survey, meanings, (one.row, one.cells), (other.row, other.cells), more)
