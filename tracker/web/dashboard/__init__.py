"""The officials' pages: capacity against arrivals, the areas, and the reports behind."""

from tracker.web.dashboard import (
    areas,
    chart_files,
    days,
    maps,
    overview,
    places,
    reporting,
    sides,
    sources,
    tallies,
)
from tracker.web.dashboard.blueprint import blueprint

__all__ = [
    "areas",
    "blueprint",
    "chart_files",
    "days",
    "maps",
    "overview",
    "places",
    "reporting",
    "sides",
    "sources",
    "tallies",
]
