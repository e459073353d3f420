"""One row of a file under a mapping: what it says about which place, day and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import (
    Column,
    Layout,
    Number,
    Survey,
    date_columns,
    find_day_columns,
    say_cell,
)
from tracker.exchange.importing.added_numbers import add_columns
from tracker.exchange.importing.cell_readers import CachedReader, read_day_cell
from tracker.exchange.importing.companioned import RowCompanions
from tracker.exchange.importing.entries import RowRefused
from tracker.exchange.importing.leaving_out import NOT_USED, PLACE_SKIPPED, say_filter
from tracker.exchange.importing.left_totals import TotalRows
from tracker.exchange.importing.other_tables import OtherTables
from tracker.exchange.importing.people import RowPeople, check_part
from tracker.exchange.importing.qualified import RowQualifier
from tracker.exchange.importing.row_measures import RowMeasures
from tracker.exchange.importing.row_names import RowNames
from tracker.exchange.importing.row_numbers import RowNumbers
from tracker.exchange.importing.surplus import Surplus
from tracker.exchange.mapping import ImportMapping, Matched, PlaceKey, PlaceMatcher, SourceMatcher
from tracker.exchange.meanings import Group, Measure, Role
from tracker.exchange.reading import Cell

Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Told:
    """Counts of one row about one place, day and source; None is a cell that says nothing.

    `word` is what a column of indicators calls them.
    """

    place_id: int
    day: date
    source_id: int
    counts: Sequence[tuple[Measure, Number | None]]
    word: str = ""


class RowReader:
    """Reads rows; the same cell of a column is read once."""

    def __init__(
        self, survey: Survey, mapping: ImportMapping, places: PlaceMatcher, sources: SourceMatcher
    ) -> None:
        self._mapping = mapping
        self._names = RowNames(survey, mapping)
        self._places = places
        self._sources = sources
        self.created: dict[PlaceKey, int] = {}
        self.unknown: Counter[str] = Counter()
        """Rows by words of the column of indicators of which the mapping says nothing."""
        find, measures = survey.head.find, mapping.measures
        self._at = {role: find(mapping.find(role) or "") for role in Role}
        number = self._at[Role.NUMBER]
        of_days = {column.index for column in find_day_columns(survey.head)}
        counted = (
            column
            for column in survey.head.columns
            if column.name in measures or column.index in of_days or column is number
        )
        self._numbers = RowNumbers(survey, counted, mapping)
        self._measures = [
            (column, measures[column.name])
            for column in survey.head.columns
            if column.name in measures
        ]
        self._add = add_columns if mapping.add_columns else list
        self._qualifier = RowQualifier(survey, self._at[Role.QUALIFIER])
        self._beside = RowCompanions(survey, mapping)
        self._people = RowPeople(survey, mapping) if mapping.tells_people else None
        self._turns = RowMeasures(self._at, mapping.layout, self._people)
        reading = mapping.settle_days(survey)
        self._since_1904 = reading.from_1904
        self._days: CachedReader[date] = CachedReader(lambda cell: read_day_cell(cell, reading))
        self._day_columns = (
            date_columns(survey.head, reading, mapping.year)
            if mapping.layout is Layout.DAYS
            else []
        )
        self.totals = TotalRows(survey, mapping, places)
        self._surplus = Surplus(survey, mapping)
        self.tables = OtherTables(survey, mapping)
        self._only = [
            (column.index, frozenset(kept), say_filter(column.name, kept))
            for name, kept in mapping.only.items()
            if kept and (column := find(name))
        ]

    def explain_leaving_out(self, number: int, cells: Cells) -> str | None:
        """Why a row is not meant: another level or round, or a sum of other rows. None: it is.

        Every row of the table is taken in here first, in its order.
        """
        if again := self.tables.look(number, cells):
            return again
        for index, kept, why in self._only:
            if say_cell(_cell(cells, index)) not in kept:
                return why
        if untold := self._beside.explain_leaving_out(cells):
            return untold
        return self.totals.explain_leaving_out(number, cells, self._names.find_key)

    def explain_silence(self, cells: Cells) -> str:
        """Why a row that was read told nothing."""
        return PLACE_SKIPPED if self._find_place(cells) is None else NOT_USED

    def read(self, cells: Cells) -> Iterator[Told]:
        """What a row says. Raises RowRefused; a place that is skipped says nothing."""
        self.tables.check()
        self._surplus.check(cells)
        # Matched first, so that names of both kinds are asked about at once.
        source_id = self._match_source(cells)
        place_id = self._find_place(cells)
        if place_id is None:
            return
        people = self._people.read(cells) if self._people else None
        if source_id is None:
            if not self._beside.tells_sources:
                raise self._refuse_source(cells)
            yield from self._read_by_source(cells, place_id, people)
            return
        word = self._text(cells, Role.INDICATOR)
        if self._mapping.layout is Layout.DAYS:
            for day, counted in self._read_days(cells, people):
                yield Told(place_id, day, source_id, (counted,), word)
            return
        day = self._find_day(cells)
        if self._mapping.layout is Layout.COLUMNS:
            counts = self._add([counted for _, counted in self._read_columns(cells, people)])
            yield Told(place_id, day, source_id, counts)
            return
        measure, at = self._find_measure(cells, people), self._at[Role.NUMBER]
        if measure is not None and at is not None:
            number = self._read_count(cells, at.index, measure)
            yield Told(place_id, day, source_id, ((measure, number),), word)

    def _read_days(
        self, cells: Cells, people: Group | None
    ) -> Iterator[tuple[date, tuple[Measure, Number | None]]]:
        """What the columns that are headed by days say."""
        measure = self._find_measure(cells, people)
        if measure is not None:
            for index, day in self._day_columns:
                yield day, (measure, self._read_count(cells, index, measure))

    def _read_columns(
        self, cells: Cells, people: Group | None
    ) -> Iterator[tuple[int, tuple[Measure, Number | None]]]:
        """What the columns of counts say, by their places, without what nobody told that day."""
        plain = people is None and not self._turns.any_told
        for column, measure in self._measures if plain else self._list_turned(cells, people):
            if not self._beside.is_silent(cells, column.index):
                told = self._beside.turn(cells, column.index, measure)
                yield column.index, (told, self._read_count(cells, column.index, told))

    def _read_by_source(self, cells: Cells, place_id: int, people: Group | None) -> Iterator[Told]:
        """What a row says of whose numbers each has its own source."""
        day = self._find_day(cells)
        told = self._beside.group(cells, self._read_columns(cells, people))
        for name, counts in told.items():
            source_id = self._sources.match(name)
            if source_id is None:
                raise RowRefused(f"Choose the source that “{name}” stands for")
            yield Told(place_id, day, source_id, counts)

    def _text(self, cells: Cells, role: Role) -> str:
        column = self._at[role]
        return say_cell(_cell(cells, column.index)).strip() if column else ""

    def _find_place(self, cells: Cells) -> int | None:
        key = self._names.find_key(cells)
        column = self._at[Role.SHELTER] or self._at[Role.AREA]
        if not key.words:
            raise self._names.refuse_blank("place", column)
        matched = self._places.match(key)
        if matched.place_id is not None:
            return matched.place_id
        if matched.skipped:
            return None
        if matched.created:
            return self._create(matched)
        reason = matched.taken or f"Choose the place that “{key.words}” stands for"
        raise RowRefused(reason, column.index if column else None)

    def _create(self, matched: Matched) -> int:
        return self.created.setdefault(matched.key, -len(self.created) - 1)

    def _match_source(self, cells: Cells) -> int | None:
        for told_by in self._beside.list_sources(cells):
            self._sources.match(told_by)
        name = self._names.find_source(cells)
        return self._sources.match(name) if name else None

    def _refuse_source(self, cells: Cells) -> RowRefused:
        name, column = self._names.find_source(cells), self._at[Role.SOURCE]
        if not name:
            return self._names.refuse_blank("source", column)
        reason = f"Choose the source that “{name}” stands for"
        return RowRefused(reason, column.index if column else None)

    def _find_day(self, cells: Cells) -> date:
        column = self._at[Role.DAY]
        cell: Cell = _cell(cells, column.index) if column else self._mapping.constants.day
        if not say_cell(cell).strip():
            raise self._names.refuse_blank("day", column)
        found = self._days.read(cell)
        if isinstance(found, str):
            raise RowRefused(found, column.index if column else None)
        return found

    def say_days_since_1904(self, cells: Cells) -> dict[int, str]:
        """The day of a row by its column, where it is a number that means another one elsewhere."""
        column = self._at[Role.DAY]
        cell = _cell(cells, column.index) if column else None
        if column is None or not self._since_1904 or not isinstance(cell, int | float):
            return {}
        found = self._days.read(cell)
        return {column.index: f"{found}"} if isinstance(found, date) else {}

    def _find_measure(self, cells: Cells, people: Group | None) -> Measure | None:
        measure = self._mapping.constants.indicator
        if self._at[Role.INDICATOR] is not None:
            word = self._text(cells, Role.INDICATOR)
            if word not in self._mapping.words:
                self.unknown[word] += 1
                return None
            measure = self._mapping.words[word].measure
        if measure is None:
            return None
        if number := self._at[Role.NUMBER]:
            measure = self._beside.turn(cells, number.index, measure)
        told = self._turns.turn(cells, measure, people)
        if isinstance(told, str):
            raise RowRefused(told)
        return told

    def _list_turned(self, cells: Cells, people: Group | None) -> Iterator[tuple[Column, Measure]]:
        """What the columns count of the people of a row; places are those of all of them."""
        for column, measure in self._measures:
            told = self._turns.turn(
                cells, measure, people if measure.indicator.definition.people else None
            )
            if not isinstance(told, str):
                yield column, told
            elif self._read_number(cells, column.index) is not None:
                raise RowRefused(told, column.index)

    def _read_count(self, cells: Cells, index: int, measure: Measure) -> Number | None:
        """A number with the qualifier of its row; parts have none, unless the row is one."""
        number = self._read_number(cells, index)
        if measure.group is None and self._beside.has(index):
            return self._beside.join(cells, index, number, measure.form)
        if measure.group is None:
            return self._qualifier.join(cells, index, number, measure.form)
        if self._people is None:
            return number
        return check_part(self._qualifier.join(cells, index, number, measure.form), index)

    def _read_number(self, cells: Cells, index: int) -> Number | None:
        cell = _cell(cells, index)
        # The row says itself that there are words in place of a number.
        if words := self._qualifier.find_words(cells, cell):
            return Number(value=None, qualifier=Qualifier.IN_WORDS, words=words)
        found = self._numbers.read(cells, index)
        if isinstance(found, str):
            raise RowRefused(found, index)
        return found


def _cell(cells: Cells, index: int) -> Cell:
    return cells[index] if index < len(cells) else None
