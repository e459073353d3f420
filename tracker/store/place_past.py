"""The append-only table of what the registers said of places before it changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, BigId


class PlacePastRow(Base):
    """What the registers said of a place until a moment; never changed.

    `said` is what `tracker.totals.registered.write_registered` writes, None where there was no such
    place.
    """

    __tablename__ = "place_past"
    # What changed after a moment; new rows go to its end.
    __table_args__ = (Index("ix_place_past_known_until", "known_until"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    known_until: Mapped[datetime]
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
