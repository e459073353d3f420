"""How fast work goes, told by the parts of it that were done at which moments."""

from __future__ import annotations

from collections import deque

WINDOW = 15.0
"""Seconds by which the present pace is told: longer than a batch takes, shorter than a phase."""

FEWEST = 5.0
"""Seconds before which a pace tells nothing."""


class Pace:
    """The pace of the last seconds, in parts of the whole a second.

    Work has phases, and what is done in one says little about the next: the pace since the
    beginning is not that of now.
    """

    def __init__(self, moment: float) -> None:
        self._marks = deque([(moment, 0.0)])

    def tell(self, moment: float, part: float) -> float | None:
        """The pace by now, None where too little time has passed. Moments are in seconds."""
        self._marks.append((moment, part))
        while len(self._marks) > 2 and moment - self._marks[1][0] >= WINDOW:  # noqa: PLR2004
            self._marks.popleft()
        then, before = self._marks[0]
        return (part - before) / (moment - then) if moment - then >= FEWEST else None
