"""The officials' pages: capacity against arrivals, the areas, and the reports behind."""

from tracker.web.dashboard import places
from tracker.web.dashboard.areas import views as areas_views
from tracker.web.dashboard.blueprint import blueprint
from tracker.web.dashboard.days import views as days_views
from tracker.web.dashboard.drawn import views as drawn_views
from tracker.web.dashboard.maps import views as maps_views
from tracker.web.dashboard.overview import views as overview_views
from tracker.web.dashboard.reporting import views as reporting_views
from tracker.web.dashboard.sides import views as sides_views
from tracker.web.dashboard.sources import views as sources_views
from tracker.web.dashboard.tallies import views as tallies_views

__all__ = [
    "areas_views",
    "blueprint",
    "days_views",
    "drawn_views",
    "maps_views",
    "overview_views",
    "places",
    "reporting_views",
    "sides_views",
    "sources_views",
    "tallies_views",
]
