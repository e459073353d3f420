"""Changes of the register as acts on published totals: who signs them, and what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.published import ActKind, PublishedAct


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """Who changes the register, and when."""

    person_id: int
    moment: datetime


def sign(by: Signature | None, place_id: int | None, changed: str) -> PublishedAct | None:
    """The act to keep what it does to published totals with; None where nobody signs.

    `changed` says what was changed, `place_id` where (None: the operation).
    """
    if by is None:
        return None
    return PublishedAct(
        kind=ActKind.REGISTER,
        place_id=place_id,
        recorded_at=by.moment,
        person_id=by.person_id,
        reason=changed,
    )
