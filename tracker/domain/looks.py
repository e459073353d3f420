"""Since when somebody wants to be told what changed: since they last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

VISIT = timedelta(hours=1)
"""Looks that are no further apart belong to one visit: what is new stays until it is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """The latest look, and the last one of the visit before (None: there was none)."""

    latest: datetime
    before: datetime | None = None


def find_since(look: Look | None, now: datetime) -> datetime | None:
    """The end of the last visit before the one of `now`; None at the first visit."""
    if look is None:
        return None
    return look.latest if now - look.latest > VISIT else look.before


def look_again(look: Look | None, at: datetime) -> Look:
    """The look after somebody looked at a moment; one that was overtaken changes nothing."""
    if look is None:
        return Look(latest=at)
    if at <= look.latest:
        return look
    return Look(latest=at, before=find_since(look, at))
