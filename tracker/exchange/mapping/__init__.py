"""Mappings from columns to counts: kept, shared, and matched with the registers."""

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
    "check_mapping",
    "load_gazetteer",
    "read_mapping",
    "say_place",
    "write_mapping",
]
