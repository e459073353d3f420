"""What a reviewer rules where a second source states a series that a unit already has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.domain.indicators import Indicator


class RulingKind(StrEnum):
    """What a source's counts of a series in a unit are.

    A rival says the same thing as the others and may say it better; this is what counts are until
    somebody rules otherwise. A different thing only has the same name: its counts stay out of all
    totals and are shown beside them.
    """

    RIVAL = "rival"
    DIFFERENT = "different"


@dataclass(frozen=True, kw_only=True, slots=True)
class RulingDraft:
    """A ruling as sent. It holds for all days, until the next one about the same series."""

    place_id: int
    indicator: Indicator
    source_id: int
    kind: RulingKind
    person_id: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """One append-only ruling about a source's counts of an indicator in a place."""

    ruling_id: int
    place_id: int
    indicator: Indicator
    source_id: int
    source_name: str
    kind: RulingKind
    reason: str
    person_id: int
    person_name: str
    recorded_at: datetime
