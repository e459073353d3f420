"""Sums of reporting units in our own exports with hashtags: nobody reported them."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.exchange.detecting.own_exports import marks_forms
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.reading.tables import Cell

MARK_TAG, SOURCE_TAG, REPORT_TAG = "#status+name", "#meta+source", "#meta+id"


class OwnSums:
    """Knows the rows that have a mark, and neither a source nor the number of a report."""

    def __init__(self, survey: Survey) -> None:
        at = {column.tag: column.index for column in survey.head.columns}
        self._mark = at.get(MARK_TAG)
        self._told = [at[tag] for tag in (SOURCE_TAG, REPORT_TAG) if tag in at]
        self._is_own = marks_forms(survey) and len(self._told) > 1

    def holds(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is such a sum. One without a mark may have been typed by a person."""
        if not self._is_own or self._mark is None or any(_say(cells, at) for at in self._told):
            return False
        return bool(_say(cells, self._mark))


def _say(cells: Sequence[Cell], at: int) -> str:
    return say_cell(cells[at]).strip() if at < len(cells) else ""
