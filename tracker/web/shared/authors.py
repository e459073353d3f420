"""Who made an act, in words."""

from __future__ import annotations

from tracker.domain.reports import Decision, Revision
from tracker.domain.rulings import Ruling


def name_author(act: Revision | Decision | Ruling) -> str:
    """The author's name, and the reviewer by whose decision it was recorded, with the reason."""
    settled = act.settled if isinstance(act, Revision) else None
    if settled is None:
        return act.person_name
    return f"{act.person_name}, recorded by {settled.person_name} ({settled.reason.rstrip('.')})"
