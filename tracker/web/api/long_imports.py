"""Long files of programs: taken in beside the answers, with a place to ask how far they are."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from flask import current_app, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.errors import InUse, NotFound
from tracker.exchange.detecting import Survey
from tracker.exchange.importing import ImportDraft, Plan, find_import, list_warnings
from tracker.exchange.mapping import ImportMapping, write_mapping
from tracker.web.api.answering import answer, write_json
from tracker.web.api.asking import Asked, Parameter
from tracker.web.api.import_shapes import COURSE, describe_course, describe_plan
from tracker.web.api.schemas import Truth, Uuid
from tracker.web.shared.clock import now
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.course_notes import Course, find_course
from tracker.web.shared.courses import Tell, stop_course
from tracker.web.shared.kept_files import KeptFile, find_file, keep_file
from tracker.web.shared.long_files import (
    Opener,
    begin_looking,
    begin_recording,
    compare_file,
    record_compared,
)

_RESULT, _HASH, _MAPPING = "result", "hash", "mapping"

COURSE_PATH = "/imports/under-way"
ASKING = (
    Parameter(
        name="submission_id",
        schema=Uuid(),
        meaning="The import's UUID; of a dry run without one, that in the answer's `Location`.",
        required=True,
    ),
    Parameter(name="dry_run", schema=Truth(), meaning="true: how far a dry run is."),
)
__all__ = [
    "ASKING",
    "COURSE",
    "COURSE_PATH",
    "LongFile",
    "begin",
    "name_dry_run",
    "stop_sent",
    "tell_course",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class LongFile:
    """A long file as sent, and what opens it; `mapping` is the saved one that was named, if any.

    `dry_run`: nothing of it is to be recorded.
    """

    opener: Opener
    mapping: ImportMapping | None
    draft: ImportDraft
    dry_run: bool


def name_dry_run(person_id: int, content: bytes, mapping: ImportMapping | None) -> UUID:
    """What stands for a dry run that has no UUID of its own: the same file read in the same way."""
    said = f"{hashlib.sha256(content).hexdigest()} {_say_mapping(mapping)}"
    return uuid5(NAMESPACE_OID, f"{person_id} {said}")


def _say_mapping(mapping: ImportMapping | None) -> str:
    return write_mapping(mapping) if mapping else "by hashtags"


def begin(asked: Asked, sent: LongFile, earlier: int | None) -> ResponseReturnValue:
    """Take a file in beside the answers, unless that is being done; says where to ask for it.

    What a finished dry run said, and what recorded nothing, is found out anew. Raises InUse where
    another file was sent under this id, or is being read by another mapping.
    """
    submission, person_id = sent.draft.submission_id, asked.person.id
    file, kind = _keep(sent, person_id), _kind_of(dry_run=sent.dry_run)
    if earlier is None:
        (_look if sent.dry_run else _record)(file, sent, now())
    location = _locate(submission, dry_run=sent.dry_run)
    return answer(_describe(file, kind, earlier), 202, location=location)


def _locate(submission: UUID, *, dry_run: bool) -> str:
    """Where to ask how far a file is."""
    query: dict[str, Any] = {"dry_run": "true"} if dry_run else {}
    return url_for("api.show_course", submission_id=str(submission), **query)


def tell_course(asked: Asked) -> ResponseReturnValue:
    """How far a file is. Raises NotFound where none was sent so, or a day ago."""
    return answer(_describe(*_find_sent(asked)))


def stop_sent(asked: Asked) -> ResponseReturnValue:
    """Ask to stop what is done with a file, unless it is over; says how far it is.

    Raises NotFound where none was sent so, or a day ago.
    """
    file, kind, earlier = _find_sent(asked)
    person = asked.person
    is_asked = stop_course(file, kind, person_id=person.id, name=person.display_name, moment=now())
    described = _describe(file, kind, earlier)
    if not is_asked:
        return answer(described)
    location = _locate(asked.query["submission_id"], dry_run=bool(asked.query["dry_run"]))
    return answer(described, 202, location=location)


def _find_sent(asked: Asked) -> tuple[KeptFile, Kind, int | None]:
    """The file of a submission, what is done with it, and the import that it became."""
    submission, dry_run = asked.query["submission_id"], bool(asked.query["dry_run"])
    earlier = None if dry_run else find_import(asked.session, submission)
    try:
        file = find_file(_token(asked.person.id, submission, dry_run=dry_run), asked.person.id)
    except NotFound:
        raise NotFound("import under way", submission) from None
    return file, _kind_of(dry_run=dry_run), earlier


def _kind_of(*, dry_run: bool) -> Kind:
    return Kind.READING if dry_run else Kind.RECORDING


def _describe(file: KeptFile, kind: Kind, earlier: int | None) -> dict[str, Any]:
    course = find_course(file, kind) or Course(
        started=0, heard=0, is_finished=True, import_id=earlier
    )
    result = file.read_note(_RESULT)
    return describe_course(course, earlier, json.loads(result) if result else None)


def _keep(sent: LongFile, person_id: int) -> KeptFile:
    """What the notes of a file stand beside; the file itself is in memory while it is read."""
    token = _token(person_id, sent.draft.submission_id, dry_run=sent.dry_run)
    fingerprint, read_as = sent.draft.file_hash.hex(), _say_mapping(sent.mapping)
    try:
        file = find_file(token, person_id)
    except NotFound:
        file = keep_file(
            b"",
            sent.draft.file_name,
            person_id=person_id,
            now=now(),
            token=token,
            is_listed=False,
        )
        file.write_note(_HASH, fingerprint)
    if file.read_note(_HASH) != fingerprint:
        raise InUse("Send this file under a UUID of its own: another one came under this")
    course = find_course(file, _kind_of(dry_run=sent.dry_run))
    if course is not None and course.is_under_way and file.read_note(_MAPPING) != read_as:
        raise InUse("Send this file again later: it is being read by another mapping")
    file.write_note(_MAPPING, read_as)
    file.renew(now())
    return file


def _token(person_id: int, submission: UUID, *, dry_run: bool) -> str:
    said = f"{person_id} {submission} {dry_run}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _look(file: KeptFile, sent: LongFile, moment: datetime) -> None:
    def keep(session: Session, plan: Plan) -> None:
        file.write_note(
            _RESULT,
            write_json(
                describe_plan(plan, list_warnings(session, plan, sent.draft.file_hash), None)
            ),
        )

    begin_looking(file, str(sent.draft.submission_id), sent.opener, keep, moment)


def _record(file: KeptFile, sent: LongFile, moment: datetime) -> None:
    logger = current_app.logger

    def record(session: Session, survey: Survey, mapping: ImportMapping, tell: Tell) -> int | None:
        plan, import_id = compare_file(session, survey, mapping, moment, tell), None
        warnings = list_warnings(session, plan, sent.draft.file_hash)
        if plan.keeps_anything:
            import_id = record_compared(session, plan, sent.draft, moment, tell)
        try:
            file.write_note(_RESULT, write_json(describe_plan(plan, warnings, import_id)))
        except OSError:
            # What is recorded is so, whether or not it can be told what became of each row.
            logger.warning("What became of an import's rows could not be kept", exc_info=True)
            file.drop_note(_RESULT)
        return import_id

    begin_recording(file, str(sent.draft.submission_id), sent.opener, record)
