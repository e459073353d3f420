"""Whose program comes in by a token, and how often wrong ones may be tried."""

from __future__ import annotations

from flask_limiter.util import get_remote_address
from limits import parse_many

from tracker.domain.errors import NotFound
from tracker.extensions import limiter
from tracker.registry.tokens import Bearer, TokenUse, find_bearer
from tracker.web.shared.errors import TooManyTries
from tracker.web.shared.unit_of_work import reading

FAILURES_FROM_ONE_ADDRESS = parse_many("60 per minute")
"""Wrong tokens; high, since a whole office may share an address, and no guess ever comes near."""

_COUNTED_AS = "wrong token"


def require_bearer(token: str, use: TokenUse) -> Bearer:
    """Whose token it is, with the rights of today.

    Raises NotFound for a token that opens nothing here, TooManyTries for too many of those from one
    address. A right one comes in all the same: a program with an old token must not shut out all
    others behind its address. Nobody finds one by trying, and looking one up costs little.
    """
    try:
        return find_bearer(reading(), token, use)
    except NotFound:
        keys = (_COUNTED_AS, get_remote_address())
        allowed = [limiter.limiter.hit(limit, *keys) for limit in FAILURES_FROM_ONE_ADDRESS]
        if not all(allowed):
            raise TooManyTries from None
        raise
