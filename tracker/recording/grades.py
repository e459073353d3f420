"""The act of giving a source another grade, from then on, and the history of its grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.domain.errors import InvalidField, NotFound, ReasonMissing
from tracker.domain.selection import Grade
from tracker.recording.reviewers import require_everywhere
from tracker.recording.sealing import seal_row
from tracker.store.accounts import User
from tracker.store.places import SourceRow
from tracker.store.rulings import GradeChangeRow


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeChange:
    """One append-only entry: the grade before, the one from then on, who gave it and why."""

    before: Grade
    grade: Grade
    reason: str
    person_name: str
    recorded_at: datetime


def change_grade(
    session: Session,
    source_id: int,
    grade: Grade,
    *,
    reason: str,
    person_id: int,
    now: datetime,
) -> None:
    """Give a source another grade, for the reports that are recorded from now on.

    Reports keep the grade of their recording, and what a person preferred stays preferred.
    Raises OutOfScope where the person reviews some areas only: a grade acts in all.
    """
    require_everywhere(session, person_id)
    source = session.execute(
        select(SourceRow.name, SourceRow.grade).where(SourceRow.id == source_id)
    ).one_or_none()
    if source is None:
        raise NotFound("source", source_id)
    if source.grade == grade.value:
        raise InvalidField("grade", f"Select another grade: {source.name} has {grade} already")
    if not reason.strip():
        raise ReasonMissing("new grade")
    values = {
        "source_id": source_id,
        "before": source.grade,
        "grade": grade.value,
        "reason": reason.strip(),
        "person_id": person_id,
        "recorded_at": now,
    }
    change_id: int = session.execute(
        insert(GradeChangeRow).values(values).returning(GradeChangeRow.id)
    ).scalar_one()
    seal_row(session, Act.GRADE, "source_grade", {"id": change_id, **values})
    session.execute(update(SourceRow).where(SourceRow.id == source_id).values(grade=grade.value))


def list_grade_changes(
    session: Session, source_id: int, known_at: datetime | None = None
) -> tuple[GradeChange, ...]:
    """The changes of a source's grade, newest first; `known_at` leaves out those made after it."""
    query = (
        select(GradeChangeRow, User.display_name)
        .join(User, User.id == GradeChangeRow.person_id)
        .where(GradeChangeRow.source_id == source_id)
        .order_by(GradeChangeRow.id.desc())
    )
    if known_at is not None:
        query = query.where(GradeChangeRow.recorded_at <= known_at)
    return tuple(
        GradeChange(
            before=Grade(row.before),
            grade=Grade(row.grade),
            reason=row.reason,
            person_name=person_name,
            recorded_at=row.recorded_at,
        )
        for row, person_name in session.execute(query)
    )
