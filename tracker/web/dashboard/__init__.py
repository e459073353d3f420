"""The officials' pages: capacity against arrivals, the areas, and the reports behind."""

from tracker.web.dashboard import areas, days, places, sides
from tracker.web.dashboard.blueprint import blueprint

__all__ = ["areas", "blueprint", "days", "places", "sides"]
