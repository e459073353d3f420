"""Append-only tables of reports: report, revision, count, part, decision, conflict."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, BigId


class ReportRow(Base):
    """One source's statement about one place for one day; its id stays for life.

    `head_seq`, `withdrawn` and `review` are what stands, folded from revisions and decisions and
    written with them; nothing else of a row ever changes. `grade` is the source's grade when the
    report was made.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("grade IN ('A','B','C','D','E','F')", name="grade"),
        Index("ix_report_place_id_day", "place_id", "day"),
        Index("ix_report_source_id_day", "source_id", "day"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    day: Mapped[date]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    grade: Mapped[str] = mapped_column(String(1))
    head_seq: Mapped[int] = mapped_column(SmallInteger)
    withdrawn: Mapped[bool]
    review: Mapped[str] = mapped_column(String(12))
    is_late: Mapped[bool]


class RevisionRow(Base):
    """One entry of a report, never changed."""

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint("kind IN ('original', 'correction', 'withdrawal')", name="kind"),
        CheckConstraint("(kind = 'original') = (seq = 1)", name="original_first"),
        CheckConstraint("kind = 'original' OR reason IS NOT NULL", name="reason"),
        Index("uq_revision_report_id_seq", "report_id", "seq", unique=True),
        # What was recorded after a moment; new rows go to its end.
        Index("ix_revision_recorded_at", "recorded_at", "report_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    seq: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(12))
    submission_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    body_hash: Mapped[bytes]
    reason: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    confirmed: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    falls: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class CountRow(Base):
    """One number of a revision, never changed."""

    __tablename__ = "report_count"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("low >= 0", name="low"),
        CheckConstraint("high >= low", name="high"),
        CheckConstraint("form IN ('level', 'new', 'total')", name="form"),
        {"sqlite_with_rowid": False},
    )

    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revision.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(20), primary_key=True)
    form: Mapped[str] = mapped_column(String(5))
    value: Mapped[int | None]
    qualifier: Mapped[str] = mapped_column(String(10))
    low: Mapped[int | None]
    high: Mapped[int | None]
    words: Mapped[str | None] = mapped_column(Text)
    households: Mapped[int | None]
    household_size: Mapped[float | None]


class CountPartRow(Base):
    """A part of a count by sex and age band, never changed."""

    __tablename__ = "report_count_part"
    __table_args__ = (CheckConstraint("value >= 0", name="value"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revision.id"), index=True)
    indicator: Mapped[str] = mapped_column(String(20))
    sex: Mapped[str] = mapped_column(String(8))
    age_from: Mapped[int | None] = mapped_column(SmallInteger)
    age_to: Mapped[int | None] = mapped_column(SmallInteger)
    value: Mapped[int]


class EffectRow(Base):
    """What a revision changed in the unit's own series, as a list of effects; never changed."""

    __tablename__ = "revision_effect"

    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revision.id"), primary_key=True)
    effects: Mapped[list[Any]] = mapped_column(JSON)


class DecisionRow(Base):
    """One act of a reviewer on a report, never changed; programs give each an id of their own."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('verified', 'disputed', 'returned', 'rejected', 'preferred')", name="kind"
        ),
        CheckConstraint("kind IN ('verified', 'disputed') OR reason IS NOT NULL", name="reason"),
        Index("ix_decision_recorded_at", "recorded_at", "report_id"),
        Index("uq_decision_submission_id", "submission_id", unique=True),
        Index(
            "ix_decision_preferred",
            "report_id",
            sqlite_where=text("kind = 'preferred'"),
            postgresql_where=text("kind = 'preferred'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    seq: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(10))
    indicator: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    submission_id: Mapped[UUID | None] = mapped_column(Uuid)


class DecisionEffectRow(Base):
    """What a decision changed in the unit's own series, as a list of effects; never changed."""

    __tablename__ = "decision_effect"

    decision_id: Mapped[int] = mapped_column(BigId, ForeignKey("decision.id"), primary_key=True)
    effects: Mapped[list[Any]] = mapped_column(JSON)


class ConflictRow(Base):
    """A submission whose id had been used for other content, kept for a person to look at."""

    __tablename__ = "submission_conflict"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    body_hash: Mapped[bytes]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
