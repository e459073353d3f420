"""How far work on a kept file is, as the notes beside the file tell it to whoever looks.

Any process of the server can read them. They are written by the thread that works, and again and
again by one that repeats it; when the server stops, what was told last grows old.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from logging import Logger

from tracker.web.shared.clock import read_stopwatch
from tracker.web.shared.course_kinds import PROBLEMS, Kind
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.paces import Pace
from tracker.web.shared.stopping import check_stop, find_stop

SILENT = 120
"""Seconds without any word after which whatever worked is taken to be gone."""

BEAT = 5.0
"""Seconds after which it is said again how far a file is, whatever is being done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How far a file is, in its n-th turn; moments are of the machine's clock.

    While it `is_waiting`, as many others as there is room for are worked on, and it is not begun.
    `submission` is what was asked for, None before the first word. The work is over once
    `is_finished`, with `import_id` where it made an import, or with the `problem` why it is not;
    `misfits` are where in a mapping that does not fit (a JSON Pointer) what is wrong (in words).
    `pace` is the part done in a second of late, None where that is not known. `is_stopping` once
    somebody asked to stop it, whether or not it could still be.
    """

    started: float
    heard: float
    submission: str | None = None
    turn: int = 1
    part: float = 0
    pace: float | None = None
    is_waiting: bool = False
    is_stopping: bool = False
    is_finished: bool = False
    import_id: int | None = None
    problem: str | None = None
    misfits: Sequence[tuple[str, str]] = ()

    @property
    def is_under_way(self) -> bool:
        """Whether it is neither done nor given up."""
        return not self.is_finished and self.import_id is None and self.problem is None

    @property
    def per_cent(self) -> int:
        """The part that is done, rounded down."""
        return int(100 * self.part)

    @property
    def seconds_left(self) -> int | None:
        """About how long it takes on, None as long as that cannot be told.

        Rather too long than too short: by the pace since the beginning, or by that of late where
        it is slower. Nothing is told of work that stands still.
        """
        if self.part < 0.02 or self.pace == 0:  # noqa: PLR2004 -- the first rows tell little
            return None
        paces = [self.part / max(self.heard - self.started, 0.001)]
        if self.pace is not None:
            paces.append(self.pace)
        return round((1 - self.part) / min(paces))


def find_course(file: KeptFile, kind: Kind = Kind.RECORDING) -> Course | None:
    """How far a file is, None where nobody asked for it."""
    said = file.read_note(kind)
    found = _read(said) if said else None
    claimed = file.find_claim(kind)
    if claimed is not None and (found is None or found.turn < claimed[0]):
        turn, moment = claimed
        found = Course(turn=turn, started=moment, heard=moment)
    if found is None:
        return None
    if found.is_under_way and read_stopwatch() - found.heard > SILENT:
        return replace(found, problem=PROBLEMS[kind].stopped)
    return replace(found, is_stopping=find_stop(file, kind, found.turn) is not None)


def _read(said: str) -> Course:
    found = Course(**json.loads(said))
    return replace(found, misfits=tuple((where, words) for where, words in found.misfits))


class Word:
    """What is told of a file in one turn, by the thread that works and by one that repeats it."""

    def __init__(
        self, file: KeptFile, kind: Kind, submission: str, turn: int, logger: Logger
    ) -> None:
        self._file, self._kind, self._logger = file, kind, logger
        self._said = Course(
            submission=submission, turn=turn, started=read_stopwatch(), heard=read_stopwatch()
        )
        self._pace = Pace(self._said.started)
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._keep()

    def tell(self, part: float) -> None:
        """Say how far it is. Raises Stopped where somebody asked for that."""
        with self._lock:
            self._said = replace(self._said, part=part)
            self._keep()
        self.check()

    def check(self) -> None:
        """Raise Stopped where somebody asked to stop."""
        check_stop(self._file, self._kind, self._said.turn)

    def wait(self) -> None:
        """Say that others come first."""
        with self._lock:
            self._said = replace(self._said, is_waiting=True)
            self._keep()

    def go_on(self) -> None:
        """Say that it is begun now, after others."""
        with self._lock:
            self._said = replace(self._said, is_waiting=False, started=read_stopwatch())
            self._pace = Pace(self._said.started)
            self._keep()

    def end(
        self,
        *,
        import_id: int | None = None,
        problem: str | None = None,
        misfits: Sequence[tuple[str, str]] = (),
    ) -> None:
        with self._lock:
            self._over.set()
            self._said = replace(
                self._said,
                part=1,
                is_finished=problem is None,
                import_id=import_id,
                problem=problem,
                misfits=misfits,
            )
            self._keep()

    def repeat(self) -> None:
        """Say it again and again until it is over."""
        while not self._over.wait(BEAT):
            with self._lock:
                if not self._over.is_set():
                    self._keep()

    def stop(self) -> None:
        """Repeat it no more, whatever was said last."""
        self._over.set()

    def _keep(self) -> None:
        heard = read_stopwatch()
        pace = self._pace.tell(heard, self._said.part)
        self._said = replace(self._said, heard=heard, pace=pace)
        try:
            claimed = self._file.find_claim(self._kind)
            if claimed is not None and claimed[0] == self._said.turn:
                self._file.write_note(self._kind, json.dumps(asdict(self._said)))
        except OSError:
            # What is recorded does not depend on whether somebody can be told how far it is.
            self._logger.warning("How far an import is could not be told", exc_info=True)
