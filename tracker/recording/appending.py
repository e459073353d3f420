"""Write one revision with its counts, as plain statements: the path that every report takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, RevisionKind, SoftWarning
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows
from tracker.store.prepared import Prepared
from tracker.store.reports import CountPartRow, CountRow, RevisionRow

_REVISION = table_of(RevisionRow)
_COUNT = table_of(CountRow)
_PART = table_of(CountPartRow)
_INSERT_REVISION = Prepared(
    insert(_REVISION).returning(_REVISION.c.id),
    filled=[column.key for column in _REVISION.columns if column.key != "id"],
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRevision:
    """A revision to be appended. `body_hash` is the fingerprint of what was sent."""

    report_id: int
    seq: int
    kind: RevisionKind
    channel: Channel
    submission_id: UUID
    body_hash: bytes
    person_id: int
    recorded_at: datetime
    counts: tuple[Count, ...] = ()
    reason: str | None = None
    note: str | None = None
    confirmed: tuple[SoftWarning, ...] = ()
    falls: tuple[Fall, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredRevision:
    """A revision with its rows as they were written."""

    id: int
    values: dict[str, Any]
    counts: list[dict[str, Any]]
    parts: list[dict[str, Any]]


def append_revision(session: Session, revision: NewRevision) -> StoredRevision:
    """Append a revision and its counts; once its effects are known, `seal_revision` must follow."""
    values = {
        "report_id": revision.report_id,
        "seq": revision.seq,
        "kind": revision.kind.value,
        "channel": revision.channel.value,
        "submission_id": revision.submission_id,
        "body_hash": revision.body_hash,
        "reason": revision.reason,
        "note": revision.note,
        "confirmed": [_describe_warning(warning) for warning in revision.confirmed] or None,
        "falls": [describe_fall(fall) for fall in revision.falls] or None,
        "person_id": revision.person_id,
        "recorded_at": revision.recorded_at,
    }
    ((revision_id,),) = _INSERT_REVISION.rows(session, **values)
    values["id"] = revision_id
    counts = [make_count_row(revision_id, count) for count in revision.counts]
    insert_rows(session, _COUNT, counts)
    parts = [row for count in revision.counts for row in make_part_rows(revision_id, count)]
    insert_rows(session, _PART, parts)
    return StoredRevision(id=revision_id, values=values, counts=counts, parts=parts)


def make_count_row(revision_id: int, count: Count) -> dict[str, Any]:
    """The row of a count."""
    return {
        "revision_id": revision_id,
        "indicator": count.indicator.value,
        "form": count.form.value,
        "value": count.value,
        "qualifier": count.qualifier.value,
        "low": count.low,
        "high": count.high,
        "words": count.words,
        "households": count.households,
        "household_size": count.household_size,
    }


def make_part_rows(revision_id: int, count: Count) -> list[dict[str, Any]]:
    """The rows of a count's parts."""
    return [
        {
            "revision_id": revision_id,
            "indicator": count.indicator.value,
            "sex": part.sex.value,
            "age_from": part.age_from,
            "age_to": part.age_to,
            "value": part.value,
        }
        for part in count.parts
    ]


def _describe_warning(warning: SoftWarning) -> dict[str, str | None]:
    indicator = warning.indicator.value if warning.indicator else None
    return {"code": warning.code, "indicator": indicator, "message": warning.message}


def describe_fall(fall: Fall) -> dict[str, str | int | None]:
    """What is said of a fall as plain values, as it is kept and fingerprinted."""
    return {
        "indicator": fall.indicator.value,
        "kind": fall.kind.value,
        "into": fall.into.value if fall.into else None,
        "people": fall.people,
    }


def read_fall(kept: Mapping[str, Any]) -> Fall:
    """What was said of a fall, from how it is kept."""
    return Fall(
        indicator=Indicator(kept["indicator"]),
        kind=FallKind(kept["kind"]),
        into=Indicator(kept["into"]) if kept["into"] else None,
        people=kept["people"],
    )
