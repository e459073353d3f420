"""The signature under what an administrator changes in the register."""

from __future__ import annotations

from tracker.registry.signing import Signature
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person


def sign_now() -> Signature:
    """The administrator who sends the request, at this moment."""
    return Signature(person_id=current_person().id, moment=now())
