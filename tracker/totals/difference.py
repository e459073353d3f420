"""A place where the stored read model is not what the reports say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One place, series and day where what is stored is not what the reports say."""

    place_id: int
    key: str
    day: date
    stored: str
    computed: str
