"""Passwords made for somebody else: easily read out, shown once, to be changed by their owner."""

from __future__ import annotations

import secrets

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the signs that are taken for one another."""

GROUPS, GROUP_LENGTH = 4, 4


def make_password() -> str:
    """Sixteen random signs in four groups, 79 bits."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)
