"""What is done with a kept file beside the pages, and why it is not done, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is done with a file, as its notes are called."""

    OPENING = "opening"
    READING = "reading"
    RECORDING = "course"
    UNDOING = "undoing"

    @property
    def writes(self) -> bool:
        """Whether it changes what the tracker knows."""
        return self in {Kind.RECORDING, Kind.UNDOING}


@dataclass(frozen=True, kw_only=True, slots=True)
class Problems:
    """Why something is not done, in words: it failed, others were writing, the server stopped."""

    nothing: str
    failed: str
    busy: str
    stopped: str

    def say_stopped(self, name: str) -> str:
        """That somebody stopped it."""
        return f"{self.nothing}: {name} stopped it."


def _word(nothing: str, again: str) -> Problems:
    return Problems(
        nothing=nothing,
        failed=f"{nothing}: something went wrong here. Tell whoever runs the tracker.",
        busy=f"{nothing}: others were writing for too long. {again}.",
        stopped=f"{nothing}: the server was stopped in the middle. {again}.",
    )


PROBLEMS = {
    Kind.OPENING: _word("The file was not opened", "Open it again"),
    Kind.READING: _word("The file was not read", "Read it again"),
    Kind.RECORDING: _word("Nothing was recorded", "Record it again"),
    Kind.UNDOING: _word("Nothing was undone", "Undo it again"),
}
