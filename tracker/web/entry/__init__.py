"""Pages of the coordinators: their units, the daily report, its receipt, correction and history."""

from tracker.web.entry import changing, histories, refused_forms, reporting, units
from tracker.web.entry.routes import blueprint

__all__ = ["blueprint", "changing", "histories", "refused_forms", "reporting", "units"]
