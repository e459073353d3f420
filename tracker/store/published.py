"""Append-only tables of what acts changed in totals that were published already."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.published import ActKind
from tracker.store.base import Base, BigId

_KINDS = ", ".join(f"'{kind.value}'" for kind in ActKind)


class PublishedActRow(Base):
    """One act that changed published totals, with all that is said of it; never changed.

    `place_id` is what the act was about (None: the operation). `reason` is the act's own, in the
    words of the person; of a change of the register it says what was changed.
    """

    __tablename__ = "published_act"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        Index("ix_published_act_report_id", "report_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    report_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("report.id"))
    revision_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("revision.id"), unique=True)
    decision_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("decision.id"), unique=True)
    ruling_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("series_ruling.id"))
    import_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("import_run.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class PublishedChangeRow(Base):
    """The days on which an act changed a place's published total alike; never changed.

    Before and after are those of the first day. `last_day` None: the difference goes on.
    """

    __tablename__ = "published_change"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),
        Index("ix_published_change_act_id", "act_id"),
        # The changes of a place lie side by side in the order of the acts: a page of the feed reads
        # the end of that.
        {"sqlite_with_rowid": False},
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    act_id: Mapped[int] = mapped_column(BigId, ForeignKey("published_act.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(20), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date | None]
    value_before: Mapped[int | None] = mapped_column(BigInteger)
    low_before: Mapped[int | None] = mapped_column(BigInteger)
    high_before: Mapped[int | None] = mapped_column(BigInteger)
    value_after: Mapped[int | None] = mapped_column(BigInteger)
    low_after: Mapped[int | None] = mapped_column(BigInteger)
    high_after: Mapped[int | None] = mapped_column(BigInteger)
