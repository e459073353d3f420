"""Tables of the registers: operation, places, shelters and their changes over time, sources."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base


class OperationRow(Base):
    """The one operation (emergency) that this database is about."""

    __tablename__ = "operation"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("deadline_hour BETWEEN 0 AND 47", name="deadline_hour"),
        CheckConstraint("stale_after BETWEEN 1 AND 60", name="stale_after"),
        CheckConstraint("disagreement_share BETWEEN 0 AND 100", name="disagreement_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    start_day: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64))
    deadline_hour: Mapped[int]
    stale_after: Mapped[int]
    household_size: Mapped[float]
    is_example: Mapped[bool]
    disagreement_share: Mapped[int] = mapped_column(server_default=text("10"))


class PlaceRow(Base):
    """Anything a report can be about: an area, a shelter, or the outside of a district's shelters.

    `level` is 0 country, 1 region, 2 district for areas, 3 for shelters and outsides. A place
    counts from `valid_from` up to, not including, `valid_until`.
    """

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("kind IN ('area', 'shelter', 'outside')", name="kind"),
        CheckConstraint(
            "(kind = 'area' AND level BETWEEN 0 AND 2) OR (kind <> 'area' AND level = 3)",
            name="level",
        ),
        CheckConstraint("(level = 0) = (parent_id IS NULL)", name="parent"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="validity"),
        Index(
            "uq_place_outside",
            "parent_id",
            unique=True,
            sqlite_where=text("kind = 'outside'"),
            postgresql_where=text("kind = 'outside'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    level: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    p_code: Mapped[str | None] = mapped_column(String(40))
    national_code: Mapped[str | None] = mapped_column(String(40))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class AreaShapeRow(Base):
    """The boundary of an area as GeoJSON geometry, kept apart because it is large.

    `outline` is what maps draw, made of it (see `tracker.registry.outlines`); empty until then.
    """

    __tablename__ = "area_shape"

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    geometry: Mapped[str] = mapped_column(Text)
    attribution: Mapped[str | None] = mapped_column(String(200))
    outline: Mapped[str] = mapped_column(Text, server_default=text("''"))
    is_schematic: Mapped[bool] = mapped_column(server_default=false())


class ShelterRow(Base):
    """What the register knows of a shelter beyond its name."""

    __tablename__ = "shelter"
    __table_args__ = (
        CheckConstraint("floor_area IS NULL OR floor_area > 0", name="floor_area"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    shelter_type: Mapped[str] = mapped_column(String(40))
    floor_area: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    do_not_publish: Mapped[bool]


class ShelterStatusRow(Base):
    """From which day on a shelter has a status."""

    __tablename__ = "shelter_status"
    __table_args__ = (CheckConstraint("status IN ('open', 'standby', 'closed')", name="status"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(8))


class ReportingModeRow(Base):
    """From which day on a district reports as a whole or by its shelters."""

    __tablename__ = "reporting_mode"
    __table_args__ = (CheckConstraint("mode IN ('whole', 'by_shelter')", name="mode"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(String(12))


class SourceRow(Base):
    """Who says so: an organisation or office, with a reliability grade."""

    __tablename__ = "source"
    __table_args__ = (CheckConstraint("grade IN ('A','B','C','D','E','F')", name="grade"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    grade: Mapped[str] = mapped_column(String(1))
    description: Mapped[str | None] = mapped_column(String(500))
    url: Mapped[str | None] = mapped_column(String(500))
    retired: Mapped[bool]
