"""Tables of review: who may review what, which reports wait for it, what became of conflicts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, PrimaryKeyConstraint, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, BigId


class WaitingRow(Base):
    """A report that waits for a reviewer, in the order of the queue; a read model.

    `rank` is that of `tracker.domain.urgency`, `person_id` and `recorded_at` are those of the
    revision `head_seq`. Foreign keys are left out: every row follows from rows that have them.
    """

    __tablename__ = "review_waiting"
    __table_args__ = (
        PrimaryKeyConstraint("rank", "recorded_at", "report_id", name="pk_review_waiting"),
        {"sqlite_with_rowid": False},
    )

    rank: Mapped[int] = mapped_column(SmallInteger)
    recorded_at: Mapped[datetime]
    report_id: Mapped[int] = mapped_column(BigId, unique=True)
    place_id: Mapped[int]
    day: Mapped[date]
    source_id: Mapped[int]
    person_id: Mapped[int]
    head_seq: Mapped[int] = mapped_column(SmallInteger)


class FirstReportRow(Base):
    """One of the first few reports of a person; a read model."""

    __tablename__ = "first_report"

    report_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(index=True)


class ReviewScopeRow(Base):
    """An area to which a person's reviewing is limited, with all beneath; no row: no limit."""

    __tablename__ = "review_scope"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)


class SettlementRow(Base):
    """What became of a submission whose id stood for other content, never changed.

    `report_id` is the report that an accepted one was recorded in.
    """

    __tablename__ = "conflict_settlement"
    __table_args__ = (
        CheckConstraint("kind IN ('accepted', 'discarded')", name="kind"),
        CheckConstraint("(kind = 'accepted') = (report_id IS NOT NULL)", name="report"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    conflict_id: Mapped[int] = mapped_column(ForeignKey("submission_conflict.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
