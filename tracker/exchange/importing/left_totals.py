"""Rows of totals that a mapping leaves out: those called so, and those that only add up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.exchange.detecting import Column, Layout, Survey, say_cell
from tracker.exchange.detecting.own_sums import OwnSums
from tracker.exchange.detecting.total_rows import find_unnamed_sums, may_call_totals
from tracker.exchange.detecting.total_words import is_like_total_row, is_total_row
from tracker.exchange.importing.leaving_out import CALLED_TOTAL, LIKE_TOTAL, OWN_SUM, SUM_OF_OTHERS
from tracker.exchange.importing.merged_cells import list_rows
from tracker.exchange.mapping import ImportMapping, PlaceKey, PlaceMatcher
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Cell, Row

Cells = Sequence[Cell]
MOST_KEPT = 100
_PLACES = (Role.SHELTER, Role.AREA, Role.ABOVE)
_NAMING = (*_PLACES, Role.DAY, Role.SOURCE)
"""What of a row may be called a total: then it is about no place, day or source."""


@dataclass(slots=True)
class Called:
    """Rows that are left out for their names: how many, and the first in words."""

    number: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Take in one row."""
        self.number += 1
        if len(self.first) < MOST_KEPT:
            self.first.append(words)


class PlacesBeside:
    """The places of a file, by which one that adds up to the others is none above them."""

    def __init__(self, keys: Iterable[PlaceKey], places: PlaceMatcher) -> None:
        self._places = places
        located = [(key, *places.locate(key)) for key in dict.fromkeys(keys)]
        # Two names may stand for one place; each new one stands for another.
        paths = {place_id or key: path for key, place_id, path in located if path}
        self._located = len(paths)
        self._above = {area for path in paths.values() for area in path}

    def holds(self, key: PlaceKey) -> bool:
        """Whether a place is registered, with others of the file beside it and none in it."""
        place_id, _ = self._places.locate(key)
        return place_id is not None and self._located > 1 and place_id not in self._above


class TotalRows:
    """Finds out of each row whether it is left out as a total of others."""

    def __init__(self, survey: Survey, mapping: ImportMapping, places: PlaceMatcher) -> None:
        self._survey = survey
        self._mapping = mapping
        self._places = places
        self._at = {role: survey.head.find(mapping.find(role) or "") for role in _NAMING}
        self._like = [
            (role, column)
            for role in (*_PLACES, Role.DAY)
            if (column := self._at[role]) is not None and may_call_totals(survey, column)
        ]
        self._own = OwnSums(survey)
        used = {name for name, m in mapping.columns.items() if m.role is not Role.NOTHING}
        self._beside = [column for column in survey.head.columns if column.name not in used]
        self.sums = self._number_sums() if mapping.skip_totals else frozenset[int]()
        """Numbers of the rows that are left out as sums, though nothing calls them so."""
        self.kept: list[int] = []
        """Rows that are sums, but of places that are registered beside the others."""
        self._beside_it: PlacesBeside | None = None
        self.called = Called()
        """Rows that are left out since their names begin or end as those of totals do."""

    def explain_leaving_out(
        self, number: int, cells: Cells, find_key: Callable[[Cells], PlaceKey]
    ) -> str | None:
        """Why a row is left out, None where it is not; `find_key` finds its place."""
        if self._own.holds(cells) or not self._mapping.skip_totals:
            return OWN_SUM if self._own.holds(cells) else None
        called = any(is_total_row(_say(cells, column)) for column in self._at.values())
        if called or self._is_called_beside(cells):
            return CALLED_TOTAL
        if (name := self._find_like(cells, find_key)) is not None:
            self.called.add(f"{self._survey.table.noun} {number} (“{name}”)")
            return LIKE_TOTAL
        is_sum = number in self.sums and not self._keeps(number, cells, find_key)
        return SUM_OF_OTHERS if is_sum else None

    def _keeps(self, number: int, cells: Cells, find_key: Callable[[Cells], PlaceKey]) -> bool:
        """Whether a sum is of a place that is registered beside those of the others."""
        if self._beside_it is None:
            keys = (find_key(row) for _, row in self._list_meant())
            self._beside_it = PlacesBeside(keys, self._places)
        if not self._beside_it.holds(find_key(cells)):
            return False
        self.sums -= {number}
        self.kept.append(number)
        return True

    def _is_called_beside(self, cells: Cells) -> bool:
        """Whether a row without a place of its own is called a total where nothing is read."""
        if any(_say(cells, self._at[role]) for role in _PLACES):
            return False
        return any(is_total_row(_say(cells, column)) for column in self._beside)

    def _find_like(self, cells: Cells, find_key: Callable[[Cells], PlaceKey]) -> str | None:
        """What names a row as a total; not a place that is in the register, or was chosen."""
        for role, column in self._like:
            name = _say(cells, column)
            if is_like_total_row(name) and (
                role is Role.DAY or not self._places.knows(find_key(cells))
            ):
                return name
        return None

    def _number_sums(self) -> frozenset[int]:
        found = find_unnamed_sums(
            self._survey, self._mapping.columns, self._mapping.layout, self._list_meant
        )
        return frozenset(number for number, _ in found)

    def _list_meant(self) -> Iterator[Row]:
        """The rows that the mapping does not leave out for other reasons."""
        kept = [
            (column, frozenset(word.strip() for word in words))
            for name, words in self._list_filters()
            if words and (column := self._survey.head.find(name))
        ]
        for row in list_rows(self._survey, self._mapping):
            meant = all(_say(row[1], column) in words for column, words in kept)
            if meant and not self._own.holds(row[1]):
                yield row

    def _list_filters(self) -> Iterator[tuple[str, Collection[str]]]:
        mapping = self._mapping
        yield from mapping.only.items()
        if mapping.layout is not Layout.COLUMNS:
            known = [word for word, meaning in mapping.words.items() if meaning.measure]
            yield mapping.find(Role.INDICATOR) or "", known


def _say(cells: Cells, column: Column | None) -> str:
    if column is None or column.index >= len(cells):
        return ""
    return say_cell(cells[column.index]).strip()
