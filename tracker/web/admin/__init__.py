"""The administrators' pages: areas, shelters, sources, people and settings."""

from tracker.web.admin import (
    area_changes,
    area_import,
    areas,
    people,
    settings,
    shelter_changes,
    shelters,
    sources,
)
from tracker.web.admin.blueprint import blueprint

__all__ = [
    "area_changes",
    "area_import",
    "areas",
    "blueprint",
    "people",
    "settings",
    "shelter_changes",
    "shelters",
    "sources",
]
