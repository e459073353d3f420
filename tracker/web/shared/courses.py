"""Work on a kept file that goes on beside the pages, and how far it is for whoever looks.

A thread of the server does the work. How far it is stands in a small note beside the kept file, so
that any process of the server can tell; a second thread says it again as long as the first one
lives, also in steps that tell nothing. When the server stops, both end with it, and what was told
last grows old.

Whoever works takes a turn first. The next turn can be taken once the last one is over. An opened
file takes much memory: a process works on few at once, and the others wait and say so.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from logging import Logger

from flask import current_app

from tracker.domain.errors import Refusal
from tracker.extensions import current_database
from tracker.web.shared.clock import read_stopwatch
from tracker.web.shared.kept_files import KeptFile

SILENT = 120
"""Seconds without any word after which whatever worked is taken to be gone."""

BEAT = 5.0
"""Seconds after which it is said again how far a file is, whatever is being done."""

AT_ONCE = 2
"""Files that a process works on at once: one is opened or read while another one is recorded."""

_room = threading.BoundedSemaphore(AT_ONCE)

Tell = Callable[[float], None]
"""Called with the part of the work that is done, from 0 to 1."""


def say_nothing(_part: float) -> None:
    """What is told where nobody waits."""


Job = Callable[[Tell], int | None]
"""The work: opens its own session and commits; answers the import's id, where it makes one."""


class Kind(StrEnum):
    """What is done with a file, as its notes are called."""

    OPENING = "opening"
    READING = "reading"
    RECORDING = "course"
    UNDOING = "undoing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problems:
    """Why something is not done, in words: it failed, others were writing, the server stopped."""

    failed: str
    busy: str
    stopped: str


def _word(nothing: str, again: str) -> Problems:
    return Problems(
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How far a file is, in its n-th turn; moments are of the machine's clock.

    While it `is_waiting`, as many others as there is room for are worked on, and it is not begun.
    `submission` is what was asked for, None before the first word. The work is over once
    `is_finished`, with `import_id` where it made an import, or with the `problem` why it is not.
    """

    started: float
    heard: float
    submission: str | None = None
    turn: int = 1
    part: float = 0
    is_waiting: bool = False
    is_finished: bool = False
    import_id: int | None = None
    problem: str | None = None

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
        """About how long it takes on, None as long as that cannot be told."""
        if self.part < 0.02:  # noqa: PLR2004 -- the first rows tell little
            return None
        return round((self.heard - self.started) * (1 - self.part) / self.part)


def find_course(file: KeptFile, kind: Kind = Kind.RECORDING) -> Course | None:
    """How far a file is, None where nobody asked for it."""
    said = file.read_note(kind)
    found = Course(**json.loads(said)) if said else None
    claimed = file.find_claim(kind)
    if claimed is not None and (found is None or found.turn < claimed[0]):
        turn, moment = claimed
        found = Course(turn=turn, started=moment, heard=moment)
    if found and found.is_under_way and read_stopwatch() - found.heard > SILENT:
        return replace(found, problem=PROBLEMS[kind].stopped)
    return found


def begin_course(file: KeptFile, kind: Kind, submission: str, job: Job) -> threading.Thread | None:
    """Do a job in a thread; None where it is being done, or made an import in this submission.

    What was only looked at, or recorded nothing, is done anew: something else may stand by now.
    """
    last = find_course(file, kind)
    turn = 1
    if last is not None:
        is_done = last.import_id is not None and last.submission == submission
        if last.is_under_way or is_done:
            return None
        turn = last.turn + 1
    if not file.claim(kind, turn):
        return None
    work = _Work(
        job,
        word=_Word(file, kind, submission, turn, current_app.logger),
        kind=kind,
        explain=current_database().explain_failure,
        logger=current_app.logger,
    )
    thread = threading.Thread(target=work.run, name=f"import {file.token}", daemon=True)
    thread.start()
    return thread


class _Word:
    """What is told of a file in one turn, by the thread that works and by one that repeats it."""

    def __init__(
        self, file: KeptFile, kind: Kind, submission: str, turn: int, logger: Logger
    ) -> None:
        self._file, self._kind, self._logger = file, kind, logger
        self._said = Course(
            submission=submission, turn=turn, started=read_stopwatch(), heard=read_stopwatch()
        )
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._keep()

    def tell(self, part: float) -> None:
        with self._lock:
            self._said = replace(self._said, part=part)
            self._keep()

    def wait(self) -> None:
        """Say that others come first."""
        with self._lock:
            self._said = replace(self._said, is_waiting=True)
            self._keep()

    def go_on(self) -> None:
        """Say that it is begun now, after others."""
        with self._lock:
            self._said = replace(self._said, is_waiting=False, started=read_stopwatch())
            self._keep()

    def end(self, *, import_id: int | None = None, problem: str | None = None) -> None:
        with self._lock:
            self._over.set()
            self._said = replace(
                self._said,
                part=1,
                is_finished=problem is None,
                import_id=import_id,
                problem=problem,
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
        self._said = replace(self._said, heard=read_stopwatch())
        try:
            claimed = self._file.find_claim(self._kind)
            if claimed is not None and claimed[0] == self._said.turn:
                self._file.write_note(self._kind, json.dumps(asdict(self._said)))
        except OSError:
            # What is recorded does not depend on whether somebody can be told how far it is.
            self._logger.warning("How far an import is could not be told", exc_info=True)


class _Work:
    """A job being done in a thread."""

    def __init__(
        self,
        job: Job,
        *,
        word: _Word,
        kind: Kind,
        explain: Callable[[BaseException], str | None],
        logger: Logger,
    ) -> None:
        self._job, self._word, self._kind = job, word, kind
        self._explain, self._logger = explain, logger

    def run(self) -> None:
        beat = threading.Thread(target=self._word.repeat, name="beat of an import", daemon=True)
        beat.start()
        try:
            self._take_room()
            try:
                self._do()
            finally:
                _room.release()
        finally:
            self._word.stop()
            beat.join()

    def _take_room(self) -> None:
        if not _room.acquire(blocking=False):
            self._word.wait()
            _room.acquire()
            self._word.go_on()

    def _do(self) -> None:
        try:
            import_id = self._job(self._word.tell)
        except Refusal as refusal:
            self._word.end(problem=refusal.message)
        except Exception as problem:
            # Whatever it is, whoever waits for the file must hear of it.
            self._logger.exception("An import was not finished")
            words, is_busy = PROBLEMS[self._kind], self._explain(problem) == "busy"
            self._word.end(problem=words.busy if is_busy else words.failed)
        else:
            self._word.end(import_id=import_id)
