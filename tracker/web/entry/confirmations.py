"""Confirmed soft warnings: bound to the numbers they were shown for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tracker.domain.reports import SoftWarning

_BETWEEN = " "


def bind_confirmation(warnings: Iterable[SoftWarning], *subject: object) -> str:
    """What "send anyway" sends: a fingerprint of the subject, then the keys of the warnings."""
    return _BETWEEN.join((_fingerprint(subject), *(warning.key for warning in warnings)))


def read_confirmation(sent: str | None, *subject: object) -> frozenset[str]:
    """The keys confirmed; none when a number was changed since the warnings were shown."""
    if not sent:
        return frozenset()
    fingerprint, *keys = sent.split(_BETWEEN)
    return frozenset(keys) if fingerprint == _fingerprint(subject) else frozenset()


def _fingerprint(subject: tuple[object, ...]) -> str:
    # Counts are frozen data: their representation holds all that was said.
    return hashlib.sha256(repr(subject).encode()).hexdigest()[:16]
