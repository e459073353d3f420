"""How many calls a token may make, and the headers that tell."""

from __future__ import annotations

from flask import Response, current_app, g
from limits import RateLimitItemPerMinute

from tracker.config import CALLS_KEY
from tracker.extensions import limiter

MINUTE = 60


class TooManyCalls(Exception):
    """A program calls more often than it may."""


def count_call(token_id: int) -> None:
    """Count a call of a token; raises TooManyCalls for the one too many."""
    limit = RateLimitItemPerMinute(current_app.config[CALLS_KEY])
    key = ("api calls", str(token_id))
    allowed = limiter.limiter.hit(limit, *key)
    ends, left = limiter.limiter.get_window_stats(limit, *key)
    g.api_pace = {
        "X-RateLimit-Limit": str(limit.amount),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": str(int(ends)),
    }
    if not allowed:
        raise TooManyCalls


def tell_pace(response: Response) -> Response:
    """Tell the program how many calls are left in this minute."""
    response.headers.update(g.get("api_pace", {}))
    return response
