"""Areas from files: GeoJSON with boundaries, or a table as CSV."""

from tracker.registry.area_files.entries import AreaColumns, AreaFileUnreadable
from tracker.registry.area_files.importing import AreaFile, find_parent, import_areas
from tracker.registry.area_files.other_names import OtherName, find_other_names
from tracker.registry.area_files.planning import Refused
from tracker.registry.area_files.registering import ImportOutcome

__all__ = [
    "AreaColumns",
    "AreaFile",
    "AreaFileUnreadable",
    "ImportOutcome",
    "OtherName",
    "Refused",
    "find_other_names",
    "find_parent",
    "import_areas",
]
