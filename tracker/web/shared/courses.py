"""Work on a kept file that goes on beside the pages, and how far it is for whoever looks.

A thread of the server does the work. How far it is stands in a small note beside the kept file, so
that any process of the server can tell; a second thread says it again as long as the first one
lives, also in steps that tell nothing. When the server stops, both end with it, and what was told
last grows old.

Whoever works takes a turn first. The next turn can be taken once the last one is over. An opened
file takes much memory: a process works on few at once, and the others wait and say so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from logging import Logger

from flask import current_app

from tracker.domain.errors import Refusal
from tracker.exchange.importing import MappingUnfit
from tracker.extensions import current_database
from tracker.web.shared.course_kinds import PROBLEMS, Kind
from tracker.web.shared.course_notes import Word, find_course
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.stopping import Stop, Stopped, ask_to_stop

STOP_EVERY = 1.0
"""Seconds after which a file that waits for others looks whether it is still wanted."""

AT_ONCE = 2
"""Files that a process works on at once: one is opened or read while another one is recorded."""

_room = threading.BoundedSemaphore(AT_ONCE)

Tell = Callable[[float], None]
"""Called with the part of the work that is done, from 0 to 1."""


def say_nothing(_part: float) -> None:
    """What is told where nobody waits."""


Job = Callable[[Tell], int | None]
"""The work: opens its own session and commits; answers the import's id, where it makes one."""


KeepStop = Callable[[Stopped], None]
"""Keeps in the audit trail that work was stopped, once nothing of it is left."""


def stop_course(file: KeptFile, kind: Kind, *, person_id: int, name: str, moment: datetime) -> bool:
    """Ask to stop what is done with a file; False where nothing is under way."""
    course = find_course(file, kind)
    if course is None or not course.is_under_way:
        return False
    at = moment.isoformat()
    ask_to_stop(file, kind, Stop(turn=course.turn, person_id=person_id, name=name, at=at))
    return True


def begin_course(
    file: KeptFile, kind: Kind, submission: str, job: Job, keep_stop: KeepStop | None = None
) -> threading.Thread | None:
    """Do a job in a thread; None where it is being done, or made an import in this submission.

    What was only looked at, or recorded nothing, is done anew: something else may stand by now.
    `keep_stop` is called once a job was stopped and nothing of it is left.
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
        word=Word(file, kind, submission, turn, current_app.logger),
        kind=kind,
        keep_stop=keep_stop,
        explain=current_database().explain_failure,
        logger=current_app.logger,
    )
    thread = threading.Thread(target=work.run, name=f"import {file.token}", daemon=True)
    thread.start()
    return thread


class _Work:
    """A job being done in a thread."""

    def __init__(
        self,
        job: Job,
        *,
        word: Word,
        kind: Kind,
        keep_stop: KeepStop | None,
        explain: Callable[[BaseException], str | None],
        logger: Logger,
    ) -> None:
        self._job, self._word, self._kind = job, word, kind
        self._keep_stop = keep_stop
        self._explain, self._logger = explain, logger

    def run(self) -> None:
        beat = threading.Thread(target=self._word.repeat, name="beat of an import", daemon=True)
        beat.start()
        try:
            self._do()
        finally:
            self._word.stop()
            beat.join()

    @contextmanager
    def _take_room(self) -> Iterator[None]:
        """Wait until few others are worked on. Raises Stopped where that is asked for meanwhile."""
        if not _room.acquire(blocking=False):
            self._word.wait()
            while not _room.acquire(timeout=STOP_EVERY):
                self._word.check()
            self._word.go_on()
        try:
            yield
        finally:
            _room.release()

    def _do(self) -> None:
        try:
            with self._take_room():
                import_id = self._job(self._word.tell)
        except Stopped as stopped:
            self._tell_stopped(stopped)
        except MappingUnfit as unfit:
            misfits = [(one.pointer, one.message) for one in unfit.problems]
            self._word.end(problem=unfit.message, misfits=misfits)
        except Refusal as refusal:
            self._word.end(problem=refusal.message)
        except Exception as problem:
            # Whatever it is, whoever waits for the file must hear of it.
            self._logger.exception("An import was not finished")
            words, is_busy = PROBLEMS[self._kind], self._explain(problem) == "busy"
            self._word.end(problem=words.busy if is_busy else words.failed)
        else:
            self._word.end(import_id=import_id)

    def _tell_stopped(self, stopped: Stopped) -> None:
        try:
            if self._keep_stop:
                self._keep_stop(stopped)
        except Exception:
            # It is stopped all the same, and whoever waits must hear of it.
            self._logger.exception("That an import was stopped could not be kept")
        self._word.end(problem=stopped.message)
