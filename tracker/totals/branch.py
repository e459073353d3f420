"""Add changes up along one path of the tree, so that only that path is held in memory."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.changes import Changes, merge_changes


class Branch:
    """The areas above the current unit, top first, each with what was added in it so far.

    Units come in the order of the tree. What a unit adds goes into its lowest area alone; an area
    is added into the one above it when its last unit is done.
    """

    def __init__(self) -> None:
        self._areas: list[tuple[int, Changes]] = []

    def enter(self, areas: Sequence[int]) -> list[tuple[int, Changes]]:
        """Go to a unit of these areas (lowest first); gives the areas that are done by that."""
        path = areas[::-1]
        done: list[tuple[int, Changes]] = []
        while self._areas and self._areas[-1][0] not in path:
            done.append(self._leave_lowest())
        self._areas += [(area, {}) for area in path[len(self._areas) :]]
        return done

    def leave(self) -> list[tuple[int, Changes]]:
        """Gives the areas that are left after the last unit."""
        return [self._leave_lowest() for _ in range(len(self._areas))]

    @property
    def lowest(self) -> Changes:
        """The changes of the area in which the current unit lies, to be added to."""
        return self._areas[-1][1]

    def _leave_lowest(self) -> tuple[int, Changes]:
        area, changes = self._areas.pop()
        if self._areas:
            merge_changes(self._areas[-1][1], changes)
        return area, changes
