"""Figures drawn, and their parts by name."""

from typing import Any

import plotly.graph_objects as go

from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.series.capacity import CapacitySeries


def draw(series: CapacitySeries, **more: Any) -> dict[str, Any]:
    figure = draw_capacity(series, **more)
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    return figure


def named(figure: dict[str, Any], name: str) -> dict[str, Any]:
    return next(iter(all_named(figure, name)))


def all_named(figure: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["name"] == name]


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]
