"""The signature under what an administrator changes in the register."""

from __future__ import annotations

from tracker.domain.audit import Author
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person


def sign_now() -> Author:
    """The administrator who sends the request, at this moment."""
    return Author(person_id=current_person().id, at=now())
