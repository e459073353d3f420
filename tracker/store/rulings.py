"""Append-only tables of what was ruled about sources: their grades, and their series in units."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, BigId


class RulingRow(Base):
    """What a source's counts of an indicator about a place are, never changed.

    The latest ruling of a series holds, from all days.
    """

    __tablename__ = "series_ruling"
    __table_args__ = (
        CheckConstraint("kind IN ('rival', 'different')", name="kind"),
        Index("ix_series_ruling_series", "place_id", "indicator", "source_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    indicator: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class GradeChangeRow(Base):
    """A new grade of a source, from its moment on; never changed."""

    __tablename__ = "source_grade"
    __table_args__ = (
        CheckConstraint("grade IN ('A','B','C','D','E','F')", name="grade"),
        CheckConstraint("before IN ('A','B','C','D','E','F')", name="before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    before: Mapped[str] = mapped_column(String(1))
    grade: Mapped[str] = mapped_column(String(1))
    reason: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
