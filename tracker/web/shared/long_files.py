"""Long files, looked ahead at and recorded beside pages and answers.

A file is opened, its rows are read and compared, and it is recorded in one transaction: when the
server stops in the middle, nothing is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.exchange.detecting import Survey
from tracker.exchange.importing import ImportDraft, Plan, plan_import, record_import
from tracker.exchange.mapping import ImportMapping
from tracker.extensions import current_database
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.courses import Tell, begin_course
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.opened_files import spread
from tracker.web.shared.stopping import Stopped, keep_act_of_stopping

LONG = 20_000
"""Filled cells of a file that is worked on beside the pages: about two seconds of work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opener:
    """Opens a file: what is in it, and how it is read.

    `prepare` tells how far it is and raises InvalidField; `share` is about the part of reading the
    file that it takes.
    """

    prepare: Callable[[Tell], tuple[Survey, ImportMapping]]
    share: float


def hand_on(opened: tuple[Survey, ImportMapping]) -> Opener:
    """What gives a file that is open already, so that nobody opens it twice."""
    return Opener(prepare=lambda _tell: opened, share=0)


_READ = 0.97
"""The part of reading after which all rows are read and compared, and are summed up."""

_RECORDED_SLOWER = 6
"""Times as long as reading a file recording it takes."""

_COMPARED = 0.08
"""The part of recording after which everything is read and compared."""


def is_long(survey: Survey) -> bool:
    """Whether a file is read and recorded beside the pages."""
    return survey.cells > LONG


def begin_looking(
    file: KeptFile,
    submission: str,
    opener: Opener,
    keep: Callable[[Session, Plan], None],
    moment: datetime,
) -> threading.Thread | None:
    """Find out in a thread what becomes of a file's rows; None where that is being done."""
    database, opened = current_database(), opener.share

    def look(tell: Tell) -> None:
        survey, mapping = opener.prepare(lambda part: tell(opened * part))
        say = spread(tell, opened, _READ)
        with database.reader() as session:
            keep(session, plan_import(session, survey, mapping, now=moment, progress=say))

    return begin_course(file, Kind.READING, submission, look)


def begin_recording(
    file: KeptFile,
    submission: str,
    opener: Opener,
    record: Callable[[Session, Survey, ImportMapping, Tell], int | None],
) -> threading.Thread | None:
    """Record a file in a thread; None where it is being recorded, or was in this submission.

    `record` does it in a session that is committed afterwards, and answers the import's id.
    """
    database, opened = current_database(), opener.share / _RECORDED_SLOWER

    def do(tell: Tell) -> int | None:
        survey, mapping = opener.prepare(lambda part: tell(opened * part))
        # The lock of writers is taken before what stands is looked at.
        with database.writer() as session:
            import_id = record(
                session, survey, mapping, lambda part: tell(opened + (1 - opened) * part)
            )
            tell(1)
            session.commit()
        return import_id

    def keep_stop(stopped: Stopped) -> None:
        keep_act_of_stopping(database.writer, stopped, f"the import of {file.name}")

    return begin_course(file, Kind.RECORDING, submission, do, keep_stop)


def compare_file(
    session: Session, survey: Survey, mapping: ImportMapping, moment: datetime, tell: Tell
) -> Plan:
    """Plan what is recorded next, under the lock of writers, so that nothing changes in between.

    Raises MappingUnfit.
    """
    progress = spread(tell, 0, _COMPARED)
    return plan_import(session, survey, mapping, now=moment, progress=progress)


def record_compared(
    session: Session, plan: Plan, sent: ImportDraft, moment: datetime, tell: Tell
) -> int:
    """Record what was planned; answers the import's id. Raises InvalidField, NothingToReport."""
    return record_import(session, plan, sent, now=moment, progress=spread(tell, _COMPARED, 1))
