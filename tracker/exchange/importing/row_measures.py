"""What the number of a row counts, where the row itself says its unit, its form or its people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.exchange.detecting import Column, Layout
from tracker.exchange.importing.forms import RowForms
from tracker.exchange.importing.people import RowPeople
from tracker.exchange.importing.units import RowUnits
from tracker.exchange.meanings import Group, Measure, Role
from tracker.exchange.reading import Cell


class RowMeasures:
    """Turns what a column or a word counts into what the number of a row does."""

    def __init__(
        self, at: Mapping[Role, Column | None], layout: Layout, people: RowPeople | None
    ) -> None:
        self._turners = list(_list_turners(at, layout))
        self._people = people

    @property
    def any_told(self) -> bool:
        """Whether rows say more of their numbers than whom they count."""
        return bool(self._turners)

    def turn(self, cells: Sequence[Cell], measure: Measure, people: Group | None) -> Measure | str:
        """What a number counts in the unit and form of its row, of which people; else why not."""
        told: Measure | str = measure
        for turner in self._turners:
            if isinstance(told, str):
                return told
            told = turner.turn(cells, told)
        if isinstance(told, str) or people is None or self._people is None:
            return told
        return self._people.share(told, people)


def _list_turners(
    at: Mapping[Role, Column | None], layout: Layout
) -> Iterator[RowUnits | RowForms]:
    unit, form = at[Role.UNIT], at[Role.FORM]
    if unit:
        yield RowUnits(unit)
    if form:
        yield RowForms(form, keeps_levels=layout is Layout.COLUMNS)
