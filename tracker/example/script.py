"""All acts of the example: the published claims, the routine of the exercise and its incidents."""

from __future__ import annotations

from itertools import chain

from tracker.example.acts import Act
from tracker.example.border import BORDER, list_border
from tracker.example.claims import CLAIMS
from tracker.example.hosting import UNITS
from tracker.example.incidents import (
    DECISIONS,
    RESENT,
    RIVALS,
    STANDBY,
    WITHDRAWN,
    apply_slips,
    list_moves,
    list_verifications,
)
from tracker.example.routine import list_routine
from tracker.example.second_thoughts import SECOND_THOUGHTS


def list_acts() -> list[Act]:
    """Everything that happens, in no order."""
    routine = [
        *chain.from_iterable(list_routine(unit) for unit in UNITS),
        *chain.from_iterable(list_border(district) for district in BORDER),
    ]
    daily = list(apply_slips(routine))
    return [
        *CLAIMS,
        *daily,
        *STANDBY,
        *RIVALS,
        *SECOND_THOUGHTS,
        *WITHDRAWN,
        *list_moves(daily),
        *RESENT,
        *list_verifications(daily),
        *DECISIONS,
    ]
