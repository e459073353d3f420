"""Mappings from columns to counts: kept, shared, and matched with the registers."""

from tracker.exchange.mapping.beginning import begin_mapping
from tracker.exchange.mapping.files import MappingUnreadable, read_mapping, write_mapping
from tracker.exchange.mapping.mappings import (
    NEW_SHELTER,
    SKIP,
    Constants,
    ImportMapping,
    check_mapping,
)
from tracker.exchange.mapping.places import (
    Gazetteer,
    Matched,
    PlaceKey,
    PlaceMatcher,
    SourceMatcher,
    load_gazetteer,
    say_place,
)
from tracker.exchange.mapping.saved import list_mapping_names, load_mapping, save_mapping

__all__ = [
    "NEW_SHELTER",
    "SKIP",
    "Constants",
    "Gazetteer",
    "ImportMapping",
    "MappingUnreadable",
    "Matched",
    "PlaceKey",
    "PlaceMatcher",
    "SourceMatcher",
    "begin_mapping",
    "check_mapping",
    "list_mapping_names",
    "load_gazetteer",
    "load_mapping",
    "read_mapping",
    "save_mapping",
    "say_place",
    "write_mapping",
]
