"""Record a long file beside the pages, and keep how far it is for whoever looks.

A thread of the server plans and records in one transaction. How far it is stands in a small file
beside the kept one, so that any process of the server can tell. When the server stops, the thread
and its transaction end with it: nothing is recorded, and what it told last grows old.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from logging import Logger
from typing import Any

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

_READING = 0.15
"""The part of the work that reading and comparing is."""

FAILED = "Nothing was recorded: something went wrong here. Tell whoever runs the tracker."
BUSY = "Nothing was recorded: others were writing for too long. Record it again."
STOPPED = "Nothing was recorded: the server was stopped in the middle. Record it again."

Tell = Callable[[float], None]
"""Called with the part of the work that is done, from 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How far a file is. `submission` is that of the import; moments are of the machine's clock.

    `import_id` is set once it is recorded, `problem` once it will not be.
    """

    submission: str
    started: float
    heard: float
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
    said = file.read_note("course")
    if said is None:
        return None
    found = Course(**json.loads(said))
    if found.is_under_way and read_stopwatch() - found.heard > SILENT:
        return replace(found, problem=STOPPED)
    return found


def begin(draft: Draft, sent: ImportDraft, moment: datetime) -> threading.Thread:
    """Record a file in a thread. The same submission is recorded once, however often it begins."""
    database = current_database()
    work = _Work(
        draft,
        sent,
        moment,
        open_session=database.writer,
        explain=database.explain_failure,
        logger=current_app.logger,
    )
    work.tell(0)
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
        logger: Logger,
    ) -> None:
        self._draft, self._sent, self._moment = draft, sent, moment
        self._open_session, self._explain, self._logger = open_session, explain, logger
        self._started = read_stopwatch()

    def run(self) -> None:
        try:
            with self._open_session() as session:
                # The lock of writers is taken before what stands is looked at.
                import_id = record_file(session, self._draft, self._sent, self._moment, self.tell)
                session.commit()
        except Refusal as refusal:
            self._end(problem=refusal.message)
        except Exception as problem:
            # Whatever it is, whoever waits for the file must hear of it.
            self._logger.exception("An import was not recorded")
            self._end(problem=BUSY if self._explain(problem) == "busy" else FAILED)
        else:
            self._end(import_id=import_id)

    def tell(self, part: float) -> None:
        self._keep(part=part)

    def _end(self, **more: Any) -> None:
        self._keep(part=1, **more)

    def _keep(self, **more: Any) -> None:
        course = Course(
            submission=str(self._sent.submission_id),
            started=self._started,
            heard=read_stopwatch(),
            **more,
        )
        said: Mapping[str, Any] = asdict(course)
        self._draft.file.write_note("course", json.dumps(said))
