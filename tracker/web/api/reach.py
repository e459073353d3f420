"""Which places a program sees: what its person sees, as far as its token reaches."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.registry.tokens import Bearer, narrow
from tracker.web.shared.discretion import find_hidden_ids
from tracker.web.shared.seeing import find_seen_ids


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Places that are `seen` (None: every place), without those that are `hidden`.

    Hidden are shelters that must not be published: programs carry numbers out of the house, and
    what is on no map must not get onto one that way. Who reports for such a shelter sees it.
    """

    seen: frozenset[int] | None
    hidden: frozenset[int]

    def holds(self, place_id: int) -> bool:
        """Whether a place is seen."""
        return place_id not in self.hidden and (self.seen is None or place_id in self.seen)


def find_reach(session: Session, bearer: Bearer) -> Reach:
    """What a program sees; at most four statements."""
    seen = narrow(session, bearer.token, find_seen_ids(session, bearer.person))
    hidden = find_hidden_ids(session, bearer.person)
    return Reach(seen=None if seen is None else frozenset(seen), hidden=hidden)
