"""How often somebody may try a password."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse_many

from tracker.extensions import limiter
from tracker.registry.people import clean_email
from tracker.web.shared.errors import TooManyTries

FROM_ONE_ADDRESS_TO_ONE_ACCOUNT = parse_many("5 per minute; 30 per hour")
TO_ONE_ACCOUNT = parse_many("100 per hour")
"""Guessing spread over many addresses; high, since exceeding it locks the owner out as well."""

FROM_ONE_ADDRESS = parse_many("60 per minute")
"""Guessing spread over many accounts; high, since a whole office may share an address."""


FAILURES_KEPT = parse_many("1000 per hour")
"""Failed tries that get a link in the audit trail, so that nobody can flood it."""


def count_try(email: str) -> None:
    """Count a try for an account before the password is looked at; refuse the one too many."""
    allowed = [limiter.limiter.hit(limit, *keys) for limit, keys in _list_limits(email)]
    if not all(allowed):
        raise TooManyTries


def may_keep_failure() -> bool:
    """Whether a failed try is still kept in the audit trail; counts it."""
    return all(limiter.limiter.hit(limit, "failures kept") for limit in FAILURES_KEPT)


def forget_tries(email: str) -> None:
    """Start counting anew for an account whose password was right."""
    for limit, keys in _list_limits(email):
        if limit not in FROM_ONE_ADDRESS:
            limiter.limiter.clear(limit, *keys)


def _list_limits(email: str) -> Iterator[tuple[RateLimitItem, tuple[str, ...]]]:
    account, address = clean_email(email), get_remote_address()
    keys: dict[tuple[str, ...], list[RateLimitItem]] = {
        ("pair", account, address): FROM_ONE_ADDRESS_TO_ONE_ACCOUNT,
        ("account", account): TO_ONE_ACCOUNT,
        ("address", address): FROM_ONE_ADDRESS,
    }
    for key, limits in keys.items():
        for limit in limits:
            yield limit, (request.endpoint or "", *key)
