"""Accept each submission once.

The same id with the same content answers alike, with other content is kept apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.errors import SubmissionConflict
from tracker.domain.falls import Fall
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Receipt, RevisionKind
from tracker.recording.appending import describe_fall
from tracker.recording.effects import load_effects
from tracker.recording.sealing import seal_row
from tracker.store.base import table_of
from tracker.store.prepared import Prepared
from tracker.store.reports import ConflictRow, ReportRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """What was recorded under a submission id: a revision of a report, and who sent it."""

    report_id: int
    seq: int
    person_id: int
    place_id: int
    source_id: int


Body = dict[str, Any]
"""What was sent, as plain values."""


def describe_counts(counts: Iterable[Count]) -> list[Body]:
    """Counts as plain values, in one order, without what was left empty."""
    return sorted((_describe_count(count) for count in counts), key=lambda body: body["indicator"])


def describe_falls(falls: Iterable[Fall]) -> Body:
    """What is said of falls, where anything is."""
    said = sorted((describe_fall(fall) for fall in falls), key=lambda body: str(body["indicator"]))
    return {"falls": said} if said else {}


def _describe_count(count: Count) -> Body:
    body: Body = {
        "indicator": count.indicator,
        "form": count.form,
        "qualifier": count.qualifier,
    }
    for name in _SAID_OF_COUNT:
        value = getattr(count, name)
        if value is not None:
            body[name] = value
    if count.parts:
        parts = [[part.sex, part.age_from, part.age_to, part.value] for part in count.parts]
        body["parts"] = sorted(parts, key=repr)
    return body


_SAID_OF_COUNT = ("value", "low", "high", "words", "households", "household_size")


def read_counts(described: Iterable[Body]) -> tuple[Count, ...]:
    """Counts from their plain values."""
    return tuple(
        Count(
            indicator=Indicator(body["indicator"]),
            form=Form(body["form"]),
            value=body.get("value"),
            qualifier=Qualifier(body["qualifier"]),
            low=body.get("low"),
            high=body.get("high"),
            words=body.get("words"),
            households=body.get("households"),
            household_size=body.get("household_size"),
            parts=tuple(
                Part(sex=Sex(sex), age_from=first, age_to=last, value=value)
                for sex, first, last, value in body.get("parts", ())
            ),
        )
        for body in described
    )


def hash_body(body: Body) -> bytes:
    """The fingerprint of a submission's content."""
    return hashlib.sha256(_ENCODER.encode(body).encode()).digest()


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a submission")


_ENCODER = json.JSONEncoder(sort_keys=True, default=_as_text, ensure_ascii=False)

_REVISION = table_of(RevisionRow)
_EARLIER = Prepared(
    select(
        _REVISION.c.id,
        _REVISION.c.report_id,
        _REVISION.c.seq,
        _REVISION.c.kind,
        _REVISION.c.body_hash,
    ).where(_REVISION.c.submission_id == bindparam("submission"))
)


_REPORT = table_of(ReportRow)
_ACCEPTED = Prepared(
    select(
        _REVISION.c.report_id,
        _REVISION.c.seq,
        _REVISION.c.person_id,
        _REPORT.c.place_id,
        _REPORT.c.source_id,
    )
    .join(_REPORT, _REPORT.c.id == _REVISION.c.report_id)
    .where(_REVISION.c.submission_id == bindparam("submission"))
)


def knows_submission(session: Session, submission_id: UUID) -> bool:
    """Whether something was accepted under an id."""
    return _EARLIER.first(session, submission=submission_id) is not None


def find_accepted(session: Session, submission_id: UUID) -> Accepted | None:
    """What was recorded under a submission id; None when nothing was."""
    found = _ACCEPTED.first(session, submission=submission_id)
    return Accepted(**found._asdict()) if found else None


def is_sent_again(
    session: Session,
    submission_id: UUID,
    *,
    person_id: int,
    place_id: int,
    report_id: int | None = None,
) -> bool:
    """Whether this person's own submission about the place was accepted under the id.

    It was a new report, or with `report_id` a change of that report. Sending it once more asks for
    no right to report there: it records nothing, and an answer that was lost is told all the same
    when the person was assigned elsewhere meanwhile. Once the content is read, `is_repeated` must
    hold as well.
    """
    earlier = find_accepted(session, submission_id)
    if earlier is None or (earlier.person_id, earlier.place_id) != (person_id, place_id):
        return False
    return earlier.seq == 1 if report_id is None else _changes(earlier, report_id)


def _changes(earlier: Accepted, report_id: int) -> bool:
    return earlier.report_id == report_id and earlier.seq > 1


def is_repeated(session: Session, submission_id: UUID, body: Body) -> bool:
    """Whether the very same content was accepted under the id; writes nothing."""
    earlier = _EARLIER.first(session, submission=submission_id)
    return earlier is not None and earlier.body_hash == hash_body(body)


def find_repeated(
    session: Session, submission_id: UUID, body: Body, *, person_id: int, now: datetime
) -> Receipt | None:
    """The receipt of the same submission accepted before, None when it is new.

    Raises SubmissionConflict when the id stands for other content; the content sent now is kept
    beside it.
    """
    earlier = _EARLIER.first(session, submission=submission_id)
    if earlier is None:
        return None
    if earlier.body_hash != hash_body(body):
        _keep_conflict(session, submission_id, body, person_id=person_id, now=now)
        raise SubmissionConflict(str(submission_id), earlier.report_id, earlier.seq)
    return Receipt(
        report_id=earlier.report_id,
        seq=earlier.seq,
        kind=RevisionKind(earlier.kind),
        repeated=True,
        effects=load_effects(session, earlier.id),
    )


def _keep_conflict(
    session: Session, submission_id: UUID, body: Body, *, person_id: int, now: datetime
) -> None:
    fingerprint = hash_body(body)
    kept = select(ConflictRow.id).where(
        ConflictRow.submission_id == submission_id, ConflictRow.body_hash == fingerprint
    )
    if session.execute(kept).first() is None:
        values = {
            "submission_id": submission_id,
            "body_hash": fingerprint,
            "body": json.loads(json.dumps(body, default=_as_text)),
            "person_id": person_id,
            "recorded_at": now,
        }
        conflict_id = session.execute(
            insert(ConflictRow).values(values).returning(ConflictRow.id)
        ).scalar_one()
        seal_row(session, Act.CONFLICT, "submission_conflict", {"id": conflict_id, **values})
