"""Tables of the read model; they can be thrown away and made anew."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.changes import MEASURES, SUMMED
from tracker.store.base import Base, BigId


class UnitDayRow(Base):
    """A unit's series on one day: the selected observation, and the fold after it.

    `report_id` is None for derived levels. `stated`, `same_*` and `other_*` are the observation
    (see Observation; a high of None is open), the rest is the fold (see Point).
    """

    __tablename__ = "unit_day"
    __table_args__ = (
        Index("ix_unit_day_place_id_day", "place_id", "day"),
        {"sqlite_with_rowid": False},
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    report_id: Mapped[int | None] = mapped_column(BigId)
    form: Mapped[str | None] = mapped_column(String(5))
    stated: Mapped[int | None] = mapped_column(BigInteger)
    same_low: Mapped[int | None] = mapped_column(BigInteger)
    same_high: Mapped[int | None] = mapped_column(BigInteger)
    other_low: Mapped[int | None] = mapped_column(BigInteger)
    other_high: Mapped[int | None] = mapped_column(BigInteger)
    review: Mapped[str | None] = mapped_column(String(12))
    corrected: Mapped[bool]
    alternatives: Mapped[int]
    contested: Mapped[bool]
    apart: Mapped[int | None]
    value: Mapped[int] = mapped_column(BigInteger)
    low: Mapped[int] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger)
    open_highs: Mapped[int]
    without_value: Mapped[int]
    unreviewed: Mapped[int] = mapped_column(BigInteger)
    disputed: Mapped[int] = mapped_column(BigInteger)
    counted: Mapped[bool]
    lump_days: Mapped[int]
    fallen: Mapped[int] = mapped_column(BigInteger)
    gap: Mapped[int | None] = mapped_column(BigInteger)
    outside: Mapped[int] = mapped_column(BigInteger)
    base: Mapped[date | None]


class AreaChangeRow(Base):
    """How an area's total of a series changes on one day; see `tracker.domain.changes.Change`."""

    __tablename__ = "area_change"
    __table_args__ = (
        # A day's changes of all series lie side by side: a report touches half as many pages of a
        # full store as in the order of the columns.
        PrimaryKeyConstraint("place_id", "day", "indicator", name="pk_area_change"),
        {"sqlite_with_rowid": False},
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    indicator: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    value: Mapped[int] = mapped_column(BigInteger)
    low: Mapped[int] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger)
    open_highs: Mapped[int]
    without_value: Mapped[int]
    unreviewed: Mapped[int] = mapped_column(BigInteger)
    disputed: Mapped[int] = mapped_column(BigInteger)
    known: Mapped[int]
    derived: Mapped[int]
    resumed: Mapped[int]
    expected: Mapped[int]
    reporting: Mapped[int]
    worded: Mapped[int]
    lapses: Mapped[int]
    corrected: Mapped[int]
    contested: Mapped[int]
    fallen: Mapped[int] = mapped_column(BigInteger)
    lumped: Mapped[int] = mapped_column(BigInteger)
    lumps: Mapped[int]
    gap: Mapped[int] = mapped_column(BigInteger)
    gaps: Mapped[int]


class AreaSumRow(Base):
    """All changes of an area's series added up, whatever their days: where reading begins.

    The level of a day near the end is this less the few changes after it, however long the history.
    """

    __tablename__ = "area_sum"
    __table_args__ = ({"sqlite_with_rowid": False},)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    low: Mapped[int] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger)
    open_highs: Mapped[int]
    without_value: Mapped[int]
    unreviewed: Mapped[int] = mapped_column(BigInteger)
    disputed: Mapped[int] = mapped_column(BigInteger)
    known: Mapped[int]
    derived: Mapped[int]
    resumed: Mapped[int]
    expected: Mapped[int]
    lapses: Mapped[int]


if tuple(column.key for column in AreaSumRow.__table__.columns)[2:] != SUMMED:
    raise TypeError("area_sum must have the summed measures of Change, in their order")

if tuple(column.key for column in AreaChangeRow.__table__.columns)[3:] != MEASURES:
    raise TypeError("area_change must have the measures of Change, in their order")
