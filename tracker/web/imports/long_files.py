"""Record a long file beside the pages, and keep how far it is for whoever looks.

A thread of the server plans and records in one transaction. How far it is stands in a small file
beside the kept one, so that any process of the server can tell; a second thread says it again as
long as the first one lives, also in steps that tell nothing. When the server stops, both and the
transaction end with it: nothing is recorded, and what was told last grows old.

Whoever records takes a turn first. The next turn can be taken once the last one is over.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from logging import Logger

from flask import current_app
from sqlalchemy.orm import Session

from tracker.domain.errors import Refusal
from tracker.exchange.importing import ImportDraft, plan_import, record_import
from tracker.exchange.mapping import save_mapping
from tracker.extensions import current_database
from tracker.web.imports.drafts import Draft
from tracker.web.shared.clock import read_stopwatch
from tracker.web.shared.kept_files import KeptFile

LONG = 5_000
"""Rows of a file that is recorded beside the pages: about five seconds of work."""

SILENT = 120
"""Seconds without any word after which whatever recorded is taken to be gone."""

BEAT = 5.0
"""Seconds after which it is said again how far a file is, whatever is being done."""

_READING = 0.15
"""The part of the work that reading and comparing is."""

FAILED = "Nothing was recorded: something went wrong here. Tell whoever runs the tracker."
BUSY = "Nothing was recorded: others were writing for too long. Record it again."
STOPPED = "Nothing was recorded: the server was stopped in the middle. Record it again."

_NOTE = "course"

Tell = Callable[[float], None]
"""Called with the part of the work that is done, from 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How far a file is, in its n-th turn; moments are of the machine's clock.

    `submission` is that of the import, None before the first word. `import_id` is set once it is
    recorded, `problem` once it will not be.
    """

    started: float
    heard: float
    submission: str | None = None
    turn: int = 1
    part: float = 0
    import_id: int | None = None
    problem: str | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether it is neither recorded nor given up."""
        return self.import_id is None and self.problem is None

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


def find_course(file: KeptFile) -> Course | None:
    """How far a file is, None where nobody asked for it to be recorded."""
    said = file.read_note(_NOTE)
    found = Course(**json.loads(said)) if said else None
    claimed = file.find_claim(_NOTE)
    if claimed is not None and (found is None or found.turn < claimed[0]):
        turn, moment = claimed
        found = Course(turn=turn, started=moment, heard=moment)
    if found and found.is_under_way and read_stopwatch() - found.heard > SILENT:
        return replace(found, problem=STOPPED)
    return found


def begin(draft: Draft, sent: ImportDraft, moment: datetime) -> threading.Thread | None:
    """Record a file in a thread; None where it is being recorded, or was in this submission."""
    last = find_course(draft.file)
    turn = 1
    if last is not None:
        is_recorded = last.import_id is not None and last.submission == str(sent.submission_id)
        if last.is_under_way or is_recorded:
            return None
        turn = last.turn + 1
    if not draft.file.claim(_NOTE, turn):
        return None
    database = current_database()
    work = _Work(
        draft,
        sent,
        moment,
        open_session=database.writer,
        explain=database.explain_failure,
        word=_Word(draft.file, str(sent.submission_id), turn, current_app.logger),
        logger=current_app.logger,
    )
    thread = threading.Thread(target=work.run, name=f"import {draft.file.token}", daemon=True)
    thread.start()
    return thread


def record_file(
    session: Session,
    draft: Draft,
    sent: ImportDraft,
    moment: datetime,
    tell: Tell | None = None,
) -> int:
    """Plan under the lock of writers, so that nothing changes in between, and record."""
    say = tell or (lambda _part: None)
    plan = plan_import(
        session,
        draft.survey,
        draft.mapping,
        now=moment,
        progress=lambda done, every: say(_READING * done / every),
    )
    import_id = record_import(
        session,
        plan,
        sent,
        now=moment,
        progress=lambda done, every: say(_READING + (1 - _READING) * done / every),
    )
    if sent.mapping_name:
        name, mapping = sent.mapping_name, draft.mapping
        save_mapping(session, name, mapping, person_id=sent.person_id, now=moment)
    return import_id


class _Word:
    """What is told of a file in one turn, by the thread that records and by one that repeats it."""

    def __init__(self, file: KeptFile, submission: str, turn: int, logger: Logger) -> None:
        self._file, self._logger = file, logger
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

    def end(self, *, import_id: int | None = None, problem: str | None = None) -> None:
        with self._lock:
            self._over.set()
            self._said = replace(self._said, part=1, import_id=import_id, problem=problem)
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
            claimed = self._file.find_claim(_NOTE)
            if claimed is not None and claimed[0] == self._said.turn:
                self._file.write_note(_NOTE, json.dumps(asdict(self._said)))
        except OSError:
            # What is recorded does not depend on whether somebody can be told how far it is.
            self._logger.warning("How far an import is could not be told", exc_info=True)


class _Work:
    """One file being recorded in a thread."""

    def __init__(
        self,
        draft: Draft,
        sent: ImportDraft,
        moment: datetime,
        *,
        open_session: Callable[[], Session],
        explain: Callable[[BaseException], str | None],
        word: _Word,
        logger: Logger,
    ) -> None:
        self._draft, self._sent, self._moment = draft, sent, moment
        self._open_session, self._explain, self._logger = open_session, explain, logger
        self._word = word

    def run(self) -> None:
        beat = threading.Thread(target=self._word.repeat, name="beat of an import", daemon=True)
        beat.start()
        try:
            self._record()
        finally:
            self._word.stop()
            beat.join()

    def _record(self) -> None:
        tell = self._word.tell
        try:
            with self._open_session() as session:
                # The lock of writers is taken before what stands is looked at.
                import_id = record_file(session, self._draft, self._sent, self._moment, tell)
                session.commit()
        except Refusal as refusal:
            self._word.end(problem=refusal.message)
        except Exception as problem:
            # Whatever it is, whoever waits for the file must hear of it.
            self._logger.exception("An import was not recorded")
            self._word.end(problem=BUSY if self._explain(problem) == "busy" else FAILED)
        else:
            self._word.end(import_id=import_id)
