"""Changes of the register as acts on published totals: who signs them, and what was changed."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.audit import Author
from tracker.domain.published import ActKind, PublishedAct


def sign(by: Author | None, place_id: int | None, changed: str) -> PublishedAct | None:
    """The act to keep what it does to published totals with; None where nobody signs it.

    `changed` says what was changed, `place_id` where (None: the operation). What is part of an
    import, or of the undoing of one, is told as that.
    """
    if by is None or by.person_id is None:
        return None
    return PublishedAct(
        kind=by.within.kind if by.within else ActKind.REGISTER,
        place_id=place_id,
        recorded_at=by.at,
        person_id=by.person_id,
        reason=changed,
        import_id=by.within.import_id if by.within else None,
    )


def moment_of(by: Author | None) -> datetime | None:
    """When it is done; None for what is as if it had always been so, as in an example."""
    return by.at if by is not None else None
