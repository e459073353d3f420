"""What an operation tells of the days of a file: in which zone they are, and in which years."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The time zone of an operation, None where that is not known, and the years it has lasted."""

    zone: str | None = None
    years: Collection[int] = ()


UNKNOWN = Calendar()
