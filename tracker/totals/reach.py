"""Rows of some series, of each up to a day of its own, in statements that are made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, and_, bindparam, or_


def split_reach(reach: Mapping[str, date]) -> dict[str, Any]:
    """What `is_within` is given: the series keys of each day, and the day."""
    by_day: dict[date, list[str]] = defaultdict(list)
    for key, day in reach.items():
        by_day[day].append(str(key))
    groups = enumerate(by_day.items())
    return {
        name: value
        for at, (day, keys) in groups
        for name, value in ((f"keys_{at}", keys), (f"until_{at}", day))
    }


def is_within(table: Table, days: int) -> ColumnElement[bool]:
    """That a row belongs to one of the series by key, and is not after the day of that.

    So many different `days` there are; `split_reach` gives them.
    """
    return or_(
        *(
            and_(
                table.c.indicator.in_(bindparam(f"keys_{at}", expanding=True)),
                table.c.day <= bindparam(f"until_{at}", type_=Date()),
            )
            for at in range(days)
        )
    )
