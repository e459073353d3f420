"""The API: registers, series, reports, decisions and imports for programs, by access tokens."""

from tracker.web.api import (
    blanks,
    decisions,
    exports,
    health,
    imports,
    openapi,
    registers,
    reports,
    series,
    stopping,
    unchanged,
    undoings,
)
from tracker.web.api.blueprint import blueprint
from tracker.web.api.cors import allow_origin
from tracker.web.api.pacing import tell_pace
from tracker.web.api.reference import pages

__all__ = [
    "blanks",
    "blueprint",
    "decisions",
    "exports",
    "health",
    "imports",
    "openapi",
    "pages",
    "registers",
    "reports",
    "series",
    "stopping",
    "unchanged",
    "undoings",
]

blueprint.after_request(allow_origin)
blueprint.after_request(tell_pace)
