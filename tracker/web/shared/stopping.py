"""Stopping what is done with a kept file beside the pages: asked for by a note, heeded by the work.

Whoever works looks for the note whenever it tells how far it is, so that what it began is rolled
back by itself. What is over by then stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.errors import Refusal
from tracker.registry.keeping import keep_act
from tracker.web.shared.course_kinds import PROBLEMS, Kind
from tracker.web.shared.kept_files import KeptFile

GONE = "The file was thrown away."


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """That somebody asked to stop the n-th turn at a file, and when (ISO, UTC)."""

    turn: int
    person_id: int
    name: str
    at: str


class Stopped(Refusal):
    """What was done with a file was stopped, and is not done."""

    def __init__(self, message: str, stop: Stop | None) -> None:
        super().__init__(message)
        self.stop = stop


def ask_to_stop(file: KeptFile, kind: Kind, stop: Stop) -> None:
    """Ask whoever works on a file to stop. Raises OSError."""
    file.write_note(_note(kind), json.dumps(asdict(stop)))


def find_stop(file: KeptFile, kind: Kind, turn: int) -> Stop | None:
    """Who asked to stop a turn, None where nobody did."""
    said = file.read_note(_note(kind))
    stop = Stop(**json.loads(said)) if said else None
    return stop if stop is not None and stop.turn == turn else None


def check_stop(file: KeptFile, kind: Kind, turn: int) -> None:
    """Raise Stopped where somebody asked for it, or threw a file away that is only looked at."""
    stop = find_stop(file, kind, turn)
    if stop is not None:
        raise Stopped(PROBLEMS[kind].say_stopped(stop.name), stop)
    if not kind.writes and not file.is_kept:
        raise Stopped(GONE, None)


def keep_act_of_stopping(
    writer: Callable[[], Session], stopped: Stopped, name: str, import_id: int | None = None
) -> None:
    """Keep in the audit trail who stopped what; once it is rolled back, others can write again."""
    stop = stopped.stop
    if stop is None:
        return
    by = Author(person_id=stop.person_id, at=datetime.fromisoformat(stop.at))
    with writer() as session:
        keep_act(session, Act.IMPORT_STOPPED, by, import_id, name=name)
        session.commit()


def _note(kind: Kind) -> str:
    return f"{kind}-stop"
