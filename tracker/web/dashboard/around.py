"""What stands around a chart: its files, and the link that shows the same again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.shared.lookback import PARAMETER, Lookback
from tracker.web.shared.moments import say_local


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """Addresses of a chart's numbers as CSV (by POST), of its picture as SVG (by POST), and of it.

    All three hold the period, the place and the moment of what was known, `known_at`: whatever is
    recorded later, they give what the page showed.
    """

    csv_url: str
    svg_url: str
    view_url: str
    known_at: datetime


def describe_around(
    chart: str, extent: Extent, period: Period, lookback: Lookback, page: Callable[..., str]
) -> Around:
    """The addresses around a chart of a page; `page` makes the page's own address."""
    known_at = lookback.known_at or lookback.now
    held = {**period.address, PARAMETER: say_local(known_at, lookback.operation.time_zone)}
    return Around(
        csv_url=link_file(extent, chart, "csv", held),
        svg_url=link_file(extent, chart, "svg", held),
        view_url=page(**held, _external=True),
        known_at=known_at,
    )


def link_file(extent: Extent, chart: str, form: str, query: dict[str, Any]) -> str:
    """The address of a chart's file."""
    if extent.place is None:
        return url_for("dashboard.save_operation_chart", chart=chart, form=form, **query)
    place_id = extent.place.id
    return url_for("dashboard.save_chart", place_id=place_id, chart=chart, form=form, **query)
