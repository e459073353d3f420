"""What is drawn in a figure beside its series: marks, bands and what is to come, for a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.charts.figures.forecast import FORECAST_NAME, PLANNED_NAME
from tracker.charts.figures.levels import BAND_ENDING, BANDS_NAME
from tracker.charts.figures.notes import CLAIM_NAME
from tracker.charts.figures.ranges import RANGE_NAME
from tracker.charts.wording import MARK_NAMES

_NAMES = (*MARK_NAMES.values(), CLAIM_NAME, FORECAST_NAME, PLANNED_NAME, RANGE_NAME)


def list_key(figure: dict[str, Any]) -> tuple[str, ...]:
    """Names in the order of Plotly's legend, each once; the series themselves are not among them.

    Takes a figure as `draw_capacity` makes it.
    """
    traces = sorted(figure["data"], key=lambda trace: trace.get("legendrank", 1000))
    return tuple(dict.fromkeys(_name_all(traces)))


def _name_all(traces: list[dict[str, Any]]) -> Iterator[str]:
    for trace in traces:
        if trace["name"] in _NAMES:
            yield trace["name"]
        elif trace["name"].endswith(BAND_ENDING):
            yield BANDS_NAME
