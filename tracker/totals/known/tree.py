"""Changes of some areas, added up from the units in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tracker.domain.changes import Changes, change_at
from tracker.totals.scopes import Scope


class Tree:
    """The areas asked for; what a unit adds goes into the lowest of them that it lies in.

    `by_unit` are the changes to add to, by the unit's place id.
    """

    def __init__(self, areas: Collection[int], scopes: Iterable[Scope]) -> None:
        self.by_unit: dict[int, Changes] = {}
        self._areas: dict[int, Changes] = {area: {} for area in areas}
        self._above: dict[int, tuple[int, ...]] = {}
        for scope in scopes:
            path = tuple(area for area in scope.areas if area in self._areas)
            self.by_unit[scope.place_id] = self._areas[path[0]] if path else {}
            for number, area in enumerate(path, start=1):
                self._above[area] = path[number:]

    def add_up(self) -> dict[int, Changes]:
        """The changes of each area, with those of the areas in it."""
        for area in sorted(self._above, key=lambda area: len(self._above[area]), reverse=True):
            for above in self._above[area][:1]:
                for (key, day), change in self._areas[area].items():
                    change_at(self._areas[above], key, day).add(change)
        return self._areas
