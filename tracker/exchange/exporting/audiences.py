"""Whom an export is meant for, which decides what it may hold."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Internal: people who work on the emergency. Public: everybody."""

    INTERNAL = "internal"
    PUBLIC = "public"

    @property
    def words(self) -> str:
        """What it means, as files and pages say it."""
        return _WORDS[self]


_WORDS = {
    Audience.INTERNAL: "Internal: not to be published. It holds shelters that must not be "
    "published and small numbers of people by sex and age.",
    Audience.PUBLIC: "Public: safe to publish. Left out are shelters that must not be published, "
    "other places and totals from which they could be reckoned, and small numbers of people by sex "
    "and age.",
}
