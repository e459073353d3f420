"""Numbers of a row with what the columns beside each of them say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.domain.counts import Form
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import (
    Column,
    NotANumber,
    Number,
    Survey,
    read_number,
    read_qualifier,
    say_cell,
)
from tracker.exchange.detecting.companions import (
    OBSERVED,
    Companions,
    find_companions,
    list_measured,
)
from tracker.exchange.detecting.own_exports import OwnExport, recognise
from tracker.exchange.importing.bounded import is_possible, lies_outside, make_bounded, qualify
from tracker.exchange.importing.entries import RowRefused
from tracker.exchange.importing.leaving_out import NOT_TOLD, OWN_SUM
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Measure, list_forms
from tracker.exchange.reading import Cell

Cells = Sequence[Cell]
Counted = tuple[Measure, Number | None]
_WITHOUT_VALUE = (Qualifier.BETWEEN, Qualifier.IN_WORDS)
_SOME = "some"
"""Stands for words that a file does not hold."""


class RowCompanions:
    """Reads what stands beside numbers; `own` is which of our own exports the file is."""

    def __init__(self, survey: Survey, mapping: ImportMapping) -> None:
        self.own = recognise(survey.head)
        measured = list_measured(mapping.columns)
        self._of = find_companions(survey, measured)
        self._is_all = len(self._of) == len(measured)

    @property
    def tells_sources(self) -> bool:
        """Whether each number has its own source."""
        return self.own is OwnExport.WIDE

    def has(self, index: int) -> bool:
        """Whether anything stands beside the numbers of a column."""
        return index in self._of

    def explain_leaving_out(self, cells: Cells) -> str | None:
        """Why no number of a row was told on its day; None where one was."""
        if not self._of or not self._is_all:
            return None
        if not all(self.is_silent(cells, index) for index in self._of):
            return None
        marks = {_say(cells, beside.mark) for beside in self._of.values()}
        return OWN_SUM if self.own and OBSERVED in marks else NOT_TOLD

    def is_silent(self, cells: Cells, index: int) -> bool:
        """Whether nobody told the number in a column on its day: it is marked, or a sum.

        In a file of somebody else a number without a mark was told.
        """
        beside = self._of.get(index)
        if beside is None or beside.mark is None:
            return False
        mark = _say(cells, beside.mark)
        if beside.source is not None and not _say(cells, beside.source):
            return True
        return mark != OBSERVED and (bool(mark) or self.own is not None)

    def turn(self, cells: Cells, index: int, measure: Measure) -> Measure:
        """The measure in the form that the row says."""
        beside = self._of.get(index)
        said = _say(cells, beside.form) if beside else ""
        forms = {form.value: form for form in list_forms(measure.indicator)}
        return replace(measure, form=forms.get(said, measure.form))

    def list_sources(self, cells: Cells) -> set[str]:
        """Who told the numbers of a row, where each has its own source."""
        if not self.tells_sources:
            return set()
        return {_say(cells, beside.source) for beside in self._of.values()} - {""}

    def group(
        self, cells: Cells, counts: Iterable[tuple[int, Counted]]
    ) -> dict[str, list[Counted]]:
        """The numbers of columns by the name of who told them."""
        found: Mapping[str, list[Counted]] = defaultdict(list)
        for index, counted in counts:
            found[_say(cells, self._of[index].source)].append(counted)
        return dict(found)

    def join(self, cells: Cells, index: int, number: Number | None, form: Form) -> Number | None:
        """The number of a column with its qualifier, words and bounds.

        What was told as new stands in a column of its own. Raises RowRefused.
        """
        beside = self._of[index]
        low, high = beside.low, beside.high
        if form is Form.NEW and beside.form is not None:
            number = _read(cells, beside.new)
            low, high = beside.new_low, beside.new_high
        bounds = _read_value(cells, low), _read_value(cells, high)
        said = _say(cells, beside.qualifier)
        qualifier = read_qualifier(said) if said else None
        if qualifier is None or (number is not None and number != Number(value=number.value)):
            return _bound(number, *bounds)
        words = _say(cells, beside.words) or None
        is_total = form is Form.TOTAL and qualifier in _WITHOUT_VALUE
        if number is None or (is_total and _is_old(cells, beside, number, bounds)):
            return _make_without_value(qualifier, words, *bounds)
        joined = qualify(number, qualifier, words, *bounds)
        if number.value is None or is_possible(joined):
            return joined
        return make_bounded(number.value, *bounds, exact=qualifier is Qualifier.EXACT)


def _is_old(
    cells: Cells,
    beside: Companions,
    number: Number,
    bounds: tuple[int | None, int | None],
) -> bool:
    """Whether a total so far was told by its bounds or words alone: its value is one of before."""
    if beside.new is None:
        return False
    if beside.without_value is not None:
        return bool(_read_value(cells, beside.without_value))
    is_known = _read_value(cells, beside.new) is not None
    return not is_known and lies_outside(number.value or 0, *bounds)


def _make_without_value(
    qualifier: Qualifier, words: str | None, low: int | None, high: int | None
) -> Number | None:
    """A range, else words; nothing where the qualifier asks for a number."""
    if qualifier is Qualifier.BETWEEN and high is not None:
        return Number(value=None, qualifier=qualifier, low=low or 0, high=high, words=words)
    if qualifier in _WITHOUT_VALUE:
        said = words or _SOME
        return Number(
            value=None, qualifier=Qualifier.IN_WORDS, low=low or None, high=high, words=said
        )
    return None


def _bound(number: Number | None, low: int | None, high: int | None) -> Number | None:
    """A number of which only bounds are said; none are where it has a doubt of its own."""
    if number is None or number.value is None or number != Number(value=number.value):
        return number
    return number if low is high is None else make_bounded(number.value, low, high, exact=True)


def _say(cells: Cells, column: Column | None) -> str:
    if column is None or column.index >= len(cells):
        return ""
    return say_cell(cells[column.index]).strip()


def _read(cells: Cells, column: Column | None) -> Number | None:
    """What a column says. Raises RowRefused."""
    if column is None or column.index >= len(cells):
        return None
    try:
        return read_number(cells[column.index])
    except NotANumber as refused:
        raise RowRefused(str(refused), column.index) from None


def _read_value(cells: Cells, column: Column | None) -> int | None:
    found = _read(cells, column)
    return found.value if found else None
