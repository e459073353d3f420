"""How much of a long table stands open; the rest is folded under it."""

from __future__ import annotations

from collections.abc import Sized

from flask import request

NEWEST_DAYS = 7
"""Days, the newest first."""

MOST_AREAS = 10
"""Areas and shelters, the most urgent first; a few more are not worth a fold."""


def count_newest(rows: Sized) -> int:
    """How many days stand open: all of them where all are asked for."""
    return len(rows) if request.args.get("rows") == "all" else NEWEST_DAYS
